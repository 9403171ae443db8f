"""A million damaged inputs: `make damage`. No time fails it; the slowest is written down."""

from __future__ import annotations

import os
import resource
from dataclasses import replace

import pytest

from dispatches.tests.figures.ledger import Figure, at_most, exactly, write_down
from dispatches.tests.wire.formats import mutants

MANY = int(os.environ.get("MUTANTS", "0"))

pytestmark = [
    pytest.mark.figures,
    pytest.mark.skipif(not MANY, reason="MUTANTS says how many; make damage"),
]


def test_very_many_damaged_inputs_are_read_or_refused() -> None:
    each = -(-MANY // len(mutants.IMITATIONS))
    tallies = [mutants.survive(name, each) for name in mutants.IMITATIONS]
    missed = write_down("damage", figures(tallies, each * len(tallies)))
    assert not [one for one in missed if "inputs" in one.name]


def figures(tallies: list[mutants.Tally], sent: int) -> list[Figure]:
    """How many there were, what became of them, the slowest, and the memory of it all."""
    read, refused = (sum(getattr(one, name) for one in tallies) for name in ("read", "refused"))
    slowest = max(tallies, key=lambda one: one.slowest)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = [
        exactly("damaged inputs read or refused", read + refused, sent),
        at_most("of these, refused", refused, sent),
        at_most(
            "slowest of them", round(slowest.slowest, 3), 2, f"s of CPU ({slowest.slowest_of})"
        ),
        at_most("memory of the whole run at most", round(memory), 200, "MB"),
    ]
    return [replace(one, command="make damage") for one in told]
