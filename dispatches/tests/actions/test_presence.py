from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dispatches.actions.edit import edit_paragraph
from dispatches.actions.errors import Stale
from dispatches.actions.presence import arrive, leave, take_over
from dispatches.models import Event, Person, Presence, Story
from dispatches.models.presence import TTL, company
from dispatches.tests import make
from dispatches.tests.actions.test_races import at_once, crowd
from dispatches.workflow import Role

__all__ = ["crowd"]


@pytest.fixture
def story(db: None) -> Story:
    return make.story()


def pair() -> tuple[Person, Person]:
    return make.person(username="rahim"), make.person(username="ayesha")


def holder(story: Story) -> Person | None:
    row = story.presences.filter(holds=True).first()
    return row.person if row else None


def goes_silent(person: Person) -> None:
    """Nothing is heard of them for longer than presence lasts."""
    Presence.objects.filter(person=person).update(
        seen_at=timezone.now() - TTL - timedelta(seconds=1)
    )


def test_whoever_edits_first_holds_the_story(story: Story) -> None:
    rahim, ayesha = pair()
    arrive(ayesha, story)
    arrive(rahim, story, "heading")
    arrive(ayesha, story, "p-1-1")
    assert holder(story) == rahim


def test_others_see_who_edits_what(story: Story) -> None:
    rahim, ayesha = pair()
    arrive(rahim, story, f"p-{story.head().paragraphs[0]['key']}")
    (one,) = company(story, ayesha).others
    assert (one.person, one.doing, one.holds) == (rahim, "is editing paragraph 1", True)
    assert company(story, rahim).others == ()


def test_whoever_is_silent_for_long_holds_nothing(story: Story) -> None:
    rahim, ayesha = pair()
    arrive(rahim, story, "heading")
    goes_silent(rahim)
    assert company(story, ayesha).others == ()
    arrive(ayesha, story, "heading")
    assert holder(story) == ayesha


def test_whoever_closes_the_form_holds_the_story_no_more(story: Story) -> None:
    rahim, ayesha = pair()
    arrive(rahim, story, "heading")
    arrive(rahim, story)
    assert holder(story) is None
    arrive(ayesha, story, "heading")
    assert holder(story) == ayesha


def test_whoever_leaves_is_gone(story: Story) -> None:
    rahim, ayesha = pair()
    arrive(rahim, story, "heading")
    leave(rahim, story)
    assert company(story, ayesha).others == ()


def test_from_whom_it_was_taken_is_told_and_does_not_take_it_back(story: Story) -> None:
    rahim, ayesha = pair()
    arrive(rahim, story, "heading")
    assert take_over(ayesha, story) == rahim
    assert arrive(rahim, story, "heading").taken_by == ayesha
    assert holder(story) == ayesha
    assert arrive(rahim, story).taken_by == ayesha  # the form is closed, and this is the last time
    assert arrive(rahim, story).taken_by is None


def test_who_was_away_when_it_was_taken_is_told_later(story: Story) -> None:
    rahim, ayesha = pair()
    arrive(rahim, story, "heading")
    take_over(ayesha, story)
    leave(rahim, story)
    goes_silent(rahim)
    assert arrive(rahim, story, "heading").taken_by == ayesha


def test_presence_makes_no_event_and_touches_no_story(story: Story) -> None:
    rahim, ayesha = pair()
    events = Event.objects.count()
    arrive(rahim, story, "heading")
    take_over(ayesha, story)
    leave(ayesha, story)
    assert make.fresh(story).touched == story.touched
    assert make.fresh(story).updated_at == story.updated_at
    assert Event.objects.count() == events


def test_a_reporter_is_seen_and_holds_nothing(story: Story) -> None:
    reporter = make.person(Role.REPORTER)
    arrive(reporter, story, "note")
    assert holder(story) is None
    with pytest.raises(PermissionDenied):
        take_over(reporter, story)


def test_what_was_seen_decides_and_not_who_holds(story: Story) -> None:
    rahim, ayesha = pair()
    key, saw = story.head().paragraphs[0]["key"], story.touched
    arrive(rahim, story, f"p-{key}")
    take_over(ayesha, story)
    edit_paragraph(story, key, "It hailed.", by=ayesha, saw=saw)
    with pytest.raises(Stale):
        edit_paragraph(story, key, "It rained.", by=rahim, saw=saw)


@pytest.mark.usefixtures("crowd")
def test_of_many_who_take_over_at_once_one_holds_the_story() -> None:
    story, people = make.story(), [make.editor() for _ in range(6)]
    came = at_once(*(lambda by=by: take_over(by, story) for by in people))
    assert not [one for one in came if isinstance(one, Exception)]
    assert story.presences.filter(holds=True).count() == 1


@pytest.mark.usefixtures("crowd")
def test_of_many_who_open_a_form_at_once_one_holds_the_story() -> None:
    story, people = make.story(), [make.editor() for _ in range(6)]
    came = at_once(*(lambda by=by: arrive(by, story, "heading") for by in people))
    assert not [one for one in came if isinstance(one, Exception)]
    assert story.presences.filter(holds=True).count() == 1


@pytest.mark.usefixtures("crowd")
def test_drafts_of_many_pages_at_once_are_all_there() -> None:
    from dispatches.actions import drafts

    story, by = make.story(), make.editor()
    pages = [drafts.Typed({"text": f"It rained {n}."}, tab=f"t{n}", turn=1) for n in range(6)]
    came = at_once(*(lambda t=t: drafts.keep(by, story, "p-1-1", t) for t in pages))
    assert not [one for one in came if isinstance(one, Exception)]
    assert {one.fields["text"] for one in by.drafts.all()} == {t.fields["text"] for t in pages}
