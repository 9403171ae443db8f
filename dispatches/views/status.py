"""The dashboard: how the sources fare and what the desk has before it, at one glance."""

from __future__ import annotations

import platform
import shutil
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import django
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from dispatches.actions.silence import patience, silent_since, with_last
from dispatches.models import Channel, Source, Transmission, pulse
from dispatches.models.engine import Engine, engine
from dispatches.outputs.plots import Plot, around, percentile, plot
from dispatches.requests import EditorRequest
from dispatches.wire.rhythm import spelt

from .shell import page

Counts = dict[int, int]
_EVERY = 6  # hours between two words under a plot


@dataclass(frozen=True, slots=True)
class Times:
    """How long half of them took at most, and all but one in twenty; empty: nothing came."""

    half: str
    most: str


@dataclass(frozen=True, slots=True)
class Hour:
    """One line of the table beside a plot: its four quarter hours, and what is usual."""

    begins: datetime
    counts: tuple[int, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many takes came of late, as a picture and as a table."""

    plot: Plot
    hours: list[Hour]
    today: int
    last_week: int


@dataclass(frozen=True, slots=True)
class Fare:
    """How one source fares."""

    source: Source
    last_at: datetime | None
    silent: str | None
    patience: str
    rhythm: Rhythm
    wire: Times
    out: Times
    desk: Mapping[str, Any] = field(default_factory=dict)
    rejected: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Joins:
    """What people said of the machine's joins on one day."""

    day: date
    confirmed: int
    parted: int
    by_hand: int

    @property
    def precision(self) -> float | None:
        """The share of its joins that were right, in percent; None where nobody said."""
        said = self.confirmed + self.parted
        return 100 * self.confirmed / said if said else None


@dataclass(frozen=True, slots=True)
class House:
    """The machine under it all: sizes in bytes, and what keeps a copy."""

    engine: Engine
    bytes: int
    events: int
    free: int
    disk: int
    version: str


def status(request: EditorRequest) -> HttpResponse:
    """Count, and draw."""
    now = timezone.localtime()
    fares = _fares(now)
    said = _joins(now)
    context = {
        "now": now,
        "fares": fares,
        "total": _total(fares),
        "joins": said,
        "all_joins": _together(said),
        "channels": Channel.objects.select_related("source"),
        "house": _house(),
    }
    return page(request, "dispatches/status.html", context)


def _fares(now: datetime) -> list[Fare]:
    """Every source that is active, or of which something is there still."""
    came, waited, out = _by(pulse.came(now)), _by(pulse.waited(now)), _by(pulse.went_out(now))
    desk = {row["source"]: row for row in pulse.backlog()}
    unread: dict[int, dict[str, int]] = defaultdict(dict)
    for source, state, many in pulse.unread():
        unread[source][state] = many
    return [
        _fare(
            one,
            now,
            came[one.pk],
            waited[one.pk],
            out[one.pk],
            desk.get(one.pk, {}),
            unread[one.pk],
        )
        for one in with_last(Source.objects.all())
        if one.is_active or one.pk in desk or one.pk in unread or one.pk in came
    ]


def _by(rows: Iterable[tuple[int, int, int]]) -> dict[int, Counts]:
    """Counts by their value, a source apart."""
    told: dict[int, Counts] = defaultdict(lambda: defaultdict(int))
    for source, value, many in rows:
        told[source][value] += many
    return told


def _fare(
    source: Source, now: datetime, came: Counts, waited: Counts, out: Counts,
    desk: Mapping[str, Any], unread: Mapping[str, int],
) -> Fare:  # fmt: skip
    last = getattr(source, "last_at", None)
    states = Transmission.State
    return Fare(
        *(source, last, silent_since(source, last, now), _patience(source, last)),
        *(_rhythm(came, now), _times(waited), _times(out), desk),
        *(unread.get(states.REJECTED, 0), unread.get(states.HELD, 0)),
    )


def _patience(source: Source, last: datetime | None) -> str:
    """How long it may be silent, and who says so."""
    waits = patience(source, last)
    if waits is None:
        return "not known"
    return f"{spelt(waits.minutes)}, {'set' if waits.set_by_hand else 'as is usual'}"


def _rhythm(came: Counts, now: datetime) -> Rhythm:
    """The last day by quarter hours, within what came around them a week ago."""
    day = pulse.quarters(now)
    counts = [came.get(quarter, 0) for quarter in day]
    before = [came.get(quarter, 0) for quarter in pulse.last_week(day)]
    band = around(before, pulse.AROUND)
    begins = [_begins(quarter, now) for quarter in day]
    labels = {
        at: f"{one:%H:%M}"
        for at, one in enumerate(begins)
        if one.minute == 0 and one.hour % _EVERY == 0
    }
    hours = [
        Hour(begins[at], tuple(counts[at : at + 4]), *_reach(band[at : at + 4]))
        for at in range(0, len(counts), 4)
    ]
    return Rhythm(
        plot(counts, band, labels), hours, sum(counts), sum(before[pulse.AROUND : -pulse.AROUND])
    )


def _reach(band: Iterable[tuple[int, int]]) -> tuple[int, int]:
    lows, highs = zip(*band, strict=True)
    return min(lows), max(highs)


def _begins(quarter: int, now: datetime) -> datetime:
    return datetime.fromtimestamp(quarter * pulse.QUARTER, tz=now.tzinfo)


def _times(minutes: Counts) -> Times:
    """A clock that is ahead of ours is no wait, and what took longer than a day took a day."""
    bounded: Counts = defaultdict(int)
    for value, many in minutes.items():
        bounded[min(max(value, 0), pulse.LATEST)] += many
    half, most = percentile(bounded, 0.5), percentile(bounded, 0.95)
    return Times("", "") if half is None or most is None else Times(spelt(half), spelt(most))


def _total(fares: Iterable[Fare]) -> dict[str, Any]:
    """The desk as a whole."""
    fares = list(fares)
    names = ("incoming", "in_review", "approved", "waiting", "gaps")
    oldest = [one.desk["oldest"] for one in fares if one.desk.get("oldest")]
    return {
        **{name: sum(one.desk.get(name, 0) for one in fares) for name in names},
        "oldest": min(oldest, default=None),
        "rejected": sum(one.rejected for one in fares),
        "held": sum(one.held for one in fares),
        "silent": sum(bool(one.silent) for one in fares),
    }


def _joins(now: datetime) -> list[Joins]:
    days: dict[Any, dict[str, int]] = defaultdict(dict)
    for day, deed, many in pulse.joins(now):
        days[day][deed] = many
    return [
        Joins(day, said.get("approve", 0), said.get("parted", 0), said.get("joined", 0))
        for day, said in sorted(days.items(), reverse=True)
    ]


def _together(days: Iterable[Joins]) -> Joins | None:
    """All those days as one; None where there are none."""
    days = list(days)
    if not days:
        return None
    sums = (sum(getattr(one, name) for one in days) for name in ("confirmed", "parted", "by_hand"))
    return Joins(days[-1].day, *sums)


def _house() -> House:
    place = settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR
    disk = shutil.disk_usage(place)
    held, events = pulse.size()
    return House(engine(), held, events, disk.free, disk.total, _version())


@cache
def _version() -> str:
    """What runs here."""
    told = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    ours = told["project"]["version"]
    return f"newsdesk {ours}, Django {django.__version__}, Python {platform.python_version()}"
