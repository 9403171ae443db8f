"""A trial: what another convention would make of copy that came, beside what stands now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from . import pipeline
from .conventions import Convention
from .items import Reading
from .values import (
    Assembly,
    Dateline,
    SignOff,
    State,
    Take,
    Unreadable,
)


@dataclass(frozen=True, slots=True)
class Came:
    """A transmission: its bytes, when it came, on which feed, and how its source says it writes.

    `page` is unique among those that are tried together, and stands in the result.
    """

    page: str
    raw: bytes
    received_at: datetime
    feed: str = ""
    convention: str = pipeline.AUTO


@dataclass(frozen=True, slots=True)
class Way:
    """A way of reading: the conventions by name; `convention`, where given, is for all copy."""

    known: Mapping[str, Convention]
    convention: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of one way of reading; `problems` counts them by code."""

    takes: int
    notices: int
    unread: int
    stories: int
    complete: int
    incomplete: int
    joined: int
    problems: tuple[tuple[str, int], ...]

    def rows(self) -> tuple[tuple[str, int], ...]:
        """Each count under its name; the problems come last."""
        told = (
            ("takes", self.takes),
            ("notices", self.notices),
            ("transmissions that cannot be read", self.unread),
            ("stories", self.stories),
            ("complete stories", self.complete),
            ("incomplete stories", self.incomplete),
            ("takes joined to others", self.joined),
        )
        return (*told, *((f"problem {code}", count) for code, count in self.problems))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is read otherwise: its name, what it is now, what it would be."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A transmission whose reading changes, and in what."""

    page: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a convention would do to copy that came. Nothing was written anywhere."""

    transmissions: int
    before: Tally
    after: Tally
    changes: tuple[Change, ...]

    def rows(self) -> list[tuple[str, int, int]]:
        """Each count as it is now and as it would be; what is nought both times is left out."""
        now, then = dict(self.before.rows()), dict(self.after.rows())
        names = [*now, *sorted(set(then) - set(now))]
        problems = sorted(name for name in names if name.startswith("problem "))
        names = [name for name in names if name not in problems] + problems
        counts = [(name, now.get(name, 0), then.get(name, 0)) for name in names]
        return [one for one in counts if one[1] or one[2]]


def compare(copy: Sequence[Came], before: Way, after: Way) -> Trial:
    r"""Read and join copy in two ways, each for itself, and say what differs.

    >>> from datetime import datetime
    >>> raw = b"PIER-FARES\n\nTARRAN, May 2 (BSS) - Fares rise.\n\nWEITER\n"
    >>> after = Way({"ops": Convention("ops", more=("weiter",))}, "ops")
    >>> found = compare([Came("p1", raw, datetime(2019, 5, 2))], Way({}), after)
    >>> [(one.what, one.before, one.after) for one in found.changes[0].differences]
    [('mark', 'none', 'more'), ('paragraphs', '2', '1')]
    """
    now, then = _readings(copy, before), _readings(copy, after)
    changes = ((came.page, _differences(now[came.page], then[came.page])) for came in copy)
    return Trial(
        len(copy),
        _tally(copy, now),
        _tally(copy, then),
        tuple(Change(page, found) for page, found in changes if found),
    )


def _readings(copy: Sequence[Came], way: Way) -> dict[str, Reading | str]:
    """What was read out of each transmission, or the sentence that says why nothing was."""
    read: dict[str, Reading | str] = {}
    for came in copy:
        try:
            read[came.page] = pipeline.read(
                came.raw,
                feed=came.feed,
                convention=way.convention or came.convention,
                received_at=came.received_at,
                page=came.page,
                known=way.known,
            )
        except Unreadable as sentence:
            read[came.page] = str(sentence)
    return read


def _tally(copy: Sequence[Came], read: Mapping[str, Reading | str]) -> Tally:
    readings = [one for one in read.values() if isinstance(one, Reading)]
    takes = [take for reading in readings for take in reading.takes]
    now = max((came.received_at for came in copy), default=None)
    joined = pipeline.join(takes, now=now, wait=timedelta(0))
    stories = joined.assemblies
    complete = sum(one.state is State.COMPLETE for one in stories)
    return Tally(
        takes=len(takes) - len(joined.notices),
        notices=len(joined.notices),
        unread=len(read) - len(readings),
        stories=len(stories),
        complete=complete,
        incomplete=len(stories) - complete,
        joined=sum(len(one.takes) for one in stories if len(one.takes) > 1),
        problems=tuple(sorted(_problems(stories).items())),
    )


def _problems(stories: Sequence[Assembly]) -> Counter[str]:
    return Counter(
        problem.code
        for story in stories
        for problem in pipeline.check(pipeline.copy_of(story), story)
    )


def _differences(now: Reading | str, then: Reading | str) -> tuple[Difference, ...]:
    """How two readings of one transmission differ, take by take."""
    if isinstance(now, str) or isinstance(then, str):
        said = [one if isinstance(one, str) else f"{len(one.takes)} takes" for one in (now, then)]
        return () if now == then else (Difference("reading", *said),)
    found = []
    if len(now.takes) != len(then.takes):
        found.append(Difference("takes", str(len(now.takes)), str(len(then.takes))))
    several = max(len(now.takes), len(then.takes)) > 1
    for place, (one, two) in enumerate(zip(now.takes, then.takes, strict=False), start=1):
        of = f" of take {place}" if several else ""
        found += [
            Difference(what + of, told(one), told(two))
            for what, told in _TOLD.items()
            if told(one) != told(two)
        ]
        found += [Difference(f"copy{of}", *texts) for texts in _copy(one, two)]
    return tuple(found)


def _copy(one: Take, two: Take) -> list[tuple[str, str]]:
    """The first paragraph whose words differ, where there are as many of them."""
    if len(one.paragraphs) != len(two.paragraphs):
        return []
    pairs = zip(one.paragraphs, two.paragraphs, strict=True)
    told = ((f"{a.kind}: {a.text}", f"{b.kind}: {b.text}") for a, b in pairs)
    return [(before, after) for before, after in told if before != after][:1]


def _dateline(line: Dateline | None) -> str:
    return " ".join(filter(None, (line.place, str(line.date or "")))) if line else ""


def _signed(one: SignOff | None) -> str:
    if one is None:
        return ""
    clock = one.time.strftime("%H:%M") if one.time else ""
    return " ".join(filter(None, ("/".join(one.agencies), one.initials, clock)))


def _plain(name: str) -> Callable[[Take], str]:
    def told(take: Take) -> str:
        value: Any = getattr(take, name)
        return "" if value is None else str(value)

    return told


_TOLD: dict[str, Callable[[Take], str]] = {
    "kind": lambda take: take.kind.value,
    "serial": _plain("serial"),
    "slug": _plain("slug"),
    "headline": _plain("headline"),
    "number": lambda take: f"{take.number or ''}{' last' if take.is_last else ''}".strip(),
    "mark": lambda take: take.mark.value,
    "replaces": _plain("replaces"),
    "priority": _plain("priority"),
    "dateline": lambda take: _dateline(take.dateline),
    "credit": lambda take: "/".join(take.credit),
    "sign-off": lambda take: _signed(take.sign_off),
    "paragraphs": lambda take: str(len(take.paragraphs)),
}
"""What is compared of two takes, in the order in which it is shown."""
