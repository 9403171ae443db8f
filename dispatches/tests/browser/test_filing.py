"""Filing copy: chosen or dropped, looked at first, and taken in; with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dispatches.tests import make
from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

pytestmark = pytest.mark.browser

DROP = """(text) => {
  const held = new DataTransfer();
  held.items.add(new File([text], "dropped.txt", {type: "text/plain"}));
  const zone = document.querySelector("[data-drop]");
  for (const name of ["dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(name, {dataTransfer: held, bubbles: true, cancelable: true}));
  }
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_file_is_looked_at_and_taken_in(
    own_house: House, visit: Callable[..., Hand], tmp_path: Path, scripts: bool
) -> None:
    file = tmp_path / "ferry.txt"
    file.write_text(make.first("BFF-7040", headline="Ferry late by a day"), "utf-8")
    hand = visit(own_house, "reporter", java_script_enabled=scripts)
    hand.page.goto("/desk/file/")
    hand.page.set_input_files("input[type=file]", file)
    if not scripts:  # with them, it shows by itself
        hand.page.get_by_role("button", name="Preview").click()
    seen = hand.page.locator("#foreseen")
    expect(seen.get_by_role("heading", name="Ferry late by a day")).to_be_visible()
    hand.page.get_by_role("button", name="Take it in").click()
    expect(hand.page.get_by_text("1 item filed.")).to_be_visible()
    assert hand.complaints == []


def test_a_file_that_is_dropped_shows_at_once_and_keeps_nothing(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    for key in ("g", "f"):
        hand.press(key)
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("File copy")
    hand.page.evaluate(DROP, make.first("BFF-7042", headline="Pier closed"))
    expect(hand.page.get_by_role("heading", name="Pier closed")).to_be_visible()
    hand.page.goto("/desk/")
    expect(hand.page.get_by_text("Pier closed")).to_have_count(0)
    assert hand.complaints == []
