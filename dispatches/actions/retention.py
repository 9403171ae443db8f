"""Retention: the bytes of what is not in use go after the days that its source names.

Hash, arrivals and items stay, and a tombstone says when the bytes went.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from dispatches.models import Borrowing, Problem, Source, StoryTake, Transmission
from dispatches.workflow import IN_WORK, Status

from .record import record

_STATE = Transmission.State
_SETTLED = (_STATE.READ, _STATE.DISCARDED)
"""What was rejected or is held has still to be read."""
_IN_USE = (*IN_WORK, Status.APPROVED, Status.PUBLISHED)


def due(source: Source, now: datetime) -> QuerySet[Transmission]:
    """The transmissions of a source whose bytes may go now, the oldest first.

    They are older than its retention, read or discarded, and no story in work, approved or
    published holds a take of them, borrows words of one or is named by a notice of them.
    """
    if source.retention_days is None:
        return Transmission.objects.none()
    until = now - timedelta(days=source.retention_days)
    old = Transmission.objects.filter(
        source=source, received_at__lt=until, forgotten_at__isnull=True, state__in=_SETTLED
    )
    held = StoryTake.objects.filter(item__transmission=OuterRef("pk"), story__status__in=_IN_USE)
    named = Problem.objects.filter(notice__transmission=OuterRef("pk"), story__status__in=_IN_USE)
    lent = Borrowing.objects.filter(item__transmission=OuterRef("pk"), story__status__in=_IN_USE)
    free = old.exclude(Exists(held)).exclude(Exists(named)).exclude(Exists(lent))
    return free.defer("content").order_by("received_at", "pk")


def forget(source: Source, now: datetime) -> Iterator[Transmission]:
    """Let the bytes that are due go, one transmission after another; hands back each."""
    for pk in list(due(source, now).values_list("pk", flat=True)):
        gone = _forget(source, pk, now)
        if gone is not None:
            yield gone


def _forget(source: Source, pk: int, now: datetime) -> Transmission | None:
    """Let the bytes of one go, if they are still due when it is locked.

    A joining locks the source, so that no story takes an item of it back into work meanwhile.
    """
    with transaction.atomic():
        locked = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        sent = due(locked, now).filter(pk=pk).first()
        if sent is None:
            return None
        sent.content, sent.forgotten_at = b"", now
        sent.save(update_fields=["content", "forgotten_at"])
        record(
            "forgotten", actor=None, origin="command", about=f"transmission {sent.pk}",
            reason=f"Its source keeps bytes for {locked.retention_days} days.",
            before={"size": sent.size}, after={"sha256": sent.sha256, "name": sent.name},
        )  # fmt: skip
    return sent
