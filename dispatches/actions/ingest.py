"""Taking in: the bytes are kept first, then read, filed and joined."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatches.models import (
    Arrival,
    Source,
    Story,
    Tie,
    Transmission,
    WireItem,
)
from dispatches.models.shapes import fitting, storable
from dispatches.wire.values import Kind

from . import breaker
from .join import may_join
from .reading import (
    NOT_JOINED,
    NOT_READ,
    Known,
    Receipt,
    amiss,
    homes,
    items_of,
    items_read,
    mark_read,
    read_again,
    stories_of,
)
from .record import record
from .sources import source_for

__all__ = [
    "NOT_READ",
    "Known",
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


def receive(  # noqa: PLR0913  # where it came from, when, and what the caller knows of it
    raw: bytes,
    *,
    source: Source,
    name: str,
    channel: str = "command",
    arrived_at: datetime | None = None,
    join: bool = True,
    read_as: str = "",
    known: Known | None = None,
) -> Receipt:
    """Keep the bytes, read them, file what they hold, and join it to stories.

    Whatever the bytes are, this answers with a Receipt. `join` False leaves joining to the caller,
    who calls `join_all` once for a whole batch. `read_as` is the format that the sender named,
    `known` are the conventions in force where the caller has looked them up for a batch.
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
        first = at if new else None
        receipt = read_again(transmission, raw=raw, join=join, first=first, known=known)
        return Receipt(transmission, new, receipt.items, receipt.stories, receipt.reason)
    items, reason = items_of(transmission), amiss(transmission)
    left = any(one.joined_at is None and one.kind != Kind.BESIDE for one in items)
    if (_came_earlier(transmission, at) or left) and not may_join(items, now=timezone.now()):
        reason = NOT_JOINED
    return Receipt(transmission, False, items, stories_of(items), reason)


def join_all(receipts: Sequence[Receipt]) -> list[Receipt]:
    """Join what came in a batch, all at once; where that fails, each transmission by itself.

    What was joined already stays. The receipts come back with their stories.
    """
    now = timezone.now()
    waiting = [one for one in receipts if one.items and not one.stories]
    whole = may_join([item for one in waiting for item in one.items], now=now)
    done = {id(one): whole or may_join(one.items, now=now) for one in waiting}
    held = homes([item for one in waiting for item in one.items])
    return [_joined(one, held, done[id(one)]) if id(one) in done else one for one in receipts]


def _joined(receipt: Receipt, homes: Mapping[int, Story], done: bool) -> Receipt:
    """A receipt with the stories that hold its items."""
    held = {homes[item.pk].pk: homes[item.pk] for item in receipt.items if item.pk in homes}
    stories = tuple(held[pk] for pk in sorted(held))
    return replace(receipt, stories=stories, reason=receipt.reason if done else NOT_JOINED)


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
    new = Transmission(
        source=source,
        sha256=digest,
        size=len(raw),
        content=raw,
        name=called,
        received_at=at,
        state=Transmission.State.REJECTED,
        reason=NOT_READ,
        read_as=read_as,
    )
    came = Arrival(arrived_at=at, channel=fitting(Arrival, "channel", channel), name=called)
    try:
        return _kept(new, came)
    except IntegrityError:  # the same bytes came twice at once, and the other one was first
        new.pk = None
        return _kept(new, came)


def _kept(new: Transmission, came: Arrival) -> tuple[Transmission, bool]:
    same = Transmission.objects.filter(source=new.source, sha256=new.sha256)
    with transaction.atomic(durable=True):
        standing = same.first()
        if standing is None:
            new.save(force_insert=True)
        came.transmission = standing or new
        came.save(force_insert=True)
    return standing or new, standing is None


def _came_earlier(transmission: Transmission, at: datetime) -> bool:
    """Whether these bytes turn out to have come earlier than was known; the items then say so."""
    late = WireItem.objects.filter(transmission=transmission, arrived_at__gt=at)
    Tie.objects.filter(item__in=late).update(arrived_at=at)
    return bool(late.update(arrived_at=at))
