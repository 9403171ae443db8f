import pytest
from django.test import override_settings

from dispatches.models import Event, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk
from dispatches.workflow import Role, Status


@pytest.fixture
def three(db: None) -> list[Story]:
    """Three clean stories, the oldest first."""
    return [make.story(make.first(), at=make.minutes(n)) for n in range(3)]


def approve(desk: Desk, story: Story, **more: str) -> str:
    """Where approving leads, or what refuses it."""
    answer = desk.send("move", story.pk, "approve", saw=story.touched, **more)
    return answer.get("Location") or answer.content.decode()


def came_from(desk: Desk, story: Story, query: str) -> None:
    """Open a story from a list of the queue."""
    address = f"http://testserver/desk/?{query}"
    assert desk.client.get(story.desk_url(), headers={"Referer": address}).status_code == 200


def test_one_key_claims_and_approves_and_shows_the_next(editor: Desk, three: list[Story]) -> None:
    assert approve(editor, three[0]) == three[1].desk_url()
    story = make.fresh(three[0])
    assert (story.status, story.claimed_by) == (Status.APPROVED, editor.person)
    kinds = Event.objects.filter(actor=editor.person).order_by("number")
    assert [event.kind for event in kinds] == ["claim", "approve"]


def test_in_the_browser_the_next_story_comes_without_a_page_load(
    editor: Desk, three: list[Story]
) -> None:
    answer = editor.swap("move", three[1].pk, "approve", saw=three[1].touched)
    page = answer.content.decode()
    assert answer["HX-Push-Url"] == three[2].desk_url()
    assert f'data-story="{three[2].pk}"' in page
    assert f"Approved “<a href='{three[1].desk_url()}'>" in page


def test_behind_the_last_story_the_list_begins_again(editor: Desk, three: list[Story]) -> None:
    assert approve(editor, three[2]) == three[0].desk_url()


def test_where_nothing_waits_the_story_itself_is_shown(editor: Desk) -> None:
    story = make.story()
    assert approve(editor, story) == f"{story.desk_url()}#moves"


def test_whoever_may_publish_stays_with_the_story(chief: Desk, three: list[Story]) -> None:
    assert approve(chief, three[0]) == f"{three[0].desk_url()}#moves"
    with override_settings(EDITORS_PUBLISH=True):
        assert approve(chief, three[1]) == f"{three[1].desk_url()}#moves"


def test_the_next_story_is_of_the_list_that_was_looked_at(editor: Desk, three: list[Story]) -> None:
    made = make.damaged(make.OTHERWISE)
    came_from(editor, three[0], "problems=open&order=newest")
    assert editor.open("next", three[0].pk)["Location"] == made.desk_url()
    came_from(editor, three[1], "order=newest")
    assert editor.open("next", three[1].pk)["Location"] == three[0].desk_url()


def test_what_somebody_else_has_in_hand_is_passed_over(editor: Desk, three: list[Story]) -> None:
    Story.objects.filter(pk=three[1].pk).update(status="in_review", claimed_by=make.chief())
    assert editor.open("next", three[0].pk)["Location"] == three[2].desk_url()


def test_at_the_end_of_the_list_the_queue_is_shown(editor: Desk) -> None:
    story = make.story()
    came_from(editor, story, "q=nothing-like-it")
    assert editor.open("next", story.pk)["Location"] == "/desk/?q=nothing-like-it"


def test_a_list_of_another_site_is_not_remembered(editor: Desk, three: list[Story]) -> None:
    headers = {"Referer": "https://elsewhere.example/desk/?order=newest"}
    editor.client.get(three[1].desk_url(), headers=headers)
    assert "queue" not in editor.client.session


def test_an_open_error_keeps_it_from_being_claimed_too(editor: Desk, story: Story) -> None:
    assert "A problem is open" in approve(editor, story)
    assert make.fresh(story).status == Status.INCOMING
    assert not Event.objects.filter(kind="claim").exists()


@pytest.mark.parametrize("status", [Status.INCOMING, Status.IN_REVIEW])
def test_what_an_embargo_speaks_of_is_never_approved_by_the_key_alone(
    editor: Desk, status: Status
) -> None:
    take = make.first().replace("\n\n", "\n\nEMBARGOED UNTIL 1200 GMT APRIL 26 2019\n\n", 1)
    story = make.story(take, status=status)
    assert "C10" in [problem.code for problem in story.current_problems().open()]
    assert "say it is right" in approve(editor, story)
    said = approve(editor, story, sure="yes")
    assert ("claim it, and look, first" in said) == (status == Status.INCOMING)
    assert (make.fresh(story).status == Status.APPROVED) == (status == Status.IN_REVIEW)


def test_a_reader_of_the_desk_may_go_on_and_approve_nothing(at: At, three: list[Story]) -> None:
    reporter = at(Role.REPORTER)
    assert reporter.open("next", three[0].pk)["Location"] == three[1].desk_url()
    answer = reporter.send("move", three[0].pk, "approve", saw=three[0].touched)
    assert answer.status_code == 403
