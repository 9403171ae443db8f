"""What envelopes call items decides which of them are one, and which version stands."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from dispatches.tests.wire.taking import END, kill, set_aside, story, take, told, words
from dispatches.wire import pipeline
from dispatches.wire.ids import Identity
from dispatches.wire.values import Kind, Take

URI = "urn:newsml:wire.example:20260501:FERRY"


def version(name: str, number: str, at: int = 0, **more: Any) -> Take:
    told = {"city": "Tarran", "headline": "Ferry late", "mark": END}
    return take(name, at, identity=Identity(URI, number), **(told | more))


def test_a_higher_version_stands_though_nothing_else_of_it_is_alike() -> None:
    second = version("b", "2", 5, headline="Harbour shut", paragraphs=words("Ostley", 9))
    one = story([version("a", "1"), second])
    assert [take.page for take in one.takes] == ["b"]
    assert set_aside(one) == (("a",), ())


@pytest.mark.parametrize("order", list(permutations(("1", "2", "10"))))
def test_the_highest_version_stands_in_whatever_order_they_come(order: tuple[str, ...]) -> None:
    takes = [version(number, number, at) for at, number in enumerate(order)]
    assert told(takes) == [("10",)]


def test_the_same_version_sent_twice_is_one_item() -> None:
    one = story([version("a", "3"), version("b", "3", 4, paragraphs=words("Ostley"))])
    assert [take.page for take in one.takes] == ["a"]
    assert set_aside(one) == ((), ("b",))


def test_a_new_version_of_the_same_words_stands_for_its_envelope_changed() -> None:
    one = story([version("a", "1", embargo="until noon"), version("b", "2", 3)])
    assert [take.embargo for take in one.takes] == [""]
    assert set_aside(one) == (("a",), ())


def test_versions_are_one_story_though_a_week_lies_between_them() -> None:
    assert told([version("a", "1"), version("b", "2", 7 * 24 * 60)]) == [("b",)]


def test_an_item_that_takes_the_place_of_another_stands() -> None:
    new = Identity("urn:other", "1", (URI,))
    younger = take("b", 9, city="Tarran", identity=new, paragraphs=words("Ostley"), mark=END)
    for takes in ([version("a", "4"), younger], [younger, version("a", "4", 20)]):
        assert told(takes) == [("b",)]


def test_two_items_of_other_words_stay_two() -> None:
    other = take("b", 1, city="Tarran", headline="Bridge shut", paragraphs=words("Ostley", 2))
    assert len(told([version("a", "1"), other])) == 2


def test_ids_of_another_wire_are_other_ids() -> None:
    assert len(told([version("a", "1"), version("b", "2", 1, feed="v")])) == 2


def test_a_kill_finds_its_story_by_the_items_id_alone() -> None:
    other = take("b", 1, city="Tarran", headline="Bridge shut", paragraphs=words("Ostley", 2))
    notice = kill(30, "Kill.", uris=(URI,))
    stories = pipeline.join([version("a", "1"), other, notice]).assemblies
    assert [[one.page for one in found.kills] for found in stories] == [["kill30"], []]


def test_what_stands_beside_copy_is_no_story_and_no_notice() -> None:
    joined = pipeline.join([version("a", "1"), take("b", kind=Kind.BESIDE, headline="Ferry late")])
    assert len(joined.assemblies) == 1
    assert joined.notices == ()
