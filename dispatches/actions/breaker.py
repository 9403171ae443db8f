"""The volume breaker: a source that sends far too much is held unread until a person looks.

The bytes are kept as always; what is held is read, in its order, when somebody releases it
(release.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from dispatches.models import Alert, Event, Source, Transmission

from .alerts import tell
from .record import record

HELD = "It was kept, and is not read: its source sent too much, and was stopped. Release it there."
_HOUR = timedelta(hours=1)


def holds(source: Source, now: datetime) -> bool:
    """Whether what comes from this source now is to be held: it was stopped, or it is now."""
    if source.most_an_hour is None:
        return False
    fresh = Source.objects.get(pk=source.pk)
    return fresh.tripped_at is not None or _too_many(fresh, now)


def stopped(transmission: Transmission, now: datetime) -> str:
    """Hold a transmission that was just kept, if its source is stopped; the sentence for it.

    Empty: nothing stops it, and it is to be read.
    """
    if not holds(transmission.source, now):
        return ""
    with transaction.atomic():
        source = Source.objects.select_for_update(no_key=True).get(pk=transmission.source_id)
        trips = source.tripped_at is None
        if trips and not _too_many(source, now):
            return ""  # somebody released it meanwhile
        held = Transmission.objects.select_for_update().defer("content").get(pk=transmission.pk)
        if held.state != Transmission.State.REJECTED:
            return ""  # it came twice at once, and the other one has read it
        transmission.state, transmission.reason = Transmission.State.HELD, HELD
        transmission.save(update_fields=["state", "reason"])
        if trips:
            _trip(source, transmission, now)
    return HELD


def _trip(source: Source, first: Transmission, now: datetime) -> None:
    """Stop a source that is locked, and record it once."""
    source.tripped_at = now
    source.save(update_fields=["tripped_at"])
    record(
        "tripped", actor=None, origin="wire", about=f"source {source.pk}",
        reason=f"More than {source.most_an_hour} transmissions came in an hour.",
        after={"most_an_hour": source.most_an_hour, "first held": first.pk},
    )  # fmt: skip
    tell(
        Alert.Kind.SILENCE,
        f"{source} was stopped: more came from it than {source.most_an_hour} an hour.",
        mark=f"stopped-{source.pk}-{now:%Y%m%dT%H%M%S}",
        source=source,
        now=now,
    )


def _too_many(source: Source, now: datetime) -> bool:
    """Whether more came in the last hour than may, not counting what came before a release."""
    most = source.most_an_hour
    if most is None or _came(source, now - _HOUR, most + 1) <= most:
        return False
    released = Event.objects.filter(kind="released", about=f"source {source.pk}")
    last = released.order_by("-number").values_list("at", flat=True).first()
    since = max(now - _HOUR, last) if last else now - _HOUR
    return _came(source, since, most + 1) > most


def _came(source: Source, since: datetime, most: int) -> int:
    """How many transmissions came since then; no more than `most` are counted."""
    came = Transmission.objects.filter(source=source, received_at__gt=since)
    return came.order_by()[:most].count()
