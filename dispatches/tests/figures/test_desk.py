"""The figures of the desk, measured: `make figures`. They need PostgreSQL, Chromium and java."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dispatches.tests import postgres
from dispatches.tests.bench.peers.__main__ import told
from dispatches.tests.browser.conftest import browser, furnished, house, visit
from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House
from dispatches.tests.browser.test_every_page import DESK, DOORS, PUBLIC
from dispatches.tests.figures.ledger import at_most, exactly, written

__all__ = ["browser", "furnished", "house", "visit"]

pytestmark = pytest.mark.figures

WAITING, ARCHIVED = 10_000, 1_000_000
GOALS = {"queue": 100, "review": 120, "approve": 80, "search": 150}
"""Milliseconds of the server, 95 of 100 answers."""


def test_how_soon_the_server_answers_a_full_desk_is_measured() -> None:
    archived = int(os.environ.get("ARCHIVED", str(ARCHIVED)))
    with postgres.standing(keeps=False) as server:
        many = (str(WAITING), str(archived))
        found = told(sys.executable, "ours", *many, DATABASE_URL=server.url)
    where = f"{WAITING:,} waiting, {archived:,} archived, PostgreSQL"
    figures = [
        at_most(f"{name}, server, 95th of 100, {where}", found[name]["p95"], goal, "ms")
        for name, goal in GOALS.items()
    ]
    written(figures, "desk", command="make figures")


def test_every_page_is_put_to_the_validator_and_to_the_scales(
    house: House, visit: Callable[..., Hand], tmp_path: Path
) -> None:
    guests = {"": PUBLIC + DOORS, "chief": DESK}
    for name, pages in guests.items():
        request = visit(house, name).page.request
        for number, page in enumerate(pages):
            (tmp_path / f"{name}{number:03}.html").write_bytes(request.get(page).body())
    desk = visit(house, "chief")
    figures = [
        exactly("errors that vnu finds on every page", len(errors(tmp_path)), 0),
        at_most(
            "the heaviest page of the desk, compressed, with all it loads", weigh(desk), 90, "kB"
        ),
    ]
    written(figures, "desk", command="make figures")


def errors(folder: Path) -> list[str]:
    """What the validator at VNU_JAR says of the pages in a folder, a line each."""
    command = ["java", "-jar", os.environ["VNU_JAR"], "--format", "json", "--exit-zero-always"]
    files = sorted(map(str, folder.glob("*.html")))
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=True)
    found = [one for one in json.loads(done.stderr)["messages"] if one["type"] == "error"]
    for one in found:
        print(f"{Path(one['url']).name}, line {one.get('lastLine')}: {one['message']}")
    return [one["message"] for one in found]


def weigh(hand: Hand) -> float:
    """Kilobytes of the heaviest page of the desk and of all that it loads, as gzip packs them."""
    packed: dict[str, int] = {}

    def size(address: str) -> int:
        if address not in packed:
            packed[address] = len(gzip.compress(hand.page.request.get(address).body(), 6))
        return packed[address]

    sizes = []
    for page in DESK:
        hand.page.goto(page, wait_until="networkidle")
        loaded = hand.page.evaluate(
            "[location.href, ...performance.getEntriesByType('resource').map((one) => one.name)]"
        )
        sizes.append(sum(map(size, set(loaded))))
    return round(max(sizes) / 1024, 1)
