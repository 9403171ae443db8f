from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dispatches.actions import undo as taking_back
from dispatches.actions.assign import assign, tag
from dispatches.actions.bulk import undo_each
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.move import move
from dispatches.actions.record import verify
from dispatches.actions.undo import undo
from dispatches.models import Person, Story
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db
STATE = ("status", "approved_version", "claimed_by", "tags", "spiked_from")


def state(story: Story) -> list[object]:
    """What a move changes."""
    now = make.fresh(story)
    return [getattr(now, name) for name in STATE]


def take(story: Story, name: str, by: Person) -> Story:
    """One step, for a reason."""
    return move(story, name, by=by, saw=story.touched, reason="It must be.")


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (Status.INCOMING, "claim"),
        (Status.RETURNED, "claim"),
        (Status.IN_REVIEW, "return"),
        (Status.APPROVED, "return"),
        (Status.IN_REVIEW, "approve"),
        (Status.INCOMING, "spike"),
        (Status.APPROVED, "spike"),
        (Status.SPIKED, "unspike"),
    ],
)
def test_a_move_is_taken_back_and_history_keeps_both(status: Status, name: str) -> None:
    story, by = make.story(status=status), make.editor()
    before = state(story)
    moved = take(story, name, by)
    assert state(story) != before
    number = moved.events.all()[0].number
    back = undo(moved, by=by, saw=moved.touched)
    assert state(story) == before
    last = back.events.all()[0]
    assert last.actor == by
    assert str(number) in last.reason
    assert last.number == number + 1
    assert verify() == []


def test_a_hand_over_and_a_tag_are_taken_back() -> None:
    story, by, other = make.story(), make.chief(), make.editor()
    story = assign(story, other, by=by, saw=story.touched)
    story = assign(story, by, by=by, saw=story.touched)
    story = undo(story, by=by, saw=story.touched)
    assert make.fresh(story).claimed_by == other
    story = tag(story, "sea", by=by, saw=story.touched)
    event = story.events.all()[0]
    story = undo(story, by=by, saw=story.touched)
    assert make.fresh(story).tags == []
    last = story.events.all()[0]
    assert (last.kind, last.about) == ("undone", f"event {event.number}")
    assert (last.before, last.after) == (event.after, event.before)


def test_nothing_is_taken_back_once_something_else_has_happened() -> None:
    story, by = make.story(), make.editor()
    moved = take(story, "claim", by)
    tag(moved, "sea", by=make.editor(), saw=moved.touched)
    with pytest.raises(Stale):
        undo(make.fresh(story), by=by, saw=moved.touched)
    now = make.fresh(story)
    with pytest.raises(Refused, match="Something else"):
        undo(now, by=by, saw=now.touched)


def test_nobody_takes_back_what_another_did() -> None:
    story = take(make.story(), "claim", make.editor())
    with pytest.raises(Refused, match="Something else"):
        undo(story, by=make.chief(), saw=story.touched)


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_what_went_out_or_was_withdrawn_is_not_undone_here(status: Status) -> None:
    by = make.chief()
    story = make.story(status=status, by=by)
    with pytest.raises(Refused, match="not undone here"):
        undo(story, by=by, saw=story.touched)
    assert make.fresh(story).status == status


def test_what_was_undone_is_not_undone_again() -> None:
    by = make.editor()
    story = take(make.story(), "claim", by)
    story = undo(story, by=by, saw=story.touched)
    with pytest.raises(Refused, match="not undone here"):
        undo(story, by=by, saw=story.touched)


def test_after_ten_minutes_it_stays_done(monkeypatch: pytest.MonkeyPatch) -> None:
    by = make.editor()
    story = take(make.story(), "claim", by)
    monkeypatch.setattr(taking_back, "WHILE", timedelta(0))
    assert timezone.now() > story.events.all()[0].at
    with pytest.raises(Refused, match="minutes ago"):
        undo(story, by=by, saw=story.touched)


def test_a_reporter_takes_nothing_back() -> None:
    story = take(make.story(), "claim", make.editor())
    with pytest.raises(PermissionDenied):
        undo_each([(story.pk, story.touched)], by=make.person(Role.REPORTER))


def test_many_are_taken_back_each_by_itself() -> None:
    by = make.editor()
    one, other = take(make.story(), "claim", by), take(make.story(), "claim", by)
    now = tag(other, "sea", by=make.editor(), saw=other.touched)
    outcome = undo_each([(one.pk, one.touched), (other.pk, other.touched)], by=by)
    assert outcome.done == [one]
    assert outcome.refused[0][0] == str(other)
    assert make.fresh(other).touched == now.touched
