"""Is all of a story here? What it lacks, in words, and whether more may still come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from .cards import Card
from .values import Mark, State, Take

NO_HEAD = "the first take, before"
NO_NEXT = "what follows"
"""How the sentences begin that say which end a story lacks: lists are made by them."""


def state_of(
    takes: Sequence[Card], now: datetime | None, wait: timedelta
) -> tuple[State, tuple[str, ...]]:
    """The state of these takes in reading order, and what is missing."""
    missing = tuple(_missing(takes))
    if not missing:
        return State.COMPLETE, ()
    came = max((card.take.received_at for card in takes if card.take.received_at), default=None)
    late = now is not None and came is not None and now - came >= wait
    waits = takes[-1].take.mark is Mark.MORE and len(missing) == 1 and not late
    return (State.OPEN if waits else State.INCOMPLETE), missing


def _missing(takes: Sequence[Card]) -> Iterator[str]:
    first, last = takes[0], takes[-1]
    if not first.opens and not _released(first.take):
        yield f"{NO_HEAD} {_name(first.take)}"
    numbers = [number_of(card) for card in takes]
    for before, after in pairwise(numbers):
        if before and after:
            yield from (f"take {number}" for number in range(before + 1, after))
    if last.take.mark is Mark.MORE:
        yield f"{NO_NEXT} {_name(last.take)}, which ends in MORE"
    if last.take.mark is Mark.NONE and last.take.ends_are_marked and last.words:
        yield f"the end mark of {_name(last.take)}"


def _released(take: Take) -> bool:
    """Whether it says when it may be used, as only the first page of a press release does."""
    return take.number is None and any(one.role == "release line" for one in take.removals)


def number_of(card: Card) -> int | None:
    """The number of a take in its story: a take that opens one is the first."""
    return card.number or (1 if card.opens else None)


def _name(take: Take) -> str:
    if take.serial:
        return str(take.serial)
    name = take.headline or take.slug or "a take without a number"
    return f"“{name}”" if take.number is None else f"“{name}” {take.number}"
