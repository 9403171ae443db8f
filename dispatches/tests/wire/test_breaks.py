"""C04: words that a line's end broke; whether anything tells how they were written."""

from __future__ import annotations

import pytest

from dispatches.tests.wire.reader import problems

PAGE = """BFF-31
BRIDGE

New bridge opens

TARANGDI, April 25, 2019 (BSS) – A bridge was opened on Thursday by the {0}-
{1} of the town.

BSS/KL/ 0611 hrs
"""


def found(head: str, tail: str) -> list[tuple[str, str]]:
    return [(p.code, p.suggestion) for p in problems(PAGE.format(head, tail))]


def test_a_word_of_which_nothing_is_known_is_c04_with_both_forms() -> None:
    assert found("velo", "tandrik") == [("C04", "“velotandrik” or “velo-tandrik”")]


@pytest.mark.parametrize(
    ("head", "tail"),
    [("har", "bour"), ("pro", "gramme"), ("vice", "mayor"), ("re", "organised"), ("May", "Day")],
)
def test_a_word_that_is_known_is_no_guess(head: str, tail: str) -> None:
    assert found(head, tail) == []
