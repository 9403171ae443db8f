"""What a receiver that takes in very much copy holds in memory: `make memory`. No size fails it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from django.db import connection

from dispatches.actions import ingest
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.bench.copy import wire
from dispatches.tests.figures.ledger import Figure, at_most, written

MANY = int(os.environ.get("ITEMS", "0"))
BATCH, STEPS = 100, 10

pytestmark = [
    pytest.mark.figures,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not MANY, reason="ITEMS says how many; make memory"),
]


def test_memory_stays_as_it_is_however_much_comes() -> None:
    step = max(BATCH, MANY // STEPS // BATCH * BATCH)
    held = list(grown(step, max(2, MANY // step)))
    assert Story.objects.count() >= step
    vendor = connection.vendor
    told = [one_of(f"memory after {many:,} items, {vendor}", size) for many, size in held]
    ratio = round(held[-1][1] / held[0][1], 2)
    name = f"memory after {held[-1][0]:,} items against {held[0][0]:,}, {vendor}"
    written([*told, at_most(name, ratio, 1.15, "times")], "intake", command="make memory")


def grown(step: int, steps: int) -> Iterator[tuple[int, float]]:
    """How many items have come, and the megabytes that the process holds then, step by step."""
    source, copy, taken = make.source(), wire(), 0
    for _ in range(steps):
        for _ in range(0, step, BATCH):
            batch = [
                ingest.receive(
                    page.raw, source=source, name="take.txt", arrived_at=page.came, join=False
                )
                for page in islice(copy, BATCH)
            ]
            ingest.join_all(batch)
            taken += len(batch)
        yield taken, resident()


def resident() -> float:
    """The megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)


def one_of(name: str, size: float) -> Figure:
    """A figure on the way, without a goal."""
    return replace(at_most(name, size, size, "MB"), goal="")
