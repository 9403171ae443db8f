"""The checks: each fires on its damage, and on nothing that only looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dispatches.tests.wire.reader import NOON, only, problems
from dispatches.wire import pipeline
from dispatches.wire.sentences import last_full_sentence
from dispatches.wire.values import Paragraph, Problem, Removal, SignOff

AFTER = "It is the third bridge over the river since the spring floods of that year."
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
        (("``It was time, he said, and left.",), [("C02", 1)]),
        (("``It was time,'' he said. ``It is done.''",), []),
        (("He said: ``It was time.", "``Now it is done.''"), []),
        (("“It was time, he said.", "Now it is done.”"), []),
        (('"It was time," he said. "It is', 'Now, it is," he said, and left.'), []),
    ],
)
def test_quotation_marks_must_pair(
    paragraphs: tuple[str, ...], codes: list[tuple[str, int | None]]
) -> None:
    assert found(LEAD, *paragraphs) == codes


def edited(*texts: str, headline: str = "New bridge opens") -> list[str]:
    """What is found once an editor, or a bad rule, has put this into the copy."""
    assembly = only(story(LEAD))
    copy = pipeline.copy_of(assembly)
    parts = (*copy.paragraphs, *map(Paragraph, texts))
    return _codes(pipeline.check(replace(copy, paragraphs=parts, headline=headline), assembly))


def _codes(found: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in found]


def test_marks_left_in_the_copy_are_found() -> None:
    assert edited("He left at six.", headline="BFF-31 New bridge opens") == ["C03"]
    assert edited("New bridge opens") == ["C03"]
    assert edited("The then- mayor opened it.") == ["C04"]
    assert edited("He left. BSS/AFP/KL/ 0611 hrs.") == ["C05"]
    assert edited("Island venue", AFTER) == ["C06"]
    assert edited("Island venue") == edited("Route 9", AFTER) == []
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


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("(BSS/AFP)", "BSS/Afp/KL", ""),
        ("(BSS/AFP)", "BSS/KL", ""),
        ("(BSS/AFP)", "BSS/PTI/KL", "The takes disagree about the agencies: BSS/AFP, BSS/PTI."),
    ],
)
def test_agencies_disagree_where_neither_names_all_of_the_others(
    first: str, second: str, message: str
) -> None:
    head = story(LEAD, sign="MORE/BSS/AFP/KL").replace("(BSS)", first)
    whole = only(head, f"BFF-32\n\nIt is done.\n\n{second}/ 0615 hrs\n")
    one, two = whole.takes
    signed = replace(one, sign_off=SignOff(("BSS", "AFP"), "KL"))
    torn = replace(whole, takes=(signed, two))
    found = [p.message for p in pipeline.check(pipeline.copy_of(torn), torn) if p.code == "C08"]
    assert found == ([message] if message else [])


def test_a_weekday_in_the_lead_that_is_not_the_datelines_is_c09() -> None:
    assert found("A bridge was opened on Monday.") == [("C09", None)]
    assert found("A bridge was opened on Wednesday.") == []
    assert found("A bridge will be opened on Monday.") == []
    assert found("The mayor on Monday will open a bridge.") == []
    assert found("The mayor said on Monday it would open a bridge from Ostby.") == [("C09", None)]
    assert found("A bridge from Ostby was opened by hand on Monday.") == [("C09", None)]
    assert found("The plant by the bridge was opened in May on Monday.") == [("C09", None)]
    assert found("The mayor planned to open a bridge on Monday.") == []
    assert found("A bridge is to be opened before the fair on Monday.") == [("C09", None)]


def test_a_take_whose_headline_tells_that_it_is_a_later_one_needs_no_dateline() -> None:
    assembly = only(story(LEAD))
    for headline, codes in (("NEW BRIDGE =2 OSTBY", []), ("NEW BRIDGE OPENS", ["C09"])):
        take = replace(assembly.takes[0], dateline=None, headline=headline)
        torn = replace(assembly, takes=(take,))
        copy = replace(pipeline.copy_of(torn), headline="New bridge")
        assert [p.code for p in pipeline.check(copy, torn) if p.code == "C09"] == codes


def test_the_other_date_is_proposed() -> None:
    (one,) = problems(story("A bridge was opened on Monday."))
    assert one.suggestion == "Perhaps Monday 2019-04-22."


def test_the_day_in_an_anpa_header_is_held_against_the_dateline() -> None:
    assembly = only(story(LEAD))
    header = Removal(2, "r i BC-BRIDGE   04-20 0120", "header")
    take = assembly.takes[0]
    torn = replace(assembly, takes=(replace(take, removals=(*take.removals, header)),))
    (one,) = pipeline.check(pipeline.copy_of(torn), torn)
    assert one.message == "The dateline says 2019-04-25, the transmission 2019-04-20."


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


def test_a_press_release_without_a_dateline_lacks_no_first_take() -> None:
    copy = f"Bridge opens early\n\n{LEAD}\n\n{AFTER}\n\n# # #\n"
    assert "C07" not in [p.code for p in problems(f"FOR IMMEDIATE RELEASE\n\n{copy}")]
