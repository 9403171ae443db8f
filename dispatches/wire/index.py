"""An index of takes by their ties, in memory; and who may be tied to whom, by what any index holds.

The database holds the same numbers in a table and is asked in the same words (`wanted`,
`candidates`), so that what comes live is joined as a whole stream is.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from .cards import Card, plain_time
from .ties import is_run, partner, reaches_far, ties

REACH = timedelta(hours=72)
"""How far apart two takes can be tied: as far as a new version may follow."""
NEAR = timedelta(hours=24)
"""How far all but new versions reach."""
MOST = 40
"""Bearers of one name that are looked at, the nearest ones: what more bear tells little."""
_SHARED = 2  # runs of words that two versions have in common
_BEGINNING = datetime(1, 1, 1)  # noqa: DTZ001  # takes without a time all came at once


class Held(NamedTuple):
    """One tie in an index: when its take came, and the take's key."""

    came: datetime
    key: str


def moment(card: Card) -> datetime:
    """When a take came, without a zone; the same for all that have no time."""
    return plain_time(card.take.received_at) or _BEGINNING


def wanted(own: Iterable[int]) -> frozenset[int]:
    """What an index is to be asked for a take that has these ties."""
    return frozenset(partner(tie) for tie in own)


def candidates(
    own: Collection[int], came: datetime, found: Iterable[tuple[int, Sequence[Held]]]
) -> Collection[str]:
    """The keys, of what an index holds, that may be tied to a take with these ties: the nearest
    bearers of each name in reach, and of runs of words those who share two."""
    near: dict[str, None] = {}
    shared: Counter[str] = Counter()
    for tie, held in found:
        bearers = _in_reach(held, came, REACH if reaches_far(tie) else NEAR)
        if is_run(tie):
            shared.update(bearers)
        else:
            near.update(dict.fromkeys(bearers))
    if shared:
        least = min(_SHARED, sum(map(is_run, own)))
        near.update((key, None) for key, times in shared.items() if times >= least)
    return near.keys()


def _in_reach(held: Sequence[Held], came: datetime, reach: timedelta) -> list[str]:
    if len(held) <= MOST:
        return [one.key for one in held if abs(one.came - came) <= reach]
    ranked = sorted((abs(one.came - came), one.key) for one in held)
    return [key for apart, key in ranked[:MOST] if apart <= reach]


class Index:
    """Takes by their ties, oldest first. It can forget: what came long before, and what is most."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self._ties: dict[str, frozenset[int]] = {}
        self._held: dict[tuple[str, int], list[Held]] = defaultdict(list)
        self._order: deque[str] = deque()

    def add(self, card: Card) -> None:
        """Hold a take; the same one again changes nothing."""
        if card.key in self.cards:
            return
        self.cards[card.key], self._ties[card.key] = card, ties(card)
        self._order.append(card.key)
        one = Held(moment(card), card.key)
        for tie in self._ties[card.key]:
            held = self._held[card.take.feed, tie]
            if not held or held[-1] <= one:
                held.append(one)
            else:
                insort(held, one)

    def forget(self, before: datetime, most: int) -> None:
        """Let go of the first ones in: of those that came before a time, and of all above a bound.

        Copy that comes in order is forgotten in order; what comes late is kept a little longer.
        """
        while self._order:
            card = self.cards[self._order[0]]
            if len(self.cards) <= most and moment(card) >= before:
                return
            self._drop(self._order.popleft())

    def _drop(self, key: str) -> None:
        card = self.cards.pop(key)
        one = Held(moment(card), key)
        for tie in self._ties.pop(key):
            held = self._held[card.take.feed, tie]
            held.pop(bisect_left(held, one))
            if not held:
                del self._held[card.take.feed, tie]

    def near(self, card: Card) -> list[Card]:
        """The takes that may be tied to one that is held here."""
        own, one = self._ties[card.key], Held(moment(card), card.key)
        found = []
        for tie in wanted(own):
            if held := self._held.get((card.take.feed, tie)):
                at = bisect_left(held, one)
                alone = len(held) == 1 and held[0] == one
                found += [] if alone else [(tie, held[max(0, at - MOST) : at + MOST + 1])]
        keys = candidates(own, one.came, found)
        return [self.cards[key] for key in keys if key != card.key]
