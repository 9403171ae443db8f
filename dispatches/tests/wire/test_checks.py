"""The checks: each fires on its damage, and on nothing that only looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dispatches.tests.wire.reader import NOON, only, problems
from dispatches.wire import pipeline
from dispatches.wire.sentences import last_full_sentence
from dispatches.wire.values import Paragraph, Problem

LEAD = "A bridge was opened on Thursday."


def story(*paragraphs: str, date: str = "April 25, 2019", sign: str = "BSS/KL") -> str:
    head = f"BFF-31\nBRIDGE\n\nNew bridge opens\n\nTARANGDI, {date} (BSS) – "
    copy = "\n\n".join(paragraphs)
    return f"{head}{copy}\n\n{sign}/ 0611 hrs\n"


def found(*paragraphs: str, date: str = "April 25, 2019") -> list[tuple[str, int | None]]:
    return [(p.code, p.paragraph) for p in problems(story(*paragraphs, date=date))]


@pytest.mark.parametrize(
    "text",
    [
        "It was the third bridge to be opened over the river in the course of one",
        "It was the third bridge, and the mayor, who had come by boat,",
        "“It was time,” said the mayor, who had come by",
    ],
)
def test_a_paragraph_that_breaks_off_is_c01(text: str) -> None:
    assert found(LEAD, text) == [("C01", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "It was the third bridge over the river.",
        "“It was time.”",
        "The mayor gave three reasons:",
        "“And then…”",
        "Was it time? (It was.)",
    ],
)
def test_a_paragraph_that_ends_is_not_c01(text: str) -> None:
    assert found(LEAD, text) == []


@pytest.mark.parametrize(
    ("paragraphs", "codes"),
    [
        (("“It was time,” he said. “Now it is done.", "He left."), [("C02", 1)]),
        (("It was time,” he said, and left.",), [("C02", 1)]),
        (('"It was time, he said, and left.',), [("C02", 1)]),
        (("“It was time.", "“Now it is done.”"), []),
        (("“It was time,” he said. “It is done.”",), []),
    ],
)
def test_quotation_marks_must_pair(
    paragraphs: tuple[str, ...], codes: list[tuple[str, int | None]]
) -> None:
    assert found(LEAD, *paragraphs) == codes


def edited(text: str, headline: str = "New bridge opens") -> list[str]:
    """What is found once an editor, or a bad rule, has put this into the copy."""
    assembly = only(story(LEAD))
    copy = pipeline.copy_of(assembly)
    parts = (*copy.paragraphs, Paragraph(text))
    return _codes(pipeline.check(replace(copy, paragraphs=parts, headline=headline), assembly))


def _codes(found: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in found]


def test_marks_left_in_the_copy_are_found() -> None:
    assert edited("He left at six.", headline="BFF-31 New bridge opens") == ["C03"]
    assert edited("New bridge opens") == ["C03", "C06"]
    assert edited("The then- mayor opened it.") == ["C04"]
    assert edited("He left. BSS/AFP/KL/ 0611 hrs.") == ["C05"]
    assert edited("Island venue") == ["C06"]
    assert edited("Pre- and post-war bridges.") == []


def test_takes_that_disagree_are_c08() -> None:
    first = story(LEAD, sign="MORE/KL").replace("(BSS)", "(BSS/AFP)")
    second = "BFF-32\nFERRY\n\nIt is done.\n\nBSS/AFP/KL/ 0615 hrs\n"
    assembly = only(first, second.replace("FERRY\n", ""))
    takes = (assembly.takes[0], replace(assembly.takes[1], slug="FERRY"))
    torn = replace(assembly, takes=takes)
    (problem,) = pipeline.check(pipeline.copy_of(torn), torn)
    assert (problem.code, problem.message) == (
        "C08",
        "The takes disagree about the slug: BRIDGE, FERRY.",
    )


def test_a_weekday_in_the_lead_that_is_not_the_datelines_is_c09() -> None:
    assert found("A bridge was opened on Monday.") == [("C09", None)]
    assert found("A bridge was opened on Wednesday.") == []
    assert found("A bridge will be opened on Monday.") == []


def test_no_dateline_is_c09() -> None:
    page = story(LEAD).replace("TARANGDI, April 25, 2019 (BSS) – ", "")
    assert [p.code for p in problems(page)] == ["C09"]


@pytest.mark.parametrize(("day", "codes"), [(25, []), (26, []), (28, ["C09"])])
def test_only_a_time_that_the_transmission_states_is_held_against_the_dateline(
    day: int, codes: list[str]
) -> None:
    assembly = only(story(LEAD))
    assert assembly.takes[0].received_at == NOON
    stated = replace(assembly.takes[0], stated_at=datetime(2019, 4, day, 23, tzinfo=UTC))
    dated = replace(assembly, takes=(stated,))
    assert _codes(pipeline.check(pipeline.copy_of(dated), dated)) == codes


def test_a_muted_check_is_silent() -> None:
    assembly = only(story(LEAD, "It was the third bridge of"))
    copy = pipeline.copy_of(assembly)
    assert _codes(pipeline.check(copy, assembly, muted=["C01"])) == []


def test_a_lost_line_offers_the_cut_only_where_a_full_sentence_is_left() -> None:
    (one,) = problems(story(LEAD + " The mayor, who had come by"))
    (two,) = problems(story("The mayor, who had come by"))
    assert one.choices == ("verified", "typed", "cut")
    assert two.choices == ("verified", "typed", "omitted")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("He left. She stay", "He left."),
        ("“He left.” She stay", "“He left.”"),
        ("The U.S. envoy le", ""),
        ("Mr. Dewry came. Then Gen. Sallow le", "Mr. Dewry came."),
        ("It cost 3.5 mi", ""),
        ("He left.", "He left."),
    ],
)
def test_a_cut_ends_where_a_sentence_does(text: str, kept: str) -> None:
    assert last_full_sentence(text) == kept
