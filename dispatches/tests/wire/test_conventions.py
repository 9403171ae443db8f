"""Conventions as data: each field of a made-up agency is read, and for its own copy alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dispatches.tests.wire.reader import NOON
from dispatches.wire import pipeline
from dispatches.wire.conventions import CONVENTIONS, Convention, choose, named, with_rows
from dispatches.wire.values import Dateline, Kind, Mark, Take

COPY = "The harbour board said that fares for the ferry will rise in July, and fall in May."
TARRAN = Dateline("Tarran", "Tarran", date(2019, 5, 2))
DATED = f"TARRAN, April 25 (OPS) - {COPY}"


def read(page: str, convention: str = "ops", **fields: Any) -> tuple[Take, ...]:
    """The takes on a page, read by a made-up agency's convention with these fields."""
    known = with_rows({"ops": Convention("ops", **fields)})
    return pipeline.read(
        page.encode(), feed="elsewhere", convention=convention, known=known, received_at=NOON
    ).takes


def same_elsewhere(page: str, **fields: Any) -> bool:
    """Whether copy of nobody in particular is read as if the convention were not there."""
    return read(page, "plain", **fields) == read(page, "plain")


@pytest.mark.parametrize(
    ("field", "written", "page", "what", "told"),
    [
        ("serial", "<{number}/{PREFIX}>", f"<0412/OPQ>\n\n{DATED}", "serial", "OPQ-0412"),
        ("serial", "{PREFIX}.{number} {SLUG}", f"OP.7 PIERS\n\n{DATED}", "slug", "PIERS"),
        ("serial", "{number}.{take}", f"0412.2\n\n{DATED}", "number", 2),
        ("take_number", "Blatt {number}", f"Blatt 3\n\n{COPY}", "number", 3),
        ("take_number", "Blatt {number}[ {last}]", f"Blatt 3 last\n\n{COPY}", "is_last", True),
        ("take_number", "~{number}", f"PIER-FARES ~2\n\n{COPY}", "number", 2),
        ("take_number", "~{number}", f"PIER-FARES ~2\n\n{COPY}", "slug", "PIER-FARES"),
        ("take_number", "~{number}", f"Fares to rise ~2\n\n{DATED}", "headline", "Fares to rise"),
        ("dateline", "{place} / {date} >>", f"Tarran / May 2 >> {COPY}", "dateline", TARRAN),
        ("dateline", r"\[{agencies}: {place}\]", f"[OPS: Tarran] {COPY}", "credit", ("OPS",)),
        ("sign_off", "{MARK}.{initials}.{time}", f"{DATED}\n\nMORE.rk.1012", "mark", Mark.MORE),
        ("sign_off", "{MARK}.{initials}.{time}", f"{DATED}\n\nOPS.rk.1012", "mark", Mark.END),
        ("more", ("weiter",), f"{DATED}\n\nWEITER", "mark", Mark.MORE),
        ("more", ("weiter",), f"{COPY} (weiter)", "mark", Mark.MORE),
        ("ends", ("stop",), f"{DATED}\n\n=stop=", "mark", Mark.END),
        ("agencies", ("Ostrand",), f"{DATED}\n\nOstrand", "mark", Mark.END),
        ("agencies", ("Ostrand", "OPS"), DATED, "credit", ("Ostrand",)),
        ("kills", ("zurueck",), f"ZURUECK\n\n{COPY}", "kind", Kind.KILL),
        ("corrections", ("besser so",), f"BESSER SO\n\n{COPY}", "kind", Kind.CORRECTION),
        ("advisories", ("was kommt",), f"WAS KOMMT\n\n{COPY}", "kind", Kind.ADVISORY),
        ("leads", ("neu",), f"NEU: Fares to rise\n\n{DATED}", "replaces", "lead"),
        ("leads", ("neu gefasst",), f"NEU GEFASST\n\nFares\n\n{DATED}", "replaces", "lead"),
        ("priorities", (("hot", "urgent"),), f"HOT\n\nFares\n\n{DATED}", "priority", "urgent"),
        ("priorities", (("hot", "urgent"),), f"(HOT) Fares\n\n{DATED}", "headline", "Fares"),
        ("ends_are_marked", True, DATED, "ends_are_marked", True),
    ],
)
def test_a_field_is_read_and_for_its_own_copy_alone(
    field: str, written: Any, page: str, what: str, told: Any
) -> None:
    (take,), (unread,) = read(page, **{field: written}), read(page)
    value = getattr(take, what)
    assert (str(value) if what == "serial" else value) == told
    assert getattr(unread, what) != value
    assert same_elsewhere(page, **{field: written})


def test_a_word_before_a_headline_is_no_mark_unless_it_is_dressed_or_in_capitals() -> None:
    fields: dict[str, Any] = {"leads": ("neu",), "priorities": (("hot", "urgent"),)}
    (take,) = read(f"Hot summer for piers\n\n{DATED}", **fields)
    assert (take.headline, take.priority) == ("Hot summer for piers", "")
    (take,) = read(f"NEU: URGENT HOT - Fares\n\n{DATED}", **fields)
    assert (take.headline, take.priority, take.replaces) == ("Fares", "urgent", "lead")


def test_a_kill_with_a_word_of_its_own_finds_its_story() -> None:
    known = with_rows({"ops": Convention("ops", kills=("zurueck",))})
    pages = [f"Ferry aground off Tarran\n\n{DATED}", f"ZURUECK: Ferry aground off Tarran\n\n{COPY}"]
    takes = [
        take
        for n, page in enumerate(pages)
        for take in pipeline.read(page.encode(), feed="ops", page=f"p{n}", known=known).takes
    ]
    (story,) = pipeline.join(takes).assemblies
    assert [notice.page for notice in story.kills] == ["p1"]


def test_what_is_no_date_makes_no_dateline() -> None:
    (take,) = read(f"Tarran / May 99 >> {COPY}", dateline="{place} / {date} >>")
    assert (take.dateline, len(take.paragraphs)) == (None, 1)


def test_crossheads_are_what_the_convention_says() -> None:
    page = f"{DATED}\n\nNEW PIERS\n\n{COPY}\n"
    assert [one.kind for one in read(page, crossheads=("capitals",))[0].paragraphs][
        1
    ] == "crosshead"
    assert {one.kind for one in read(page, crossheads=())[0].paragraphs} == {"paragraph"}


def test_several_takes_follow_each_other_on_a_page_where_the_convention_says_so() -> None:
    page = f"{DATED}\n\n(END)\n\n{COPY}\n\n(END)\n"
    assert len(read(page, several_on_a_page=True)) == 2
    assert len(read(page)) == 1


def test_initials_agency_and_clock_of_a_sign_off_are_told_apart() -> None:
    (take,) = read(
        f"{DATED}\n\nOPS rk 10:12", agencies=("OPS",), sign_off="{agency} {initials} {time}"
    )
    assert take.sign_off is not None
    assert (take.sign_off.agencies, take.sign_off.initials) == (("OPS",), "RK")
    assert str(take.sign_off.time) == "10:12:00"


def test_a_whole_line_stays_among_the_removals_when_its_number_was_cut() -> None:
    (take,) = read(f"PIER-FARES ~2\n\n{COPY}", take_number="~{number}")
    assert [one.text for one in take.removals] == ["PIER-FARES ~2"]


def test_an_installations_own_convention_is_found_by_name_and_feed_before_the_houses() -> None:
    own = Convention("ops", feeds=("press", "opswire"))
    known = with_rows({"ops": own})
    assert {named(name, known) for name in ("ops", "OPS", "opswire", "press")} == {own}
    assert named("press") == CONVENTIONS["prwire"]


def test_one_of_the_same_name_takes_the_place_of_the_houses() -> None:
    own = replace(CONVENTIONS["bss"], sign_off="")
    assert choose((), "bss", with_rows({"bss": own})) is own
    assert choose((), "bss", with_rows({})) is CONVENTIONS["bss"]


def test_an_installations_own_convention_is_never_guessed() -> None:
    loose = Convention("ops", serial="{number}", sign_off="{MARKS}/ {time} hrs")
    lines = pipeline.read(f"{DATED}\n\nBSS/RK/ 1012 hrs".encode()).lines
    assert choose(lines, "elsewhere", with_rows({"ops": loose})).name == "bss"


def test_plain_copy_can_be_given_another_convention() -> None:
    own = Convention("plain", more=("weiter",))
    assert choose((), "nobody", with_rows({"plain": own})) is own
