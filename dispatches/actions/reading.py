"""Reading what was kept, and filing what it holds: all of it or nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from dispatches.models import Convention, Story, StoryTake, Transmission, WireItem
from dispatches.models.shapes import fitting, item_of, storable
from dispatches.wire import conventions, pipeline
from dispatches.wire.items import Reading
from dispatches.wire.values import Unreadable

from .join import may_join
from .record import record
from .ties import keep_ties

log = logging.getLogger(__name__)

NOT_READ = "It was kept, and newsdesk stopped before it was read. Take the file in again."
NOT_JOINED = "It was read, and newsdesk failed to join it; its takes wait among the unplaced."
Known = Mapping[str, conventions.Convention]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of bytes that came in; `reason` is a sentence when something is amiss."""

    transmission: Transmission | None
    new: bool
    items: tuple[WireItem, ...] = ()
    stories: tuple[Story, ...] = ()
    reason: str = ""


def read_again(
    transmission: Transmission,
    *,
    raw: bytes | None = None,
    join: bool = True,
    first: datetime | None = None,
    known: Known | None = None,
) -> Receipt:
    """Read the bytes of a transmission whose items were not filed, and file and join them.

    A transmission that was read already stays as it is. `raw` spares fetching the bytes, `first`
    when they came first, `known` the conventions in force.
    """
    bytes_ = transmission.raw() if raw is None else raw
    try:
        items = _file(transmission, *items_read(transmission, bytes_, first=first, known=known))
    except (OperationalError, InterfaceError):
        raise  # the database failed, not the copy; the bytes are kept and can be read again
    except Unreadable as sentence:
        return _reject(transmission, str(sentence))
    except Exception as fault:  # whatever the bytes did to us, they are kept and the desk is told
        log.exception("Transmission %s could not be read.", transmission.pk)
        return _reject(transmission, f"newsdesk failed to read it ({type(fault).__name__}).")
    if not join:
        return Receipt(transmission, True, items)
    reason = "" if may_join(items, now=timezone.now()) else NOT_JOINED
    return Receipt(transmission, True, items, stories_of(items), reason)


def items_read(
    transmission: Transmission,
    raw: bytes,
    *,
    first: datetime | None = None,
    known: Known | None = None,
) -> tuple[Reading, list[WireItem]]:
    """What today's code reads out of the bytes: the reading, and its items, which are not saved.

    `first` is when they came first, `known` the conventions in force; without, they are looked up.
    Raises Unreadable, with a sentence, when there is no copy in them.
    """
    source = transmission.source
    at = first or _came_first(transmission)
    reading = pipeline.read(
        raw,
        feed=source.slug,
        convention=source.convention,
        received_at=at.astimezone(source.tz),
        page=transmission.sha256,
        known=Convention.objects.in_force() if known is None else known,
        read_as=transmission.read_as,
    )
    envelopes = reading.envelopes
    return reading, [
        item_of(take, transmission, at, envelopes.get(take.key)) for take in reading.takes
    ]


def _came_first(transmission: Transmission) -> datetime:
    arrivals = transmission.arrivals.order_by("arrived_at").values_list("arrived_at", flat=True)
    return arrivals.first() or transmission.received_at


def _file(
    transmission: Transmission, reading: Reading, items: list[WireItem]
) -> tuple[WireItem, ...]:
    """File what was read out of the bytes, all of it or nothing."""
    with transaction.atomic():
        if not _is_ours(transmission, reading):
            held = Transmission.objects.select_for_update().defer("content").get(pk=transmission.pk)
            if standing := items_of(held):
                return standing
            if held.state == Transmission.State.DISCARDED:
                raise Unreadable(amiss(held))
            mark_read(transmission, reading)
        WireItem.objects.bulk_create(items)
        keep_ties(items)
        record(
            "taken in",
            actor=None,
            origin="wire",
            about=f"transmission {transmission.pk}",
            reason=transmission.reason,
            after=_facts(transmission) | {"items": [item.pk for item in items]},
        )
    return tuple(items)


def _is_ours(transmission: Transmission, reading: Reading) -> bool:
    """Mark a transmission as read if nobody has touched it since it was kept; whether that is so.

    One UPDATE decides, so that of several who read the same bytes at once one files them.
    """
    untouched = Transmission.objects.filter(
        pk=transmission.pk, state=Transmission.State.REJECTED, reason=NOT_READ
    )
    how = _how_read(reading)
    ours = bool(untouched.update(**how))
    for name, value in how.items() if ours else ():
        setattr(transmission, name, value)
    return ours


def mark_read(transmission: Transmission, reading: Reading) -> None:
    """Write on a transmission how it was read."""
    how = _how_read(reading)
    for name, value in how.items():
        setattr(transmission, name, value)
    transmission.save(update_fields=[*how])


def _how_read(reading: Reading) -> dict[str, str]:
    return {
        "state": Transmission.State.READ,
        "reason": storable(" ".join(reading.notes)),
        "format": fitting(Transmission, "format", reading.format),
        "charset": fitting(Transmission, "charset", reading.charset),
        "convention": fitting(Transmission, "convention", reading.convention),
    }


def _reject(transmission: Transmission, reason: str) -> Receipt:
    """Put a transmission among the rejects, where it waits with its bytes and the reason."""
    with transaction.atomic():
        held = Transmission.objects.select_for_update().defer("content").get(pk=transmission.pk)
        if held.state in (Transmission.State.READ, Transmission.State.DISCARDED):
            return Receipt(held, False, items_of(held), reason=amiss(held))
        transmission.state = Transmission.State.REJECTED
        transmission.reason = storable(reason)
        transmission.save(update_fields=["state", "reason"])
        record(
            "rejected",
            actor=None,
            origin="wire",
            about=f"transmission {transmission.pk}",
            reason=transmission.reason,
            after=_facts(transmission),
        )
    return Receipt(transmission, True, reason=transmission.reason)


def _facts(transmission: Transmission) -> dict[str, object]:
    names = ("name", "sha256", "size", "state", "format", "charset", "convention")
    return {name: getattr(transmission, name) for name in names}


def amiss(transmission: Transmission) -> str:
    """Why it is not read: rejected, held or discarded; what was noted on one that was read is no
    such thing."""
    if transmission.state == Transmission.State.DISCARDED:
        return f"It was discarded: {transmission.reason}"
    return "" if transmission.state == Transmission.State.READ else transmission.reason


def items_of(transmission: Transmission) -> tuple[WireItem, ...]:
    """What was read out of it and is in force."""
    items = list(WireItem.objects.in_force().filter(transmission=transmission).order_by("pk"))
    for item in items:
        item.transmission = transmission
    return tuple(items)


def stories_of(items: Sequence[WireItem]) -> tuple[Story, ...]:
    """The stories that hold the items."""
    held = {story.pk: story for story in homes(items).values()}
    return tuple(held[pk] for pk in sorted(held))


def homes(items: Sequence[WireItem]) -> dict[int, Story]:
    """The story that holds each item, by the items' ids."""
    placed = StoryTake.objects.filter(item__in=[item.pk for item in items]).order_by()
    return {one.item_id: one.story for one in placed.select_related("story")}
