"""Who has a story open, and who edits it. A courtesy: what keeps writes safe is what they saw.

Nothing here is an event, and nothing touches the story: a heartbeat costs one row.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatches.models import Person, Presence, Story
from dispatches.models.presence import TTL
from dispatches.workflow import Power

from .hold import permit

FORGOTTEN = timedelta(hours=12)
"""A shift: for so long somebody whose machine slept is told who took over."""
LONGEST_PLACE = 80


class Arrived(NamedTuple):
    """Somebody's presence, and who took the story from them, when they are yet to be told."""

    presence: Presence
    taken_by: Person | None


def arrive(person: Person, story: Story, place: str = "") -> Arrived:
    """Somebody is here, with this form open (none: they read). Whoever edits first holds the story.

    From whom the story was taken holds it no more until they have closed their form.
    """
    permit(person, Power.READ_DESK)
    now = timezone.now()
    with transaction.atomic():
        mine, _ = Presence.objects.select_related("taken_by").get_or_create(
            story=story, person=person, defaults={"since": now, "seen_at": now}
        )
        told, closed = mine.taken_by, mine.place and not place
        if place != mine.place:
            mine.since = now
        mine.place, mine.seen_at = place[:LONGEST_PLACE], now
        if not place:
            mine.taken_by = None
        mine.holds = mine.holds and not closed
        mine.save()
        if place and not mine.holds and told is None and person.can(Power.EDIT_COPY):
            _hold(mine)
    return Arrived(mine, told)


def _hold(mine: Presence) -> None:
    """Take hold of a story that nobody holds, or whose holder was not heard of."""
    others = Presence.objects.filter(story=mine.story, holds=True)
    others.filter(seen_at__lt=mine.seen_at - TTL).update(holds=False)
    if others.exists():
        return
    try:
        with transaction.atomic():
            Presence.objects.filter(pk=mine.pk).update(holds=True)
    except IntegrityError:
        return  # another was first, by a moment
    mine.holds = True


def leave(person: Person, story: Story) -> None:
    """Somebody closed the page; whom nobody told yet that another took over is remembered."""
    Presence.objects.filter(story=story, person=person, taken_by=None).delete()
    Presence.objects.filter(story=story, seen_at__lt=timezone.now() - FORGOTTEN).delete()


def take_over(person: Person, story: Story) -> Person | None:
    """Hold a story that somebody else may hold; who that was. Their words stay their draft."""
    permit(person, Power.EDIT_COPY)
    try:
        return _take(person, story)
    except IntegrityError:  # another took it in the same moment; now there is a row to wait for
        return _take(person, story)


@transaction.atomic
def _take(person: Person, story: Story) -> Person | None:
    now = timezone.now()
    locked = Presence.objects.select_for_update().filter(story=story)
    held = next((row for row in locked.order_by("pk") if row.holds), None)
    others = Presence.objects.filter(story=story, holds=True).exclude(person=person)
    others.update(holds=False, taken_by=person)
    mine = {"seen_at": now, "holds": True, "taken_by": None}
    Presence.objects.update_or_create(
        story=story, person=person, defaults=mine, create_defaults=mine | {"since": now}
    )
    return held.person if held is not None and held.person_id != person.pk else None
