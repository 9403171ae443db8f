import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.models import Event, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk
from dispatches.workflow import Role, Status

WORDS = (
    "The keeper of the weir at Tarangdi retired on Thursday after forty years of service there.",
    "He had seen eleven floods and two droughts, and wrote down the height of the water each day.",
)
QUERIES = 12


@pytest.fixture
def pair(db: None) -> tuple[Story, Story]:
    """Two stories of two agencies that are nearly the same; the second was found to be."""
    one = make.story(make.first("BFF-40", headline="Keeper retires", body=WORDS))
    other = make.source("plain", convention="bss")
    later = make.first("BFF-41", headline="Weir keeper goes", body=(*WORDS, "A new one is sought."))
    two = make.ingest(later, source=other).stories[0]
    return one, two


def sent(one: Story, two: Story, **said: object) -> dict[str, object]:
    """What the form says of the state of both."""
    return {"saw": one.touched, "other_saw": two.touched, **said}


def test_two_stories_stand_side_by_side_with_what_differs(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    one, two = pair
    page = editor.page("near", two.pk, one.pk)
    assert "100 % alike" in page
    assert "A new one is sought." in page
    assert "<del>" in page


def test_what_is_nearly_the_same_is_in_the_tray_and_on_the_page_of_the_story(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    one, two = pair
    address = f"/desk/s/{two.pk}/near/{one.pk}/"
    assert address in editor.page("takes", group="alike")
    assert address in editor.page("story", two.pk)


def test_one_of_the_two_is_kept_and_the_other_spiked(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    one, two = pair
    answer = editor.send("near", two.pk, one.pk, **sent(two, one, deed="keep"))
    assert answer.status_code == 302
    assert (make.fresh(one).status, make.fresh(two).status) == (Status.SPIKED, Status.INCOMING)
    assert Event.objects.get(story=one, kind="spike").reason.startswith("The same story as")
    assert not make.fresh(two).current_problems().open().filter(code="C12").exists()


def test_the_other_of_the_two_is_kept_just_as_well(editor: Desk, pair: tuple[Story, Story]) -> None:
    one, two = pair
    editor.send("near", two.pk, one.pk, **sent(two, one, deed="keep", keeps=one.pk))
    assert (make.fresh(one).status, make.fresh(two).status) == (Status.INCOMING, Status.SPIKED)


def test_an_update_is_said_in_both_histories(editor: Desk, pair: tuple[Story, Story]) -> None:
    one, two = pair
    editor.send("near", two.pk, one.pk, **sent(two, one, deed="update"))
    assert {event.story_id for event in Event.objects.filter(kind="linked")} == {one.pk, two.pk}
    problem = make.fresh(two).current_problems().get(code="C12")
    assert (problem.how, problem.other) == ("ignored", one)
    assert problem.reason.startswith("An update of story")


def test_what_is_not_the_same_is_settled(editor: Desk, pair: tuple[Story, Story]) -> None:
    one, two = pair
    editor.send("near", two.pk, one.pk, **sent(two, one, deed="two", reason="Another weir."))
    assert make.fresh(two).current_problems().get(code="C12").reason == "Another weir."
    answer = editor.send(
        "near", two.pk, one.pk, **sent(make.fresh(two), make.fresh(one), deed="two")
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("deed", ["keep", "update", "two"])
def test_a_stale_word_on_the_other_story_changes_nothing(
    editor: Desk, pair: tuple[Story, Story], deed: str
) -> None:
    one, two = pair
    said = {"saw": two.touched, "other_saw": one.touched + 1, "deed": deed}
    assert editor.send("near", two.pk, one.pk, **said).status_code == 409
    assert make.fresh(two).touched == two.touched


def test_a_reporter_compares_and_settles_nothing(at: At, pair: tuple[Story, Story]) -> None:
    one, two = pair
    desk = at(Role.REPORTER)
    assert "Not the same" not in desk.page("near", two.pk, one.pk)
    assert desk.send("near", two.pk, one.pk, **sent(two, one, deed="two")).status_code == 403


def test_comparing_asks_a_few_questions(
    editor: Desk, pair: tuple[Story, Story], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(QUERIES):
        editor.page("near", pair[1].pk, pair[0].pk)
