"""One story out of several on the desk: found, ticked, brought in, and warned of."""

from typing import Any

import pytest

from dispatches.actions.compose import bring
from dispatches.models import Borrowing, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk, parsed


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
