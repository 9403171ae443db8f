"""The map of a day's numbers: what came of each source under each prefix, and what did not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from dispatches.models import Source, WireItem
from dispatches.wire.values import Kind
from dispatches.workflow import Status

MOST = 6000  # items of a day that are looked at
MOST_CELLS = 300  # of a strip: of more, the last ones
_LONG = 12  # numbers missing in a row, from which one cell stands for all of them
_STOPPED = 0  # the urgency of a story that a notice stops

STATES: dict[str, tuple[str, str, str]] = {
    "received": ("●", "received", "received"),
    "continuation": ("→", "continuation", "continuations"),
    "headless": ("⇥", "continuation whose head is missing", "without their head"),
    "twice": ("×2", "twice: two takes claim this number", "twice"),
    "killed": ("†", "killed", "killed"),
    "notice": ("!", "notice", "notices"),
    "missing": ("–", "missing", "missing"),
}
"""What a number may be: the mark of its cell, the words for it, and those for many of them."""


@cache
def _address(name: str) -> str:
    """The address of a page that is known by a number, with a gap for it: asked for once."""
    return reverse(name, args=[0]).replace("/0/", "/{}/")


class Came(NamedTuple):
    """One item of the day, as far as the map and the lists ask."""

    pk: int
    transmission: int
    source: int
    prefix: str
    number: int | None
    serial: str
    kind: str
    headline: str
    dateline: date | None
    role: str | None
    position: int | None
    story: int | None
    title: str | None
    status: str | None
    urgency: int | None


_FIELDS = (
    *("pk", "transmission_id", "transmission__source_id", "serial_prefix", "serial_number"),
    *("serial", "kind", "headline", "dateline_date", "placing__role", "placing__position"),
    *("placing__story_id", "placing__story__headline", "placing__story__status"),
    "placing__story__urgency",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number, or a run of missing ones (`until`), and what came under it."""

    prefix: str
    number: int
    state: str
    width: int
    came: tuple[Came, ...] = ()
    until: int = 0

    @property
    def mark(self) -> str:
        """The sign that tells its state without colour."""
        return STATES[self.state][0]

    @property
    def label(self) -> str:
        """The number as the wire prints it, the prefix left out."""
        printed = next((one.serial for one in self.came if one.serial), "")
        if printed:
            return printed.removeprefix(f"{self.prefix}-") if self.prefix else printed
        first = str(self.number).zfill(self.width)
        return f"{first}–{str(self.until).zfill(self.width)}" if self.until else first

    @property
    def says(self) -> str:
        """Its state in words, with the story that it is in."""
        words = STATES[self.state][1]
        if self.until:
            return f"{self.until - self.number + 1} missing"
        title = next((one.title for one in self.came if one.title), "")
        return f"{words}, in “{title}”" if title else words

    @property
    def story(self) -> int | None:
        """The story to look at."""
        return next((one.story for one in self.came if one.story), None)

    @property
    def href(self) -> str:
        """Where the cell leads: to its story, its transmission, or a search for its number."""
        if self.story:
            return _address("desk:story").format(self.story)
        if self.came:
            return _address("desk:transmission").format(self.came[0].transmission)
        return f"{reverse('desk:queue')}?{urlencode({'status': 'all', 'q': self.serial})}"

    @property
    def serial(self) -> str:
        """The whole serial, as a search finds it."""
        return f"{self.prefix}-{self.label}" if self.prefix else self.label


@dataclass(frozen=True, slots=True)
class Strip:
    """The numbers of one prefix of one source, from the first that came to the last."""

    source: Source
    prefix: str
    cells: tuple[Cell, ...]
    left_out: int = 0

    @property
    def counts(self) -> list[tuple[int, str]]:
        """How many there are of each state that occurs."""
        many: Counter[str] = Counter()
        for cell in self.cells:
            many[cell.state] += cell.until - cell.number + 1 if cell.until else 1
        return [(many[state], STATES[state][2]) for state in STATES if many[state]]


def bounds(source: Source, day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends at a source."""
    first = datetime.combine(day, time(), source.tz)
    return first, datetime.combine(day + timedelta(days=1), time(), source.tz)


def came_on(sources: Sequence[Source], day: date) -> list[Came]:
    """What came of these sources on a day, each by its own clock; asks one question."""
    by_zone: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_zone[source.zone].append(source)
    which = Q(pk__in=())
    for ours in by_zone.values():
        first, last = bounds(ours[0], day)
        ids = [source.pk for source in ours]
        which |= Q(transmission__source__in=ids, arrived_at__gte=first, arrived_at__lt=last)
    items = WireItem.objects.in_force().filter(which).exclude(kind=Kind.BESIDE)
    rows = items.order_by("arrived_at", "pk").values_list(*_FIELDS)
    return [Came(*row) for row in rows[:MOST]]


def strips(sources: Iterable[Source], came: Iterable[Came]) -> list[Strip]:
    """The map of what came."""
    groups: dict[tuple[int, str], dict[int, list[Came]]] = defaultdict(lambda: defaultdict(list))
    for one in came:
        if one.number is not None:
            groups[one.source, one.prefix][one.number].append(one)
    found = {source.pk: source for source in sources}
    return [
        _strip(found[source], prefix, numbers)
        for (source, prefix), numbers in sorted(groups.items(), key=lambda pair: pair[0])
    ]


def _strip(source: Source, prefix: str, numbers: dict[int, list[Came]]) -> Strip:
    width = min(len(one.serial) - len(prefix) - bool(prefix) for n in numbers.values() for one in n)
    cells = list(_cells(prefix, numbers, max(2, width)))
    return Strip(source, prefix, tuple(cells[-MOST_CELLS:]), max(0, len(cells) - MOST_CELLS))


def _cells(prefix: str, numbers: dict[int, list[Came]], width: int) -> Iterator[Cell]:
    """The cells from the first number to the last."""
    before: int | None = None
    for number in sorted(numbers):
        if before is not None:
            yield from _holes(prefix, before + 1, number - 1, width)
        came = tuple(numbers[number])
        yield Cell(prefix, number, state_of(came), width, came)
        before = number


def _holes(prefix: str, first: int, last: int, width: int) -> Iterator[Cell]:
    if last - first + 1 >= _LONG:
        yield Cell(prefix, first, "missing", width, until=last)
        return
    yield from (Cell(prefix, number, "missing", width) for number in range(first, last + 1))


def state_of(came: Sequence[Came]) -> str:
    """What a number is, by what came under it."""
    takes = [one for one in came if one.kind == Kind.TAKE]
    if not takes:
        return "notice"
    if any(one.status == Status.WITHDRAWN or one.urgency == _STOPPED for one in takes):
        return "killed"
    if len(rivals(came)) > 1:
        return "twice"
    first = next((one for one in takes if one.role == "in_force"), takes[0])
    if first.position:
        return "continuation"
    return "received" if first.headline or first.dateline else "headless"


def rivals(came: Iterable[Came]) -> list[Came]:
    """The takes of different transmissions that stand under one number."""
    standing = [
        one
        for one in came
        if one.kind == Kind.TAKE
        and one.role in (None, "in_force")
        and one.status not in (Status.SPIKED, Status.WITHDRAWN)
    ]
    return list({one.transmission: one for one in standing}.values())
