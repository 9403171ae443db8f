"""Damage that a whole page took on its way is undone, and each change is named."""

from __future__ import annotations

import quopri
import textwrap
from collections.abc import Callable

import pytest

from dispatches.tests.wire.reader import only, take_in
from dispatches.wire import pipeline

PARAGRAPHS = (
    "The harbour board of Ostrand put its fares up on Thursday, for the first time in nine years.",
    "“We met twice in April,” the board’s master said. “The books had been closed since a flood.”",
    "A café owner’s well-known stand-off with the board went on; the R&D levy rose by 5 percent.",
    "Nobody else spoke against it.",
)
COPY = "\n\n".join(textwrap.fill(text, 66) for text in PARAGRAPHS)
PAGE = (
    "BFF-11\nPIER-FARES\n\nPier fares to rise\n\n"
    f"TARRAN, May 2, 2019 (BSS) – {COPY}\n\nBSS/AB/ 0612 hrs\n"
)


def each_line(before: str) -> Callable[[str], str]:
    return lambda page: "\n".join(before + line for line in page.split("\n"))


def read_as(charset: str) -> Callable[[str], str]:
    return lambda page: page.encode().decode(charset)


def in_place_of(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def harm(page: str) -> str:
        for whole, broken in pairs:
            page = page.replace(whole, broken)
        return page

    return harm


HARMS: dict[str, Callable[[str], str]] = {
    "entities": in_place_of(
        ("&", "&amp;"), ("“", "&ldquo;"), ("”", "&#8221;"), ("’", "&#x2019;"), ("é", "&eacute;")
    ),
    "paragraphs in tags": lambda page: page.replace(
        COPY, "\n".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    ),
    "line ends in tags": in_place_of((COPY, COPY.replace("\n", "<br />\n"))),
    "quoted-printable": lambda page: quopri.encodestring(page.encode()).decode(),
    "quoted in mail": each_line("> "),
    "quoted twice in mail": each_line("> > "),
    "numbers of lines": lambda page: "\n".join(
        f"{n:3d}  {line}" for n, line in enumerate(page.split("\n"), start=1)
    ),
    "doubled spaces": in_place_of((" ", "  ")),
    "codes of characters": in_place_of(("“", r"\u201c"), ("”", r"\u201D"), ("’", r"\u2019")),
    "joined letters": in_place_of(("fi", "ﬁ"), ("fl", "ﬂ")),
    "wide letters": in_place_of(("BSS", "ＢＳＳ"), ("PIER", "ＰＩＥＲ")),
    "first PCs": read_as("cp437"),
    "Cyrillic Windows": lambda page: page.encode().decode("cp1251", "replace"),
    "Macintosh": read_as("mac_roman"),
    "quotes lost": in_place_of(("“", "\ufffd"), ("”", "\ufffd"), ("’", "\ufffd")),
    "ends of printed pages": in_place_of(("\n\n“", "\n\x0c\n“")),
    "line separators": in_place_of(("\n", "\u2028")),
    "vertical tabs": in_place_of(("\n", "\x0b")),
    "no space in the date": in_place_of(("May 2, 2019", "May 2,2019")),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_what_a_page_suffered_is_undone(harm: Callable[[str], str]) -> None:
    whole, harmed = only(PAGE), only(harm(PAGE))
    mended, told = pipeline.copy_of(harmed), pipeline.copy_of(whole)
    texts = [part.text.replace("–", "").strip() for part in mended.paragraphs]
    assert texts == list(PARAGRAPHS)
    assert (mended.headline, mended.slug) == (told.headline, told.slug)
    assert mended.dateline == told.dateline
    assert (mended.credit, harmed.state) == (told.credit, whole.state)


def test_a_page_without_damage_is_not_touched() -> None:
    (take,) = take_in(PAGE)
    assert not [fix for fix in take.fixes if fix.name != "sign-off set aside"]


def test_figures_at_the_beginning_of_lines_are_no_numbers_of_lines() -> None:
    rows = "\n\n".join(f"{n} boats left in week {n}." for n in (12, 14, 9, 31, 40))
    (take,) = take_in(PAGE.replace(COPY, rows))
    assert take.paragraphs[0].text == "12 boats left in week 12."
