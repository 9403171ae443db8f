"""`make eval`: every score of the engine and of its checks, beside those of the last release.

It writes docs/figures/engine.json, simulated.json and checks.json, and fails where takes of two
stories were joined or a score of the shared sets fell.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace

from . import checking, scores
from .days import days
from .ledger import FOLDER, Figure, at_least, write_down
from .scores import Score

FALL = 0.002
"""How much a score may fall from one release to the next."""
FEWEST = 10  # cases: a score over fewer is an example, and has no goal but where it must be whole
SEEDS = range(201, 209)
_HEADING = ("headline", "slug", "dateline_city", "dateline_date", "credit")
_SETS = ("crossheads", "duplicates", "superseded")
_REST = ("state", "kill", "notices", "embargo")
GOALS: dict[str, dict[str, float]] = {
    "dev": {
        "grouping_pairwise": 0.995,
        "grouping_pairwise precision": 0.999,
        "dropped_lines precision": 0.98,
        "dropped_lines recall": 0.97,
        **dict.fromkeys(("paragraph_exact", *_SETS), 0.98),
        **dict.fromkeys(("order_exact", "incomplete_found", *_HEADING, *_REST), 0.99),
    },
    "real/dev": {
        "grouping_pairwise": 0.95,
        "paragraph_exact": 0.95,
        **dict.fromkeys(_SETS, 0.9),
        **dict.fromkeys((*_HEADING, *_REST), 0.97),
        **dict.fromkeys(("grouping_pairwise precision", "order_exact"), 1.0),
        **dict.fromkeys(("dropped_lines precision", "dropped_lines recall"), 1.0),
    },
    "clean, known": dict.fromkeys(("grouping_pairwise", "order_exact", "paragraph_exact"), 0.99),
    "usual, known": {"grouping_pairwise": 0.99, "order_exact": 0.95, "paragraph_exact": 0.95},
    "rough, known": {"grouping_pairwise": 0.95, "order_exact": 0.85, "paragraph_exact": 0.85},
    "clean, unknown": dict.fromkeys(("grouping_pairwise", "headline", "paragraph_exact"), 0.9),
    "usual, unknown": dict.fromkeys(("grouping_pairwise", "headline", "paragraph_exact"), 0.85),
    "rough, unknown": dict.fromkeys(("grouping_pairwise", "headline", "paragraph_exact"), 0.7),
}
"""What is asked of each set; a score without a goal is written down and nothing more."""
_WHOLE = ("grouping_pairwise precision", "order_exact", "dropped_lines precision",
          "dropped_lines recall")  # fmt: skip
_PRECISION = "grouping_pairwise precision"
_KNOWN = ("clean, known", "usual, known", "rough, known")
_PRECISE = {"dev": 0.999, "real/dev": 1.0, **dict.fromkeys(_KNOWN, 0.999)}


def main() -> int:
    """Measure, print, compare and write; 1 where something fell or was joined wrongly, else 0."""
    if not scores.EVALUATION.is_dir():
        print("The evaluation sets are not beside this checkout: ../shared/eval", file=sys.stderr)
        return 1
    release = _release()
    before = {name: _written(release, name) for name in ("engine", "simulated", "checks")}
    engine = [one for folder in ("dev", "real/dev") for one in of_set(folder)]
    simulated = [one for name in list(GOALS)[2:] for one in of_days(name)]
    told = {"engine": engine, "simulated": simulated, "checks": checking.measured()}
    for name, figures in told.items():
        print(f"\n{name.capitalize()}, compared with {release}\n")
        print("\n".join(line(figure, before[name].get(figure.name)) for figure in figures))
        write_down(name, figures)
    faults = [
        *wrong_joins([*engine, *simulated], before["engine"]),
        *fallen(engine, before["engine"]),
    ]
    print("\n" + ("\n".join(faults) or "Nothing was joined wrongly, and nothing fell."))
    return int(bool(faults))


def of_set(folder: str) -> list[Figure]:
    """The figures of a shared set."""
    return list(_figures(folder, scores.of_sets(folder)))


def of_days(name: str) -> list[Figure]:
    """The figures of made-up days: how rough they are and whose, in a word each."""
    faults, wires = name.split(", ")
    return list(_figures(name, scores.of_days(days(SEEDS, faults, wires))))


def _figures(name: str, told: Mapping[str, Score]) -> Iterator[Figure]:
    for score, one in sorted(told.items()):
        goal = GOALS[name].get(score)
        few = one.n < FEWEST and score not in _WHOLE
        figure = at_least(f"{name}: {score}", one.value, 0 if few or not goal else goal)
        figure = replace(figure, unit=f"(n {one.n})", command="make eval")
        yield figure if goal and not few else replace(figure, goal="")


def line(figure: Figure, before: float | None) -> str:
    """One figure as it is printed, with what it was and whether its goal is met."""
    change = "" if before is None or before == figure.value else f"  {figure.value - before:+.4f}"
    short = "" if figure.met else f"  SHORT of {figure.goal}"
    return f"  {figure.name:62} {figure.value:.4f} {figure.unit}{change}{short}"


def wrong_joins(figures: list[Figure], before: Mapping[str, float]) -> list[str]:
    """A sentence for each set in which takes of different stories were joined.

    Where the last release joined none, one is enough; made-up days of unknown wires are left out.
    """
    asked = {f"{name}: {_PRECISION}": least for name, least in _PRECISE.items()}
    return [
        f"{one.name} is {one.value}: takes of different stories were joined."
        for one in figures
        if one.name in asked and one.value < max(asked[one.name], before.get(one.name, 0.0))
    ]


def fallen(figures: list[Figure], before: Mapping[str, float]) -> list[str]:
    """A sentence for each figure that fell by more than FALL, or that is gone."""
    now = {figure.name: figure.value for figure in figures}
    return [
        f"{name} fell from {value} to {now.get(name, 0.0)}."
        for name, value in before.items()
        if round(value - now.get(name, 0.0), 6) > FALL
    ]


def _release() -> str:
    """The last release: the latest tag, or what was committed last where there is none."""
    found = _git("describe", "--tags", "--abbrev=0")
    return found.strip() or "HEAD"


def _written(release: str, name: str) -> dict[str, float]:
    """The figures that a release wrote down, by their names; none where it wrote none."""
    told = _git("show", f"{release}:docs/figures/{name}.json")
    return {one["name"]: one["value"] for one in json.loads(told or "[]")}


def _git(*words: str) -> str:
    root = FOLDER.parents[1]
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main())
