import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.edit import edit_paragraph, rehead
from dispatches.actions.move import move
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk, parsed
from dispatches.views.changes import changes
from dispatches.wire.compare import MOST_WORDS
from dispatches.workflow import Status


@pytest.fixture
def edited(story: Story) -> Story:
    """A story in which an editor made rain into hail."""
    key = story.head().paragraphs[0]["key"]
    return edit_paragraph(story, key, "It hailed.", by=make.editor(), saw=story.touched)


def difference(page: str) -> str:
    """The words of a page's difference, as whoever cannot see it hears them."""
    (pane,) = parsed(page).xpath("//*[contains(@class, 'difference')]")
    return " ".join(pane.text_content().split())


def test_the_diff_shows_what_became_of_the_takes_as_received(editor: Desk, edited: Story) -> None:
    page = editor.page("compare", edited.pk, "raw..now")
    assert "<del>TARANGDI," in page
    assert "taken out: rained.put in: hailed." in difference(page).replace(" put in", "put in")
    assert make.DAMAGED in page
    assert "sign-off" in difference(page)


def test_the_diff_shows_what_people_did_since_the_machine(editor: Desk, edited: Story) -> None:
    page = editor.page("diff", edited.pk)
    assert "<del>rained.</del>" in page
    assert "<ins>hailed.</ins>" in page
    assert "TARANGDI, April" not in page
    assert "version 1, auto-clean" in page


@pytest.mark.parametrize("span", ["0..now", "99..", "9" * 40, "-1..x", "x", "..", "published..1x"])
def test_a_version_that_there_is_not_means_the_usual_one(
    editor: Desk, edited: Story, span: str
) -> None:
    page = editor.page("compare", edited.pk, span)
    assert "From version 1, auto-clean to version 2, as it stands now" in page


def test_a_story_as_the_machine_made_it_is_compared_with_its_takes(
    editor: Desk, story: Story
) -> None:
    assert "From the takes as received to version 1" in editor.page("diff", story.pk)


def test_what_readers_have_is_what_the_copy_is_compared_with(chief: Desk) -> None:
    story = make.story(status=Status.PUBLISHED)
    assert "as published" in chief.page("diff", story.pk)
    assert "Nothing changed between the two." in chief.page("compare", story.pk, "published..now")


def test_what_changed_since_it_was_approved_is_told_when_it_was_sent_back(editor: Desk) -> None:
    story, by = make.story(status=Status.APPROVED), make.chief()
    story = move(story, "return", by=by, saw=story.touched, reason="Say more.")
    key = story.head().paragraphs[0]["key"]
    edit_paragraph(story, key, "It was read again.", by=by, saw=story.touched)
    page = editor.page("compare", story.pk, "approved..now")
    assert "From version 1, as approved" in page
    assert "put in: It was" in difference(page)


def test_what_was_never_approved_says_so(editor: Desk, edited: Story) -> None:
    assert "It was never approved." in editor.page("compare", edited.pk, "approved..now")


def test_a_paragraph_that_runs_over_two_takes_is_one(editor: Desk) -> None:
    take = make.first("BFF-40", body=("It rained.", "The ferry board met at noon to"), end="MORE")
    story = make.story(take, make.then("BFF-41", body=("look at its plans.",)))
    assert len(story.head().paragraphs) == 2
    page = editor.page("compare", story.pk, "raw..now")
    assert "The ferry board met at noon to look at its plans." in difference(page)
    keys = parsed(page).xpath("//@data-thread")
    assert len(keys) == len(set(keys)) == 2


def test_the_heading_is_compared_too(editor: Desk, story: Story) -> None:
    said = {"headline": "Rain", "slug": "RAIN"}
    rehead(story, said, by=make.editor(), saw=story.touched, origin="desk")
    page = editor.page("diff", story.pk)
    assert "<ins>Rain</ins>" in page
    assert "<ins>RAIN</ins>" in page


def test_side_by_side_each_side_holds_its_own_words(editor: Desk, edited: Story) -> None:
    root = parsed(editor.page("compare", edited.pk, "1..2", view="side"))
    before, after = (root.xpath(f"//p[@class='step__{side}']")[0] for side in ("was", "now"))
    assert "It rained." in before.text_content()
    assert "hailed" not in before.text_content()
    assert "It hailed." in after.text_content()


def test_in_the_story_page_the_links_stay_in_its_pane(editor: Desk, edited: Story) -> None:
    address = reverse("desk:diff", args=[edited.pk])
    headers = {"HX-Request": "true", "HX-Target": "copy"}
    within = editor.client.get(address, headers=headers).content.decode()
    assert 'hx-target="#copy"' in within
    assert f'hx-get="{edited.desk_url()}"' in within
    assert 'hx-target="#copy"' not in editor.page("diff", edited.pk)


def test_the_choice_of_two_states_leads_to_their_address(editor: Desk, edited: Story) -> None:
    answer = editor.open("diff", edited.pk, a="raw", b="1", view="side")
    assert answer["Location"].endswith("/diff/raw..1/?view=side")


def test_versions_are_stepped_through_both_ways(editor: Desk, edited: Story) -> None:
    page = editor.page("compare", edited.pk, "1..2")
    assert "/diff/raw..1/" in page
    assert "/diff/1..2/" in editor.page("compare", edited.pk, "raw..1")


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


@pytest.mark.parametrize("span", ["raw..now", "1..2", "approved..published"])
def test_the_number_of_queries_of_a_diff_does_not_grow(
    editor: Desk, edited: Story, span: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        editor.page("compare", edited.pk, span)


def test_the_address_of_a_diff_needs_no_stroke_at_its_end(editor: Desk, edited: Story) -> None:
    answer = editor.client.get(f"/desk/s/{edited.pk}/diff/1..2")
    assert answer["Location"] == f"/desk/s/{edited.pk}/diff/1..2/"
