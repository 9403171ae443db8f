"""Chromium, and houses for it to visit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House, copied, furnish, serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; its absence is a failure, never a skip."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is not here: run “make system”.")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=alone)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A house with the seeds taken in and its people made, not served yet."""
    folder = tmp_path_factory.mktemp("furnished")
    return folder, furnish(folder)


@pytest.fixture(scope="session")
def house(
    furnished: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house that many tests look at, and none changes."""
    yield from _served(furnished, tmp_path_factory.mktemp("looked-at") / "var")


@pytest.fixture
def own_house(furnished: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[House]:
    """A house of the test's own, to change as it likes."""
    yield from _served(furnished, tmp_path / "var")


def _served(furnished: tuple[Path, dict[str, str]], folder: Path) -> Iterator[House]:
    server, address = serve(copied(furnished[0], folder))
    yield House(address, furnished[1])
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Hand]]:
    """Open a window on a house, logged in when a name is given."""
    windows = []

    def opened(house: House, name: str = "", **options: object) -> Hand:
        window = browser.new_context(base_url=house.address, **options)  # type: ignore[arg-type]
        windows.append(window)
        hand = Hand(window.new_page())
        if name:
            hand.log_in(name, house.passwords[name])
        return hand

    yield opened
    for window in windows:
        window.close()
