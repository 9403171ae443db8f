"""Which takes are compared at all, to see whether they are versions of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from .cards import Card
from .values import Mark

_SHARED = 2  # runs in common before two takes are compared
_CROWD = 60  # a run that more takes than these share says nothing
_LATEST = 8  # of those that bear one id, which are compared


def pairs(cards: Sequence[Card]) -> Iterator[tuple[Card, Card]]:
    """Takes that may be versions of one, the elder arrival first: those that share some runs of
    words, and those under one name where the younger says that it replaces another."""
    by_run: dict[tuple[str, int], list[Card]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Card]] = defaultdict(list)
    yield from _of_one_item(cards)
    for card in cards:
        feed = card.take.feed
        shared: Counter[str] = Counter()
        known: dict[str, Card] = {}
        sketch = card.sketch
        for run in sketch:
            for other in by_run[feed, run][-_CROWD:]:
                shared[other.key] += 1
                known[other.key] = other
            by_run[feed, run].append(card)
        least = min(_SHARED, len(sketch))
        close = [known[key] for key, times in shared.items() if times >= least]
        for name in {card.slug, " ".join(card.headline)} - {""}:
            close += [one for one in by_name[feed, name][-_CROWD:] if _may_stand_for(one, card)]
            by_name[feed, name].append(card)
        yield from ((other, card) for other in {one.key: one for one in close}.values())


def _of_one_item(cards: Sequence[Card]) -> Iterator[tuple[Card, Card]]:
    """Takes that an envelope calls versions of one item, however far apart they came."""
    by_id: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        if identity := card.take.identity:
            for uri in (identity.uri, *identity.instead_of):
                yield from ((other, card) for other in by_id[card.take.feed, uri][-_LATEST:])
                by_id[card.take.feed, uri].append(card)


def _may_stand_for(one: Card, two: Card) -> bool:
    """Whether one of two takes under one name says that it replaces the other, or broke off."""
    torn = one.take.mark is not two.take.mark and Mark.NONE in (one.take.mark, two.take.mark)
    return one.replaces or two.replaces or torn
