"""The figures of the first story, measured: `make figures`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dispatches.tests.browser.conftest import browser, furnished, own_house, visit
from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House
from dispatches.tests.browser.test_the_whole_way import MOST, by_mouse
from dispatches.tests.figures import scores
from dispatches.tests.figures.ledger import at_least, at_most, exactly, write_down

__all__ = ["browser", "furnished", "own_house", "visit"]

pytestmark = pytest.mark.figures

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


def test_the_first_streams_are_measured() -> None:
    """It needs the evaluation streams beside the project, and fails where they are not."""
    assert scores.EVALUATION.is_dir(), "The evaluation streams are not beside this checkout."
    figures = [
        at_least(f"{name}: {score}", one.value, goal if score == "paragraph_exact" else 1.0)
        for name, (folder, stream, goal) in SETS.items()
        for score, one in scores.of_sets(folder, stream).items()
    ]
    assert write_down("first-streams", figures) == []
