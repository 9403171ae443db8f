"""History: every action appends to it, and anyone may check that it is whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from dispatches.models import ChainHead, Event, Person, Story
from dispatches.models.shapes import storable

from . import watch

KINDS: dict[str, str] = {
    "taken in": "Taken in",
    "handed in": "Handed in",
    "rejected": "Could not be read",
    "forgotten": "Bytes let go",
    "refused": "Refused: too large",
    "source": "Source",
    "tripped": "Stopped for its volume",
    "released": "Released",
    "convention": "Convention",
    "rule": "Rule",
    "channel": "Channel",
    "filed": "Filed",
    "revised": "New version",
    "emptied": "Joined to another story",
    "kill": "Kill notice",
    "hold": "Hold notice",
    "correction": "Correction notice",
    "assembly": "Assembly",
    "placed": "Take placed",
    "routed": "Routed",
    "joined": "Joined by hand",
    "parted": "Parted by hand",
    "kept apart": "Kept apart by hand",
    "united": "Stories joined by hand",
    "split": "Split by hand",
    "arranged": "Takes put in order by hand",
    "own story": "Said to be a story of its own",
    "linked": "Said to be an update of another story",
    "undone": "Taken back: joined, parted or ordered",
    "edited": "Edited",
    "brought in": "Paragraphs brought in",
    "reordered": "Paragraphs put in order",
    "settled": "Problem settled",
    "sorted": "Section and tags",
    "reverted": "Brought back",
    "noted": "Note",
    "corrected": "Corrected",
    "checked": "Checked again",
    "retried": "Read again",
    "read as": "Read as another format",
    "discarded": "Discarded",
    "taken back": "Taken back",
    "reread": "Read by newer code",
    "token": "Token",
    "handed over": "Desk handed over",
    "people": "People",
    "claim": "Claimed",
    "return": "Returned",
    "approve": "Approved",
    "publish": "Published",
    "spike": "Spiked",
    "unspike": "Unspiked",
    "withdraw": "Withdrawn",
    "assigned": "Assigned",
    "tagged": "Tagged",
}
"""The kinds of event, with the words for the history page."""


class Entry(NamedTuple):
    """What one event is to say."""

    kind: str
    actor: Person | None
    origin: str
    story: Story | None = None
    about: str = ""
    reason: str = ""
    before: Mapping[str, Any] = {}
    after: Mapping[str, Any] = {}


def record(  # noqa: PLR0913  # who, what, when, why, from where, before, after
    kind: str,
    *,
    actor: Person | None,
    origin: str,
    story: Story | None = None,
    about: str = "",
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """Append one event to the chain, under the lock that gives events their order.

    Call it last in an action: whoever holds the chain must not wait for a story that another holds.
    """
    said = Entry(kind, actor, origin, story, about, reason, before or {}, after or {})
    return record_all([said])[0]


def record_all(entries: Sequence[Entry]) -> list[Event]:
    """Append events to the chain, in this order, under the lock. Call it last, as `record`."""
    if not entries:
        return []
    with transaction.atomic(savepoint=False):
        head = _head()
        events = []
        for entry in entries:
            event = _event(entry, head)
            head.events, head.hash = event.number, event.hash
            events.append(event)
        Event.objects.bulk_create(events)
        head.save(update_fields=["events", "hash"])
        told = [event for event in events if event.story_id and event.kind in watch.TOLD]
        watch.tell_watchers(told, KINDS)
    return events


def _event(entry: Entry, head: ChainHead) -> Event:
    event = Event(
        number=head.events + 1,
        story=entry.story,
        about=storable(entry.about, 60),
        kind=entry.kind,
        actor=entry.actor,
        at=timezone.now(),
        origin=entry.origin,
        reason=storable(entry.reason, 1000),
        before=_plain(entry.before),
        after=_plain(entry.after),
        previous=head.hash,
    )
    event.hash = event.digest()
    return event


def _head() -> ChainHead:
    """The end of the chain, locked; made when there is none yet."""
    locked = ChainHead.objects.select_for_update()
    head = locked.filter(pk=1).first()
    if head is None:
        ChainHead.objects.get_or_create(pk=1)
        head = locked.get(pk=1)
    return head


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they will be read back from either database, so that their hash stays true."""
    said = json.loads(json.dumps(facts, cls=DjangoJSONEncoder, allow_nan=False))
    plain: dict[str, Any] = _clean(said)
    return plain


def _clean(value: Any) -> Any:
    match value:
        case str():
            return storable(value)
        case float():
            return int(value) if value.is_integer() else round(value, 3)
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {storable(key): _clean(one) for key, one in value.items()}
    return value


def verify() -> list[str]:
    """Walk the whole chain; a sentence for each break, and none when it is whole."""
    breaks: list[str] = []
    number, previous = 0, "0" * 64
    for event in Event.objects.order_by("number").iterator():
        breaks += _breaks(event, number, previous)
        number, previous = event.number, event.hash
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if head.events != number:
        breaks.append(f"The history ends with event {number}, and {head.events} were written.")
    elif head.hash != previous:
        breaks.append(f"Event {number}, the last, is not the one that was written.")
    return breaks


def verify_story(story: Story) -> list[str]:
    """Look at one story's events: each as it was written, behind the one it was written behind.

    A sentence for each break. That no event of the whole chain is missing, `verify` alone can tell.
    """
    events = list(story.events.order_by("number"))
    before = Event.objects.filter(number__in=[event.number - 1 for event in events])
    hashes = dict(before.values_list("number", "hash"))
    breaks: list[str] = []
    for event in events:
        breaks += _breaks(event, event.number - 1, hashes.get(event.number - 1, "0" * 64))
    return breaks


def _breaks(event: Event, number: int, previous: str) -> list[str]:
    """What is wrong with an event that follows the event of this number and hash."""
    found = []
    if event.number == number + 2:
        found.append(f"Event {number + 1} is missing.")
    elif event.number != number + 1:
        found.append(f"Events {number + 1} to {event.number - 1} are missing.")
    elif event.previous != previous:
        found.append(f"Event {event.number} does not follow from the one before it.")
    if event.digest() != event.hash:
        found.append(f"Event {event.number} ({event.kind}) was changed after it was written.")
    return found
