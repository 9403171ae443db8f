"""Every page, light and dark, wide and narrow: axe finds nothing, nothing hangs over the edge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House
from dispatches.views.guide import PAGES

pytestmark = pytest.mark.browser

PUBLIC = ["/", "/guide/", *(f"/guide/{name}/" for name in PAGES), "/no-such-page/"]
DOORS = ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"]
DESK = [
    "/desk/",
    "/desk/?status=published",
    "/desk/s/1/",
    "/desk/s/4/",
    "/desk/s/7/",
    "/desk/s/1/diff/",
    "/desk/s/1/history/",
    "/desk/s/1/heading/",
    "/desk/s/1/join/",
    "/desk/saved/",
    "/desk/takes/",
    "/desk/rejects/",
    "/desk/t/1/",
    "/desk/t/1/bytes/",
    "/desk/file/",
    "/desk/drafts/",
    "/desk/rejects/?state=discarded",
    "/desk/search/",
    "/desk/search/?q=the+is:wet+-zeppelin",
    "/desk/status/",
    "/desk/s/1/diff/raw..now/?view=side",
    "/desk/mentions/",
    "/desk/own/",
    "/desk/own/new/",
    "/desk/own/from/?story=1&story=2",
    "/desk/s/1/bring/",
    "/desk/s/1/bring/?from=2",
    "/desk/s/1/arrange/",
    "/desk/alerts/",
    "/desk/handover/",
    "/desk/takes/?group=waiting",
    "/desk/takes/?group=notices",
    "/desk/s/1/near/4/",
]
NOUNS = [
    "source",
    "convention",
    "transmission",
    "wireitem",
    "story",
    "revision",
    "problem",
    "event",
    "token",
]
ADMIN = ["/admin/", *(f"/admin/dispatches/{noun}/" for noun in NOUNS)]
ADMIN += [f"/admin/dispatches/{noun}/1/change/" for noun in ("source", "wireitem", "story")]
ADMIN += ["/admin/dispatches/token/add/"]
ADMIN += [f"/admin/dispatches/convention/add/?{asked}" for asked in ("copy=bss", "learn=1")]
ADMIN += [f"/admin/dispatches/channel/add/{asked}" for asked in ("", "?kind=folder")]
WAYS = [("light", 1440), ("dark", 1440), ("light", 360), ("dark", 360)]


@pytest.mark.parametrize(("scheme", "width"), WAYS)
@pytest.mark.parametrize(
    ("name", "pages"),
    [("", PUBLIC + DOORS), ("chief", DESK), ("corrector", ADMIN)],
    ids=["readers", "desk", "admin"],
)
def test_axe_finds_nothing_and_nothing_hangs_over(
    house: House,
    visit: Callable[..., Hand],
    name: str,
    pages: list[str],
    scheme: str,
    width: int,
) -> None:
    hand = visit(house, name, color_scheme=scheme, viewport={"width": width, "height": 900})
    found = {page: faults for page in pages if (faults := _faults(hand, page, width))}
    assert found == {}


def _faults(hand: Hand, page: str, width: int) -> list[str]:
    hand.page.goto(page)
    result = Axe().run(hand.page).response["violations"]
    told = [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in result]
    wide: int = hand.page.evaluate("document.documentElement.scrollWidth")
    if wide > width and not page.startswith("/admin/"):
        told.append(f"The page is {wide} pixels wide in a window of {width}.")
    return told
