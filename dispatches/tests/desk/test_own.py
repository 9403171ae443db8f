"""Own copy on the desk: written, kept, handed in, returned and revised."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.move import move
from dispatches.models import Draft, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.workflow import Role

QUERIES = 5  # session, person, drafts, stories, and why they came back
TEXT = "The ferry was late.\n\nNobody was hurt, its master said on the quay."


@pytest.fixture
def reporter(at: At) -> Desk:
    return at(Role.REPORTER)


def sent(desk: Desk, deed: str = "hand_in", **more: Any) -> HttpResponse:
    fields = {
        "draft": "own-1",
        "headline": "Ferry late",
        "slug": "FERRY",
        "byline": "By Mina",
        "place": "SONAPUR",
        "dateline_date": f"{timezone.localdate()}",
        "text": TEXT,
    }
    return desk.send("own_new", deed=deed, **(fields | more))


def filed(desk: Desk) -> Story:
    sent(desk)
    return Story.objects.get(source__slug="own")


# Writing ------------------------------------------------------------------------------------------
def test_the_form_knows_who_writes_and_when(reporter: Desk) -> None:
    page = parsed(reporter.page("own_new"))
    assert page.xpath("//*[@name='byline']/@value") == [f"By {reporter.person}"]
    assert page.xpath("//*[@name='dateline_date']/@value") == [f"{timezone.localdate()}"]
    assert page.xpath("//form/@data-draft") == ["own-1"]


def test_a_draft_is_kept_as_often_as_one_likes_and_nobody_else_sees_it(
    at: At, reporter: Desk
) -> None:
    sent(reporter, "save", text="One.")
    answer = sent(reporter, "save", text="One.\n\nTwo.", dateline_date="soon")
    page = reporter.client.get(answer["Location"]).content.decode()
    assert "One.\n\nTwo." in page
    assert Draft.objects.count() == 1
    assert "Ferry late" in reporter.page("own")
    other = at(Role.REPORTER)
    assert "Ferry late" not in other.page("own") + other.page("own_new", draft="own-1")


def test_a_draft_that_has_no_headline_yet_is_listed_by_its_words(reporter: Desk) -> None:
    assert reporter.person
    for number, fields in enumerate([{"text": "The ferry"}, {}], start=1):
        Draft.objects.create(
            person=reporter.person, place=f"own-{number}", fields=fields, at=timezone.now()
        )
    page = reporter.page("own")
    assert "The ferry" in page
    assert "No headline yet" in page


def test_a_second_story_gets_a_place_of_its_own(reporter: Desk) -> None:
    sent(reporter, "save")
    assert parsed(reporter.page("own_new")).xpath("//form/@data-draft") == ["own-2"]


def test_a_draft_that_is_handed_in_or_thrown_away_is_gone(reporter: Desk) -> None:
    for deed in ("hand_in", "drop"):
        sent(reporter, "save")
        sent(reporter, deed)
        assert not Draft.objects.exists()


def test_the_enter_key_hands_nothing_in(reporter: Desk) -> None:
    sent(reporter, deed="")
    assert (Draft.objects.count(), Story.objects.count()) == (1, 0)


def test_what_is_handed_in_is_in_the_queue_as_own_copy(reporter: Desk, editor: Desk) -> None:
    story = filed(reporter)
    queue = editor.page("queue")
    assert "own copy" in queue
    assert story.headline in queue


@pytest.mark.parametrize("more", [{"headline": ""}, {"text": " "}, {"dateline_date": "soon"}])
def test_what_cannot_be_handed_in_is_said_and_stays_in_the_form(
    reporter: Desk, more: dict[str, str]
) -> None:
    answer = sent(reporter, slug="KEPT-SLUG", **more)
    assert answer.status_code == 422
    assert "KEPT-SLUG" in answer.content.decode()
    assert not Story.objects.exists()


def test_a_draft_under_a_strange_name_is_refused(reporter: Desk) -> None:
    assert sent(reporter, "save", draft="heading").status_code == 422
    assert not Draft.objects.exists()


# What comes back ----------------------------------------------------------------------------------
def returned(desk: Desk) -> Story:
    story, editor = filed(desk), make.editor()
    for name in ("claim", "return"):
        story = move(story, name, by=editor, saw=story.touched, reason="Who says so?")
    return story


def test_a_writer_sees_why_it_came_back_and_revises_it(reporter: Desk) -> None:
    story = returned(reporter)
    assert "Who says so?" in reporter.page("own")
    page = parsed(reporter.page("revise", story.pk))
    assert "Who says so?" in page.text_content()
    assert page.xpath("//textarea/text()")[0].strip() == TEXT
    said = {
        "headline": "Ferry late",
        "text": TEXT + "\n\nThe harbour said so.",
        "saw": story.touched,
    }
    assert reporter.send("revise", story.pk, **said).status_code == 302
    assert len(make.fresh(story).head().paragraphs) == 3


def test_somebody_else_does_not_revise_it_and_an_editor_may(
    at: At, reporter: Desk, editor: Desk
) -> None:
    story = returned(reporter)
    assert at(Role.REPORTER).open("revise", story.pk).status_code == 403
    assert editor.open("revise", story.pk).status_code == 200


def test_what_an_editor_revised_stays_its_writers_own(reporter: Desk, editor: Desk) -> None:
    story = returned(reporter)
    editor.send("revise", story.pk, saw=story.touched, headline="Ferry late", text="Mended.")
    assert "Ferry late" not in editor.page("own")
    assert reporter.page("own").count("Ferry late") == 1


def test_while_the_editors_have_it_the_writer_is_told_so(reporter: Desk) -> None:
    story = filed(reporter)
    move(story, "claim", by=make.editor(), saw=story.touched)
    answer = reporter.open("revise", story.pk)
    assert answer.status_code == 422
    assert "the editors have it now" in answer.content.decode()


def test_a_stale_revision_shows_both_texts(reporter: Desk) -> None:
    story = filed(reporter)
    said = {"headline": "Ferry late", "text": "Mine."}
    reporter.send("revise", story.pk, saw=story.touched, headline="Ferry late", text="Theirs.")
    answer = reporter.send("revise", story.pk, saw=story.touched, **said)
    assert answer.status_code == 409
    for words in ("Mine.", "Theirs."):
        assert words in answer.content.decode()


def test_the_page_shows_the_copy_as_it_was_filed(reporter: Desk, editor: Desk) -> None:
    story = filed(reporter)
    page = parsed(editor.page("story", story.pk))
    raw = page.get_element_by_id("raw").text_content()
    assert "as filed" in raw
    assert "headline: Ferry late" in raw
    assert page.xpath("//*[@id='copy']//a[@class='thread']")
    assert editor.open("diff", story.pk).status_code == 200


def test_the_number_of_queries_does_not_grow_with_what_one_wrote(
    reporter: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    returned(reporter)
    for text in ("Other.", "More."):
        with django_assert_num_queries(QUERIES):
            reporter.page("own")
        sent(reporter, text=text)
