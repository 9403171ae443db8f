from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dispatches.actions.record import record, verify
from dispatches.models import ChainHead, Event, guards
from dispatches.tests import make

pytestmark = pytest.mark.django_db
GENESIS = "0" * 64


def write(number: int) -> list[Event]:
    return [record("claim", actor=None, origin="desk", reason=f"no. {n}") for n in range(number)]


@pytest.fixture
def unguarded() -> None:
    """As somebody who owns the database and takes the triggers away."""
    guards.remove(connection)


def test_events_are_numbered_and_each_names_the_hash_of_the_one_before() -> None:
    one, two, three = write(3)
    assert [event.number for event in (one, two, three)] == [1, 2, 3]
    assert [event.previous for event in (one, two, three)] == [GENESIS, one.hash, two.hash]


def test_a_history_that_nobody_touched_is_whole() -> None:
    make.story()
    write(3)
    assert verify() == []


def test_no_history_is_whole() -> None:
    assert verify() == []


def test_the_database_refuses_to_change_or_delete_an_event() -> None:
    (event,) = write(1)
    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(reason="Nothing happened.")
    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        event.delete()


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "Nothing happened."),
        ("kind", "approve"),
        ("origin", "admin"),
        ("about", "source 1"),
        ("before", {"status": "incoming"}),
        ("after", {"status": "published"}),
    ],
)
def test_a_changed_event_is_found(column: str, value: object) -> None:
    write(3)
    Event.objects.filter(number=2).update(**{column: value})
    (said,) = verify()
    assert said.startswith("Event 2 (")
    assert said.endswith("was changed after it was written.")


@pytest.mark.usefixtures("unguarded")
def test_an_event_laid_to_somebody_elses_door_is_found() -> None:
    write(2)
    Event.objects.filter(number=1).update(actor=make.editor())
    assert verify() == ["Event 1 (claim) was changed after it was written."]


@pytest.mark.usefixtures("unguarded")
def test_an_event_taken_from_the_middle_is_found() -> None:
    write(4)
    Event.objects.filter(number=2).delete()
    assert verify() == ["Event 2 is missing."]
    Event.objects.filter(number=3).delete()
    assert verify() == ["Events 2 to 3 are missing."]


@pytest.mark.usefixtures("unguarded")
def test_events_cut_from_the_end_are_missed() -> None:
    write(4)
    Event.objects.filter(number__gte=3).delete()
    assert verify() == ["The history ends with event 2, and 4 were written."]


@pytest.mark.usefixtures("unguarded")
def test_an_event_written_again_with_a_hash_that_fits_it_breaks_the_chain() -> None:
    write(3)
    event = Event.objects.get(number=2)
    event.reason = "Nothing happened."
    Event.objects.filter(number=2).update(reason=event.reason, hash=event.digest())
    assert verify() == ["Event 3 does not follow from the one before it."]


@pytest.mark.usefixtures("unguarded")
def test_the_last_event_written_again_is_not_the_one_that_was_written() -> None:
    write(3)
    event = Event.objects.get(number=3)
    event.reason = "Nothing happened."
    Event.objects.filter(number=3).update(reason=event.reason, hash=event.digest())
    assert verify() == ["Event 3, the last, is not the one that was written."]


@pytest.mark.usefixtures("unguarded")
def test_a_lost_head_is_missed() -> None:
    write(2)
    ChainHead.objects.all().delete()
    assert verify() == ["The history ends with event 2, and 0 were written."]


def test_the_chain_is_checked_in_one_walk(django_assert_num_queries: object) -> None:
    write(5)
    with django_assert_num_queries(2):  # type: ignore[operator]
        verify()


FACTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


class AnyFacts(TestCase):
    @given(reason=st.text(max_size=1200), after=st.dictionaries(st.text(), FACTS, max_size=3))
    def test_whatever_is_recorded_the_chain_stays_whole(
        self, reason: str, after: dict[str, object]
    ) -> None:
        record("edited", actor=None, origin="desk", reason=reason, after=after)
        assert verify() == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"when": date(2019, 4, 25)}, {"when": "2019-04-25"}),
        ({"score": 0.123456}, {"score": 0.123}),
        ({"score": 1e20}, {"score": 10**20}),
        ({"score": -0.0}, {"score": 0}),
        ({1: "one"}, {"1": "one"}),
        ({"text": "a\x00b\ud800"}, {"text": "a␀b�"}),
    ],
)
def test_facts_are_kept_as_both_databases_hand_them_back(
    said: dict[str, object], kept: dict[str, object]
) -> None:
    event = record("edited", actor=None, origin="desk", after=said)
    assert Event.objects.get(pk=event.pk).after == kept
    assert verify() == []
