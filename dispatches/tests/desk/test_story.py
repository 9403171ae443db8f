import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.edit import edit_paragraph
from dispatches.actions.move import move
from dispatches.actions.notes import write_note
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk
from dispatches.workflow import Role, Status

QUERIES = 12  # once for the story, none for a paragraph or a problem; one for that it was seen


@pytest.mark.parametrize("page", ["story", "diff", "history"])
@pytest.mark.parametrize("role", [Role.REPORTER, Role.CORRECTOR, Role.ADMINISTRATOR])
def test_whoever_may_only_read_is_offered_nothing_to_do(
    at: At, story: Story, page: str, role: Role
) -> None:
    text = at(role).page(page, story.pk)
    assert story.headline in text
    for offer in ("data-way", "/move/", "/heading/", "/join/", "/part/", "/p/"):
        assert offer not in text


@pytest.mark.parametrize("page", ["story", "diff", "history", "paragraph", "heading", "join"])
def test_a_stranger_is_sent_to_log_in(at: At, story: Story, page: str) -> None:
    arguments = [story.pk, "x"] if page == "paragraph" else [story.pk]
    assert at(Role.ANONYMOUS).open(page, *arguments).status_code == 302


@pytest.mark.parametrize("page", ["story", "diff", "history"])
def test_pages_that_show_take_no_post(editor: Desk, story: Story, page: str) -> None:
    assert editor.send(page, story.pk).status_code == 405


def test_every_paragraph_and_its_lines_point_at_each_other(editor: Desk, story: Story) -> None:
    page = editor.page("story", story.pk)
    for block in story.head().paragraphs:
        origin = block["origins"][0]
        assert f'href="#L-{origin["item"]}-{origin["first"]}"' in page
        assert f'id="L-{origin["item"]}-{origin["first"]}" data-thread="{block["key"]}"' in page
        assert f'href="#p-{block["key"]}"' in page
        assert f'id="p-{block["key"]}"' in page


def test_a_problem_stands_beside_its_paragraph_and_links_both_ways(
    editor: Desk, story: Story
) -> None:
    problem = make.problem(story)
    page = editor.page("story", story.pk)
    assert f'href="#problem-{problem.pk}"' in page
    assert f'id="problem-{problem.pk}"' in page
    assert '<mark class="flaw flaw--error">beyond a December</mark>' in page


def test_the_ways_of_a_problem_are_offered_and_numbered(editor: Desk, story: Story) -> None:
    page = editor.page("story", story.pk)
    for number, way in enumerate(make.problem(story).ways, 1):
        assert f'data-way="{number}"' in page
        assert f'name="how" value="{way}"' in page


def test_lines_that_are_no_copy_say_what_they_are(editor: Desk, story: Story) -> None:
    page = editor.page("story", story.pk)
    for role in ("serial", "slug", "headline", "sign-off"):
        assert f'<span class="stretch__fate">{role}</span>' in page


def test_a_line_that_an_editor_left_out_says_so(editor: Desk, story: Story) -> None:
    problem = make.problem(story)
    editor.send("settle", story.pk, problem.pk, saw=story.touched, how="omitted")
    assert '<span class="stretch__fate">left out</span>' in editor.page("story", story.pk)


def test_publish_is_offered_to_the_chief_and_asks_first(chief: Desk, editor: Desk) -> None:
    story = make.story(status=Status.APPROVED)
    assert "Publish version 1 to readers now?" in chief.page("story", story.pk)
    assert "Publish version" not in editor.page("story", story.pk)


def test_a_move_that_must_wait_says_why(editor: Desk) -> None:
    story = make.damaged(status=Status.IN_REVIEW)
    assert "A problem is open: The paragraph breaks off" in editor.page("story", story.pk)


def test_a_nearly_same_story_is_named_with_how_much_and_a_link(editor: Desk) -> None:
    body = (make.OTHERWISE, "Nobody on the board would say what it costs, or who is to pay.")
    make.source("ostnews", convention="bss")
    one = make.ingest(make.first(body=body), source=make.source("ostnews")).stories[0]
    two = make.story(make.first(body=body, headline="New piers"))
    page = editor.page("story", two.pk)
    assert f"100 % alike: “{one.headline}”" in page
    assert f'<a href="{one.desk_url()}">Story {one.pk}</a>' in page


def test_what_may_stand_instead_is_shown_beside_the_problem(editor: Desk) -> None:
    story = make.story(
        make.first(body=("It rained at https://gauge.example/?utm_source=w9 here.",))
    )
    page = " ".join(editor.page("story", story.pk).split())
    assert ">https://gauge.example/</ins>" in page
    assert '<button type="submit" class="way" name="how" value="mended"' in page


def test_a_kill_notice_cannot_be_missed(editor: Desk) -> None:
    story = make.story(make.first("BFF-40"), make.kill("BFF-90", names="BFF-40"))
    assert "BFF-90 asks to kill this story" in editor.page("story", story.pk)


def test_the_number_of_queries_does_not_grow_with_the_story(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = make.damaged(), make.damaged(*[make.DAMAGED] * 8)
    for story in (short, long):
        with django_assert_num_queries(QUERIES):
            editor.page("story", story.pk)


def test_a_crosshead_is_a_heading_and_is_not_counted(editor: Desk) -> None:
    story = make.story(make.first(body=("It rained.", "– Later –", "It stopped.")))
    page = editor.page("story", story.pk)
    assert '<h3 dir="auto">Later</h3>' in page
    assert "¶2" in page
    assert "¶3" not in page


def test_the_facts_say_which_rules_held_and_why(editor: Desk) -> None:
    make.rule(if_slug=["gauge*"], do_desk="home", do_tags=["river", "rain"], do_hold="Ask first.")
    make.rule("Sport", if_slug=["<b>goal</b>"], do_desk="sport")
    page = editor.page("story", make.story().pk)
    for words in ("Desk</dt><dd>home", "river, rain", "Hold: Ask first.", "matches gauge*"):
        assert words in page
    assert "does not match &lt;b&gt;goal&lt;/b&gt;" in page


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.RETURNED, Status.APPROVED])
def test_an_edited_and_noted_story_takes_twelve_queries_at_most(
    chief: Desk, status: Status, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    story, by = make.story(make.first(body=("It rained.", "It stopped."))), make.editor()
    key = story.head().paragraphs[0]["key"]
    story = edit_paragraph(story, key, "It hailed.", by=by, saw=story.touched)
    write_note(story, "Hail, they say.", by=by)
    for name in {"in_review": ["claim"], "returned": ["claim", "return"]}.get(
        status, ["claim", "approve"]
    ):
        story = move(story, name, by=by, saw=story.touched, reason="It must be.")
    for page in ("story", "history"):
        with django_assert_max_num_queries(12):
            chief.page(page, story.pk)
