"""The order that a person gives the takes of a story."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dispatches.tests.wire.taking import END, MORE, story, take
from dispatches.wire import pipeline
from dispatches.wire.arrange import in_order
from dispatches.wire.names import shared_names
from dispatches.wire.values import Assembly, State

KEYS = st.lists(st.text("abcdefgh", min_size=1, max_size=1), unique=True)


def lock() -> Assembly:
    """A story of three takes, the last of which says that it ends."""
    head = {"headline": "Barges wait at broken lock", "city": "MARLEY", "mark": MORE}
    two = take("two", 3, number=2, headline="BARGES WAIT", mark=MORE)
    return story(
        [take("lock", 0, **head), two, take("three", 6, number=3, headline="BARGES WAIT", mark=END)]
    )


@given(KEYS, KEYS)
def test_nothing_is_lost_and_what_was_chosen_stands_in_its_order(
    found: list[str], chosen: list[str]
) -> None:
    order = in_order(found, chosen)
    assert sorted(order) == sorted(found)
    assert [key for key in order if key in chosen] == [key for key in chosen if key in found]


@given(KEYS)
def test_where_nothing_was_chosen_the_order_stays(found: list[str]) -> None:
    assert in_order(found, []) == found


def test_an_order_tells_what_it_leaves_missing() -> None:
    one = lock()
    turned = pipeline.arranged(one, ["three#0", "two#0", "lock#0"], now=None)
    assert [part.page for part in turned.takes] == ["three", "two", "lock"]
    assert (one.state, turned.state) == (State.COMPLETE, State.INCOMPLETE)
    assert turned.missing[-1].startswith("what follows")
    assert turned.links[0].reasons == ("put in this order by hand",)


def test_the_order_that_the_machine_found_changes_nothing() -> None:
    one = lock()
    assert pipeline.arranged(one, [part.key for part in one.takes], now=None) is one


def test_names_at_the_beginning_of_a_sentence_are_none() -> None:
    assert shared_names("Later he met Ruiz.", "Later she met Ruiz. Later it rained.") == ("Ruiz",)
