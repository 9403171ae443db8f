"""The queue by hand: rows are chosen by key, done to, undone, and the list waits to be asked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

pytestmark = pytest.mark.browser


def at_hand(page: Page) -> str:
    """The row that has the focus."""
    return str(page.evaluate("document.activeElement.closest('#rows > .row')?.id ?? ''"))


def rows(page: Page) -> list[str]:
    """The rows of the list, in order."""
    return [row.get_attribute("id") or "" for row in page.locator("#rows > .row").all()]


def chosen(page: Page) -> int:
    """How many rows are chosen."""
    return page.locator("[data-choose]:checked").count()


def test_rows_are_chosen_done_to_and_undone_by_key(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "chief")
    order = rows(hand.page)
    for key in ("j", "j", "x", "j", "ArrowDown", "Shift+X"):
        hand.press(key)
    assert chosen(hand.page) == 3
    expect(hand.page.locator("#chosen")).to_have_text("3 chosen")
    hand.press("t")
    hand.sees("3 stories claimed.")
    expect(hand.page.locator("#rows .status--in_review")).to_have_count(3)
    assert at_hand(hand.page) == order[3]
    hand.press("z")
    hand.sees("3 stories put back as they were.")
    expect(hand.page.locator("#rows .status--in_review")).to_have_count(0)
    assert (rows(hand.page), hand.complaints) == (order, [])


def test_all_and_none_and_the_actions_have_keys(house: House, visit: Callable[..., Hand]) -> None:
    hand = visit(house, "chief")
    hand.press("*")
    hand.press("a")
    assert chosen(hand.page) == len(rows(hand.page))
    hand.press("*")
    hand.press("n")
    assert chosen(hand.page) == 0
    hand.press("j")
    hand.press(".")
    assert chosen(hand.page) == 1
    expect(hand.page.get_by_role("button", name="Claim")).to_be_focused()


def test_a_range_is_chosen_with_shift_and_a_click(house: House, visit: Callable[..., Hand]) -> None:
    hand = visit(house, "chief")
    boxes = hand.page.locator("[data-choose]")
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    assert chosen(hand.page) == 4
    boxes.nth(2).click()
    assert chosen(hand.page) == 3


def test_a_reason_is_typed_and_sent_with_enter(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "chief")
    order = rows(hand.page)
    hand.press("j")
    hand.press("j")
    hand.press("x")
    hand.page.locator(".bulk summary", has_text="Spike").click()
    hand.page.keyboard.type("Old news")
    hand.page.keyboard.press("Enter")
    hand.sees("1 story spiked.")
    assert rows(hand.page) == [order[0], *order[2:]]
    assert at_hand(hand.page) == order[2]


def test_one_row_answers_to_tab_and_it_is_the_one_at_hand(
    house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(house, "chief")
    hand.press("j")
    hand.press("j")
    stops = hand.page.locator("#rows [tabindex='0']")
    expect(stops).to_have_count(2)
    there = "stops => stops.map((stop) => stop.closest('.row').id)"
    assert set(stops.evaluate_all(there)) == {at_hand(hand.page)}


def test_what_is_new_is_told_and_the_list_waits_to_be_asked(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand, other = visit(own_house, "chief"), visit(own_house, "editor")
    order = rows(hand.page)
    hand.press("j")
    story = order[2].removeprefix("story-")
    other.page.goto(f"/desk/s/{story}/")
    other.press("t")
    other.is_now("in review")
    line = hand.page.locator(".news__line")
    expect(line).to_have_text(re.compile("1 changed"))
    assert (rows(hand.page), at_hand(hand.page)) == (order, order[0])
    expect(hand.page.locator("[data-count=in_review]")).to_have_text("1")
    hand.click("link", "Show")
    expect(hand.page.locator(f"#{order[2]} .status--in_review")).to_be_visible()
    assert at_hand(hand.page) == order[0]
    expect(line).to_have_count(0)


def test_a_desk_that_does_not_answer_is_told_of_and_asked_again(
    house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(house, "chief")
    hand.page.route("**/desk/news/**", lambda route: route.abort())
    trouble = hand.page.locator(".news__trouble")
    expect(trouble).to_have_text(re.compile("does not answer.*asked again in 10 seconds"))
    hand.page.unroute("**/desk/news/**")
    expect(trouble).to_have_count(0)


def test_without_javascript_boxes_and_buttons_do_the_same(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "chief", java_script_enabled=False)
    hand.page.locator("[data-choose]").nth(0).check()
    hand.page.locator("[data-choose]").nth(1).check()
    hand.click("button", "Claim")
    hand.sees("2 stories claimed.")
    hand.click("button", "Undo")
    hand.sees("2 stories put back as they were.")
