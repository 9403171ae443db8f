"""Paragraphs change places by key, and without scripts by button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

pytestmark = pytest.mark.browser


def opened(hand: Hand) -> None:
    hand.page.goto("/desk/")
    hand.page.get_by_role("link", name="North Korea’s Kim set for first summit").first.click()
    hand.page.get_by_role("link", name="Arrange").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_first_paragraph_goes_behind_the_second(
    own_house: House, visit: Callable[..., Hand], scripts: bool
) -> None:
    hand = visit(own_house, "editor", java_script_enabled=scripts)
    opened(hand)
    rows = hand.page.locator("[data-moves]")
    first, second = (rows.nth(at).inner_text()[-40:] for at in (0, 1))
    if scripts:
        rows.first.focus()
        hand.page.keyboard.press("Alt+ArrowDown")
    else:
        hand.page.get_by_role("button", name="Move paragraph 1 down").click()
    expect(rows.first).to_contain_text(second)
    expect(rows.nth(1)).to_contain_text(first)
    hand.page.get_by_role("button", name="Save the order").click()
    expect(hand.page.get_by_role("heading", name="Copy")).to_be_visible()
    hand.page.get_by_role("link", name="Arrange").click()
    expect(rows.first).to_contain_text(second)
    assert hand.complaints == []
