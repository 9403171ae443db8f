"""The index of ties: written with the items, and asked for what is tied to some of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from dispatches.models import Source, Tie, WireItem
from dispatches.wire.cards import plain_time
from dispatches.wire.components import tied
from dispatches.wire.index import REACH, Bearers, candidates, moment, wanted
from dispatches.wire.ties import ties_of

from . import rows
from .known import KNOWN, Mark, Seen, bare, seen

MOST = 400
"""Items that a search finds beside those that it was given.

No story has as many takes. What ties more together is a habit of the wire and no name: of these the
nearest in time are found, so that one arrival never costs what a whole day does.
"""
_MARKED = ("pk", "transmission__sha256", "place_on_page", "arrived_at", "elder_id")
_AT_A_TIME = 30  # takes whose ties are asked for in one question
_ROWS = 20_000  # ties that are looked at in one answer; of more, those nearer in time


def keep_ties(items: Iterable[WireItem]) -> None:
    """Write the ties of items that were filed just now; their transmissions must be loaded."""
    told = [seen(item) for item in items]
    rows.insert(
        Tie,
        ("item", "source", "tie", "arrived_at"),
        (
            (one.item.pk, one.item.transmission.source_id, tie, one.item.arrived_at)
            for one in told
            for tie in sorted(ties_of(one.take, one.card))
        ),
    )
    KNOWN.keep_committed(replace(one, item=bare(one.item)) for one in told)


@dataclass(slots=True)
class Search:
    """The items of a source that are found, by their ids, and those that were looked at."""

    source: Source
    given: Sequence[WireItem]
    found: dict[int, Seen] = field(default_factory=dict)
    seen: dict[int, Seen] = field(default_factory=dict)

    def load(self, which: Q) -> list[int]:
        """Find these items, where they are in force; the ids of those that were not found yet."""
        return self.find(self.look(which))

    def find(self, ids: Iterable[int]) -> list[int]:
        """Find these items, which were looked at; the ids of those that were not found yet."""
        new = [pk for pk in ids if pk not in self.found]
        self.found |= {pk: self.seen[pk] for pk in new}
        return new

    def look(self, which: Q) -> list[int]:
        """Look at these items of the source, where they are in force; their ids."""
        items = WireItem.objects.in_force().filter(which, transmission__source=self.source)
        if not KNOWN:
            return self._read(items)
        ids, strange = [], []
        slug, zone = self.source.slug, self.source.zone
        for pk, sha256, place, at, elder in items.order_by().values_list(*_MARKED):
            ids.append(pk)
            if pk in self.seen:
                continue
            if known := KNOWN.get(Mark(pk, sha256, place, at, elder, slug, zone)):
                self.seen[pk] = known
            else:
                strange.append(pk)
        if strange:
            self._read(WireItem.objects.filter(pk__in=strange))
        return ids

    def _read(self, items: QuerySet[WireItem]) -> list[int]:
        """Look at items that are read from their rows; their ids."""
        ids = []
        for item in items.select_related("transmission").defer("transmission__content"):
            ids.append(item.pk)
            if item.pk not in self.seen:
                item.transmission.source = self.source
                self.seen[item.pk] = seen(item)
        return ids

    def follow(self, ids: Iterable[int]) -> list[int]:
        """Find all that is tied to these, step by step; the ids of all of them."""
        step = [pk for pk in ids if self.found[pk].card]
        reached = [*step]
        while step and (room := len(self.given) + MOST - len(self.found)) > 0:
            pairs = [pair for part in _parts(step) for pair in self._pairs(part)]
            if strange := {two for _, two, _ in pairs} - self.seen.keys():
                self.look(Q(pk__in=strange))
            new = {
                two
                for one, two, how in pairs
                if two not in self.found and self._tied(one, two, how)
            }
            step = self.find(sorted(new, key=self._distance)[:room])
            reached += step
        return reached

    def _tied(self, one: int, two: int, how: int) -> bool:
        first, second = self.seen[one].card, self.seen[two].card if two in self.seen else None
        return first is not None and second is not None and tied(first, second, how)

    def _distance(self, pk: int) -> tuple[timedelta, int]:
        """How far an item came from those that were given."""
        came = self.seen[pk].item.arrived_at
        return (min(abs(one.arrived_at - came) for one in self.given), pk)

    def _pairs(self, step: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Each of these takes with those that may be tied to it, and how."""
        asked = {pk: wanted(self.found[pk].ties) for pk in step}
        times = [self.found[pk].item.arrived_at for pk in step]
        every = frozenset[int]().union(*asked.values())
        borne = _borne(bearers(self.source, every, min(times), max(times), REACH))
        for pk, numbers in asked.items():
            asker, own = self.found[pk], str(pk)
            if asker.card:
                answers = [(tie, borne[tie]) for tie in numbers if tie in borne]
                others = [(tie, one) for tie, one in answers if len(one) > 1 or one.keys[0] != own]
                near = candidates(asker.ties, moment(asker.card), others)
                yield from ((pk, int(two), how) for two, how in near.items() if two != own)


def _borne(rows: Iterable[tuple[int, int, str]]) -> dict[int, Bearers]:
    """The bearers of each tie; every item is told by one pair, however many ties it bears."""
    held: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    items: dict[tuple[int, str], tuple[datetime, str]] = {}
    for pk, tie, came in rows:
        one = items.get((pk, came))
        if one is None:
            one = items[pk, came] = (_plain(came), str(pk))
        held[tie].append(one)
    return {tie: Bearers(came) for tie, came in held.items()}


def _plain(came: str) -> datetime:
    at = datetime.fromisoformat(came)
    return plain_time(at) or at


def bearers(
    source: Source, numbers: Collection[int], first: datetime, last: datetime, reach: timedelta
) -> list[tuple[int, int, str]]:
    """Which items bear which of these ties, and when they came, from `reach` before the first time
    to `reach` after the last; of too many, those in half of that.

    The time is in the database's words: of many rows few say another one, and each is read once.
    """
    rows = Tie.objects.filter(
        source=source, tie__in=numbers, arrived_at__range=(first - reach, last + reach)
    ).values_list("item_id", "tie", Cast("arrived_at", CharField()))
    found = list(rows[: _ROWS + 1])
    if len(found) > _ROWS and reach > timedelta(minutes=1):
        return bearers(source, numbers, first, last, reach / 2)
    return found


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + _AT_A_TIME] for at in range(0, len(ids), _AT_A_TIME))
