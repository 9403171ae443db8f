"""Laws of the engine, held against whatever hypothesis thinks of."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from dispatches.tests.wire.reader import NOON, take_in
from dispatches.tests.wire.test_joining import first, then
from dispatches.wire import clean, pipeline
from dispatches.wire.conserve import LEFT_OVER
from dispatches.wire.conventions import CONVENTIONS
from dispatches.wire.decode import decode
from dispatches.wire.values import Line, Unreadable

STREAM = (
    first("BFF-21", "RK", "0910"),
    first("BFF-22", "TN", "0912"),
    then("BFF-23", "RK", "0916", "MORE"),
    then("BFF-24", "TN", "0919"),
    then("BFF-25", "RK", "0921"),
    first("BFF-22", "TN", "0912"),
    then("BFF-40", "ZZ", "0940"),
    "BFF-41\n\nKILL KILL\n\nPlease kill BFF-22.\n\nBSS/TN/ 0950 hrs\n",
)
LINES = (
    "ZCZC",
    "NNNN",
    "BFF-21",
    "a0412",
    "\x16\x16\x01a0412\x1fwire",
    "r i BC-PIER-FARES   05-02 0120",
    "\x01tar0412 4 i 88 TAR /AFP-AB12",
    "BC-Pier-Fares, 1st Add,120",
    "PIER-FARES 2 LAST",
    "=2 TARRAN",
    "Page 2 - Pier fares",
    "TARRAN: the board said.",
    "FOR IMMEDIATE RELEASE",
    "EMBARGOED UNTIL 0600 GMT",
    "Eds: ADDS details",
    "By ANN BELL",
    "URGENT",
    "(2nd LD) Pier fares to rise",
    "Pier fares to rise -- 2",
    "TARRAN, May 2 (SunWire) - Fares will rise in",
    "    TARRAN, Ostrand, May 2 -",
    "July, the board said.",
    "    Boats are well-",
    "known there.",
    "- Slack water -",
    "SLACK WATER",
    "___",
    "He would not say more. (MORE) PTI AB CD",
    "(MORE)",
    "-more-",
    "MORE/FI/ 0832 hrs",
    "-- BERNAMA",
    "AB CD",
    "ab/cd",
    "# Notebook",
    "###",
    "(Reporting by Ann Bell)",
    "bell@wire.example",
    "AP-WF-05-02-19 0832GMT<",
    "Please kill BFF-21, Pier fares to rise.",
    "In TARRAN item please read 4 instead of 5.",
)
WIRE = st.lists(st.sampled_from(("", *LINES)), max_size=24).map("\n".join)
COPY = st.text(st.sampled_from("ab cdE.,- \n\n–“”MORE/0123456789hrsBSS"), max_size=300)


@given(st.permutations(range(len(STREAM))))
@settings(max_examples=60, deadline=None)
def test_any_order_of_takes_gives_the_same_stories(order: list[int]) -> None:
    takes = take_in(*STREAM)
    assert pipeline.join([takes[n] for n in order]) == pipeline.join(takes)


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_with_a_sentence(raw: bytes) -> None:
    refusal, takes = "", 0
    try:
        takes = len(pipeline.read(raw, received_at=NOON).takes)
    except Unreadable as unreadable:
        refusal = str(unreadable)
    assert takes or refusal.endswith(".")


@given(st.text(max_size=300))
@settings(deadline=None)
def test_text_that_is_utf_8_is_read_as_it_stands_but_for_controls(text: str) -> None:
    raw = text.encode("utf-8", "replace")
    try:
        read = decode(raw).text
    except Unreadable:
        return
    words = re.compile(r"[a-zA-Z0-9]+")
    assert words.findall(read) == words.findall(text)


@given(COPY)
@settings(deadline=None)
def test_cleaning_clean_copy_changes_nothing(text: str) -> None:
    mark = CONVENTIONS["plain"].crossheads
    once = clean.paragraphs([Line(1, text.replace("\n", " "))], "t", mark)
    lines = [Line(n, part.text) for n, part in enumerate(once)]
    again = [clean.paragraphs([line], "t", mark) for line in lines]
    assert [parts[0].text for parts in again] == [part.text for part in once]


@given(st.one_of(COPY, WIRE), st.sampled_from(sorted(CONVENTIONS)))
@settings(deadline=None)
def test_no_letter_of_the_copy_is_lost_or_made_up(text: str, convention: str) -> None:
    """Every letter is in a paragraph or in a line that was set aside by name."""
    try:
        reading = pipeline.read(text.encode(), convention=convention, received_at=NOON)
    except Unreadable:
        return
    kept = [p.text for take in reading.takes for p in take.paragraphs]
    aside = [r.text for take in reading.takes for r in take.removals]
    assert _letters(" ".join(kept + aside)) == _letters(text)


@given(st.one_of(COPY, WIRE), st.sampled_from(sorted(CONVENTIONS)))
@settings(deadline=None)
def test_a_take_is_found_whole_whenever_it_is_read(text: str, convention: str) -> None:
    try:
        reading = pipeline.read(text.encode(), convention=convention, received_at=NOON)
    except Unreadable:
        return
    assert not [one for take in reading.takes for one in take.removals if one.role == LEFT_OVER]


@given(st.one_of(COPY, WIRE))
@settings(deadline=None)
def test_every_line_of_words_has_its_place(text: str) -> None:
    try:
        reading = pipeline.read(text.encode(), received_at=NOON)
    except Unreadable:
        return
    used = {removal.line for take in reading.takes for removal in take.removals}
    spans = [o for take in reading.takes for p in take.paragraphs for o in p.origins]
    used |= {line for origin in spans for line in range(origin.first, origin.last + 1)}
    words = {line.number for line in reading.lines if any(c.isalnum() for c in line.text)}
    assert words <= used


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())
