import pytest

from dispatches.actions.edit import edit_paragraph
from dispatches.actions.errors import Refused
from dispatches.actions.split import split
from dispatches.models import Story, WireItem
from dispatches.tests import make
from dispatches.tests.actions.hands import ONE, TWO, come, copy, home, rejoin_all, serials

pytestmark = pytest.mark.django_db

BOTH = make.first(
    "BFF-30", body=("The gauge was read.", "It was high.", "The ferry sails.", "It is late.")
)


def parted(story: Story, paragraph: int, **said: str) -> Story:
    key = make.fresh(story).head().paragraphs[paragraph]["key"]
    saw = make.fresh(story).touched
    return split(story, key, by=make.editor(), saw=saw, **{"reason": "Two stories.", **said})


def latest() -> Story:
    return Story.objects.order_by("-pk")[0]


# Between takes -----------------------------------------------------------------------------------
def test_a_story_is_parted_between_its_takes() -> None:
    story = come(ONE, TWO)
    left = parted(story, 2)
    assert (serials(left), copy(left)) == (["BFF-08"], ["The gauge was read.", "It was high."])
    assert copy(home("BFF-09")) == ["It would be read again.", "So said the office."]
    rejoin_all()
    assert home("BFF-09") != home("BFF-08")


def test_what_follows_the_place_goes_together() -> None:
    two = make.then("BFF-09", end="MORE", clock="0834", body=("It would be read again.",))
    three = make.then("BFF-10", clock="0836", body=("It fell by noon.",))
    left = parted(come(ONE, two, three), 2)
    assert (serials(left), serials(home("BFF-10"))) == (["BFF-08"], ["BFF-09", "BFF-10"])


# Within a take -----------------------------------------------------------------------------------
def test_a_take_that_holds_two_stories_is_cut_and_both_keep_their_lines() -> None:
    story = come(BOTH)
    lines = [row["origins"][0]["first"] for row in story.head().paragraphs]
    left, new = parted(story, 2, headline="Ferry sails late"), latest()
    assert (copy(left), copy(new)) == (
        ["The gauge was read.", "It was high."],
        ["The ferry sails.", "It is late."],
    )
    rows = left.head().paragraphs + new.head().paragraphs
    assert [row["origins"][0]["first"] for row in rows] == lines
    assert {row["origins"][0]["item"] for row in rows} == {*WireItem.objects.filter(
        serial="BFF-30", younger__isnull=True
    ).values_list("pk", flat=True)}  # fmt: skip


def test_both_halves_of_a_take_are_whole_stories() -> None:
    left = parted(come(BOTH), 2, headline="Ferry sails late")
    new = latest()
    assert (left.assembly, new.assembly, new.headline) == (
        "complete",
        "complete",
        "Ferry sails late",
    )
    rejoin_all()
    assert copy(left) == ["The gauge was read.", "It was high."]
    assert new.borrowings.get().item == left.placings.in_force()[0].item


def test_what_a_person_typed_goes_with_its_half() -> None:
    story, by = come(BOTH), make.editor()
    key = story.head().paragraphs[3]["key"]
    story = edit_paragraph(story, key, "It is very late.", by=by, saw=story.touched)
    left = parted(story, 2, headline="Ferry sails late")
    assert copy(left) == ["The gauge was read.", "It was high."]
    assert copy(latest()) == ["The ferry sails.", "It is very late."]


def test_no_line_of_a_take_is_lost_when_it_is_cut() -> None:
    whole = come(BOTH).placings.get().item
    parted(whole.placing.story, 2, headline="Ferry sails late")
    halves = WireItem.objects.filter(transmission=whole.transmission, younger__isnull=True)
    first, second = halves.order_by("first_line")
    assert (first.first_line, second.last_line) == (whole.first_line, whole.last_line)
    assert first.last_line + 1 == second.first_line
    assert first.body + second.body == whole.body
    assert first.removals + second.removals == whole.removals


def test_a_kill_of_a_take_that_was_cut_finds_both_halves() -> None:
    left = parted(come(BOTH), 2, headline="Ferry sails late")
    new = latest()
    make.ingest(make.kill("BFF-32", names="BFF-30"), at=make.minutes(20))
    for story in (left, new):
        assert make.fresh(story).blockers().filter(code="C10").exists()


@pytest.mark.parametrize(
    ("paragraph", "said", "words"),
    [
        (0, {"headline": "Ferry"}, "Nothing stands before"),
        (2, {}, "under which headline"),
        (2, {"headline": "Ferry", "reason": " "}, "Say why"),
    ],
)
def test_a_cut_is_refused_where_it_makes_no_story(
    paragraph: int, said: dict[str, str], words: str
) -> None:
    story = come(BOTH)
    with pytest.raises(Refused, match=words):
        parted(story, paragraph, **said)
    assert Story.objects.count() == 1


def test_a_take_of_which_another_version_came_is_not_cut() -> None:
    come(BOTH)
    story = come(BOTH.replace("BFF-30", "BFF-31", 1), at=2)
    with pytest.raises(Refused, match="holds both halves"):
        parted(story, 2, headline="Ferry sails late")


def test_no_half_of_a_story_slips_away_from_a_kill() -> None:
    story = come(ONE, TWO)
    make.ingest(make.kill("BFF-20", names="BFF-08"), at=make.minutes(20))
    with pytest.raises(Refused, match="A notice stops this story"):
        parted(story, 2)
