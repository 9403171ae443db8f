from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dispatches.models import Event, Ruling, Story, StoryTake
from dispatches.tests import make
from dispatches.tests.actions.hands import (
    NAMELESS,
    ONE,
    OTHER,
    STRANGER,
    come,
    copy,
    home,
    ids,
    serials,
)
from dispatches.tests.desk.conftest import HTMX, At, Desk, parsed
from dispatches.tests.desk.test_tray import form_of
from dispatches.workflow import Role, Status

QUERIES = 12


def three() -> Story:
    """A story of three takes."""
    two = make.then("BFF-09", end="MORE", clock="0834", body=("It would be read again.",))
    return come(ONE, two, make.then("BFF-10", clock="0836", body=("It fell by noon.",)))


def shown(page: str) -> list[str]:
    """The order in which the page shows the takes."""
    return [
        one.get("value") for one in parsed(page).xpath("//ol[@data-order]//input[@name='order']")
    ]


def staged(page: str) -> str:
    """What the page says of a change that is not saved."""
    found = parsed(page).xpath("//section[contains(@class, 'staged')]")
    return " ".join(found[0].text_content().split()) if found else ""


# Order -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("move", "order"),
    [("up-2", "021"), ("down-0", "102"), ("to-0", "120"), ("up-0", "012"), ("x-0", "012")],
)
def test_a_take_is_moved_by_its_buttons_and_nothing_is_saved(
    editor: Desk, move: str, order: str
) -> None:
    story = three()
    takes = ids(story)
    way, _, place = move.partition("-")
    pk = takes[int(place)]
    asked = {"order": takes, "move": f"{way}-{pk}", f"to-{pk}": "3"}
    page = editor.page("join", story.pk, **asked)
    assert shown(page) == [str(takes[int(n)]) for n in order]
    assert ids(story) == takes
    assert ("not saved yet" in staged(page)) is (order != "012")


def test_what_would_come_of_an_order_is_shown_before_it_is_saved(editor: Desk) -> None:
    story = three()
    events, version = Event.objects.count(), story.version
    said = staged(editor.page("join", story.pk, order=ids(story)[::-1]))
    assert said.index("It fell by noon.") < said.index("The gauge was read.")
    assert "C07 Missing: the first take, before BFF-10." in said
    assert (Event.objects.count(), make.fresh(story).version) == (events, version)


def test_an_order_is_saved_with_its_reason_and_taken_back(editor: Desk) -> None:
    story = three()
    order = ids(story)[::-1]
    said = {"saw": story.touched, "order": order, "reason": "The wire jumped."}
    answer = editor.send("join_deed", story.pk, "order", **said)
    assert answer.headers["Location"] == reverse("desk:join", args=[story.pk])
    assert serials(story) == ["BFF-10", "BFF-09", "BFF-08"]
    pk, sent = form_of(editor.page("join", story.pk), "undo")
    editor.send("join_deed", pk, "undo", **sent)
    assert serials(story) == ["BFF-08", "BFF-09", "BFF-10"]


def test_every_move_has_a_button_that_needs_no_script(editor: Desk) -> None:
    story = three()
    form = parsed(editor.page("join", story.pk)).get_element_by_id("order")
    assert form.get("method") == "get"
    assert len(form.xpath(".//button[@name='move' and not(@disabled)]")) == 7
    assert len(form.xpath(".//select")) == 3


@pytest.mark.parametrize("order", [[""], ["x", "9" * 40], ["\x00"], [1, 1, 1]])
def test_an_order_that_is_none_is_not_shown(editor: Desk, order: list[Any]) -> None:
    story = three()
    page = editor.page("join", story.pk, order=order)
    assert shown(page) == list(map(str, ids(story)))
    sent = {"saw": story.touched, "order": order}
    assert editor.send("join_deed", story.pk, "order", **sent).status_code == 422


# Parting -----------------------------------------------------------------------------------------
def test_both_halves_of_a_story_are_shown_before_it_is_parted(editor: Desk) -> None:
    story = three()
    key = story.head().paragraphs[1]["key"]
    page = editor.page("join", story.pk, split=key)
    assert "a headline to come" in staged(page)
    assert parsed(page).xpath("//section[contains(@class, 'staged')]//input[@name='headline']")
    assert Story.objects.count() == 1


def test_a_story_is_parted_where_the_page_says(editor: Desk) -> None:
    story = three()
    said = {"saw": story.touched, "key": story.head().paragraphs[2]["key"], "reason": "Two."}
    assert editor.send("join_deed", story.pk, "split", **said).status_code == 302
    assert (serials(story), serials(home("BFF-10"))) == (["BFF-08"], ["BFF-09", "BFF-10"])


def test_a_parting_that_cannot_be_says_why_and_shows_itself_again(editor: Desk) -> None:
    story = three()
    said = {"saw": story.touched, "key": story.head().paragraphs[1]["key"], "reason": "Two."}
    answer = editor.send("join_deed", story.pk, "split", **said)
    assert answer.status_code == 422
    assert "under which headline" in answer.content.decode()
    assert "not saved yet" in staged(answer.content.decode())


@pytest.mark.parametrize("key", ["", "x", "0-0", "\x00", "é"])
def test_a_story_is_parted_at_its_own_paragraphs_alone(editor: Desk, key: str) -> None:
    story = three()
    said = {"saw": story.touched, "key": key, "reason": "Two."}
    assert editor.send("join_deed", story.pk, "split", **said).status_code == 422
    assert editor.open("join", story.pk, split=key).status_code == 200


# Joining -----------------------------------------------------------------------------------------
def test_a_story_is_found_and_seen_as_one_before_it_is_joined(editor: Desk) -> None:
    story, other = come(ONE), come(STRANGER, at=2)
    assert reverse("desk:story", args=[other.pk]) in editor.page("join", story.pk, q="bff-12")
    said = staged(editor.page("join", story.pk, **{"with": other.pk}))
    assert "The ferry stayed in port." in said
    assert "Nothing is left of it" in said
    assert not Ruling.objects.exists()
    sent = {"saw": story.touched, "other": other.pk, "other_saw": other.touched}
    assert editor.send("join_deed", story.pk, "join", **sent).status_code == 302
    assert copy(story)[-1] == "The ferry stayed in port."


def test_what_may_belong_to_a_story_stands_first(editor: Desk) -> None:
    head = come(OTHER)
    tail = come(NAMELESS, at=2)
    page = editor.page("join", head.pk)
    assert f"?with={tail.pk}" in page
    assert "next serial" in page


@pytest.mark.parametrize("asked", [{"with": "x"}, {"with": "9" * 30}, {"q": "\x00"}, {"q": "%"}])
def test_what_is_not_there_is_not_found(editor: Desk, asked: dict[str, str]) -> None:
    assert not staged(editor.page("join", come(ONE).pk, **asked))


# All of it ---------------------------------------------------------------------------------------
def test_a_deed_that_nobody_knows_is_refused(editor: Desk) -> None:
    story = come(ONE)
    assert editor.send("join_deed", story.pk, "x", saw=story.touched).status_code == 422


def test_a_stale_order_shows_both(editor: Desk) -> None:
    story = three()
    said = {"saw": story.touched + 1, "order": ids(story)[::-1]}
    assert editor.send("join_deed", story.pk, "order", **said).status_code == 409


def test_where_the_other_story_is_stale_the_editor_shows_it_as_it_stands(editor: Desk) -> None:
    story, other = come(ONE), come(STRANGER, at=2)
    sent = {"saw": story.touched, "other": other.pk, "other_saw": other.touched + 1}
    answer = editor.send("join_deed", story.pk, "join", **sent)
    assert answer.status_code == 409
    assert "not saved yet" in staged(answer.content.decode())


def test_only_who_joins_takes_opens_the_join_editor(at: At) -> None:
    story = come(ONE)
    desk = at(Role.REPORTER)
    assert desk.open("join", story.pk).status_code == 403
    assert desk.send("join_deed", story.pk, "order").status_code == 403


def test_a_story_that_is_out_is_looked_at_and_not_changed(chief: Desk) -> None:
    text = make.first(body=("It rained.", "It snowed."))
    story = make.story(text, status=Status.PUBLISHED)
    key = story.head().paragraphs[1]["key"]
    assert "Part before this" not in chief.page("join", story.pk)
    assert "cannot be changed" in staged(chief.page("join", story.pk, split=key))


def test_htmx_gets_the_middle_of_the_join_editor_alone(editor: Desk) -> None:
    story = three()
    address = reverse("desk:join", args=[story.pk])
    asked: dict[str, Any] = {"order": ids(story), "move": f"up-{ids(story)[1]}"}
    page = editor.client.get(address, asked, headers=HTMX).content.decode()
    assert "<html" not in page
    assert f'data-focus="up-{ids(story)[1]}"' in page


def test_the_join_editor_asks_no_more_for_more_takes(
    editor: Desk,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    story = three()
    with django_assert_max_num_queries(QUERIES) as few:
        editor.page("join", story.pk)
    for n in range(5):
        make.ingest(make.first(f"BFF-{40 + n}", initials="TN"), at=make.minutes(n))
    StoryTake.objects.filter(item__serial="BFF-40").update(story=story)
    with django_assert_num_queries(len(few)):
        editor.page("join", story.pk)
