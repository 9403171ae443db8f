"""The figures of what a receiver loses when it is killed or starved: `make figures`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dispatches.tests import postgres
from dispatches.tests.faults.ground import own_database, told
from dispatches.tests.figures.ledger import Figure, at_least, at_most, exactly, write_down

pytestmark = pytest.mark.figures
KILLS, PLANTED = 300, 30


def killed(folder: Path, name: str, server: str) -> Iterator[Figure]:
    """What kills cost on one database, and what they find when the bug is planted."""
    for sub in ("right", "planted"):
        (folder / sub).mkdir(parents=True)
    with own_database(folder / "right", server) as url:
        words, var = (str(folder / "right/in"), str(KILLS)), folder / "right/var"
        found = told("killing", *words, url=url, var=var)
    yield exactly(f"{name}: kills of the receiver that struck", found["kills"], KILLS)
    for what in ("lost", "doubled", "changed"):
        yield exactly(f"{name}: transmissions {what} by them", found[what], 0)
    yield at_most(f"{name}: the kills took", found["seconds"], 150, "s")
    with own_database(folder / "planted", server) as url:
        bug, var = (str(folder / "planted/in"), str(PLANTED), "planted"), folder / "planted/var"
        found = told("killing", *bug, url=url, var=var)
    told_of = f"{name}: lost when files are put away first, {PLANTED} kills"
    yield at_least(told_of, found["lost"], 1)


def starved(folder: Path, name: str, server: str) -> Iterator[Figure]:
    """What a folder that goes away, and slow writers, cost on one database."""
    for trouble in ("gone", "writers"):
        (place := folder / trouble).mkdir(parents=True)
        with own_database(place, server) as url:
            found = told("trying", str(place / "in"), trouble, url=url, var=place / "var")
        said = {"gone": "folder away", "writers": "slow and broken uploads"}[trouble]
        yield exactly(f"{name}: lost, {said}", found["lost"], 0)
        yield at_most(f"{name}: goes on after, {said}", found["went_on"], 30, "s")


def test_what_faults_cost_is_measured(tmp_path: Path) -> None:
    figures: list[Figure] = []
    with postgres.running() as server:
        for name, url in (("SQLite", "-"), ("PostgreSQL", server)):
            figures += killed(tmp_path / name, name, url)
            figures += starved(tmp_path / name, name, url)
    assert write_down("faults", figures) == []
