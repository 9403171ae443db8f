"""What axe does not see: targets, reflow, what hides the focus, what is said aloud; and themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dispatches.tests.browser.hand import Hand
from dispatches.tests.browser.house import House
from dispatches.tests.browser.test_every_page import DESK

pytestmark = pytest.mark.browser
Visit = Callable[..., Hand]

PAGES = [*DESK, "/desk/me/", "/desk/palette/?q=ferry", "/desk/s/1/zen/", "/desk/zen/?end=1"]
THEMES = ("light", "dark", "contrast")
WIDTHS = (320, 768, 1440)
TURNS = [
    (page, THEMES[number % 3], WIDTHS[(number // 3 + number) % 3])
    for number, page in enumerate(PAGES)
]
"""Each page in one theme and width, in turn: all of them are met, and none costs nine visits."""

TOO_SMALL = """() => {
  const SELECTOR = "a[href], button, summary, input:not([type=hidden]), select, textarea";
  const boxes = [...document.querySelectorAll(SELECTOR)].filter((it) => it.checkVisibility()
    && !it.closest(".unseen, .skip") && getComputedStyle(it).display !== "inline");
  return boxes.filter((it) => {
    const {width, height} = it.getBoundingClientRect();
    return width > 1 && (width < 24 || height < 24);
  }).map((it) => it.outerHTML.slice(0, 120));
}"""

COVERED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body || it.matches("main, .skip")) return "";
  const box = it.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)];
  const top = document.elementFromPoint(x, y);
  const home = top?.closest("li, label, article");
  const seen = top && (it.contains(top) || top.contains(it) || home?.contains(it));
  return seen ? "" : `${it.outerHTML.slice(0, 100)} is under ${top?.outerHTML.slice(0, 60)}`;
}"""

WIDE = "document.documentElement.scrollWidth - innerWidth"


def themed(hand: Hand, theme: str) -> None:
    """Choose a theme as a person does."""
    hand.page.goto("/desk/me/")
    hand.page.locator(f"[name=theme][value={theme}]").check()
    hand.page.get_by_role("button", name="Keep it").click()
    expect(hand.page.locator(f"html[data-theme={theme}]")).to_be_attached()


def test_axe_finds_nothing_on_any_page_in_its_turn_of_theme_and_width(
    own_house: House, visit: Visit
) -> None:
    hand, found = visit(own_house, "chief"), {}
    for theme in THEMES:
        themed(hand, theme)
        for page, turn, width in TURNS:
            if turn == theme:
                hand.page.set_viewport_size({"width": width, "height": 900})
                hand.page.goto(page)
                faults = Axe().run(hand.page).response["violations"]
                found[page, theme, width] = [
                    f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in faults
                ]
    assert {turn: faults for turn, faults in found.items() if faults} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_there_before_the_page_is_painted(
    own_house: House, visit: Visit, theme: str
) -> None:
    hand = visit(own_house, "editor", color_scheme="dark", java_script_enabled=False)
    themed(hand, theme)
    hand.page.goto("/desk/")
    paper = hand.page.evaluate("getComputedStyle(document.body).backgroundColor")
    shades = {"light": "oklch(0.97", "dark": "oklch(0.18", "contrast": "rgb(0, 0, 0)"}
    assert paper.startswith(shades[theme])


def test_high_contrast_is_seven_to_one_and_more(own_house: House, visit: Visit) -> None:
    hand, found = visit(own_house, "chief"), []
    themed(hand, "contrast")
    only = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
    only["rules"] = {"color-contrast-enhanced": {"enabled": True}}  # type: ignore[dict-item]
    for scheme in ("light", "dark"):
        hand.page.emulate_media(color_scheme=scheme)
        for page in ("/desk/", "/desk/s/1/", "/desk/s/4/", "/desk/me/", "/desk/takes/"):
            hand.page.goto(page)
            faults = Axe().run(hand.page, options=only).response["violations"]
            found += [(page, scheme, node["html"][:120]) for f in faults for node in f["nodes"]]
    assert found == []


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_hangs_over_a_narrow_page_and_every_target_can_be_hit(
    house: House, visit: Visit, width: int
) -> None:
    page = visit(house, "chief", viewport={"width": width, "height": 640}).page
    found = {}
    for address in PAGES:
        page.goto(address)
        over, small = page.evaluate(WIDE), page.evaluate(TOO_SMALL)
        if over > 0 or small:
            found[address] = (over, small)
    assert found == {}


def tabbed(page: Page, most: int = 60) -> list[str]:
    """What is covered as the focus goes through a page and back."""
    covered = []
    for key in [*["Tab"] * most, *["Shift+Tab"] * most]:
        page.keyboard.press(key)
        if fault := page.evaluate(COVERED):
            covered.append(fault)
    return covered


@pytest.mark.parametrize("address", ["/desk/", "/desk/s/1/", "/desk/s/1/zen/"])
@pytest.mark.parametrize("window", [(360, 640), (1280, 700)])
def test_nothing_that_sticks_covers_the_focus(
    house: House, visit: Visit, address: str, window: tuple[int, int]
) -> None:
    page = visit(house, "chief", viewport={"width": window[0], "height": window[1]}).page
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    assert tabbed(page) == []


def test_on_a_phone_panes_are_tabs_and_a_link_between_them_changes_the_tab(
    house: House, visit: Visit
) -> None:
    page = visit(house, "editor", viewport={"width": 360, "height": 640}).page
    page.goto("/desk/s/1/")
    copy, raw = page.locator("#copy"), page.locator("#raw")
    expect(raw).to_be_hidden()
    page.locator(".panes-nav").get_by_role("link", name="As received").click()
    expect(raw).to_be_visible()
    expect(copy).to_be_hidden()
    raw.locator(".stretch__to").first.click()
    expect(copy).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("[data-problem]").first).to_be_focused()
    move = page.locator("#moves .button").first.bounding_box()
    assert move is not None
    assert move["height"] >= 44
    assert move["y"] + move["height"] <= 640


def test_what_a_deed_came_to_is_said_without_taking_the_focus(
    own_house: House, visit: Visit
) -> None:
    hand = visit(own_house, "editor")
    hand.page.goto("/desk/s/1/")
    said = hand.page.locator("#live")
    assert said.get_attribute("role") == "status"
    hand.press("t")
    expect(said).to_have_text("in review. 6 problems open.")
    hand.press("1")
    expect(said).to_have_text("in review. 5 problems open.")


def test_paper_takes_the_whole_story_and_where_its_links_lead(house: House, visit: Visit) -> None:
    page = visit(house, "editor").page
    page.goto("/desk/s/1/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for part in ("#copy", "#raw", "#problems", ".line__no", ".printed"):
        expect(page.locator(part).first).to_be_visible()
    for part in (".top", "#moves", ".edit", "#keys"):
        expect(page.locator(part).first).to_be_hidden()
    notes = page.locator(".footnotes li").all_inner_texts()
    assert any("/desk/t/" in note for note in notes)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".footnotes")).to_have_count(0)
