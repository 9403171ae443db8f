"""Where figures are written down: docs/figures/<name>.json, from which the guide is made."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "docs" / "figures"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value and what it should be; `met` says whether it is."""

    name: str
    value: float
    unit: str
    goal: str
    met: bool
    command: str = "make figures"
    machine: str = (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )


def at_least(name: str, value: float, goal: float, unit: str = "") -> Figure:
    """A figure that must not be smaller than its goal."""
    return Figure(name, value, unit, f"≥ {goal:g}", value >= goal)


def exactly(name: str, value: float, goal: float, unit: str = "") -> Figure:
    """A figure that must be its goal."""
    return Figure(name, value, unit, f"{goal:g}", value == goal)


def at_most(name: str, value: float, goal: float, unit: str = "") -> Figure:
    """A figure that must not be greater than its goal."""
    return Figure(name, value, unit, f"≤ {goal:g}", value <= goal)


def write_down(name: str, figures: list[Figure]) -> list[Figure]:
    """Keep the figures of one subject; those that fall short come back."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    told = json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(told + "\n", "utf-8")
    return [figure for figure in figures if not figure.met]


def written(
    figures: Iterable[Figure], name: str = "speed", *, command: str = "make bench"
) -> list[Figure]:
    """Keep these figures beside those of the subject that others wrote; those that fall short."""
    file = FOLDER / f"{name}.json"
    told = json.loads(file.read_text("utf-8")) if file.exists() else []
    kept = {one["name"]: Figure(**one) for one in told}
    kept |= {one.name: replace(one, command=command) for one in figures}
    return write_down(name, list(kept.values()))
