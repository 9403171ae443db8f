"""C12: a story that is nearly the same as another one, of whatever source."""

import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.actions import correct, nearness
from dispatches.actions.edit import edit_paragraph
from dispatches.actions.settle import settle
from dispatches.models import Problem, SketchNumber, Story
from dispatches.models.wording import wording_of
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db

BODY = (
    "A clerk at Tivey counted nine hundred carts at the north gate on Thursday.",
    "It is more than in any spring of which the parish keeps a record, she said.",
)
MORE = "The keeper of the gate asked for a second bridge over the river at Kelvik before June."
DAY = 24 * 60


def here(*more: str, headline: str = "Carts counted", at: float = 0) -> Story:
    page = make.first(headline=headline, body=(*BODY, *more), slug="CARTS")
    return make.story(page, at=make.minutes(at))


def elsewhere(*more: str, headline: str = "Nine hundred carts", at: float = 20) -> Story:
    """Nearly the same from another source."""
    page = make.first(headline=headline, body=(*BODY, *more), slug="GATE", initials="TN")
    source = make.source("ostnews", convention="bss", agency="OST")
    (story,) = make.ingest(page, source=source, at=make.minutes(at)).stories
    return story


def near(story: Story) -> list[Problem]:
    return list(make.fresh(story).current_problems().filter(code="C12"))


def test_a_story_that_another_source_sent_too_is_c12_and_names_it() -> None:
    one, two = here(), elsewhere(MORE)
    assert not near(one)
    (problem,) = near(two)
    assert (problem.level, problem.other, problem.ways) == ("warning", one, ["fixed", "ignored"])
    assert problem.message == "100 % alike: “Carts counted” (BSS)."


def test_a_story_is_not_near_one_of_other_words_nor_itself() -> None:
    one = here()
    two = make.story(make.first(body=(make.OTHERWISE, MORE)), at=make.minutes(5))
    key = one.head().paragraphs[1]["key"]
    edit_paragraph(one, key, MORE, by=make.editor(), saw=make.fresh(one).touched)
    assert near(one) == near(two) == []


@pytest.mark.parametrize("status", [Status.SPIKED, Status.WITHDRAWN])
def test_what_is_spiked_or_withdrawn_is_near_nothing(status: Status) -> None:
    make.story(make.first(body=BODY), status=status, at=make.minutes(0))
    assert not near(elsewhere())


def test_what_is_published_is_found() -> None:
    one = make.story(make.first(body=BODY), status=Status.PUBLISHED, at=make.minutes(0))
    assert [problem.other for problem in near(elsewhere())] == [one]


@pytest.mark.parametrize(("at", "found"), [(2.9 * DAY, 1), (3.1 * DAY, 0)])
def test_what_came_days_before_is_not_looked_for(at: float, found: int) -> None:
    here()
    assert len(near(elsewhere(at=at))) == found


def test_a_story_is_not_near_what_it_absorbed() -> None:
    head = make.first("BFF-08", end="MORE", clock="0832", body=(make.OTHERWISE,))
    tail = make.then("BFF-10", clock="1055", body=BODY)
    for at, text in enumerate([head, tail, make.then("BFF-09", end="MORE", clock="1000")]):
        make.ingest(text, at=make.minutes(at))
    absorbed, joined = Story.objects.order_by("status")[::-1]
    assert absorbed.status == Status.SPIKED
    assert joined.placings.count() == 3
    assert near(joined) == []


def test_a_settlement_stands_when_the_copy_changes() -> None:
    here()
    two, by = elsewhere(MORE), make.editor()
    settle(near(two)[0], "ignored", by=by, saw=two.touched, reason="Ours is fuller.")
    key = two.head().paragraphs[0]["key"]
    edit_paragraph(two, key, BODY[0] + " Soon.", by=by, saw=make.fresh(two).touched)
    assert [(p.version, p.how, p.reason) for p in near(two)] == [(2, "ignored", "Ours is fuller.")]


def test_a_source_may_mute_it() -> None:
    here()
    make.source("ostnews", convention="bss", muted_checks=["C12"])
    assert not near(elsewhere())


def test_a_new_version_has_its_own_sketch_and_no_elder_one() -> None:
    one = here()
    before = set(SketchNumber.objects.values_list("number", flat=True))
    rows, by = one.head().paragraphs, make.editor()
    for row, text in zip(rows, (make.OTHERWISE, MORE), strict=True):
        edit_paragraph(one, row["key"], text, by=by, saw=make.fresh(one).touched)
    assert not before & set(SketchNumber.objects.values_list("number", flat=True))


def test_checking_again_finds_what_came_later() -> None:
    one, two = here(), elsewhere()
    correct.check_again(one, by=make.person(Role.CORRECTOR))
    assert [problem.other for problem in near(one)] == [two]


def test_a_crowd_of_near_stories_asks_no_more_of_the_database(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(8):
        source = make.source(f"wire{number}", convention="bss")
        make.ingest(make.first(body=BODY), source=source, at=make.minutes(number))
    one = here()
    wording = wording_of(one.head())
    with django_assert_num_queries(3):  # sketches, who lent to whom, the copy of those near
        assert nearness.near_duplicate(one, wording) is not None
