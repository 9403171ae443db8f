import pytest

from dispatches.actions.correct import correct_item
from dispatches.actions.edit import edit_heading, edit_paragraph
from dispatches.actions.settle import settle
from dispatches.models import Event, Story, WireItem
from dispatches.tests import make

pytestmark = pytest.mark.django_db

LONG = "The water office said on Thursday that the gauge at the lower bridge had been read twice"
MENDED = LONG + " in one night."


def come(*texts: str, at: float = 0) -> Story:
    receipts = [make.ingest(text, at=make.minutes(at + n)) for n, text in enumerate(texts)]
    (story,) = receipts[-1].stories
    return story


def one(*body: str) -> str:
    return make.first("BFF-08", end="MORE", clock="0832", body=body or ("It rained.", LONG))


TWO = make.then("BFF-09", clock="0834", body=("It stopped.",))


def type_in(story: Story, at: int, text: str) -> Story:
    key = story.head().paragraphs[at]["key"]
    return edit_paragraph(story, key, text, by=make.editor(), saw=story.touched)


def texts(story: Story) -> list[str]:
    return [row["text"] for row in make.fresh(story).head().paragraphs]


def test_typed_text_stands_when_a_later_take_comes() -> None:
    story = type_in(come(one()), 1, "The gauge was read twice.")
    after = come(TWO, at=1)
    assert after == story
    assert texts(after) == ["It rained.", "The gauge was read twice.", "It stopped."]
    assert after.head().paragraphs[1]["by"] is not None
    assert after.head().made_by is None


def test_every_paragraph_keeps_its_key_when_a_later_take_comes() -> None:
    story = come(one())
    keys = [row["key"] for row in story.head().paragraphs]
    after = come(TWO, at=1)
    assert [row["key"] for row in after.head().paragraphs][:2] == keys


def test_what_was_left_out_stays_left_out() -> None:
    story = type_in(come(one()), 1, "")
    assert texts(come(TWO, at=1)) == ["It rained.", "It stopped."]
    assert texts(story) == ["It rained.", "It stopped."]


def test_a_headline_that_was_typed_stands_and_what_was_not_touched_follows_the_wire() -> None:
    story = come(make.then("BFF-09", clock="0834"), at=1)
    edit_heading(story, {"headline": "Our own"}, by=make.editor(), saw=story.touched)
    after = come(one())
    head = after.head()
    assert (head.headline, head.city, head.slug) == ("Our own", "TARANGDI", "GAUGE-READ")


def test_typed_text_stands_on_a_paragraph_that_is_sent_again() -> None:
    story = type_in(come(one()), 1, "The gauge was read twice.")
    came = story.head().paragraphs[1]
    again = come(one("It rained on.", LONG), at=5)
    row = again.head().paragraphs[1]
    assert (row["text"], row["key"]) == ("The gauge was read twice.", came["key"])
    assert row["origins"] != came["origins"]
    assert texts(again) == ["It rained on.", "The gauge was read twice."]


def test_typed_text_stands_on_a_paragraph_that_comes_mended() -> None:
    type_in(come(one()), 1, "The gauge was read twice.")
    assert texts(come(one("It rained.", MENDED), at=5)) == [
        "It rained.",
        "The gauge was read twice.",
    ]


def test_a_paragraph_that_was_left_out_comes_back_mended() -> None:
    type_in(come(one()), 1, "")
    assert texts(come(one("It rained.", MENDED), at=5)) == ["It rained.", MENDED]


def test_typed_text_stays_in_its_place_when_the_wire_drops_the_paragraph() -> None:
    body = ("It rained.", LONG, "The second reading was the higher of the two by a hand.", MENDED)
    type_in(come(one(*body)), 1, "Ours alone.")
    after = come(one("It rained.", *body[2:]), at=5)
    assert texts(after) == ["It rained.", "Ours alone.", *body[2:]]


def test_a_settlement_stands_when_a_later_take_comes() -> None:
    story = come(one())
    by = make.editor()
    settle(make.problem(story, "C01"), "verified", by=by, saw=story.touched)
    after = come(TWO, at=1)
    problem = after.current_problems().get(code="C01")
    assert (problem.version, problem.how, problem.settled_by) == (2, "verified", by)


def test_a_settlement_stands_when_the_same_paragraph_is_sent_again() -> None:
    story = come(one())
    settle(make.problem(story, "C01"), "verified", by=make.editor(), saw=story.touched)
    after = come(one("It rained on.", LONG), at=5)
    assert after.current_problems().get(code="C01").how == "verified"


def test_a_settlement_does_not_stand_for_other_words() -> None:
    story = come(one())
    settle(make.problem(story, "C01"), "verified", by=make.editor(), saw=story.touched)
    after = come(one("It rained.", LONG + " by two"), at=5)
    assert after.current_problems().get(code="C01").is_open


def test_typed_text_of_a_story_that_is_joined_to_another_goes_with_it() -> None:
    head, tail = one(), make.then("BFF-10", clock="1055", body=("It ended.",))
    story, late = come(head), come(tail, at=2)
    type_in(late, 0, "It ended well.")
    type_in(story, 0, "It poured.")
    after = come(make.then("BFF-09", clock="1000", end="MORE", body=("It went on.",)), at=1)
    assert texts(after) == ["It poured.", LONG, "It went on.", "It ended well."]


def test_typed_text_and_keys_stand_when_the_data_of_a_take_are_corrected() -> None:
    story = type_in(come(one(), TWO), 1, "The gauge was read twice.")
    keys = [row["key"] for row in story.head().paragraphs]
    item = WireItem.objects.get(serial="BFF-08")
    by = make.person("corrector")
    younger = correct_item(item, {"headline": "Gauge read"}, by=by, reason="It was misread.")
    head = make.fresh(story).head()
    assert (head.headline, younger.placing.story) == ("Gauge read", story)
    assert [row["key"] for row in head.paragraphs] == keys
    assert head.paragraphs[1]["text"] == "The gauge was read twice."
    assert WireItem.objects.get(pk=item.pk).placing.role == "superseded"


def test_a_settlement_in_a_story_that_is_joined_to_another_goes_with_it() -> None:
    story, late = (
        come(one("It rained.")),
        come(make.then("BFF-10", clock="1055", body=(LONG,)), at=2),
    )
    settle(make.problem(late, "C01"), "verified", by=make.editor(), saw=late.touched)
    edit_heading(story, {"slug": "RAIN"}, by=make.editor(), saw=story.touched)
    after = come(make.then("BFF-09", clock="1000", end="MORE"), at=1)
    assert after == story
    assert after.current_problems().get(code="C01").how == "verified"


def test_the_history_tells_a_machines_version_from_a_persons() -> None:
    type_in(come(one()), 0, "It poured.")
    come(TWO, at=1)
    actors = Event.objects.filter(kind__in=["filed", "edited", "revised"]).order_by("number")
    assert [event.actor is None for event in actors] == [True, False, True]
