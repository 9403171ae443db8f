"""The index of ties: written with the items, and asked for what is tied to some of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from dispatches.models import Source, Tie, WireItem
from dispatches.models.shapes import take_of
from dispatches.wire.cards import Card, card, plain_time
from dispatches.wire.components import tied
from dispatches.wire.index import REACH, Held, How, candidates, moment, wanted
from dispatches.wire.ties import ties, ties_of
from dispatches.wire.values import Kind, Take

from . import rows

MOST = 400
"""Items that a search finds beside those that it was given.

No story has as many takes. What ties more together is a habit of the wire and no name: of these the
nearest in time are found, so that one arrival never costs what a whole day does.
"""
_AT_A_TIME = 30  # takes whose ties are asked for in one question
_ROWS = 20_000  # ties that are looked at in one answer; of more, those nearer in time


def keep_ties(items: Iterable[WireItem]) -> None:
    """Write the ties of items that were filed just now; their transmissions must be loaded."""
    rows.insert(
        Tie,
        ("item", "source", "tie", "arrived_at"),
        (
            (item.pk, item.transmission.source_id, tie, item.arrived_at)
            for item in items
            for tie in sorted(ties_of(take_of(item)))
        ),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """An item that was looked at; of a take, its card and its ties."""

    item: WireItem
    take: Take
    card: Card | None = None
    ties: frozenset[int] = frozenset()


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
        ids = []
        for item in items.select_related("transmission").defer("transmission__content"):
            ids.append(item.pk)
            if item.pk not in self.seen:
                self.seen[item.pk] = self._seen(item)
        return ids

    def _seen(self, item: WireItem) -> Seen:
        item.transmission.source = self.source
        take = take_of(item)
        if take.kind is not Kind.TAKE:
            return Seen(item, take)
        made = card(take)
        return Seen(item, take, made, ties(made))

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

    def _tied(self, one: int, two: int, how: How) -> bool:
        first, second = self.seen[one].card, self.seen[two].card if two in self.seen else None
        return first is not None and second is not None and tied(first, second, how)

    def _distance(self, pk: int) -> tuple[timedelta, int]:
        """How far an item came from those that were given."""
        came = self.seen[pk].item.arrived_at
        return (min(abs(one.arrived_at - came) for one in self.given), pk)

    def _pairs(self, step: Sequence[int]) -> Iterator[tuple[int, int, How]]:
        """Each of these takes with those that may be tied to it, and how."""
        asked = {pk: wanted(self.found[pk].ties) for pk in step}
        times = [self.found[pk].item.arrived_at for pk in step]
        every = frozenset[int]().union(*asked.values())
        held: dict[int, list[Held]] = defaultdict(list)
        for pk, tie, came in bearers(self.source, every, min(times), max(times), REACH):
            held[tie].append(Held(plain_time(came) or came, str(pk)))
        for pk, tie_numbers in asked.items():
            one = self.found[pk]
            answers = [(tie, held[tie]) for tie in tie_numbers if tie in held]
            if one.card:
                near = candidates(one.ties, moment(one.card), answers)
                yield from ((pk, int(two), how) for two, how in near.items() if int(two) != pk)


def bearers(
    source: Source, numbers: Collection[int], first: datetime, last: datetime, reach: timedelta
) -> list[tuple[int, int, datetime]]:
    """Which items bear which of these ties, and when they came, from `reach` before the first time
    to `reach` after the last; of too many, those in half of that."""
    rows = Tie.objects.filter(
        source=source, tie__in=numbers, arrived_at__range=(first - reach, last + reach)
    ).values_list("item_id", "tie", "arrived_at")
    found = list(rows[: _ROWS + 1])
    if len(found) > _ROWS and reach > timedelta(minutes=1):
        return bearers(source, numbers, first, last, reach / 2)
    return found


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + _AT_A_TIME] for at in range(0, len(ids), _AT_A_TIME))
