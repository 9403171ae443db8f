import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.correct import correct_item
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.regroup import own_story, put_in_order, unite
from dispatches.models import Ruling
from dispatches.tests import make
from dispatches.tests.actions.hands import (
    NAMELESS,
    ONE,
    OTHER,
    STRANGER,
    TWO,
    come,
    copy,
    home,
    ids,
    rejoin_all,
    serials,
    take,
)
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db


def turned(by: object = None) -> object:
    """The story of two takes, put the other way round."""
    story = come(ONE, TWO)
    order = ids(story)[::-1]
    return put_in_order(story, order, by=by or make.editor(), saw=story.touched)  # type: ignore[arg-type]


# Order -------------------------------------------------------------------------------------------
def test_takes_stand_in_the_order_that_a_person_gave_them() -> None:
    story = turned()
    assert serials(story) == ["BFF-09", "BFF-08"]  # type: ignore[arg-type]
    assert copy(story)[0] == "It would be read again."  # type: ignore[arg-type]
    event = story.events.get(kind="arranged")  # type: ignore[attr-defined]
    assert (event.before["takes"], event.after["takes"]) == (
        ["BFF-08 GAUGE-READ", "BFF-09"],
        ["BFF-09", "BFF-08 GAUGE-READ"],
    )


def test_no_machine_undoes_the_order_that_a_person_gave() -> None:
    story = turned()
    rejoin_all()
    come(OTHER, at=9)
    rejoin_all()
    assert serials(story) == ["BFF-09", "BFF-08"]  # type: ignore[arg-type]
    assert make.fresh(story).touched == story.touched  # type: ignore[arg-type,attr-defined]


def test_a_take_that_comes_later_stands_behind_the_one_that_it_carries_on() -> None:
    three = make.then("BFF-10", end="MORE", clock="0836", body=("It fell by noon.",))
    story = come(ONE, make.then("BFF-09", end="MORE", clock="0834"))
    turned = put_in_order(story, ids(story)[::-1], by=make.editor(), saw=story.touched)
    come(three, at=3)
    assert serials(turned) == ["BFF-09", "BFF-10", "BFF-08"]


def test_a_corrected_take_keeps_the_place_that_a_person_gave_it() -> None:
    story = turned()
    by = make.person(Role.CORRECTOR)
    correct_item(take("BFF-09"), {"slug": "GAUGE-READ"}, by=by, reason="It was not read.")
    rejoin_all()
    assert serials(story) == ["BFF-09", "BFF-08"]  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [[], [0, 1], [1]])
def test_an_order_names_all_takes_of_the_story(order: list[int]) -> None:
    story = come(ONE, TWO)
    with pytest.raises(Refused, match="other takes now"):
        put_in_order(story, order, by=make.editor(), saw=story.touched)


def test_only_who_joins_takes_puts_them_in_order() -> None:
    with pytest.raises(PermissionDenied):
        turned(make.person(Role.REPORTER))


# Two stories to one ------------------------------------------------------------------------------
def test_all_takes_of_a_story_are_joined_to_another_for_good() -> None:
    story, tail = come(ONE), come(STRANGER, at=2)
    made = unite(
        story, tail, by=make.editor(), saw=story.touched, other_saw=tail.touched, reason="Mine."
    )
    rejoin_all()
    assert serials(made) == ["BFF-08", "BFF-12"]
    assert make.fresh(tail).status == Status.SPIKED
    assert {one.events.filter(kind="united").count() for one in (story, tail)} == {1}


def test_joining_two_stories_asks_for_the_state_of_both() -> None:
    story, tail = come(ONE), come(STRANGER, at=2)
    with pytest.raises(Stale):
        unite(story, tail, by=make.editor(), saw=story.touched, other_saw=tail.touched + 1)
    assert not Ruling.objects.exists()


def test_a_story_is_not_joined_to_itself_nor_to_one_of_another_source() -> None:
    story = come(ONE)
    other = make.ingest(TWO, source=make.source("plain", convention="bss")).stories[0]
    for one, words in ((story, "itself"), (other, "another source")):
        with pytest.raises(Refused, match=words):
            unite(story, one, by=make.editor(), saw=story.touched, other_saw=one.touched)


# A story of its own ------------------------------------------------------------------------------
def test_a_story_of_its_own_is_kept_from_those_that_were_suggested_and_wants_nothing() -> None:
    come(OTHER)
    tail = come(NAMELESS, at=2)
    assert tail.blockers().filter(code="C07").exists()
    own_story(tail, by=make.editor(), saw=tail.touched)
    assert Ruling.objects.filter(item=take("BFF-12"), other=take("BFF-11"), together=False)
    assert not make.fresh(tail).blockers().filter(code="C07").exists()
    rejoin_all()
    assert home("BFF-12") == tail
