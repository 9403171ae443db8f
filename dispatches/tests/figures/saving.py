"""What is lost of what people type and save, measured on the database at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.db import connection

from dispatches.actions.record import verify
from dispatches.tests.actions.racing import race
from dispatches.tests.desk.sittings import many
from dispatches.tests.figures.ledger import Figure, at_least, exactly

SITTINGS = int(os.environ.get("SITTINGS", "1000"))
WRITES = int(os.environ.get("RACES", "10000"))
THREADS = 8


def figures(sittings: int = SITTINGS, writes: int = WRITES) -> Iterator[Figure]:
    """Sittings in which everything fails, and writes that race; it fills the database."""
    name = connection.vendor
    sat = many(sittings)
    yield exactly(f"{name}: sittings with crashes, time-outs, conflicts", sat.sittings, sittings)
    yield at_least(f"{name}: failures in them", sum(sat.befell.values()), sittings)
    yield at_least(f"{name}: characters typed in them", sat.typed, sittings)
    yield exactly(f"{name}: characters lost in them", sat.characters_lost, 0)
    told = race(THREADS, writes)
    yield exactly(f"{name}: racing writes by {THREADS} threads", told.writes, writes)
    yield at_least(f"{name}: of these acknowledged", len(told.acknowledged), 1)
    yield at_least(f"{name}: of these told that they came late", told.stale, 1)
    yield exactly(f"{name}: updates lost", len(told.lost()) + told.undone() + told.doubled(), 0)
    yield exactly(f"{name}: writes that broke", sum(told.broken.values()), 0)
    yield exactly(f"{name}: breaks in the history", len(verify()), 0)
