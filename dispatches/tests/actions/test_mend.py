import pytest

from dispatches.actions.edit import edit_paragraph, rehead
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.mend import is_safe, reshape_paragraph
from dispatches.actions.settle import settle
from dispatches.actions.several import mend_safe, settle_several
from dispatches.models import Event, Story
from dispatches.tests import make
from dispatches.wire.values import Block
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db

TRACKED = "Read it at https://gauge.example/?utm_source=w9 again."
HIDDEN = "The gauge\u200b was read."
TAGGED = "The <b>gauge</b> was read."


def story_with(*body: str) -> Story:
    return make.story(make.first(body=("It rained.", *body)))


def typed(*body: str) -> Story:
    """A story in which a chief typed these paragraphs: cleaning mends what comes by wire."""
    story, by = story_with(*("The gauge was read." for _ in body)), make.chief()
    for row, text in zip(story.head().paragraphs[1:], body, strict=True):
        story = edit_paragraph(story, row["key"], text, by=by, saw=story.touched)
    return story


def texts(story: Story) -> list[str]:
    return [row["text"] for row in make.fresh(story).head().paragraphs]


def codes(story: Story) -> list[str]:
    return sorted(problem.code for problem in make.fresh(story).current_problems().open())


def test_one_key_mends_what_its_check_proposes() -> None:
    story, by = story_with(TAGGED), make.editor()
    settle(make.problem(story, "C15"), "mended", by=by, saw=story.touched)
    row = make.fresh(story).head().paragraphs[1]
    assert (row["text"], row["by"]) == ("The gauge was read.", by.pk)
    assert codes(story) == []
    event = Event.objects.get(kind="settled")
    assert (event.after["how"], event.before["excerpt"]) == ("mended", "<b>")
    assert event.after["was"] == TAGGED


def test_all_that_is_safe_is_mended_in_one_version_with_an_event_for_each() -> None:
    story, by = typed(TRACKED, HIDDEN, TAGGED), make.editor()
    made = mend_safe(story, by=by, saw=story.touched)
    assert texts(story) == [
        "It rained.", "Read it at https://gauge.example/ again.", "The gauge was read.", TAGGED,
    ]  # fmt: skip
    assert made.version == story.version + 1
    assert codes(story) == ["C15"]
    told = Event.objects.filter(kind="settled")
    assert sorted(event.about.split()[0] for event in told) == ["C11", "C15"]
    settled = story.problems.filter(version=story.version, how="mended")
    assert sorted(settled.values_list("code", flat=True)) == ["C11", "C15"]


def test_what_loses_words_is_not_mended_without_a_look() -> None:
    story = story_with(TAGGED)
    assert not is_safe(make.problem(story, "C15"))
    with pytest.raises(Refused, match="without a look"):
        mend_safe(story, by=make.editor(), saw=story.touched)
    assert make.fresh(story).touched == story.touched


def test_two_edits_that_meet_are_made_one_after_the_other() -> None:
    story, by = (
        typed("Read it at https://gauge\u200b.example/?utm_source=w9 again."),
        make.editor(),
    )
    story = mend_safe(story, by=by, saw=story.touched)
    mend_safe(story, by=by, saw=story.touched)
    assert texts(story)[1] == "Read it at https://gauge.example/ again."


def test_numbers_leave_the_headline_by_one_key() -> None:
    story, by = make.story(), make.editor()
    story = rehead(story, {"headline": "BFF-08, 09 Rain"}, by=by, saw=story.touched, origin="desk")
    settle(make.problem(story, "C03"), "mended", by=by, saw=story.touched)
    assert make.fresh(story).headline == "Rain"


def test_words_alone_become_a_crosshead_and_a_paragraph_again() -> None:
    running = (
        "The gauge was read by the water office at noon, and again in the evening of that day."
    )
    story, by = story_with(running, "Later that day", running + " It rose."), make.editor()
    problem = make.problem(story, "C06")
    story = settle(problem, "crosshead", by=by, saw=story.touched)
    assert story.head().paragraphs[2]["kind"] == "crosshead"
    assert story.head().paragraphs[2]["by"] is None
    key = problem.paragraph_key
    story = reshape_paragraph(story, key, Block.PARAGRAPH, by=by, saw=story.touched)
    assert story.head().paragraphs[2]["kind"] == "paragraph"
    with pytest.raises(Refused, match="already"):
        reshape_paragraph(story, key, Block.PARAGRAPH, by=by, saw=story.touched)


def test_a_broken_word_is_closed_up_or_hyphenated() -> None:
    for how, word in (("closed", "standoff"), ("hyphened", "stand-off")):
        story = typed("There was a stand- off in it.")
        settle(make.problem(story, "C04"), how, by=make.editor(), saw=story.touched)
        assert texts(story)[1] == f"There was a {word} in it."


def test_a_name_in_two_ways_is_written_in_one() -> None:
    take = make.first("BFF-40", body=("Kim Jong Un came.", "Then Kim Jong Un left."), end="MORE")
    story = make.story(take, make.then("BFF-41", body=("Kim Jong-un smiled.",)))
    problem = make.problem(story, "C13")
    settle(problem, "otherwise", by=make.editor(), saw=story.touched)
    assert texts(story) == ["Kim Jong-un came.", "Then Kim Jong-un left.", "Kim Jong-un smiled."]


def test_several_are_settled_with_one_reason_and_an_event_each() -> None:
    story, by = typed(TRACKED, TAGGED, HIDDEN), make.editor()
    chosen = [p.pk for p in story.current_problems() if p.code == "C15"]
    after = settle_several(story, chosen, "ignored", by=by, saw=story.touched, reason="So it is.")
    assert (after.touched, after.version) == (story.touched + 1, story.version)
    assert codes(story) == ["C11"]
    assert [e.reason for e in Event.objects.filter(kind="settled")] == ["So it is."] * 2


@pytest.mark.parametrize("how", ["mended", "overruled", "eaten"])
def test_several_are_not_settled_in_a_way_that_wants_a_look(how: str) -> None:
    story = story_with(TRACKED)
    with pytest.raises(Refused):
        settle_several(
            story, [make.problem(story).pk], how, by=make.chief(), saw=story.touched, reason="No."
        )


def test_of_several_all_are_settled_or_none() -> None:
    story = make.story(make.first("BFF-40", body=(TRACKED,)), make.kill("BFF-90", names="BFF-40"))
    chosen = [problem.pk for problem in story.current_problems()]
    assert len(chosen) == 2
    with pytest.raises(Refused, match="settle it alone"):
        settle_several(story, chosen, "ignored", by=make.chief(), saw=story.touched, reason="No.")
    assert codes(story) == ["C10", "C15"]


def test_what_somebody_settled_meanwhile_is_not_settled_again() -> None:
    story, by = story_with(TRACKED), make.editor()
    gone = make.problem(story).pk
    settle(make.problem(story), "fixed", by=by, saw=story.touched)
    with pytest.raises(Stale):
        settle_several(story, [gone], "ignored", by=by, saw=story.touched, reason="No.")
    with pytest.raises(Refused, match="look again"):
        settle_several(story, [gone], "ignored", by=by, saw=story.touched + 1, reason="No.")


def test_copy_out_of_work_is_not_mended() -> None:
    story = make.story(make.first(body=(TRACKED,)), status=Status.APPROVED)
    with pytest.raises(Refused, match="approved"):
        mend_safe(story, by=make.editor(), saw=story.touched)


def test_a_reporter_settles_nothing() -> None:
    story = story_with(TRACKED)
    with pytest.raises(Exception, match="power"):
        mend_safe(story, by=make.person(Role.REPORTER), saw=story.touched)
