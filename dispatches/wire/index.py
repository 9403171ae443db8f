"""An index of takes by their ties, in memory; and who may be tied to whom, by what any index holds.

The database holds the same numbers in a table and is asked in the same words (`wanted`,
`candidates`), so that what comes live is joined as a whole stream is.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import Flag, auto
from typing import NamedTuple

from .cards import Card, plain_time
from .ties import is_of_versions, is_run, is_weak, partner, ties

REACH = timedelta(hours=72)
"""How far apart two takes can be tied: as far as a new version may follow."""
NEAR = timedelta(hours=24)
"""How far all but new versions reach."""
MOST = 40
"""Bearers of one name that are looked at, the nearest ones: what more bear tells little."""
FEW = 16
"""The same of a weak name, such as an editor who promised more."""
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


class How(Flag):
    """As what two takes may be tied."""

    LINKED = auto()
    VERSIONS = auto()


def candidates(
    own: Collection[int], came: datetime, found: Iterable[tuple[int, Sequence[Held]]]
) -> dict[str, How]:
    """The keys, of what an index holds, that may be tied to a take with these ties, and how: the
    nearest bearers of each name in reach, and of runs of words those who share two."""
    near: dict[str, How] = {}
    shared: Counter[str] = Counter()
    for tie, held in found:
        bearers = _in_reach(tie, held, came)
        if is_run(tie):
            shared.update(bearers)
            continue
        how = How.VERSIONS if is_of_versions(tie) else How.LINKED
        near.update((key, near.get(key, how) | how) for key in bearers)
    if shared:
        least = min(_SHARED, sum(map(is_run, own)))
        alike = [key for key, times in shared.items() if times >= least]
        near.update((key, near.get(key, How.VERSIONS) | How.VERSIONS) for key in alike)
    return near


def _in_reach(tie: int, held: Sequence[Held], came: datetime) -> list[str]:
    reach = REACH if is_of_versions(tie) else NEAR
    most = FEW if is_weak(tie) else MOST
    if len(held) <= most:
        return [one.key for one in held if abs(one.came - came) <= reach]
    ranked = sorted((abs(one.came - came), one.key) for one in held)
    return [key for apart, key in ranked[:most] if apart <= reach]


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

    def near(self, card: Card) -> list[tuple[Card, How]]:
        """The takes that may be tied to one that is held here, and how."""
        own, one = self._ties[card.key], Held(moment(card), card.key)
        found = []
        for tie in wanted(own):
            if held := self._held.get((card.take.feed, tie)):
                at = bisect_left(held, one)
                alone = len(held) == 1 and held[0] == one
                found += [] if alone else [(tie, held[max(0, at - MOST) : at + MOST + 1])]
        keys = candidates(own, one.came, found)
        return [(self.cards[key], how) for key, how in keys.items() if key != card.key]
