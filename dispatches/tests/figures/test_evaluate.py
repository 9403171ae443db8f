"""What `make eval` says of figures; the measuring itself takes a minute and is left to it."""

from __future__ import annotations

import pytest

from dispatches.tests.figures import checking, evaluate, scores
from dispatches.tests.figures.days import days
from dispatches.tests.figures.ledger import Figure, at_least


def figure(value: float, name: str = "dev: headline", goal: float = 0.99) -> Figure:
    return at_least(name, value, goal, "(n 40)")


@pytest.mark.parametrize(("now", "said"), [(0.995, 0), (0.9931, 0), (0.992, 1), (1.0, 0)])
def test_a_figure_that_fell_by_more_than_a_little_is_named(now: float, said: int) -> None:
    assert len(evaluate.fallen([figure(now)], {"dev: headline": 0.995})) == said


def test_a_figure_that_is_gone_fell() -> None:
    assert evaluate.fallen([], {"dev: slug": 0.9}) == ["dev: slug fell from 0.9 to 0.0."]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("dev: grouping_pairwise precision", 0.9985, 1),
        ("dev: grouping_pairwise precision", 0.9995, 0),
        ("real/dev: grouping_pairwise precision", 0.9999, 1),
        ("dev: grouping_pairwise recall", 0.5, 0),
    ],
)
def test_takes_of_two_stories_that_were_joined_are_named(
    name: str, value: float, said: int
) -> None:
    assert len(evaluate.wrong_joins([figure(value, name)], {})) == said


def test_one_wrong_join_is_too_many_where_the_last_release_made_none() -> None:
    name = "dev: grouping_pairwise precision"
    assert evaluate.wrong_joins([figure(0.9995, name)], {name: 1.0})
    assert not evaluate.wrong_joins([figure(1.0, name)], {name: 1.0})


def test_a_line_says_what_changed_and_what_falls_short() -> None:
    told = evaluate.line(figure(0.98), 0.97)
    assert told.split() == ["dev:", "headline", "0.9800", "(n", "40)", "+0.0100", "SHORT", "of",
                            "≥", "0.99"]  # fmt: skip
    assert evaluate.line(figure(1.0), 1.0).split()[-1] == "40)"


def test_a_clean_day_scores_its_stories() -> None:
    told = scores.of_days(days([3], "clean", "known"))
    assert told["grouping_pairwise precision"].value == 1.0
    assert told["story_count"].n == 120


def test_a_check_is_counted_where_it_is_right_where_it_is_wrong_and_where_it_is_silent() -> None:
    tally = checking.Tally({("s1", "a"), ("s1", "b")}, {("s1", "a"), ("s2", "")})
    assert (tally.precision, tally.recall) == (0.5, 0.5)
    assert (checking.Tally().precision, checking.Tally().recall) == (1.0, 1.0)


def test_what_was_planted_on_a_day_is_found() -> None:
    told = checking.tallies(days([101], "planted", "known"))
    assert {code for code, tally in told.items() if len(tally.planted) > 3} >= {"C01", "C02", "C12"}
    assert all(told[code].recall > 0.9 for code in ("C01", "C02", "C04", "C12"))
