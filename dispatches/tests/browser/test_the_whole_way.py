"""The whole way, as a chief would go it: from the queue to the reader, in under 15 actions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

HEADLINE = "North Korea’s Kim set for first summit with Putin"
MOST = 14

pytestmark = pytest.mark.browser


def is_published(page: Page) -> None:
    """Readers have it: on the front page, on its own page, and in the feed."""
    page.goto("/")
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(page.get_by_role("heading", name="Island venue")).to_be_visible()
    expect(page.get_by_text("VLADIVOSTOK, Russia").first).to_be_visible()
    feed = page.request.get("/feeds/atom.xml")
    assert feed.ok
    assert HEADLINE in feed.text()


def by_mouse(hand: Hand) -> None:
    hand.click("link", HEADLINE)
    hand.click("button", "Claim")
    hand.is_now("in review")
    for left in range(6, 0, -1):
        hand.has_problems(left)
        hand.click("button", "Verified as is")
    hand.has_problems(0)
    hand.click("button", "Approve")
    hand.is_now("approved")
    hand.actions += 1
    hand.page.locator("summary", has_text="Publish").click()
    hand.click("button", "Publish now")
    hand.is_now("published")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_seed_is_published_by_mouse(
    own_house: House, visit: Callable[..., Hand], scripts: bool
) -> None:
    hand = visit(own_house, "chief", java_script_enabled=scripts)
    by_mouse(hand)
    assert hand.actions <= MOST
    is_published(hand.page)
    assert hand.complaints == []


def test_the_seed_is_published_by_keyboard(own_house: House, visit: Callable[..., Hand]) -> None:
    hand = visit(own_house, "chief")
    for key in ("j", "j", "o"):
        hand.press(key)
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    hand.press("t")
    hand.is_now("in review")
    for left in range(6, 0, -1):
        hand.has_problems(left)
        hand.press("1")
    hand.has_problems(0)
    hand.press("a")
    hand.is_now("approved")
    hand.press("P")
    expect(hand.page.get_by_role("button", name="Publish now")).to_be_visible()
    for key in ("Tab", "Enter"):
        hand.press(key)
    hand.is_now("published")
    assert hand.actions <= MOST
    is_published(hand.page)


def test_a_form_that_a_key_opens_has_the_focus_before_the_next_key(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "chief")
    hand.click("link", HEADLINE)
    hand.press("t")
    hand.is_now("in review")
    focus = hand.page.evaluate(
        """() => {
          document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "r", bubbles: true}));
          return document.activeElement.name;
        }"""
    )
    assert focus == "reason"


def test_a_reader_sees_nothing_before_it_is_published(
    house: House, visit: Callable[..., Hand]
) -> None:
    page = visit(house).page
    page.goto("/")
    expect(page.get_by_text(HEADLINE)).to_have_count(0)
    assert page.request.get("/s/1/").status == 404
    assert HEADLINE not in page.request.get("/feeds/atom.xml").text()


def test_text_that_an_editor_types_settles_two_problems_at_once(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    hand.click("link", HEADLINE)
    hand.click("button", "Claim")
    hand.is_now("in review")
    broken = hand.page.locator("[data-problem]").filter(has_text="problems of the two")
    broken.first.locator("summary", has_text="Type the text").click()
    field = broken.first.locator("textarea")
    field.fill(field.input_value() + " Koreas.”")
    broken.first.get_by_role("button", name="Type the text").click()
    hand.has_problems(4)
    hand.sees("problems of the two Koreas.”")


def test_of_two_editors_the_second_is_shown_both_texts(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    one, two = visit(own_house, "editor"), visit(own_house, "chief")
    for hand in (one, two):
        hand.click("link", HEADLINE)
    one.click("button", "Claim")
    one.is_now("in review")
    two.click("button", "Claim")
    two.sees("Somebody was faster")
    two.sees("Yours, not saved")
