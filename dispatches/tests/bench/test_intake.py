"""How fast copy comes in, end to end: kept, read, joined, checked, and in the queue."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_benchmark.fixture import BenchmarkFixture

from dispatches.actions.receiving import Taking
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.bench.copy import Page, pages
from dispatches.tests.bench.test_speed import measured
from dispatches.tests.figures.ledger import at_least, at_most, written

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]

TAKES = 600
ALOOK = 100  # files that a look finds
RATE, SECONDS = 10, 10  # takes a second, in the measure of how long one waits to be seen


def rushed(looks: Iterable[Iterable[Page]], taking: Taking) -> None:
    """Take in what each look finds: each page committed by itself, what came in a rush joined at
    once."""
    for look in looks:
        for page in look:
            taking(page.raw, "take.txt")
        taking.settle()


def test_a_rush_through_a_channel_of_the_database(benchmark: BenchmarkFixture) -> None:
    vendor, copy, taking = connection.vendor, pages(TAKES), Taking(make.channel())
    looks = [copy[at : at + ALOOK] for at in range(0, TAKES, ALOOK)]
    took = measured(benchmark, 1, rushed, looks, taking)
    assert Story.objects.count() >= TAKES / 4
    goal = 300 if vendor == "sqlite" else 150
    written(
        [at_least(f"a rush through a channel, {vendor}", round(TAKES / took, 1), goal, "takes/s")],
        "intake",
    )


def test_a_folder_through_the_command_into_the_database(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    make.source()
    for number, page in enumerate(pages(TAKES)):
        (tmp_path / f"{number:04}.txt").write_bytes(page.raw)
    command = ["ingest_wire", str(tmp_path), "--source", "bss", "--json"]
    took = measured(benchmark, 1, lambda: call_command(*command, stdout=io.StringIO()))
    assert Story.objects.count() >= TAKES / 4
    name = f"ingest_wire of a folder, {connection.vendor}"
    written([at_least(name, round(TAKES / took, 1), 300, "takes/s")], "intake")


def test_how_long_a_take_waits_to_be_seen_in_the_database() -> None:
    taking, waits = Taking(make.channel()), []
    began = time.monotonic()
    for number, page in enumerate(pages(RATE * SECONDS)):
        due = began + number / RATE
        time.sleep(max(0.0, due - time.monotonic()))
        rushed([[page]], taking)
        waits.append(time.monotonic() - due)
    waits.sort()
    seen = waits[int(len(waits) * 0.95)]
    name = f"from arrival to the queue, 95th of 100, {RATE} a second, {connection.vendor}"
    written([at_most(name, round(seen, 3), 1.0, "s")], "intake")
