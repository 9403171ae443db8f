"""What the desk must know of its sources: which are silent for too long, and which were stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from dispatches.actions.silence import silent_since, with_last
from dispatches.models import Source, Transmission


@dataclass(frozen=True, slots=True)
class Alarm:
    """One sentence about one source; `stopped` where a person must release it."""

    source: Source
    sentence: str
    stopped: bool = False


def alarms(now: datetime, known: Iterable[Source] | None = None) -> list[Alarm]:
    """What is amiss with the sources now: those that were stopped first.

    `known` are all sources with their last arrivals, where somebody has looked them up already.
    """
    found = with_last(Source.objects.active()) if known is None else known
    sources = [source for source in found if source.is_active]
    return [*_stopped([one for one in sources if one.tripped_at]), *_silent(sources, now)]


def _stopped(sources: list[Source]) -> Iterator[Alarm]:
    if not sources:
        return
    held = Transmission.objects.filter(source__in=sources, state=Transmission.State.HELD)
    many = Counter(held.values_list("source_id", flat=True))
    for source in sources:
        yield Alarm(
            source,
            f"{source} was stopped: more came from it than {source.most_an_hour} an hour."
            f" Kept unread until somebody releases it: {many[source.pk]}.",
            stopped=True,
        )


def _silent(sources: list[Source], now: datetime) -> Iterator[Alarm]:
    for source in sources:
        sentence = silent_since(source, getattr(source, "last_at", None), now)
        if sentence:
            yield Alarm(source, sentence)
