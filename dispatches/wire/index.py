"""An index of takes by their ties, in memory; and who may be tied to whom, by what any index holds.

The database holds the same numbers in a table and is asked in the same words (`wanted`,
`candidates`), so that what comes live is joined as a whole stream is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

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


class Bearers:
    """Those that bear one tie: when each came, and its key; the first ones first."""

    __slots__ = ("keys", "times")

    def __init__(self, came: Sequence[tuple[datetime, str]] = ()) -> None:
        held = sorted(came) if len(came) > 1 else came
        self.times: list[datetime] = [at for at, _ in held]
        self.keys: list[str] = [key for _, key in held]

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, came: datetime, key: str) -> None:
        """Hold one more."""
        if not self.times or (self.times[-1], self.keys[-1]) <= (came, key):
            self.times.append(came)
            self.keys.append(key)
        else:
            at = self._place(came, key)
            self.times.insert(at, came)
            self.keys.insert(at, key)

    def drop(self, came: datetime, key: str) -> None:
        """Let go of one that is held."""
        at = self._place(came, key)
        del self.times[at], self.keys[at]

    def _place(self, came: datetime, key: str) -> int:
        at = bisect_left(self.times, came)
        while at < len(self.keys) and self.times[at] == came and self.keys[at] < key:
            at += 1
        return at

    def around(self, came: datetime, key: str) -> Bearers:
        """The nearest in line to one, on either side."""
        if len(self.keys) <= MOST:
            return self
        at, few = self._place(came, key), Bearers()
        few.times = self.times[max(0, at - MOST) : at + MOST + 1]
        few.keys = self.keys[max(0, at - MOST) : at + MOST + 1]
        return few

    def within(self, came: datetime, reach: timedelta, most: int) -> Sequence[str]:
        """The keys of those that came so near to a time; of too many, of the nearest."""
        times, keys = self.times, self.keys
        if len(keys) > most:
            ranked = sorted((abs(at - came), key) for at, key in self._about(came, most))
            return [key for apart, key in ranked[:most] if apart <= reach]
        if came - times[0] <= reach and times[-1] - came <= reach:
            return keys
        return [key for at, key in zip(times, keys, strict=True) if abs(at - came) <= reach]

    def _about(self, came: datetime, most: int) -> Iterable[tuple[datetime, str]]:
        """Those among whom the nearest to a time are: as many before it as after, and what came at
        the very time of the last of these."""
        times, at = self.times, bisect_left(self.times, came)
        first, last = max(0, at - most), min(len(times), at + most)
        first, last = bisect_left(times, times[first]), bisect_right(times, times[last - 1])
        return zip(times[first:last], self.keys[first:last], strict=True)


def moment(card: Card) -> datetime:
    """When a take came, without a zone; the same for all that have no time."""
    return plain_time(card.take.received_at) or _BEGINNING


def wanted(own: Iterable[int]) -> frozenset[int]:
    """What an index is to be asked for a take that has these ties."""
    return frozenset(partner(tie) for tie in own)


class How:
    """As what two takes may be tied; both is their sum."""

    LINKED = 1
    VERSIONS = 2


def candidates(
    own: Collection[int], came: datetime, found: Iterable[tuple[int, Bearers]]
) -> dict[str, int]:
    """The keys, of what an index holds, that may be tied to a take with these ties, and how: the
    nearest bearers of each name in reach, and of runs of words those who share two."""
    linked: dict[str, int] = {}
    versions: dict[str, int] = {}
    shared: Counter[str] = Counter()
    for tie, held in found:
        if is_run(tie):
            shared.update(held.within(came, REACH, MOST))
        elif is_of_versions(tie):
            versions |= dict.fromkeys(held.within(came, REACH, MOST), How.VERSIONS)
        else:
            most = FEW if is_weak(tie) else MOST
            linked |= dict.fromkeys(held.within(came, NEAR, most), How.LINKED)
    if shared:
        least = min(_SHARED, sum(map(is_run, own)))
        alike = [key for key, times in shared.items() if times >= least]
        versions |= dict.fromkeys(alike, How.VERSIONS)
    both = {key: How.LINKED + How.VERSIONS for key in linked if key in versions}
    return linked | versions | both


class Index:
    """Takes by their ties, oldest first. It can forget: what came long before, and what is most."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self._ties: dict[str, frozenset[int]] = {}
        self._held: dict[tuple[str, int], Bearers] = defaultdict(Bearers)
        self._order: deque[str] = deque()

    def add(self, card: Card) -> None:
        """Hold a take; the same one again changes nothing."""
        if card.key in self.cards:
            return
        self.cards[card.key], self._ties[card.key] = card, ties(card)
        self._order.append(card.key)
        came, feed = moment(card), card.take.feed
        for tie in self._ties[card.key]:
            self._held[feed, tie].add(came, card.key)

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
        came = moment(card)
        for tie in self._ties.pop(key):
            held = self._held[card.take.feed, tie]
            held.drop(came, key)
            if not held:
                del self._held[card.take.feed, tie]

    def near(self, card: Card) -> list[tuple[Card, int]]:
        """The takes that may be tied to one that is held here, and how."""
        own, came, feed = self._ties[card.key], moment(card), card.take.feed
        found = []
        for tie in wanted(own):
            held = self._held.get((feed, tie))
            if held and (len(held) > 1 or held.keys[0] != card.key):
                found.append((tie, held.around(came, card.key)))
        keys = candidates(own, came, found)
        return [(self.cards[key], how) for key, how in keys.items() if key != card.key]
