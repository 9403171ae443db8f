"""Silence: how long a source is usually silent, and whether it is silent for too long now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import OuterRef, QuerySet, Subquery

from dispatches.models import Alert, Source, Transmission
from dispatches.wire import rhythm

from .alerts import tell

BACK = timedelta(days=28)
"""From how long a silence is learned."""
_A_DAY = 24 * 60 * 60


def learn(source: Source, now: datetime) -> list[int | None]:
    """Learn from the last 28 days how long a source is usually silent after each hour; keep it."""
    came = Transmission.objects.filter(
        source=source, received_at__gt=now - BACK, received_at__lte=now
    )
    times = list(came.order_by("received_at").values_list("received_at", flat=True))
    learned = rhythm.learn(times, source.tz)
    Source.objects.filter(pk=source.pk).update(learned_silence=learned)
    source.learned_silence = learned
    return learned


def learn_due(now: datetime) -> list[Source]:
    """Learn anew of each active source of which nothing was learned in the last day; these."""
    return [
        source
        for source in Source.objects.active()
        if cache.add(f"silence-{source.pk}", now.isoformat(), _A_DAY) and learn(source, now)
    ]


def with_last(sources: QuerySet[Source]) -> QuerySet[Source]:
    """The sources, each with `last_at`: when bytes that were new last came from it."""
    came = Transmission.objects.filter(source=OuterRef("pk")).order_by("-received_at")
    return sources.annotate(last_at=Subquery(came.values("received_at")[:1]))


@dataclass(frozen=True, slots=True)
class Patience:
    """How many minutes a source may be silent, and whether an editor says so or the feed does."""

    minutes: int
    set_by_hand: bool


def patience(source: Source, last: datetime | None) -> Patience | None:
    """How long a source may be silent after its last arrival; None: nobody is ever told.

    What an editor set counts; 0 there says that the desk is never told.
    """
    if source.silence_minutes is not None:
        return Patience(source.silence_minutes, True) if source.silence_minutes else None
    learned = rhythm.allowed(source.learned_silence, last, source.tz) if last else None
    return None if learned is None else Patience(learned, False)


def silent(source: Source, now: datetime) -> str | None:
    """The sentence that tells the desk that a source is silent for too long; None: it is not."""
    return silent_since(source, last_arrival(source), now)


def last_arrival(source: Source) -> datetime | None:
    """When bytes that were new last came from a source."""
    came = Transmission.objects.filter(source=source).order_by("-received_at")
    return came.values_list("received_at", flat=True).first()


def silent_since(source: Source, last: datetime | None, now: datetime) -> str | None:
    """The same, where it is known when something last came."""
    waits = patience(source, last)
    if not source.is_active or waits is None:
        return None
    if last is None:
        return f"Nothing has come from {source} yet."
    minutes = int((now - last).total_seconds() // 60)
    if minutes <= waits.minutes:
        return None
    allowed = rhythm.spelt(waits.minutes)
    rest = f"{allowed} is the most its settings allow" if waits.set_by_hand else (
        f"after an arrival at that hour {allowed} is the most that is usual"
    )  # fmt: skip
    return f"Nothing has come from {source} for {rhythm.spelt(minutes)}; {rest}."


def tell_silent(now: datetime) -> None:
    """Tell the desk of each source that is silent for too long; once a silence."""
    for source in with_last(Source.objects.active()):
        last: datetime | None = getattr(source, "last_at", None)
        if sentence := silent_since(source, last, now):
            since = f"{last:%Y%m%dT%H%M%S}" if last else "ever"
            mark = f"silent-{source.pk}-{since}"
            tell(Alert.Kind.SILENCE, sentence, mark=mark, source=source, now=now)
