"""The guide's pictures, taken of the real pages: `make pictures`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import ROOT, House
from dispatches.tests.browser.test_the_whole_way import HEADLINE, by_mouse

pytestmark = pytest.mark.pictures

FOLDER = ROOT / "docs" / "guide" / "pictures"
WINDOW = {"width": 1280, "height": 800}


def take(hand: Hand, name: str) -> Path:
    """A picture of the window as it stands."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    hand.page.screenshot(path=path, animations="disabled")
    return path


def test_the_pictures_of_the_desk_and_of_a_published_story_are_taken(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "chief", viewport=WINDOW, color_scheme="light")
    taken = [take(hand, "queue")]
    hand.click("link", HEADLINE)
    hand.click("button", "Claim")
    hand.is_now("in review")
    taken.append(take(hand, "story"))
    hand.page.goto("/desk/takes/")
    taken.append(take(hand, "takes"))
    hand.page.goto("/desk/s/1/diff/")
    taken.append(take(hand, "diff"))
    assert all(path.stat().st_size > 10_000 for path in taken)


def test_the_picture_of_a_published_story_is_taken(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "chief", viewport=WINDOW, color_scheme="light")
    by_mouse(hand)
    hand.page.goto("/s/1/")
    assert take(hand, "published").stat().st_size > 10_000


def test_the_pictures_of_what_people_choose_and_of_the_zen_run_are_taken(
    house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(house, "editor", viewport=WINDOW, color_scheme="light")
    hand.page.goto("/desk/me/")
    taken = [take(hand, "me")]
    hand.page.goto("/desk/s/1/zen/")
    taken.append(take(hand, "zen"))
    hand.press("Control+k")
    hand.page.get_by_role("option").first.wait_for()
    taken.append(take(hand, "palette"))
    phone = visit(house, "editor", viewport={"width": 360, "height": 720}, color_scheme="light")
    phone.page.goto("/desk/s/1/")
    taken.append(take(phone, "phone"))
    assert all(path.stat().st_size > 10_000 for path in taken)


def test_the_pictures_of_the_search_and_of_the_dashboard_are_taken(
    own_house: House, visit: Callable[..., Hand]
) -> None:
    hand = visit(own_house, "chief", viewport=WINDOW, color_scheme="light")
    hand.page.goto("/desk/search/?q=said+is:incoming")
    taken = [take(hand, "search")]
    hand.page.goto("/desk/status/")
    taken.append(take(hand, "status"))
    assert all(path.stat().st_size > 10_000 for path in taken)
