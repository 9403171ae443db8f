"""The seed page: what must come of the very copy that newsdesk was founded on."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatches.tests.wire.reader import codes, copy, only, problems, take_in
from dispatches.wire.values import Block, Mark, State

SEED = Path(__file__).parents[3] / "seeds" / "000_43e208e1d25ef39b.txt"


@pytest.fixture
def page() -> str:
    return SEED.read_text("utf-8")


def test_the_seed_is_two_takes_and_one_story(page: str) -> None:
    story = only(page)
    assert [str(take.serial) for take in story.takes] == ["BFF-08", "BFF-09"]
    assert story.state is State.COMPLETE
    assert [take.mark for take in story.takes] == [Mark.MORE, Mark.END]


def test_the_seed_has_24_paragraphs_and_2_crossheads(page: str) -> None:
    parts = copy(page).paragraphs
    assert sum(part.kind is Block.PARAGRAPH for part in parts) == 24
    assert [p.text for p in parts if p.kind is Block.CROSSHEAD] == ["Island venue", "Cold War ties"]


def test_the_seed_is_from_vladivostok_by_bss_and_afp(page: str) -> None:
    story = copy(page)
    assert story.headline == "North Korea’s Kim set for first summit with Putin"
    assert story.dateline is not None
    assert (story.dateline.city, str(story.dateline.date)) == ("VLADIVOSTOK", "2019-04-25")
    assert story.credit == ("BSS", "AFP")


def test_the_seed_lost_five_lines_and_one_closing_quotation_mark(page: str) -> None:
    found = [(p.code, p.excerpt.split()[-3:]) for p in problems(page)]
    assert found == [
        ("C01", ["beyond", "a", "December"]),
        ("C01", ["in", "another", "global"]),
        ("C01", ["potentially", "landmark", "denuclearisation"]),
        ("C01", ["of", "the", "two"]),
        ("C02", ["of", "the", "two"]),
        ("C01", ["also", "held", "in"]),
    ]


def test_both_line_end_hyphens_of_the_seed_are_kept(page: str) -> None:
    text = " ".join(part.text for part in copy(page).paragraphs)
    assert "nuclear stand-off with" in text
    assert "then-president Dmitry" in text


def test_every_line_of_the_seed_is_in_a_paragraph_or_set_aside(page: str) -> None:
    takes = take_in(page)
    used = {n for t in takes for p in t.paragraphs for o in p.origins for n in _span(o)}
    used |= {removal.line for take in takes for removal in take.removals}
    words = {n for n, line in enumerate(page.split("\n"), start=1) if line.strip()}
    assert words == used


def _span(origin: object) -> range:
    return range(getattr(origin, "first", 0), getattr(origin, "last", 0) + 1)


def test_the_fixes_made_to_the_seed_are_named(page: str) -> None:
    takes = take_in(page)
    own = [fix.name for take in takes for fix in take.fixes]
    made = [fix.name for take in takes for part in take.paragraphs for fix in part.fixes]
    assert sorted(own) == [
        "headline repeated",
        "sign-off set aside",
        "sign-off set aside",
        "take numbers cut from the headline",
    ]
    assert sorted(made) == ["crosshead", "crosshead"] + ["line-end hyphen kept"] * 2


def test_the_seed_parted_into_its_takes_is_the_same_story(page: str) -> None:
    head, tail = page.split("\nMORE/FI/ 0832 hrs\n")
    first = head.replace("BFF-08, 09 ", "BFF-08\n\n", 1) + "\nMORE/FI/ 0832 hrs\n"
    second = "BFF-09\n" + tail
    assert [p.text for p in copy(first, second).paragraphs] == [
        p.text for p in copy(page).paragraphs
    ]
    assert codes(second, first) == codes(page)
