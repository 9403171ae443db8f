"""A zen run in a browser: one key a story, without a page load; and without a script, as pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

pytestmark = pytest.mark.browser
Visit = Callable[..., Hand]
CLEAN = "/desk/zen/?problems=none"


def place(hand: Hand, words: str) -> None:
    """Wait until the run is at this place."""
    expect(hand.page.locator(".zen__place")).to_contain_text(words)


def test_clean_stories_are_settled_with_a_key_each_and_no_page_load(
    own_house: House, visit: Visit
) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto(CLEAN)
    loads: list[str] = []
    hand.page.on("load", lambda page: loads.append(page.url))
    titles = []
    for words, key in (("1 of", "a"), ("2 of", "Space"), ("3 of", "a"), ("4 of", "z")):
        place(hand, words)
        titles.append(hand.page.locator("h1").inner_text())
        hand.page.wait_for_timeout(600)  # the next one is fetched
        hand.press(key)
    place(hand, "3 of")
    expect(hand.page.locator("h1")).to_have_text(titles[2])
    expect(hand.page.locator("#zen-said")).to_contain_text("approved 1")
    assert len(set(titles)) == 4
    assert (loads, hand.complaints) == ([], [])


def test_the_next_story_was_fetched_before_it_is_asked_for(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor")
    with hand.page.expect_request(lambda asked: "hx-request" in asked.headers):
        hand.page.goto(CLEAN)
    place(hand, "1 of")
    hand.page.wait_for_timeout(400)
    with hand.page.expect_response(lambda answer: answer.request.method == "POST") as told:
        hand.press("a")
    place(hand, "2 of")
    assert told.value.headers["zen-show"] == "ahead"
    assert "<main" not in told.value.text()
    expect(hand.page.locator("#moves")).to_be_focused()
    expect(hand.page.locator("#live")).to_contain_text("Story 2 of")


def test_a_run_goes_on_after_a_reload_and_back_leads_back(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto(CLEAN)
    place(hand, "1 of")
    hand.press("a")
    place(hand, "2 of")
    hand.page.reload()
    place(hand, "2 of")
    expect(hand.page.locator("#zen-said")).to_contain_text("approved 1")
    hand.page.go_back()
    place(hand, "1 of")


def test_without_a_script_a_run_is_plain_pages(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor", java_script_enabled=False)
    hand.page.goto(CLEAN)
    many = int(hand.page.locator(".zen__place").inner_text().split()[-1])
    assert many > 1
    hand.click("button", "Approve")
    place(hand, "2 of")
    hand.click("button", "Undo “approve”")
    place(hand, "1 of")
    for _ in range(many):
        hand.page.locator("#moves").get_by_role("link", name="Skip").click()
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(f"That was the last of {many}")
    expect(hand.page.locator(".tally")).to_contain_text("skipped")
