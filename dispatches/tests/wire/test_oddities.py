"""C11 and C13 to C15: each fires on its oddity, and on nothing that only looks like it."""

from __future__ import annotations

import pytest

from dispatches.tests.wire.taking import END, MORE, story, take
from dispatches.wire import pipeline
from dispatches.wire.values import Paragraph


def codes(*texts: str) -> list[str]:
    """The codes that are found in a story with these paragraphs."""
    parts = tuple(Paragraph(text) for text in texts)
    one = story([take("one", headline="Lock shut", city="MARLEY", paragraphs=parts)])
    return [problem.code for problem in pipeline.check(pipeline.copy_of(one), one)]


@pytest.mark.parametrize(
    "text",
    [
        "The keeperâ€™s chain parted.",
        "The cafÃ© was shut.",
        "A mark \ufffd stood there.",
        "A bell \x07 rang.",
        "It was \u202eturned about.",
        "The b\u0430nk was shut.",
    ],
)
def test_garbled_letters_are_c11(text: str) -> None:
    assert codes(text) == ["C11"]


@pytest.mark.parametrize("text", ["The café was shut.", "São Tomé lay ahead.", "“Well…” – 5° C."])
def test_letters_that_are_as_they_should_be_are_not_c11(text: str) -> None:
    assert codes(text) == []


def test_a_name_written_in_two_ways_is_c13() -> None:
    one = take("one", 0, headline="Lock shut", city="MARLEY", mark=MORE,
               paragraphs=(Paragraph("The keeper, Jan Ur Olm, was asked."),))  # fmt: skip
    two = take("two", 3, headline="Lock shut", number=2, mark=END,
               paragraphs=(Paragraph("But Jan Ur-Olm said no more."),))  # fmt: skip
    whole = story([one, two])
    found = pipeline.check(pipeline.copy_of(whole), whole)
    assert [(p.code, "Jan Ur Olm, Jan Ur-Olm" in p.message) for p in found] == [("C13", True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("সেতুটি সোমবার খুলে দেওয়া হয়.", ["C14"]),
        ("সেতুটি সোমবার খুলে দেওয়া হয়।", []),
        ("সেতুটি ২০১৯ সালে, পরে 2021 সালে খোলা হয়।", ["C14"]),
        ("The bridge was opened on Monday.", []),
    ],
)
def test_bengali_ends_in_a_danda_and_has_its_own_digits(text: str, found: list[str]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://locks.example/?utm_source=wire for more.", ["C15"]),
        ("See javascript:alert(1) for more.", ["C15"]),
        ("It was <b>shut</b> on Monday.", ["C15"]),
        ("See https://locks.example/notes for more.", []),
        ("Lifetime <LFT> rose; 3 < 4.", []),
        ("The data: forty boats, said the keeper.", []),
    ],
)
def test_odd_addresses_and_markup_are_c15(text: str, found: list[str]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("The keeperâ€™s chain parted.", "The keeper’s chain parted."),
        ("A mark \ufffd stood there.", ""),
        ("It was \u202eturned about.", "It was turned about."),
        ("A header ␁ stood there.", "A header  stood there."),
        ("The b\u0430nk was shut.", "The bank was shut."),
        ("See https://locks.example/a?id=4&utm_source=w9 here.", "https://locks.example/a?id=4"),
        ("See https://locks.example/?utm_source=wire here.", "https://locks.example/"),
        ("It was <b>shut</b> on Monday.", "It was shut on Monday."),
        ("See javascript:alert(1) here.", "Leave the address out."),
        ("সেতুটি সোমবার খুলে দেওয়া হয়.", "সেতুটি সোমবার খুলে দেওয়া হয়।"),
        ("সেতুটি ২০১৯ সালে, পরে 2021 সালে খোলা হয়।", "সেতুটি ২০১৯ সালে, পরে ২০২১ সালে খোলা হয়।"),
    ],
)
def test_what_may_stand_instead_is_proposed(text: str, suggestion: str) -> None:
    one = story([take("one", headline="Shut", city="MARLEY", paragraphs=(Paragraph(text),))])
    assert [p.suggestion for p in pipeline.check(pipeline.copy_of(one), one)] == [suggestion]


def test_a_name_in_capitals_is_no_other_spelling() -> None:
    one = take("one", 0, headline="Lock shut", city="MARLEY", mark=MORE,
               paragraphs=(Paragraph("KEEPER JAN OLM was asked."),))  # fmt: skip
    two = take("two", 3, headline="Lock shut", number=2, mark=END,
               paragraphs=(Paragraph("But Keeper Jan Olm said no more."),))  # fmt: skip
    whole = story([one, two])
    assert pipeline.check(pipeline.copy_of(whole), whole) == ()
