import pytest

from dispatches.actions.edit import edit_paragraph, rehead
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.revert import revert_paragraph, revert_story
from dispatches.models import Event, Story
from dispatches.tests import make
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


def edited(story: Story, place: int, text: str) -> Story:
    key = story.head().paragraphs[place]["key"]
    return edit_paragraph(story, key, text, by=make.chief(), saw=story.touched)


def texts(story: Story) -> list[str]:
    return [row["text"] for row in make.fresh(story).head().paragraphs]


def test_a_paragraph_has_the_machines_words_again() -> None:
    story = make.damaged()
    key = story.head().paragraphs[0]["key"]
    story = edited(edited(story, 0, "It hailed."), 0, "It snowed.")
    story = revert_paragraph(story, key, by=make.editor(), saw=story.touched)
    row = story.head().paragraphs[0]
    assert (row["text"], row["by"], story.version) == ("It rained.", None, 4)
    event = Event.objects.filter(kind="edited").first()
    assert event is not None
    assert (event.before["text"], event.after["text"]) == ("It snowed.", "It rained.")


def test_a_paragraph_that_was_left_out_goes_back_to_its_place() -> None:
    story = make.damaged("It stopped.")
    key = story.head().paragraphs[1]["key"]
    story = edited(story, 1, "")
    assert texts(story) == ["It rained.", "It stopped."]
    revert_paragraph(story, key, by=make.editor(), saw=story.touched)
    assert texts(story) == ["It rained.", make.DAMAGED, "It stopped."]


def test_the_first_paragraph_goes_back_to_the_top() -> None:
    story = make.damaged()
    key = story.head().paragraphs[0]["key"]
    story = edited(story, 0, "")
    revert_paragraph(story, key, by=make.editor(), saw=story.touched)
    assert texts(story)[0] == "It rained."


def test_what_the_machine_never_read_cannot_be_its_again() -> None:
    story = make.damaged()
    with pytest.raises(Refused, match="never read"):
        revert_paragraph(story, "nowhere", by=make.editor(), saw=story.touched)


def test_a_story_is_brought_back_to_a_version_as_a_new_one() -> None:
    story = edited(make.damaged(), 0, "It hailed.")
    story = rehead(story, {"headline": "Hail"}, by=make.chief(), saw=story.touched, origin="desk")
    story = revert_story(story, 1, by=make.editor(), saw=story.touched, reason="It did rain.")
    assert (story.version, story.revisions.count()) == (4, 4)
    assert texts(story)[0] == "It rained."
    assert story.headline == story.revisions.get(version=1).headline
    event = Event.objects.get(kind="reverted")
    assert (event.reason, event.after["as"], event.after["version"]) == ("It did rain.", 1, 4)
    assert [problem.code for problem in story.current_problems()] == ["C01"]


@pytest.mark.parametrize(("version", "why"), [(2, "no version 2"), (1, "already")])
def test_it_is_not_brought_back_to_nothing_new(version: int, why: str) -> None:
    story = make.damaged()
    with pytest.raises(Refused, match=why):
        revert_story(story, version, by=make.editor(), saw=story.touched, reason="Back.")


def test_a_stale_way_back_changes_nothing() -> None:
    story = edited(make.damaged(), 0, "It hailed.")
    with pytest.raises(Stale):
        revert_story(story, 1, by=make.editor(), saw=story.touched - 1, reason="Back.")


def test_what_is_approved_is_not_brought_back() -> None:
    story = make.story(status=Status.APPROVED)
    with pytest.raises(Refused, match="approved"):
        revert_story(story, 1, by=make.editor(), saw=story.touched, reason="Back.")
