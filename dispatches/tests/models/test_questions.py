"""The words for what the desk asks of the rows."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.settle import settle
from dispatches.models import Problem, Publication, Story, StoryTake, Transmission, WireItem
from dispatches.models.stories import OPEN_HOWS
from dispatches.tests import make
from dispatches.workflow import POWERS, Power, Role, Status

pytestmark = pytest.mark.django_db


def test_the_queue_is_in_order_of_urgency_and_then_of_age() -> None:
    late = make.story(at=make.minutes(9))
    early = make.story(at=make.minutes(1))
    urgent = make.story(at=make.minutes(30), urgency=2)
    assert list(Story.objects.queue()) == [urgent, early, late]


def test_the_queue_counts_the_open_problems_of_the_present_version() -> None:
    story = make.damaged()
    by = make.editor()
    settle(make.problem(story), "typed", by=by, saw=story.touched, text="beyond a December of")
    (row,) = Story.objects.queue()
    assert vars(row)["open_problems"] == 1


def test_the_queue_asks_as_much_for_many_rows_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(5):
        make.story()
    with django_assert_num_queries(3):
        for story in Story.objects.queue():
            assert [str(placing.item) for placing in story.placings.all()]


def test_readers_may_see_what_is_published() -> None:
    published = make.story(status=Status.PUBLISHED)
    make.story(status=Status.WITHDRAWN)
    assert list(Story.objects.published()) == [published]
    assert Publication.objects.standing().get().story == published


def test_a_problem_that_waits_is_open_still() -> None:
    story = make.story(make.first(end="MORE"))
    settle(make.problem(story), "wait", by=make.editor(), saw=story.touched)
    assert story.current_problems().open().count() == 1
    assert set(OPEN_HOWS) == {"", "wait", "join", "heading"}


def test_only_an_open_error_blocks() -> None:
    body = ("A wo- rd broke.", make.DAMAGED)
    story = make.story(make.first(body=body))
    assert [problem.code for problem in story.current_problems()] == ["C04", "C01"]
    assert [problem.code for problem in story.blockers()] == ["C01"]
    assert [problem.blocks for problem in story.current_problems()] == [False, True]


def test_the_problems_of_an_older_version_are_not_current() -> None:
    story = make.damaged()
    after = settle(
        make.problem(story), "typed", by=make.editor(), saw=story.touched, text="It rained on."
    )
    assert not after.current_problems()
    assert Problem.objects.filter(story=story).count() == 1


def test_a_take_that_no_story_holds_is_unplaced() -> None:
    make.story()
    item = make.item()
    make.item(make.kill("BFF-2", names="BFF-1"))
    assert list(WireItem.objects.unplaced()) == [item]


def test_a_corrected_take_is_not_in_force() -> None:
    item = make.item()
    younger = WireItem.objects.get(pk=item.pk)
    younger.pk, younger.elder = None, item
    younger._state.adding = True
    younger.save(force_insert=True)
    assert list(WireItem.objects.in_force()) == [younger]


def test_takes_in_force_are_in_reading_order() -> None:
    story = make.story(make.then("BFF-09"), make.first("BFF-08", end="MORE"))
    assert [str(p.item) for p in StoryTake.objects.in_force().filter(story=story)] == [
        "BFF-08 GAUGE-READ",
        "BFF-09",
    ]


def test_rejects_are_what_could_not_be_read() -> None:
    make.story()
    reject = make.transmission()
    assert list(Transmission.objects.rejected()) == [reject]


def test_words_are_counted_without_crossheads() -> None:
    story = make.story(make.first(body=("It rained.", "– Later –", "It stopped at noon.")))
    assert story.head().words() == 6


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_a_person_has_the_powers_of_the_role_and_no_others(role: Role) -> None:
    person = make.person(role)
    assert {power for power in Power if person.can(power)} == POWERS[role]
    assert {power for power in Power if person.has_perm(f"dispatches.{power}")} == POWERS[role]
    assert not person.has_perm("dispatches.delete_event")


def test_a_person_who_is_switched_off_has_no_power() -> None:
    person = make.person(Role.CHIEF, is_active=False)
    assert not [power for power in Power if person.can(power)]


def test_a_wait_is_kept_with_the_source() -> None:
    source = make.source(wait_minutes=30)
    assert timedelta(minutes=source.wait_minutes) == timedelta(minutes=30)
    assert source.tz.key == "Asia/Dhaka"
    assert source.facts()["wait_minutes"] == 30
