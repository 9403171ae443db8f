import pytest

from dispatches.actions.edit import edit_paragraph
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk


def behind(story: Story) -> int:
    """What a form saw before somebody else edited the first paragraph."""
    key = story.head().paragraphs[0]["key"]
    edit_paragraph(story, key, "It hailed.", by=make.editor(), saw=story.touched)
    return story.touched


@pytest.mark.parametrize("htmx", [False, True])
def test_a_stale_edit_gets_both_texts_and_loses_nothing(
    editor: Desk, story: Story, htmx: bool
) -> None:
    key = story.head().paragraphs[0]["key"]
    said = {"saw": behind(story), "text": "It rained, and it poured."}
    send = editor.swap if htmx else editor.send
    answer = send("paragraph", story.pk, key, **said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("It rained, and it poured.") >= 2  # to read, and in the form to send again
    assert "It hailed." in page
    assert "<del>hailed.</del>" in page
    assert make.fresh(story).head().paragraphs[0]["text"] == "It hailed."


def test_mine_is_sent_again_on_top_of_theirs(editor: Desk, story: Story) -> None:
    key = story.head().paragraphs[0]["key"]
    behind(story)
    said = {"saw": make.fresh(story).touched, "text": "It rained, and it hailed."}
    assert editor.send("paragraph", story.pk, key, **said).status_code == 302
    assert make.fresh(story).head().paragraphs[0]["text"] == "It rained, and it hailed."


def test_the_form_to_send_again_names_the_fresh_state(editor: Desk, story: Story) -> None:
    key = story.head().paragraphs[0]["key"]
    answer = editor.send("paragraph", story.pk, key, saw=behind(story), text="It poured.")
    fresh = make.fresh(story).touched
    assert f'name="saw" value="{fresh}"' in answer.content.decode()


def test_a_stale_heading_shows_each_field_that_was_typed(editor: Desk, story: Story) -> None:
    said = {"saw": behind(story), "headline": "Rain stops play", "credit": "BSS/AFP"}
    page = editor.send("heading", story.pk, **said).content.decode()
    assert 'name="headline" value="Rain stops play"' in page
    assert 'name="credit" value="BSS/AFP"' in page
    assert story.headline in page


def test_a_stale_move_is_not_made(editor: Desk, story: Story) -> None:
    answer = editor.send("move", story.pk, "claim", saw=behind(story))
    assert answer.status_code == 409
    assert make.fresh(story).status == "incoming"


def test_a_stale_settlement_is_not_made_and_its_text_is_kept(editor: Desk, story: Story) -> None:
    problem = make.problem(story)
    said = {"saw": behind(story), "how": "typed", "text": "It was beyond a December deadline."}
    answer = editor.send("settle", story.pk, problem.pk, **said)
    assert answer.status_code == 409
    assert ">It was beyond a December deadline.</textarea>" in answer.content.decode()


@pytest.mark.parametrize("page", ["join", "part"])
def test_a_stale_ruling_is_not_made(editor: Desk, page: str) -> None:
    story = make.story(make.first("BFF-40", end="MORE"), make.then("BFF-41"))
    loose = make.item(make.first("BFF-60"))
    item = loose if page == "join" else story.placings.in_force()[1].item
    said = {"saw": behind(story), "item": item.pk, "reason": "It is another story."}
    assert editor.send(page, story.pk, **said).status_code == 409
