"""Nothing that is typed is lost: not by a page that goes, a line that is down, a lost session."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

pytestmark = pytest.mark.browser
WORDS = " He would say no more, a clerk at the mole added."
Visit = Callable[..., Hand]


def form(page: Page) -> Locator:
    """The form of the first paragraph, on the story's page."""
    page.goto("/desk/s/1/")
    page.locator(".para .edit").first.click()
    field = page.locator("#edit textarea")
    expect(field).to_be_visible()
    return field


def types(page: Page) -> str:
    """Somebody opens the first paragraph and types at its end; all that stands there then."""
    return types_in(form(page))


def types_in(field: Locator) -> str:
    """Somebody types at the end of a form; all that stands there then."""
    field.press("Control+End")
    field.press_sequentially(WORDS)
    return field.input_value()


def test_words_are_there_again_after_the_page_was_left(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor")
    typed = types(hand.page)
    hand.sees("Kept as a draft at")
    hand.page.goto("/desk/")
    hand.page.evaluate("localStorage.clear()")
    expect(form(hand.page)).to_have_value(typed)
    hand.sees("and did not save is here")
    assert hand.complaints == []


def test_words_are_there_again_after_the_page_was_killed_at_once(
    own_house: House, visit: Visit
) -> None:
    hand = visit(own_house, "editor")
    window = hand.page.context
    field = form(hand.page)
    window.set_offline(True)  # or the page would still send its words while it goes
    typed = types_in(field)
    again = window.new_page()
    hand.page.close(run_before_unload=False)
    window.set_offline(False)
    expect(form(again)).to_have_value(typed)


def test_words_typed_while_the_line_is_down_are_sent_when_it_is_up(
    own_house: House, visit: Visit
) -> None:
    hand = visit(own_house, "editor")
    field = form(hand.page)
    hand.page.context.set_offline(True)
    typed = types_in(field)
    hand.sees("your words are kept in this browser")
    hand.page.context.set_offline(False)
    hand.sees("Kept as a draft at")
    hand.page.evaluate("localStorage.clear()")
    expect(form(hand.page)).to_have_value(typed)


def test_a_save_whose_session_ended_loses_nothing(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor")
    typed = types(hand.page)
    hand.page.context.clear_cookies(name="sessionid")
    hand.page.locator("#edit").get_by_role("button", name="Save").click()
    hand.sees("Please send it again")
    expect(hand.page.locator("#edit textarea").first).to_have_value(typed)
    other = Hand(hand.page.context.new_page())
    other.log_in("editor", own_house.passwords["editor"])
    for _ in range(2):  # whoever logs in gets a new token: the page says so, and sends it again
        hand.page.get_by_role("button", name="Send it again").click()
    expect(hand.page.locator(".para__words").first).to_have_text(typed.strip())


def test_a_saved_form_leaves_no_draft_behind(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor")
    typed = types(hand.page)
    hand.page.locator("#edit").get_by_role("button", name="Save").click()
    expect(hand.page.locator(".para__words").first).to_have_text(typed.strip())
    hand.page.goto("/desk/drafts/")
    hand.sees("All that you typed is saved.")
    kept = "Object.keys(localStorage).filter((name) => name.includes('draft')).length"
    assert hand.page.evaluate(kept) == 0


def test_a_save_that_is_late_is_joined_in_the_page(own_house: House, visit: Visit) -> None:
    one, two = visit(own_house, "editor"), visit(own_house, "chief")
    for hand in (one, two):
        types(hand.page)
    one.page.locator("#edit").get_by_role("button", name="Save").click()
    expect(one.page.locator("#edit")).to_have_count(0)
    two.page.locator("#edit textarea").fill("Quite another text.")
    two.page.locator("#edit").get_by_role("button", name="Save").click()
    two.sees("Somebody was faster")
    assert Axe().run(two.page).violations_count == 0
    assert "Quite" in two.page.locator("#edit textarea").input_value()


def test_whose_story_is_taken_over_is_told_and_finds_their_words(
    own_house: House, visit: Visit
) -> None:
    one, two = visit(own_house, "editor"), visit(own_house, "chief")
    types(one.page)
    one.sees("Kept as a draft at")
    two.page.goto("/desk/s/1/")
    two.sees("is editing paragraph 1")
    two.press("T")
    two.sees("You have the story now.")
    two.sees("He would say no more")
    one.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    one.sees("took over.")
    one.page.goto("/desk/drafts/")
    one.sees("He would say no more")


def test_without_scripts_a_button_keeps_the_words(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor", java_script_enabled=False)
    field = form(hand.page)
    field.fill("It rained.")
    hand.click("button", "Keep as draft")
    hand.sees("Typed and not saved")
    expect(form(hand.page)).to_have_value("It rained.")


def test_words_typed_while_a_save_is_under_way_are_kept(own_house: House, visit: Visit) -> None:
    hand = visit(own_house, "editor")
    field = form(hand.page)
    under_way: list[Route] = []

    def holds(route: Route) -> None:
        under_way.append(route)

    hand.page.route("**/desk/s/1/p/**", holds)
    field.press("Control+End")
    field.press_sequentially(" First.")
    field.press("Control+Enter")
    field.press_sequentially(" Second.")
    for route in under_way:
        route.continue_()
    expect(hand.page.locator("#edit")).to_have_count(0)
    hand.page.goto("/desk/drafts/")
    hand.sees("First. Second.")
