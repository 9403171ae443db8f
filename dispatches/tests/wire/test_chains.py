"""Joining by what any wire may show: numbers, names, places, repeated words, serials, clocks."""

from __future__ import annotations

from typing import Any

import pytest

from dispatches.tests.wire.taking import END, MORE, clock, story, take, told
from dispatches.wire.evidence import CERTAIN
from dispatches.wire.values import Paragraph, State, Take


def lock(**said: Any) -> Take:
    """The first take of a story about a lock."""
    head = {"headline": "Barges wait at broken lock", "city": "MARLEY", "mark": MORE}
    return take("lock", 0, **{**head, **said})


def mill(**said: Any) -> Take:
    """The first take of another, two minutes later."""
    head = {"headline": "Old mill to grind again", "city": "TIVEY", "mark": MORE}
    return take("mill", 2, **{**head, **said})


def test_a_numbered_take_that_repeats_the_first_words_of_a_headline_joins() -> None:
    then = take("two", 6, number=2, headline="BARGES WAIT", mark=END)
    one = story([lock(), then])
    assert [part.page for part in one.takes] == ["lock", "two"]
    assert one.links[0].reasons == (
        "take 2 after take 1",
        "the headline begins alike",
        "6 minutes later",
    )


@pytest.mark.parametrize(
    "names",
    [{"city": "TIVEY"}, {"headline": "Old"}, {"initials": "RK"}, {"pick_up": "of its hall."}],
)
def test_of_two_stories_under_one_slug_the_one_that_fits_is_joined(names: dict[str, Any]) -> None:
    heads = [lock(slug="WATER", initials="TN"), mill(slug="WATER", initials="RK")]
    if "pick_up" in names:
        heads[0] = lock(slug="WATER", paragraphs=(Paragraph("They wait."),))
    then = take("two", 6, number=2, slug="WATER", mark=END, **names)
    assert told([*heads, then]) == [("lock",), ("mill", "two")]


def test_a_slug_that_two_waiting_stories_share_joins_nothing() -> None:
    then = take("two", 6, number=2, slug="WATER", mark=END)
    assert len(told([lock(slug="WATER"), mill(slug="WATER"), then])) == 3


def test_a_take_whose_own_first_take_is_missing_is_not_given_to_another_story() -> None:
    then = take("two", 6, number=2, slug="WATER", pick_up="SELBY: off the quay.", mark=END)
    assert told([lock(slug="WATER"), then]) == [("lock",), ("two",)]


def test_a_take_that_is_missing_between_two_is_named() -> None:
    third = take("three", 9, number=3, headline="Barges wait", mark=END)
    one = story([lock(), third])
    assert (one.state, one.missing) == (State.INCOMPLETE, ("take 2",))


def test_a_late_take_takes_its_place() -> None:
    second = take("two", 300, number=2, headline="Barges wait", mark=MORE)
    third = take("three", 9, number=3, headline="Barges wait", mark=END)
    assert told([lock(), third, second]) == [("lock", "two", "three")]


def test_serials_may_begin_again_at_midnight() -> None:
    one = lock(serial=("BFF", 98), initials="RK", clock=clock(23, 58))
    two = take("two", 4, serial=("BFF", 1), initials="RK", clock=clock(0, 2), mark=END)
    assert told([one, two]) == [("lock", "two")]


def test_a_number_that_ran_before_is_no_new_beginning() -> None:
    one = lock(serial=("BFF", 21), initials="RK", clock=clock(9, 10))
    two = take("two", 4, serial=("BFF", 20), initials="RK", clock=clock(9, 14), mark=END)
    assert len(told([one, two])) == 2


def test_two_open_stories_of_one_editor_are_left_to_a_person() -> None:
    one = lock(serial=("BFF", 21), initials="RK")
    two = mill(serial=("BFF", 22), initials="RK")
    then = take("then", 6, serial=("BFF", 23), initials="RK", mark=END)
    assert len(told([one, two, then])) == 3


def test_a_headline_said_again_under_more_carries_on() -> None:
    rest = (Paragraph("By noon the queue of boats reached the weir, and tea was handed down."),)
    then = take("two", 4, headline="Barges wait at broken lock", mark=END, paragraphs=rest)
    assert told([lock(), then]) == [("lock", "two")]


def test_nothing_carries_on_a_story_that_ended_unless_much_speaks_for_it() -> None:
    then = take("two", 4, number=2, slug="WATER", mark=END)
    again = take("two", 4, number=2, slug="WATER", pick_up="of its hall", mark=END)
    ended = lock(slug="WATER", mark=END)
    assert told([ended, then]) == [("lock",), ("two",)]
    assert told([ended, again]) == [("lock", "two")]


def test_wires_are_never_mixed() -> None:
    then = take("two", 6, number=2, headline="Barges wait at broken lock", feed="other")
    assert len(told([lock(), then])) == 2


def test_links_that_are_joined_are_certain() -> None:
    then = take("two", 6, number=2, headline="Barges wait at broken lock", mark=END)
    assert all(link.score >= CERTAIN for link in story([lock(), then]).links)


@pytest.mark.parametrize(
    "said", ["BARGES WAIT =2 MARLEY", "Barges wait (2)", "Barges wait, take 2"]
)
def test_a_number_that_stands_in_a_headline_is_one(said: str) -> None:
    assert told([lock(), take("two", 6, headline=said, mark=END)]) == [("lock", "two")]


@pytest.mark.parametrize("said", ["2", "LAST"])
def test_a_number_in_a_headlines_stead_is_no_headline(said: str) -> None:
    one = lock(serial=("BFF", 21), initials="RK")
    two = take("two", 6, headline=said, serial=("BFF", 23), initials="RK", mark=END)
    assert told([one, two]) == [("lock", "two")]
