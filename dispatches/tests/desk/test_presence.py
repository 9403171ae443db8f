import pytest
from django.http import HttpResponse
from pytest_django.fixtures import DjangoAssertNumQueries

from dispatches.actions.presence import arrive
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk, parsed
from dispatches.workflow import Role


def mark(answer: HttpResponse | str) -> str:
    text = answer if isinstance(answer, str) else answer.content.decode()
    return str(parsed(text).xpath("//*[@id='presence']/@data-knows")[0])


def test_a_beat_that_tells_nothing_new_is_answered_with_nothing(editor: Desk, story: Story) -> None:
    knows = mark(editor.page("story", story.pk))
    answer = editor.send("presence", story.pk, place="", knows=knows)
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_beat_tells_of_somebody_who_came_and_then_their_age_alone(
    editor: Desk, story: Story
) -> None:
    knows = mark(editor.page("story", story.pk))
    arrive(make.person(username="rahim"), story, "heading")
    answer = editor.send("presence", story.pk, place="", knows=knows)
    assert "rahim is editing the heading" in answer.content.decode()
    again = editor.send("presence", story.pk, place="", knows=mark(answer))
    assert (again.status_code, again["Presence-Ages"]) == (204, "0")


def test_a_form_says_who_edits_before_anybody_types(editor: Desk, story: Story) -> None:
    key = story.head().paragraphs[0]["key"]
    arrive(make.person(username="rahim"), story, f"p-{key}")
    root = parsed(editor.page("paragraph", story.pk, key))
    assert "rahim is editing paragraph 1" in root.xpath("//form[@id='edit']")[0].text_content()


def test_whose_story_was_taken_is_told_by_the_next_beat(editor: Desk, story: Story) -> None:
    ayesha = Desk(Role.EDITOR)
    editor.send("presence", story.pk, place="heading", knows="")
    assert ayesha.send("take_over", story.pk).status_code == 302
    answer = editor.send("presence", story.pk, place="heading", knows="")
    assert f"{ayesha.person} took over." in answer.content.decode()


def test_a_reporter_is_offered_no_take_over(story: Story) -> None:
    arrive(make.editor(), story, "heading")
    assert 'data-key="take_over"' not in Desk(Role.REPORTER).page("story", story.pk)
    assert 'data-key="take_over"' in Desk(Role.EDITOR).page("story", story.pk)


def test_whoever_leaves_is_not_shown(editor: Desk, story: Story) -> None:
    editor.send("presence", story.pk, place="heading")
    editor.send("presence", story.pk, leaves="1")
    assert "is editing" not in Desk(Role.EDITOR).page("story", story.pk)


def test_a_page_that_is_only_looked_at_writes_nothing(editor: Desk, story: Story) -> None:
    for name in ("story", "heading", "history"):
        editor.page(name, story.pk)
    assert not story.presences.exists()


@pytest.mark.parametrize("others", [0, 3])
def test_a_beat_costs_few_queries(
    editor: Desk, story: Story, others: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(others):
        arrive(make.editor(), story, "")
    knows = mark(editor.send("presence", story.pk, place=""))
    with django_assert_max_num_queries(9):
        assert editor.send("presence", story.pk, place="", knows=knows).status_code == 204
