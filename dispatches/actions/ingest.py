"""Taking in: the bytes are kept first, then read, filed and joined."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from dispatches.models import Arrival, Convention, Source, Story, Tie, Transmission, WireItem
from dispatches.models.shapes import fitting, item_of, storable
from dispatches.wire import pipeline
from dispatches.wire.items import Reading
from dispatches.wire.values import Kind, Unreadable

from . import breaker
from .join import may_join
from .record import record
from .sources import source_for
from .ties import keep_ties

__all__ = [
    "NOT_READ",
    "Receipt",
    "items_read",
    "join_all",
    "mark_read",
    "read_again",
    "receive",
    "refuse",
    "source_for",
]

log = logging.getLogger(__name__)

NOT_READ = "It was kept, and newsdesk stopped before it was read. Take the file in again."
_NOT_JOINED = "It was read, and newsdesk failed to join it; its takes wait among the unplaced."


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of bytes that came in; `reason` is a sentence when something is amiss."""

    transmission: Transmission | None
    new: bool
    items: tuple[WireItem, ...] = ()
    stories: tuple[Story, ...] = ()
    reason: str = ""


def receive(
    raw: bytes,
    *,
    source: Source,
    name: str,
    channel: str = "command",
    arrived_at: datetime | None = None,
    join: bool = True,
    read_as: str = "",
) -> Receipt:
    """Keep the bytes, read them, file what they hold, and join it to stories.

    Whatever the bytes are, this answers with a Receipt. `join` False leaves joining to the caller,
    who calls `join_all` once for a whole batch. `read_as` is the format that the sender named.
    """
    at = arrived_at or timezone.now()
    digest = hashlib.sha256(raw).hexdigest()
    if len(raw) > settings.MAX_TRANSMISSION_BYTES:
        said = refuse(name, size=len(raw), sha256=digest, source=source)
        return Receipt(None, False, reason=said)
    came = {"name": name, "channel": channel, "read_as": read_as}
    transmission, new = _keep(raw, digest, source=source, at=at, **came)
    if new or transmission.reason == NOT_READ:
        if held := breaker.stopped(transmission, timezone.now()):
            return Receipt(transmission, new, reason=held)
        receipt = read_again(transmission, raw=raw, join=join)
        return Receipt(transmission, new, receipt.items, receipt.stories, receipt.reason)
    items, reason = _items_of(transmission), _amiss(transmission)
    left = any(one.joined_at is None and one.kind != Kind.BESIDE for one in items)
    if (_came_earlier(transmission, at) or left) and not may_join(items, now=timezone.now()):
        reason = _NOT_JOINED
    return Receipt(transmission, False, items, _stories_of(items), reason)


def join_all(receipts: Sequence[Receipt]) -> list[Receipt]:
    """Join what came in a batch, all at once; where that fails, each transmission by itself.

    What was joined already stays. The receipts come back with their stories.
    """
    now = timezone.now()
    waiting = [one for one in receipts if one.items and not one.stories]
    whole = may_join([item for one in waiting for item in one.items], now=now)
    return [_joined(one, whole, now) if one in waiting else one for one in receipts]


def _joined(receipt: Receipt, already: bool, now: datetime) -> Receipt:
    done = already or may_join(receipt.items, now=now)
    reason = receipt.reason if done else _NOT_JOINED
    return replace(receipt, stories=_stories_of(receipt.items), reason=reason)


def _amiss(transmission: Transmission) -> str:
    """Why it is not read: rejected, held or discarded; what was noted on one that was read is no
    such thing."""
    if transmission.state == Transmission.State.DISCARDED:
        return f"It was discarded: {transmission.reason}"
    return "" if transmission.state == Transmission.State.READ else transmission.reason


def refuse(name: str, *, size: int, sha256: str, source: Source | None = None) -> str:
    """Refuse bytes that are over the limit: they are named by hash, and left where they lie."""
    limit = settings.MAX_TRANSMISSION_BYTES
    reason = (
        f"It has {size:,} bytes, and {limit:,} are the most that newsdesk takes. "
        f"It stays where it lies; its SHA-256 is {sha256}."
    )
    record(
        "refused",
        actor=None,
        origin="wire",
        about=f"source {source.pk}" if source else "",
        reason=reason,
        after={"sha256": sha256, "size": size, "name": storable(name, 255)},
    )
    return reason


def _keep(
    raw: bytes, digest: str, *, source: Source, at: datetime, name: str, channel: str, read_as: str
) -> tuple[Transmission, bool]:
    """Keep the bytes, and that they came, before anything else is done with them."""
    called = fitting(Transmission, "name", name)
    with transaction.atomic(durable=True):
        transmission, new = Transmission.objects.get_or_create(
            source=source,
            sha256=digest,
            defaults={
                "size": len(raw),
                "content": raw,
                "name": called,
                "received_at": at,
                "state": Transmission.State.REJECTED,
                "reason": NOT_READ,
                "read_as": read_as,
            },
        )
        Arrival.objects.create(
            transmission=transmission,
            arrived_at=at,
            channel=fitting(Arrival, "channel", channel),
            name=called,
        )
    return transmission, new


def _came_earlier(transmission: Transmission, at: datetime) -> bool:
    """Whether these bytes turn out to have come earlier than was known; the items then say so."""
    late = WireItem.objects.filter(transmission=transmission, arrived_at__gt=at)
    Tie.objects.filter(item__in=late).update(arrived_at=at)
    return bool(late.update(arrived_at=at))


def read_again(
    transmission: Transmission, *, raw: bytes | None = None, join: bool = True
) -> Receipt:
    """Read the bytes of a transmission whose items were not filed, and file and join them.

    A transmission that was read already stays as it is. `raw` spares fetching the bytes.
    """
    bytes_ = transmission.raw() if raw is None else raw
    try:
        items = _file(transmission, bytes_)
    except (OperationalError, InterfaceError):
        raise  # the database failed, not the copy; the bytes are kept and can be read again
    except Unreadable as sentence:
        return _reject(transmission, str(sentence))
    except Exception as fault:  # whatever the bytes did to us, they are kept and the desk is told
        log.exception("Transmission %s could not be read.", transmission.pk)
        return _reject(transmission, f"newsdesk failed to read it ({type(fault).__name__}).")
    if not join:
        return Receipt(transmission, True, items)
    reason = "" if may_join(items, now=timezone.now()) else _NOT_JOINED
    return Receipt(transmission, True, items, _stories_of(items), reason)


def items_read(transmission: Transmission, raw: bytes) -> tuple[Reading, list[WireItem]]:
    """What today's code reads out of the bytes: the reading, and its items, which are not saved.

    Raises Unreadable, with a sentence, when there is no copy in them.
    """
    source = transmission.source
    arrivals = transmission.arrivals.order_by("arrived_at").values_list("arrived_at", flat=True)
    at = arrivals.first() or transmission.received_at
    reading = pipeline.read(
        raw,
        feed=source.slug,
        convention=source.convention,
        received_at=at.astimezone(source.tz),
        page=transmission.sha256,
        known=Convention.objects.in_force(),
        read_as=transmission.read_as,
    )
    envelopes = reading.envelopes
    return reading, [
        item_of(take, transmission, at, envelopes.get(take.key)) for take in reading.takes
    ]


def _file(transmission: Transmission, raw: bytes) -> tuple[WireItem, ...]:
    """Read the bytes and file what they hold, all of it or nothing."""
    reading, items = items_read(transmission, raw)
    with transaction.atomic():
        held = Transmission.objects.select_for_update().defer("content").get(pk=transmission.pk)
        untouched = held.state == Transmission.State.REJECTED and held.reason == NOT_READ
        if not untouched and (standing := _items_of(held)):
            return standing
        if held.state == Transmission.State.DISCARDED:
            raise Unreadable(_amiss(held))
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


def mark_read(transmission: Transmission, reading: Reading) -> None:
    """Write on a transmission how it was read."""
    transmission.state = Transmission.State.READ
    transmission.reason = storable(" ".join(reading.notes))
    transmission.format = fitting(Transmission, "format", reading.format)
    transmission.charset = fitting(Transmission, "charset", reading.charset)
    transmission.convention = fitting(Transmission, "convention", reading.convention)
    transmission.save(update_fields=["state", "reason", "format", "charset", "convention"])


def _reject(transmission: Transmission, reason: str) -> Receipt:
    """Put a transmission among the rejects, where it waits with its bytes and the reason."""
    with transaction.atomic():
        held = Transmission.objects.select_for_update().defer("content").get(pk=transmission.pk)
        if held.state in (Transmission.State.READ, Transmission.State.DISCARDED):
            return Receipt(held, False, _items_of(held), reason=_amiss(held))
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


def _items_of(transmission: Transmission) -> tuple[WireItem, ...]:
    """What was read out of it and is in force."""
    items = list(WireItem.objects.in_force().filter(transmission=transmission).order_by("pk"))
    for item in items:
        item.transmission = transmission
    return tuple(items)


def _stories_of(items: Sequence[WireItem]) -> tuple[Story, ...]:
    """The stories that hold the items."""
    held = Story.objects.filter(placings__item__in=[item.pk for item in items])
    return tuple(held.distinct().order_by("pk"))
