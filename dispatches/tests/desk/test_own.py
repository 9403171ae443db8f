"""Own copy on the desk: written, kept, handed in, returned and revised; and stories of several."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.compose import bring
from dispatches.actions.move import move
from dispatches.models import Borrowing, Draft, Story
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


# One story out of several -------------------------------------------------------------------------
@pytest.fixture
def pair(db: None) -> tuple[Story, Story]:
    ours = make.story(make.first("BFF-40", body=("The pier was closed.", "The tide was high.")))
    text = make.first("AFX-50", body=("The hull was sound.", "The fog would last.")).replace(
        "BSS", "AFX"
    )
    make.ingest(text, source=make.source("afx", name="AFX Wire", agency="AFX"))
    return ours, Story.objects.get(source__slug="afx")


def keys(story: Story) -> list[str]:
    return [row["key"] for row in make.fresh(story).head().paragraphs]


def test_stories_of_the_same_slug_are_offered_first(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    ours, theirs = pair
    assert theirs.headline in editor.page("bring", ours.pk)


@pytest.mark.parametrize("asked", ["AFX-50", "gauge-read", "afx-50 read", ""])
def test_a_story_is_found_by_serial_slug_or_headline(
    editor: Desk, pair: tuple[Story, Story], asked: str
) -> None:
    ours, theirs = pair
    assert f"?from={theirs.pk}" in editor.page("bring", ours.pk, q=asked)
    assert f"?from={theirs.pk}" in editor.page("bring", ours.pk, q=str(theirs.pk))


def test_ticked_paragraphs_come_in_with_their_credit_and_their_lines(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    ours, theirs = pair
    assert "The hull was sound." in editor.page("bring", ours.pk, **{"from": theirs.pk})
    said = {"other": theirs.pk, "key": keys(theirs)[:1], "after": keys(ours)[0]}
    editor.send("bring", ours.pk, saw=ours.touched, **said)
    page = parsed(editor.page("story", ours.pk))
    item = theirs.placings.get().item_id
    (para,) = page.xpath(f"//*[@id='p-{keys(theirs)[0]}']")
    assert para.xpath(f".//a[@href='/desk/s/{theirs.pk}/']")[0].text == "AFX"
    (thread,) = para.xpath(".//a[@class='thread']/@href")
    assert page.xpath(f"//*[@id='raw']//*[@id='{thread[1:]}']")
    assert thread.startswith(f"#L-{item}-")
    assert "BSS/AFX" in page.get_element_by_id("heading").text_content()


@pytest.mark.parametrize("said", [{"key": []}, {"other": 99999}, {"other": "x"}, {"after": "9-9"}])
def test_what_cannot_come_in_is_said(
    editor: Desk, pair: tuple[Story, Story], said: dict[str, Any]
) -> None:
    ours, theirs = pair
    fields = {"other": theirs.pk, "key": keys(theirs), "after": "", "saw": ours.touched} | said
    assert editor.send("bring", ours.pk, **fields).status_code == 422
    assert not Borrowing.objects.exists()


def test_a_stale_hand_brings_nothing_in(editor: Desk, pair: tuple[Story, Story]) -> None:
    ours, theirs = pair
    fields = {"other": theirs.pk, "key": keys(theirs), "after": "", "saw": ours.touched + 1}
    assert editor.send("bring", ours.pk, **fields).status_code == 409


def lent(pair: tuple[Story, Story]) -> Story:
    ours, theirs = pair
    return bring(ours, theirs, keys(theirs), after="", by=make.editor(), saw=ours.touched)


def test_a_paragraph_that_was_brought_in_is_edited_beside_its_lines(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    story = lent(pair)
    page = editor.page("paragraph", story.pk, keys(story)[0])
    assert (
        "The hull was sound."
        in parsed(page).xpath("//*[@aria-label='As received']")[0].text_content()
    )


def test_the_diff_against_what_was_received_knows_what_was_brought_in(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    page = parsed(editor.page("diff", lent(pair).pk))
    assert not [ins for ins in page.xpath("//ins") if "whole hull was sound" in ins.text_content()]
    assert "The hull was sound." in page.text_content()


def test_a_kill_of_the_other_story_stands_on_top_of_this_one(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    story = lent(pair)
    make.ingest(make.kill("AFX-99", names="AFX-50"), source=make.source("afx"))
    page = editor.page("story", story.pk)
    assert "asks to kill a story of which paragraphs stand here" in " ".join(page.split())


def test_a_newer_version_of_what_was_brought_in_is_told(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    story = lent(pair)
    slug = "GAUGE-READ\n\nCORRECTED"
    text = make.first("AFX-50", slug=slug, body=("The hull was not sound.", "The fog would last."))
    make.ingest(text.replace("BSS", "AFX"), source=make.source("afx"))
    assert "A newer version of AFX-50 came" in editor.page("story", story.pk)


def test_a_new_story_is_made_out_of_what_was_chosen(
    editor: Desk, pair: tuple[Story, Story]
) -> None:
    ours, theirs = pair
    chosen = [f"{ours.pk}:{ours.touched}", str(theirs.pk)]
    page = editor.page("own_from", story=chosen)
    assert page.count('type="checkbox" name="p-') == 4
    ticks = {f"p-{ours.pk}": keys(ours)[:1], f"p-{theirs.pk}": keys(theirs)}
    said = {"story": [ours.pk, theirs.pk], "headline": "Ferries", "text": "Two ports stood still."}
    answer = editor.send("own_from", **said, **ticks)
    story = Story.objects.get(source__slug="own")
    assert answer["Location"] == story.desk_url()
    assert len(keys(story)) == 4


def test_a_new_story_out_of_nothing_is_not_made(editor: Desk, pair: tuple[Story, Story]) -> None:
    answer = editor.send("own_from", story=[pair[0].pk], headline="Ferries")
    assert answer.status_code == 422
    assert "No story was chosen" in editor.page("own_from")
    assert not Story.objects.filter(source__slug="own").exists()
