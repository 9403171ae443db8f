"""What this process has read of items, kept so that what it meets again is not read again.

An item is never edited, so what was made of its row holds for as long as the row says when it came
and how its source is called: that much is asked of the database each time. Only what was committed
is kept, for a number that was rolled back is given again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, transaction

from dispatches.models import Transmission, WireItem
from dispatches.models.shapes import take_of
from dispatches.wire.cards import Card, card
from dispatches.wire.ties import ties
from dispatches.wire.values import Kind, Take

MOST = 4_000_000
"""Letters of copy that are kept, some 1,000 takes; what was met longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An item that was looked at; of a take, its card and its ties."""

    item: WireItem
    take: Take
    card: Card | None = None
    ties: frozenset[int] = frozenset()


class Mark(NamedTuple):
    """What tells that a row is the one that was read: all of it that its take depends on and that
    may be otherwise another time."""

    pk: int
    sha256: str
    place_on_page: int
    arrived_at: datetime
    elder: int | None
    slug: str
    zone: str


def seen(item: WireItem) -> Seen:
    """What is looked at in an item; its transmission and its source must be loaded."""
    take = take_of(item)
    if take.kind is not Kind.TAKE:
        return Seen(item, take)
    made = card(take)
    return Seen(item, take, made, ties(made))


def mark_of(item: WireItem) -> Mark:
    """The mark of an item that is loaded with its transmission and its source."""
    page, source = item.transmission, item.transmission.source
    when = (page.sha256, item.place_on_page, item.arrived_at, item.elder_id)
    return Mark(item.pk, *when, source.slug, source.zone)


class Known:
    """Items by their marks. Any thread may ask; what is handed out is shared, and never changed."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Mark, tuple[Seen, int]] = OrderedDict()
        self._letters = 0
        self._lock = Lock()

    def __bool__(self) -> bool:
        return bool(self._kept)

    def get(self, mark: Mark) -> Seen | None:
        """What is known of the item with this mark, if anything is."""
        with self._lock:
            found = self._kept.get(mark)
            if found is None:
                return None
            self._kept.move_to_end(mark)
            return found[0]

    def keep_committed(self, told: Iterable[Seen]) -> None:
        """Keep these once the transaction is committed; where it is rolled back they are not."""
        fresh = list(told)
        if fresh:
            transaction.on_commit(lambda: self.keep(fresh))

    def keep(self, told: Iterable[Seen]) -> None:
        """Keep these, which are committed, and let go of what is too much."""
        marked = [(mark_of(one.item), one) for one in told]
        with self._lock:
            for mark, one in marked:
                if one.card:
                    one.card.forget_runs()
                if mark not in self._kept:
                    weight = _letters(one.take)
                    self._kept[mark] = (one, weight)
                    self._letters += weight
            while self._letters > self._most:
                _, (_, weight) = self._kept.popitem(last=False)
                self._letters -= weight

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()
            self._letters = 0


def _letters(take: Take) -> int:
    return 500 + sum(len(part.text) for part in take.paragraphs)


def bare(item: WireItem) -> WireItem:
    """An item that was filed just now, without the bytes of its page: as it is kept."""
    page, twin = item.transmission, copy(item)
    said = {"id": page.pk, "source_id": page.source_id, "sha256": page.sha256}
    twin.transmission = Transmission.from_db(DEFAULT_DB_ALIAS, [*said], [*said.values()])
    twin.transmission.source = page.source
    return twin


KNOWN = Known()
"""What this process knows."""
