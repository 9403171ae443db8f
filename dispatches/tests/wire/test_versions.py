"""Takes sent again: copies, corrections, new versions, and transmissions that broke off."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatches.tests.wire.reader import NOON
from dispatches.tests.wire.taking import END, MORE, kill, set_aside, story, take, told, words
from dispatches.wire import pipeline
from dispatches.wire.ids import Serial
from dispatches.wire.values import Dateline, Mark, Paragraph, SignOff, Take

HEAD = {"headline": "Barges wait at broken lock", "slug": "LOCK", "city": "MARLEY"}
ONE = take("one", 0, mark=MORE, **HEAD)
TWO = take("two", 4, number=2, slug="LOCK", mark=MORE)
THREE = take("three", 8, number=3, slug="LOCK", mark=END)
SAID = (
    "Barges waited at Marley lock from dawn while a diver looked for the parted chain.",
    "Two of them carried lamp oil for the islands, which have had none since the frost.",
    "Upstream the council shut its weir and asked every mill to stand idle until noon.",
    "By evening a tug from the sea had cleared the gate, and nobody was the worse for it.",
)


def again(old: Take, page: str, at: int, **said: Any) -> Take:
    """The same take, sent once more."""
    came = NOON + timedelta(minutes=at)
    return replace(old, key=f"{page}#0", page=page, received_at=came, **said)


def test_a_copy_is_a_duplicate_whatever_its_number() -> None:
    one = story([ONE, TWO, THREE, again(TWO, "copy", 30)])
    assert set_aside(one) == ((), ("copy",))
    assert [part.page for part in one.takes] == ["one", "two", "three"]


def test_a_copy_under_a_later_number_leaves_the_story_as_it_was_joined() -> None:
    marks = (MORE, MORE, MORE, END)
    one, two, three, four = (
        take(
            f"t{n}", 3 * n, serial=("BFF", 28 + n), initials="RK", clock=time(9, 3 * n),
            mark=marks[n], paragraphs=(Paragraph(SAID[n]),),
        )
        for n in range(4)
    )  # fmt: skip
    one = replace(one, headline="Barges wait", dateline=Dateline("MARLEY", "MARLEY"))
    sign_off = SignOff((), "RK", time(9, 14))
    copy = again(two, "copy", 14, serial=Serial("BFF", 33), sign_off=sign_off)
    whole = story([one, two, three, four, copy])
    assert [part.page for part in whole.takes] == ["t0", "t1", "t2", "t3"]
    assert set_aside(whole) == ((), ("copy",))


def test_one_take_corrected_replaces_that_take_alone() -> None:
    mended = again(TWO, "mended", 30, paragraphs=words("two", 5))
    one = story([ONE, TWO, THREE, mended])
    assert [part.page for part in one.takes] == ["one", "mended", "three"]
    assert set_aside(one) == (("two",), ())


def test_what_says_corrected_stands_even_where_it_came_first() -> None:
    mended = again(ONE, "mended", 0, paragraphs=words("one", 5), replaces="corrected")
    late = again(ONE, "late", 30)
    one = story([mended, TWO, THREE, late])
    assert [part.page for part in one.takes] == ["mended", "two", "three"]
    assert set_aside(one) == (("late",), ())


def test_a_lead_with_takes_of_its_own_replaces_the_whole_story() -> None:
    lead = again(ONE, "lead", 30, paragraphs=words("one", 5), replaces="lead")
    two, three = again(TWO, "second", 32), again(THREE, "third", 34)
    one = story([ONE, TWO, THREE, lead, two, three])
    assert [part.page for part in one.takes] == ["lead", "second", "third"]
    assert set_aside(one) == (("one", "two", "three"), ())


def test_a_lead_that_ends_sooner_leaves_nothing_of_the_old_story() -> None:
    lead = again(ONE, "lead", 30, paragraphs=words("one", 5), replaces="lead", mark=END)
    one = story([ONE, TWO, THREE, lead])
    assert [part.page for part in one.takes] == ["lead"]
    assert set_aside(one) == (("one", "two", "three"), ())


def test_a_new_version_whose_takes_were_cut_elsewhere_takes_the_old_ones_place() -> None:
    lead = again(ONE, "lead", 30, paragraphs=words("one", 5), replaces="lead")
    two = again(TWO, "second", 32, paragraphs=(Paragraph("All was cut anew by the desk."),))
    three = again(THREE, "third", 34)
    one = story([ONE, TWO, THREE, lead, two, three])
    assert [part.page for part in one.takes] == ["lead", "second", "third"]


def test_a_copy_of_what_was_corrected_is_superseded_with_it() -> None:
    mended = again(ONE, "mended", 20, paragraphs=words("one", 5), replaces="corrected", mark=END)
    assert set_aside(story([ONE, mended, again(ONE, "copy", 30)])) == (("one", "copy"), ())


def test_a_transmission_that_broke_off_gives_way_to_the_whole() -> None:
    torn = again(ONE, "torn", 0, paragraphs=words("one", 4, 1), mark=Mark.NONE)
    for whole, first in ((again(ONE, "whole", 3, mark=END), 0), (ONE, 9)):
        one = story([again(torn, "torn", first), whole])
        assert set_aside(one)[0] == ("torn",)


def test_a_copy_that_lost_a_line_is_a_copy_all_the_same() -> None:
    short = (ONE.paragraphs[0], Paragraph(ONE.paragraphs[1].text[:-14]), ONE.paragraphs[2])
    assert set_aside(story([ONE, TWO, THREE, again(ONE, "copy", 30, paragraphs=short)])) == (
        (),
        ("copy",),
    )


def test_what_broke_off_early_is_found_by_its_headline() -> None:
    torn = again(ONE, "torn", 0, paragraphs=words("one", 4, 1), mark=Mark.NONE)
    assert set_aside(story([torn, again(ONE, "whole", 3, mark=END)])) == (("torn",), ())


def test_a_report_with_other_figures_under_the_same_headline_is_another_story() -> None:
    figures = "Rye {0} oats {1} hops {2} malt {3} bran {4} peas {5} beans {6} at the close today."
    tables = [
        take(f"t{n}", n * 60, headline="Grain at the close", city="SELBY",
             paragraphs=(Paragraph(figures.format(*range(n * 10, n * 10 + 7))),))
        for n in (1, 2)
    ]  # fmt: skip
    assert told(tables) == [("t1",), ("t2",)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Kill the MARLEY story slugged LOCK, sent earlier.", [True, False]),
        ("Kill the TIVEY story slugged LOCK, sent earlier.", [False, True]),
        ("Please kill “Old mill to grind again”.", [False, True]),
        ("Please kill “New mill to grind”.", [False, False]),
    ],
)
def test_a_kill_finds_its_story_by_place_slug_and_headline(text: str, killed: list[bool]) -> None:
    mill = {"headline": "Old mill to grind again", "slug": "LOCK", "city": "TIVEY"}
    takes = [again(ONE, "one", 0, mark=END), take("mill", 2, **mill), kill(9, text)]
    assert [bool(one.kills) for one in pipeline.join(takes).assemblies] == killed


STREAM = (
    ONE,
    TWO,
    THREE,
    again(TWO, "copy", 30),
    again(TWO, "mended", 35, paragraphs=words("two", 5)),
    take("mill", 2, headline="Old mill to grind again", slug="LOCK", city="TIVEY", mark=MORE),
    take("mill3", 12, number=3, headline="Old mill", slug="LOCK", city="TIVEY", mark=END),
    again(ONE, "lead", 40, paragraphs=words("one", 6), replaces="lead"),
    again(THREE, "third", 44),
    take("stray", 50, number=2, slug="LOCK"),
    kill(60, "Kill the TIVEY story slugged LOCK."),
)


@given(st.permutations(STREAM))
@settings(max_examples=80, deadline=None)
def test_any_order_of_takes_gives_the_same_stories(takes: list[Take]) -> None:
    assert pipeline.join(takes) == pipeline.join(STREAM)
