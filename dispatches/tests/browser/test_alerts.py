"""A kill is seen on whatever page is open, within five seconds, and put away once for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from dispatches.tests import make
from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House

pytestmark = pytest.mark.browser
WITHIN = 5_000  # milliseconds


def filed(hand: Hand, text: str) -> None:
    hand.page.goto("/desk/file/")
    hand.page.get_by_label("Or paste text").fill(text)
    hand.page.get_by_role("button", name="Take it in").click()
    expect(hand.page.get_by_text("1 item filed.")).to_be_visible()


def test_a_kill_shows_on_an_open_page_and_is_seen_once(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand, other = visit(own_house, "editor"), visit(own_house, "reporter")
    hand.page.goto("/desk/takes/")
    hand.page.wait_for_timeout(500)
    filed(other, make.kill("BFF-99", names="BFF-08"))
    bar = hand.page.get_by_role("alert").filter(has_text="Kill notice BFF-99")
    expect(bar).to_be_visible(timeout=WITHIN)
    expect(other.page.get_by_role("alert").filter(has_text="Kill notice BFF-99")).to_be_visible()
    hand.page.get_by_role("button", name="Seen").click()
    expect(bar).to_have_count(0)
    hand.page.reload()
    hand.page.wait_for_timeout(WITHIN)
    expect(bar).to_have_count(0)
    assert hand.complaints == []


def test_a_page_that_is_logged_out_says_that_no_alerts_come(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto("/desk/alerts/")
    expect(hand.page.get_by_role("button", name="Hear the tone")).to_be_visible()
    hand.page.context.clear_cookies()
    expect(hand.page.get_by_text("You are logged out: no alerts come in")).to_be_visible(
        timeout=WITHIN
    )
