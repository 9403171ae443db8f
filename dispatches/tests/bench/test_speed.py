"""How fast it is: `make bench`. What falls short is written down as such; no time fails a test."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import ftfy
import pytest
from django.db import connection
from pytest_benchmark.fixture import BenchmarkFixture

from dispatches.tests import make
from dispatches.tests.actions.crowd import crowd
from dispatches.tests.actions.live import feed
from dispatches.tests.bench.copy import Page, card_of, later, pages, worst
from dispatches.tests.figures.ledger import FOLDER, Figure, at_least, at_most, write_down
from dispatches.tests.simulator.days import day
from dispatches.wire import pipeline
from dispatches.wire.components import component
from dispatches.wire.index import REACH, Index, moment
from dispatches.wire.simulator import PRESETS
from dispatches.wire.values import Take, Unreadable

pytestmark = pytest.mark.bench

TAKES = 400
HELD = 20_000
PASSED = (1_000, 10_000, 100_000, 1_000_000)
AROUND = (1_000, 10_000, 30_000)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def written(figures: Iterable[Figure], name: str = "speed", *, command: str = "make bench") -> None:
    """Keep these figures beside those that other tests, and the other database, wrote."""
    file = FOLDER / f"{name}.json"
    told = json.loads(file.read_text("utf-8")) if file.exists() else []
    kept = {one["name"]: Figure(**one) for one in told}
    kept |= {one.name: replace(one, command=command) for one in figures}
    write_down(name, list(kept.values()))


def told(copy: Iterable[Page]) -> int:
    """Read these pages, join their takes and check the stories; how many there are."""
    takes: list[Take] = []
    for number, page in enumerate(copy):
        takes += pipeline.read(page.raw, feed="bss", received_at=page.came, page=str(number)).takes
    stories = pipeline.join(takes).assemblies
    for story in stories:
        pipeline.check(pipeline.copy_of(story), story)
    return len(stories)


def measured(
    benchmark: BenchmarkFixture, rounds: int, work: Callable[..., object], *given: Any
) -> float:
    """Enter something in the table of pytest-benchmark; the seconds of the quickest round."""
    benchmark.pedantic(work, given, rounds=rounds)  # type: ignore[no-untyped-call]
    return float(benchmark.stats.stats.min)  # type: ignore[union-attr]


def test_takes_a_second(benchmark: BenchmarkFixture) -> None:
    copy = pages(TAKES)
    assert told(copy) == TAKES // 2
    ours, theirs = [], []
    for _ in range(7):
        ours.append(seconds(lambda: told(copy)))
        theirs.append(seconds(lambda: [ftfy.fix_text(page.copy) for page in copy]))
    measured(benchmark, 3, told, copy)
    written(
        [
            at_least("takes of 600 words, one core", round(TAKES / min(ours)), 1000, "takes/s"),
            at_least("against ftfy alone", round(min(theirs) / min(ours), 2), 2, "times"),
        ]
    )


def test_an_arrival_among_a_million(benchmark: BenchmarkFixture) -> None:
    index = Index()
    cost: dict[int, float] = {}
    for number in range(max(PASSED) + 1):
        if number in PASSED:
            cost[number] = statistics.median(arrival(index, number + n) for n in range(300))
        one = card_of(number)
        index.add(one)
        if number % 1000 == 0:
            index.forget(moment(one) - REACH, HELD)
    measured(benchmark, 1, arrival, index, max(PASSED) + 1000)
    assert len(index.cards) <= HELD + 1000
    figures = [
        at_most(f"an arrival after {many:,} others", round(1000 * cost[many], 3), 5, "ms")
        for many in PASSED
    ]
    ratio = cost[max(PASSED)] / cost[min(PASSED)]
    written([*figures, at_most("the last of these to the first", round(ratio, 2), 1.5, "times")])


def arrival(index: Index, number: int) -> float:
    """How long it takes to place a second take among what an index holds, and to join it."""
    first = card_of(number * 3)
    first = replace(first, take=replace(first.take, key=f"f{number}", page=f"f{number}"))
    index.add(first)
    second = later(first, number)
    began = time.perf_counter()
    index.add(second)
    takes = [one.take for one in component(index, second)]
    joined = pipeline.join(takes)
    took = time.perf_counter() - began
    assert any(len(one.takes) == 2 for one in joined.assemblies)
    return took


def test_a_megabyte_of_anything(benchmark: BenchmarkFixture) -> None:
    cost = {name: seconds(partial(told_whole, raw)) for name, raw in worst().items()}
    slowest = max(cost, key=lambda name: cost[name])
    measured(benchmark, 1, told_whole, worst()[slowest])
    written([at_most("1 MB of anything", round(cost[slowest], 2), 1.5, f"s ({slowest})")])


def told_whole(raw: bytes) -> None:
    """Read, join and check what may hold no take at all."""
    try:
        told([Page(raw, "", make.NOON)])
    except Unreadable:
        return


@pytest.mark.django_db
def test_arrivals_through_the_database(benchmark: BenchmarkFixture) -> None:
    sent = day(5, stories=120, conventions=["bss"], rates=PRESETS["usual"]).sent
    source = make.source("bss")
    feed(sent[:20], source)
    pace = (len(sent) - 20) / measured(benchmark, 1, feed, sent[20:], source)
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    written([at_least(f"arrivals through {name}", round(pace, 1), 10, "takes/s")])


@pytest.mark.django_db
@pytest.mark.parametrize("many", AROUND)
def test_an_arrival_among_what_the_database_holds(benchmark: BenchmarkFixture, many: int) -> None:
    source = make.source("bss")
    crowd(source, many, hours=many / 117, last=99_000)
    cost = []
    for number in range(20):
        serial, at, who = 99_100 + 50 * number, make.minutes(number), "QXZWYVUJKH"[number % 10] * 2
        head = make.first(f"BFF-{serial}", end="MORE", initials=who)
        make.ingest(head, source=source, at=at)
        text, at = make.then(f"BFF-{serial + 1}", initials=who), at + timedelta(seconds=20)
        cost.append(seconds(partial(make.ingest, text, source=source, at=at)))
    measured(benchmark, 1, make.ingest, make.first())
    took = round(1000 * statistics.median(cost), 1)
    written([at_most(f"an arrival among {many:,}, {connection.vendor}", took, 100, "ms")])
