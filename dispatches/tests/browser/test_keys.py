"""Keys in a browser: what they press, when they sleep, and the palette that knows them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

pytestmark = pytest.mark.browser
Visit = Callable[..., Hand]

STROKE = """(said) => {
  const place = said.on ? document.querySelector(said.on) : document.activeElement ?? document.body;
  const event = new KeyboardEvent("keydown", {bubbles: true, cancelable: true, ...said.key});
  place.dispatchEvent(event);
  return event.defaultPrevented;
}"""


def strike(page: Page, on: str = "", **key: Any) -> bool:
    """Strike a key as some keyboard sends it; whether the page took it."""
    page.locator("html[data-keys]").wait_for(state="attached")
    return bool(page.evaluate(STROKE, {"on": on, "key": key}))


def test_keys_that_are_switched_off_stay_off_and_can_be_switched_on_again(
    own_house: House, visit: Visit
) -> None:
    hand = visit(own_house, "editor")
    hand.press("?")
    hand.page.get_by_label("Plain keys are on").uncheck()
    expect(hand.page.locator("#keys-said")).to_have_text("Plain keys are off.")
    hand.press("Escape")
    for page in (hand.page, visit(own_house, "editor").page):  # another browser knows it, too
        page.goto("/desk/")
        assert not strike(page, key="?")
        assert not strike(page, key="j")
        assert strike(page, key="k", ctrlKey=True)
    hand.page.goto("/desk/me/")
    hand.page.get_by_label("Plain keys are on").first.check()
    hand.page.get_by_role("button", name="Keep it").click()
    hand.sees("Kept, for every browser")
    assert strike(hand.page, key="?")


def test_no_plain_key_is_taken_while_somebody_types_or_a_box_is_open(
    house: House, visit: Visit
) -> None:
    page = visit(house, "editor").page
    for key in "?jkgtx#*":
        assert not strike(page, on="#id_q", key=key)
    page.locator("[data-row]").first.focus()
    assert not strike(page, key="j", isComposing=True)
    assert not strike(page, key="e", ctrlKey=True, altKey=True)
    assert strike(page, key="?")
    assert not strike(page, key="j")


def test_letters_are_read_in_any_script_and_with_capslock(house: House, visit: Visit) -> None:
    page = visit(house, "editor").page
    rows = page.locator("[data-row]")
    strike(page, key="ত", code="KeyJ")
    expect(rows.nth(0)).to_be_focused()
    strike(page, key="J", code="KeyJ", modifierCapsLock=True)
    expect(rows.nth(1)).to_be_focused()
    assert strike(page, key="ArrowDown")
    expect(rows.nth(2)).to_be_focused()
    page.locator("h1").evaluate("it => { it.tabIndex = -1; it.focus(); }")
    assert not strike(page, key="ArrowDown")  # without a row it scrolls, as ever


def test_a_pair_waits_for_its_second_stroke_and_shift_between_them_is_none(
    house: House, visit: Visit
) -> None:
    hand = visit(house, "editor")
    strike(hand.page, key="g")
    strike(hand.page, key="Shift")
    hand.page.wait_for_timeout(900)
    strike(hand.page, key="t")
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Takes")
    strike(hand.page, key="g")
    hand.page.wait_for_timeout(1700)
    strike(hand.page, key="q")
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Takes")


def test_the_help_shows_what_this_page_answers_to_and_finds_a_key(
    house: House, visit: Visit
) -> None:
    hand = visit(house, "editor")
    hand.press("?")
    keys = hand.page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_text("Next row")).to_be_visible()
    expect(keys.get_by_text("Next open problem")).to_be_hidden()
    keys.get_by_label("of every page").check()
    expect(keys.get_by_text("Next open problem")).to_be_visible()
    keys.get_by_label("Find a key").fill("dashboard")
    expect(keys.locator("[data-name]:visible")).to_have_count(1)
    hand.press("Escape")
    expect(keys).to_be_hidden()


def test_the_palette_does_what_the_page_offers(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto("/desk/s/1/")
    hand.press("Control+k")
    field = hand.page.get_by_role("combobox", name="An action, a page")
    expect(field).to_be_focused()
    field.fill("claim")
    option = hand.page.get_by_role("option", name="Take it: claim the story")
    expect(option).to_have_attribute("aria-selected", "true")
    hand.press("Enter")
    hand.is_now("in review")
    assert hand.complaints == []


def test_the_palette_goes_to_pages_and_to_stories_by_number(house: House, visit: Visit) -> None:
    hand = visit(house, "editor")
    hand.press("Control+k")
    field = hand.page.get_by_role("combobox", name="An action, a page")
    expect(hand.page.get_by_role("option", name="Change my password")).to_be_visible()
    field.fill("re")
    first = field.get_attribute("aria-activedescendant")
    hand.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") != first
    field.fill("4")
    hand.press("Enter")
    hand.page.wait_for_url("**/desk/s/4/")
    hand.press("Control+k")
    hand.press("Control+k")
    expect(field).to_be_hidden()
    assert hand.complaints == []
