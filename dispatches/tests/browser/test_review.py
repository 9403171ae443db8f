"""Reviewing by keyboard: three keys a clean story, the diff in its place, mending and settling."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

KIM = "North Korea’s Kim set for first summit with Putin"

pytestmark = pytest.mark.browser


def loads(hand: Hand) -> int:
    """How many whole pages this window has loaded since it was asked first."""
    if not hand.page.evaluate("window.marked ?? false"):
        hand.page.evaluate("window.marked = true")
        return 1
    return 0


def test_a_clean_story_takes_three_keys_and_no_page_load(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto("/desk/?problems=none")
    first, second = hand.page.locator("[data-row]").all_text_contents()[:2]
    hand.page.locator("[data-row]").first.focus()
    hand.press("o")
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(first)
    loads(hand)
    hand.press("a")
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(second)
    expect(hand.page.locator(".messages")).to_contain_text(f"Approved “{first}”.")
    assert loads(hand) == 0
    hand.page.go_back()
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(first)
    assert hand.complaints == []


def test_the_diff_takes_the_place_of_the_copy_and_gives_it_back(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    hand.click("link", KIM)
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(KIM)
    loads(hand)
    hand.press("d")
    expect(hand.page.locator("#copy-title")).to_have_text("What changed")
    expect(hand.page.locator("#copy-title")).to_be_focused()
    expect(hand.page.locator("#copy .step--gone").first).to_contain_text("taken out")
    expect(hand.page.locator("#raw")).to_be_visible()
    hand.press("d")
    expect(hand.page.locator("#copy-title")).to_have_text("Copy")
    assert loads(hand) == 0
    assert hand.complaints == []


def test_a_paragraph_lights_its_lines_by_keyboard_also_after_it_was_edited(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    hand.click("link", KIM)
    paragraph = hand.page.locator(".para").nth(1)
    key = paragraph.get_attribute("data-thread")
    paragraph.locator(".thread").first.focus()
    hand.press("e")
    hand.page.locator("#edit textarea").fill("It was read again.")
    hand.page.keyboard.press("Control+Enter")
    hand.sees("It was read again.")
    hand.page.locator(f"#p-{key} .thread").first.focus()
    expect(hand.page.locator(f".stretch[data-thread='{key}']")).to_have_class(
        "stretch stretch--copy lit"
    )
    hand.page.locator(f".stretch[data-thread='{key}'] a").focus()
    expect(hand.page.locator(f"#p-{key}")).to_have_class("para para--typed lit")


def test_problems_are_ignored_and_settled_by_key(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    hand.click("link", KIM)
    hand.has_problems(6)
    hand.press("n")
    hand.press("f")
    expect(hand.page.locator("[data-way]").first).to_be_focused()
    hand.press("I")
    hand.page.locator("#several input[value=C02]").check()
    hand.page.locator("#several-how").select_option("verified")
    hand.page.locator("#several-reason").fill("As the wire has it.")
    hand.page.keyboard.press("Control+Enter")
    hand.has_problems(5)
    expect(hand.page.locator(".messages")).to_contain_text("5 problems are left: C01 (5).")


def test_a_note_is_written_by_key_and_a_name_completed(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    hand.click("link", KIM)
    hand.press("c")
    expect(hand.page.locator("#note-text")).to_be_focused()
    hand.page.keyboard.type("Look, @chi")
    expect(hand.page.locator("#note-names")).to_contain_text("Tab writes @chief")
    hand.page.keyboard.press("Tab")
    expect(hand.page.locator("#note-text")).to_have_value("Look, @chief ")
    hand.page.keyboard.press("Control+Enter")
    expect(hand.page.locator(".call")).to_have_text("@chief")
    chief = visit(own_house, "chief")
    expect(chief.page.locator(".me__calls")).to_have_text("1 note calls you")
    assert hand.complaints == []
