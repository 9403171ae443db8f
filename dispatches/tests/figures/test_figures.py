"""The figures of the first story, measured: `make figures`."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from dispatches.tests.browser.conftest import browser, furnished, own_house, visit
from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House
from dispatches.tests.browser.test_the_whole_way import MOST, by_mouse
from dispatches.tests.figures.ledger import at_least, at_most, exactly, write_down

__all__ = ["browser", "furnished", "own_house", "visit"]

pytestmark = pytest.mark.figures

ROOT = Path(__file__).parents[3]
EVALUATION = ROOT.parent / "shared" / "eval"
DATELINE = "VLADIVOSTOK, Russia · 25 April 2019 · BSS/AFP"
SETS = {
    "seed": ("real/dev", "real-dev-00", 1.0),
    "seed, parted": ("real/dev", "real-dev-90", 1.0),
    "BSS, no noise": ("dev", "dev-001", 0.98),
}


def test_a_visit_to_the_seed_is_measured(own_house: House, visit: Callable[..., Hand]) -> None:
    hand = visit(own_house, "chief")
    hand.page.goto("/desk/s/1/")
    seen = hand.page.locator
    codes = seen(".problem__code").all_inner_texts()
    dateline = " ".join(seen(".heading__dateline").inner_text().split())
    figures = [
        exactly("takes", seen("article.take").count(), 2),
        exactly("paragraphs", seen(".para:not(.para--crosshead)").count(), 24),
        exactly("crossheads", seen(".para--crosshead").count(), 2),
        exactly("lost lines found (C01)", codes.count("C01"), 5),
        exactly("open quotations found (C02)", codes.count("C02"), 1),
        exactly("problems in all", len(codes), 6),
        exactly("dateline and credit right", int(dateline == DATELINE), 1),
    ]
    hand.page.goto("/desk/")
    by_mouse(hand)
    figures.append(at_most("actions from queue to published, by mouse", hand.actions, MOST))
    assert write_down("first-story", figures) == []


def test_the_first_streams_are_measured(tmp_path: Path) -> None:
    """It needs the evaluation streams beside the project, and fails where they are not."""
    assert EVALUATION.is_dir(), "The evaluation streams are not beside this checkout."
    figures = [
        at_least(f"{name}: {score}", value, goal if score == "paragraph_exact" else 1.0)
        for name, (folder, stream, goal) in SETS.items()
        for score, value in _scores(folder, tmp_path / stream, stream).items()
    ]
    assert write_down("first-streams", figures) == []


@pytest.mark.parametrize(("folder", "goal"), [("dev", 0.98), ("real/dev", 0.95)])
def test_the_engine_is_measured_over_all_streams(tmp_path: Path, folder: str, goal: float) -> None:
    """What falls short is written down as such; a wrong join alone fails here."""
    scores = _scores(folder, tmp_path, "*")
    figures = [at_least(name, value, goal) for name, value in scores.items()]
    write_down(f"engine-{folder.replace('/', '-')}", figures)
    assert scores["grouping_pairwise precision"] >= 0.999


def _scores(folder: str, out: Path, stream: str) -> dict[str, float]:
    """Every score that has a case: F1 where there is one, else the accuracy; and wrong joins."""
    streams = sorted((EVALUATION / "sets" / folder / "streams").glob(f"{stream}.jsonl"))
    call_command("assemble_wire", *map(str, streams), "--out", str(out / "made"), verbosity=0)
    (out / "truth").mkdir()
    for one in streams:
        shutil.copy(one.parents[1] / "truth" / f"{one.stem}.json", out / "truth")
    _scorer().main([str(out / "truth"), str(out / "made"), "--json", str(out / "scores.json")])
    told: dict[str, Any] = json.loads((out / "scores.json").read_text("utf-8"))["overall"]
    scores = {name: row.get("f1", row.get("accuracy")) for name, row in told.items() if row["n"]}
    if "grouping_pairwise" in scores:
        scores["grouping_pairwise precision"] = told["grouping_pairwise"]["precision"]
    return scores


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("scorer", EVALUATION / "scorer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
