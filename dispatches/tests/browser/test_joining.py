"""The join editor and the tray by hand: by key, by dragging, and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Position, expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

pytestmark = pytest.mark.browser

JOINING = "/desk/s/1/join/"


def order(hand: Hand) -> list[str]:
    """The serials of the takes, as the page shows them."""
    return hand.page.locator("[data-take] .take-line__serial").all_inner_texts()


def is_staged(hand: Hand, first: str) -> None:
    """Wait until the page shows what would come of it, with this take first."""
    expect(hand.page.locator(".staged")).to_contain_text("not saved yet")
    expect(hand.page.locator("[data-take] .take-line__serial").first).to_have_text(first)


def test_a_take_is_moved_by_key_saved_and_taken_back(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto(JOINING)
    hand.page.locator("[data-take] .take-line__serial").first.focus()
    hand.press("Alt+ArrowDown")
    is_staged(hand, "BFF-09")
    expect(hand.page.locator("[data-take]").nth(1).locator("[data-down]")).to_be_disabled()
    hand.click("button", "Save it")
    hand.sees("no machine changes it")
    assert order(hand) == ["BFF-09", "BFF-08"]
    hand.press("z")
    hand.sees("Taken back.")
    assert order(hand) == ["BFF-08", "BFF-09"]
    assert hand.complaints == []


def test_a_take_is_dragged(own_house: House, visit: Callable[..., Hand]) -> None:
    hand = visit(own_house, "editor", viewport={"width": 1280, "height": 1600})
    hand.page.goto(JOINING)
    hand.click("button", "Seen")  # the alert of a kill comes in above the page, and moves it
    takes = hand.page.locator("[data-take]")
    box = takes.nth(1).bounding_box()
    assert box is not None
    low = Position(x=40, y=box["height"] * 0.75)
    takes.first.locator("[data-grip]").drag_to(takes.nth(1), target_position=low)
    is_staged(hand, "BFF-09")
    assert hand.complaints == []


def test_a_story_is_parted_by_key(own_house: House, visit: Callable[..., Hand]) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto(JOINING)
    for key in ("j", "j", "s"):
        hand.press(key)
    hand.sees("a headline to come")
    hand.page.get_by_label("Headline of the second story").fill("The second half")
    hand.page.get_by_label("Why?").fill("It holds two stories.")
    hand.click("button", "Save it")
    hand.sees("The story is two")
    assert hand.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_order_is_saved_by_buttons(
    own_house: House, visit: Callable[..., Hand], scripts: bool
) -> None:
    hand = visit(own_house, "editor", java_script_enabled=scripts)
    hand.page.goto(JOINING)
    hand.click("button", "Move down")
    is_staged(hand, "BFF-09")
    hand.click("button", "Save it")
    hand.sees("no machine changes it")
    assert order(hand) == ["BFF-09", "BFF-08"]
    hand.click("button", "Take it back")
    hand.sees("Taken back.")


def test_the_arrows_go_from_number_to_number(own_house: House, visit: Callable[..., Hand]) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto("/desk/takes/")
    cells = hand.page.locator("[data-cells]").first.locator("a")
    cells.first.focus()
    hand.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
