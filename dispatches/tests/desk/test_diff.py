import pytest

from dispatches.actions.edit import edit_paragraph
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk
from dispatches.views.changes import MOST_WORDS, changes


@pytest.fixture
def edited(story: Story) -> Story:
    """A story in which an editor made rain into hail."""
    key = story.head().paragraphs[0]["key"]
    return edit_paragraph(story, key, "It hailed.", by=make.editor(), saw=story.touched)


def test_the_diff_shows_what_became_of_the_takes_as_received(editor: Desk, edited: Story) -> None:
    page = editor.page("diff", edited.pk)
    assert "<del>TARANGDI," in page
    assert "rained.</del><ins>hailed.</ins>" in page.replace("\n", "")
    assert make.DAMAGED in page


def test_the_diff_shows_what_people_did_since_the_machine(editor: Desk, edited: Story) -> None:
    page = editor.page("diff", edited.pk, against=1)
    assert "<del>rained.</del><ins>hailed.</ins>" in page
    assert "TARANGDI, April" not in page
    assert "auto-clean" in page


@pytest.mark.parametrize("against", ["raw", "", "0", "99", "9" * 40, "-1", "x", "\x00"])
def test_a_version_that_there_is_not_means_the_raw_text(
    editor: Desk, edited: Story, against: str
) -> None:
    assert "From the takes as received" in editor.page("diff", edited.pk, against=against)


def test_texts_too_long_to_compare_are_not_compared(editor: Desk) -> None:
    assert changes("word " * (MOST_WORDS + 1), "word") is None
    assert changes("one two", "one two") is not None


def test_history_tells_who_what_when_why_and_from_where(editor: Desk, edited: Story) -> None:
    page = editor.page("history", edited.pk)
    for words in ("Edited", "from the desk", "Filed", "newsdesk", "from the wire", "UTC"):
        assert words in page
    assert "<del>It rained.</del> → <ins>It hailed.</ins>" in page


def test_history_comes_in_pages(editor: Desk, story: Story) -> None:
    key, chief = story.head().paragraphs[0]["key"], make.chief()
    for number in range(51):
        story = edit_paragraph(story, key, f"It rained {number}.", by=chief, saw=story.touched)
    assert "Page 1 of 2" in editor.page("history", story.pk)
    assert "Filed" in editor.page("history", story.pk, page="2")
