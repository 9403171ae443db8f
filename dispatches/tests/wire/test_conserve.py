"""What is lost between a take's lines and its copy is found, named, and stops approval."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatches.tests.wire.reader import take_in
from dispatches.tests.wire.test_joining import first
from dispatches.wire import pipeline
from dispatches.wire.conserve import LEFT_OVER, left_over
from dispatches.wire.values import Level, Line, Removal, Take

PAGE = first("BFF-21", "RK", "0910")
LINES = tuple(Line(n, text) for n, text in enumerate(PAGE.split("\n"), start=1))


def taken() -> Take:
    return take_in(PAGE)[0]


def test_a_take_as_it_was_read_leaves_nothing_over() -> None:
    assert left_over(taken(), LINES) == ()


def without_a_paragraph(take: Take) -> Take:
    return replace(take, paragraphs=take.paragraphs[1:])


def without_a_word(take: Take) -> Take:
    part = take.paragraphs[0]
    cut = replace(part, text=part.text.replace(part.text.split()[1], "", 1))
    return replace(take, paragraphs=(cut, *take.paragraphs[1:]))


def with_a_word_more(take: Take) -> Take:
    part = take.paragraphs[0]
    return replace(take, paragraphs=(replace(part, text=f"{part.text} Really."),))


def without_a_removal(take: Take) -> Take:
    return replace(take, removals=take.removals[1:])


@pytest.mark.parametrize(
    "harm", [without_a_paragraph, without_a_word, with_a_word_more, without_a_removal]
)
def test_what_a_take_lacks_or_has_too_much_is_named_by_its_line(harm: object) -> None:
    assert callable(harm)
    found = left_over(harm(taken()), LINES)
    assert found
    assert {one.role for one in found} == {LEFT_OVER}


def test_what_is_left_over_stops_approval() -> None:
    take = taken()
    harmed = replace(take, removals=(*take.removals, Removal(3, "Fares rose.", LEFT_OVER)))
    (story,) = pipeline.join([harmed]).assemblies
    problems = [p for p in pipeline.check(pipeline.copy_of(story), story) if p.code == "C16"]
    assert [(p.level, p.excerpt) for p in problems] == [(Level.ERROR, "Fares rose.")]
