"""Joining: what belongs together, in which order, and what is left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dispatches.tests.wire.reader import NOON, joined, only, pages_of, take_in
from dispatches.wire import pipeline
from dispatches.wire.evidence import CERTAIN
from dispatches.wire.values import State

WORDS = "The water office said on Thursday that the gauge at the lower bridge had been read twice"


def first(
    serial: str, initials: str, clock: str, slug: str = "GAUGE-READ", end: str = "MORE"
) -> str:
    """A take that opens a story."""
    head = f"{serial}\n{slug}\n\nGauge {serial} read twice\n\nTARANGDI, April 25, 2019 (BSS) – "
    return f"{head}{WORDS} by {serial}.\n\n{end}/{initials}/ {clock} hrs\n"


def then(serial: str, initials: str, clock: str, end: str = "BSS") -> str:
    """A take that carries on."""
    copy = f"It would be read again, {serial} said, by noon."
    return f"{serial}\n\n{copy}\n\n{end}/{initials}/ {clock} hrs\n"


def test_two_stories_that_come_by_turns_are_kept_apart_by_initials() -> None:
    stories = joined(
        first("BFF-21", "RK", "0910"),
        first("BFF-22", "TN", "0912"),
        then("BFF-23", "RK", "0916"),
        then("BFF-24", "TN", "0919"),
    ).assemblies
    assert pages_of(stories) == {("p0", "p2"), ("p1", "p3")}
    assert all(story.state is State.COMPLETE for story in stories)


def test_a_take_says_why_it_is_there() -> None:
    story = only(first("BFF-21", "RK", "0910"), then("BFF-22", "RK", "0916"))
    (link,) = story.links
    assert link.reasons == ("next serial", "same initials RK", "6 minutes later")
    assert link.score >= CERTAIN


@pytest.mark.parametrize(
    ("serial", "initials", "clock"),
    [
        ("BCN-22", "RK", "0916"),  # another desk's number
        ("BFF-22", "TN", "0916"),  # somebody else's initials
        ("BFF-20", "RK", "0916"),  # a number that ran before
        ("BFF-22", "RK", "0905"),  # a clock that ran before
    ],
)
def test_what_speaks_against_a_link_forbids_it(serial: str, initials: str, clock: str) -> None:
    stories = joined(first("BFF-21", "RK", "0910"), then(serial, initials, clock)).assemblies
    assert pages_of(stories) == {("p0",), ("p1",)}


def test_a_number_alone_joins_nothing_and_is_proposed() -> None:
    tail = "BFF-22\n\nIt would be read again by noon, somebody said.\n"
    made = joined(first("BFF-21", "RK", "0910"), tail)
    assert pages_of(made.assemblies) == {("p0",), ("p1",)}
    assert [link.reasons[0] for link in made.proposals] == ["next serial"]
    assert made.proposals[0].score < CERTAIN


def test_a_chain_of_three_takes_is_read_in_order_however_it_came() -> None:
    story = only(
        then("BFF-24", "RK", "0930"),
        then("BFF-23", "RK", "0920", "MORE"),
        first("BFF-21", "RK", "0910"),
    )
    assert [take.page for take in story.takes] == ["p2", "p1", "p0"]


def test_a_story_that_waits_is_open_until_its_wait_is_over() -> None:
    takes = take_in(first("BFF-21", "RK", "0910"))
    wait = timedelta(hours=2)
    states = [
        pipeline.join(takes, now=NOON + past, wait=wait).assemblies[0].state
        for past in (timedelta(), wait - timedelta(seconds=1), wait)
    ]
    assert states == [State.OPEN, State.OPEN, State.INCOMPLETE]


def test_what_is_missing_is_said() -> None:
    assert only(then("BFF-22", "RK", "0916")).missing == ("the first take, before BFF-22",)
    assert only(first("BFF-21", "RK", "0910")).missing == (
        "what follows BFF-21, which ends in MORE",
    )
    broken_off = first("BFF-21", "RK", "0910").rsplit("MORE", 1)[0]
    assert only(broken_off).missing == ("the end mark of BFF-21",)


def test_the_same_text_under_a_new_number_is_a_duplicate() -> None:
    page = first("BFF-21", "RK", "0910", end="BSS")
    story = only(page, page.replace("BFF-21\n", "BFF-35\n"))
    assert [take.page for take in story.duplicates] == ["p1"]
    assert [take.page for take in story.takes] == ["p0"]


def test_a_take_sent_again_corrected_under_its_number_supersedes() -> None:
    page = first("BFF-21", "RK", "0910", end="BSS")
    story = only(page, page.replace("twice by", "three times by"))
    assert [take.page for take in story.takes] == ["p1"]
    assert [take.page for take in story.superseded] == ["p0"]


def test_what_a_person_joined_stays_joined() -> None:
    takes = take_in(first("BFF-21", "RK", "0910"), then("BCN-40", "TN", "1800"))
    made = pipeline.join(takes, together=[("p0#0", "p1#0")])
    assert pages_of(made.assemblies) == {("p0", "p1")}
    assert made.assemblies[0].links[0].reasons == ("joined by hand",)


def test_what_a_person_parted_stays_parted() -> None:
    takes = take_in(first("BFF-21", "RK", "0910"), then("BFF-22", "RK", "0916"))
    made = pipeline.join(takes, apart=[("p1#0", "p0#0")])
    assert pages_of(made.assemblies) == {("p0",), ("p1",)}
