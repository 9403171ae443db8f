"""The made-up days on which figures are measured; the same ones each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from dispatches.wire.simulator import KNOWN, PRESETS, UNKNOWN, Day, simulate

EVENING = datetime.fromisoformat("2024-03-05T18:00")
STORIES = 120
WIRES = {"known": list(KNOWN), "unknown": [UNKNOWN] * 4}
PLANTED = replace(
    PRESETS["usual"], open_quote=0.1, undecided=0.1, disagree=0.5, bad_date=0.15, garbled=0.1,
    two_names=0.15, bengali=0.15, odd_link=0.1, bare_crosshead=0.1, twin=0.1,
)  # fmt: skip
"""A usual day with more of what checks should find than any wire sends."""
RATES = {**PRESETS, "planted": PLANTED}


def days(seeds: Iterable[int], faults: str, wires: str) -> Iterator[Day]:
    """A day for each seed, with these faults (of RATES), from these wires (of WIRES)."""
    for seed in seeds:
        yield simulate(
            seed, start=EVENING, stories=STORIES, conventions=WIRES[wires], rates=RATES[faults]
        )


def lines(day: Day) -> list[dict[str, Any]]:
    """A day's transmissions as a stream holds them."""
    return [
        {
            "id": sent.id,
            "feed": sent.feed,
            "received_at": sent.received_at.isoformat(),
            "raw": sent.raw,
        }
        for sent in day.sent
    ]
