from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.assign import assign, tag
from dispatches.actions.edit import edit_heading
from dispatches.actions.move import move
from dispatches.actions.settle import settle
from dispatches.models import ChainHead, Person, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.views import news
from dispatches.workflow import Role, Status

Deed = Callable[[Story, Person], Any]


def version() -> int:
    """How many events there are."""
    return ChainHead.objects.get().events


def heard(desk: Desk, since: int, **asked: Any) -> Any:
    """What the page is told, as a tree; None when nothing has changed."""
    answer = desk.open("news", since=since, **asked)
    if answer.status_code == 204:
        return None
    assert answer.status_code == 200
    return parsed(answer.content.decode())


def line(told: Any) -> str:
    """The line of the banner."""
    return " ".join(told.xpath("string(.//p[@class='news__line'])").split())


def counts(told: Any) -> dict[str, str]:
    """The counts of the tabs."""
    return {one.get("data-count-of"): one.text_content() for one in told.xpath(".//li")}


def test_the_page_says_which_version_it_has(editor: Desk) -> None:
    make.story()
    page = parsed(editor.page("queue", status="all"))
    here = page.get_element_by_id("news")
    assert here.get("data-since") == str(version())
    assert here.get("data-asks") == "/desk/news/?status=all"


def test_while_nothing_changes_one_query_answers_and_no_body(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make.story()
    since = version()
    with django_assert_num_queries(3):  # session and person, as for every page; and the version
        answer = editor.open("news", since=since, seen=0)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Cache-Control"] == "no-store"


def test_new_and_changed_stories_are_counted_and_the_tabs_with_them(editor: Desk) -> None:
    story = make.story()
    since = version()
    make.story()
    move(story, "claim", by=make.editor(), saw=story.touched)
    told = heard(editor, since, seen=since)
    assert line(told) == "1 new, 1 changed Show"
    assert counts(told)["in_review"] == counts(told)["incoming"] == "1"
    assert counts(told)["desk"] == "2"
    assert told.xpath("//*[@id='news-show']/@href") == ["/desk/"]


def test_what_was_told_is_told_once_and_counted_from_the_page_on(editor: Desk) -> None:
    make.story()
    since = version()
    make.story()
    seen = int(heard(editor, since).get_element_by_id("news").get("data-version"))
    assert heard(editor, since, seen=seen) is None
    make.story()
    assert line(heard(editor, since, seen=seen)) == "2 new Show"


def test_only_what_the_list_asks_for_is_new_in_it(editor: Desk) -> None:
    make.story()
    since = version()
    make.story(status=Status.SPIKED)
    assert line(heard(editor, since)) == ""
    assert line(heard(editor, since, status="spiked")) == "1 new Show"


def test_a_story_that_leaves_the_list_has_changed_where_it_was_shown(editor: Desk) -> None:
    story = make.story()
    since = version()
    move(story, "spike", by=make.editor(), saw=story.touched, reason="Old.")
    assert line(heard(editor, since)) == ""
    assert line(heard(editor, since, rows=f"{story.pk}.7")) == "1 changed Show"


def test_a_kill_is_told_as_one_whatever_is_filtered(editor: Desk) -> None:
    story = make.story(make.first("BFF-40"))
    since = version()
    make.ingest(make.kill("BFF-41", names="BFF-40"))
    told = heard(editor, since, status="published")
    kills = told.get_element_by_id("news-kills")
    assert story.headline in kills.text_content()
    assert 'id="news-kills" role="alert"' in editor.page("queue")
    assert 'id="news" role="status" aria-live="polite"' in editor.page("queue")


def test_a_list_that_is_very_old_is_told_so(editor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "MOST", 2)
    for _ in range(3):
        make.story()
    assert line(heard(editor, 0)) == "Much has changed Show"


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 40, "1.5", "\x00"])
def test_nothing_that_an_address_says_breaks_the_news(editor: Desk, value: str) -> None:
    make.story()
    for name in ("since", "seen", "rows"):
        assert editor.open("news", **{name: value}).status_code in (200, 204)


def test_a_stranger_hears_nothing(client: Client, at: At) -> None:
    assert at(Role.ANONYMOUS).open("news").status_code == 302
    assert at(Role.REPORTER).open("news").status_code in (200, 204)


@pytest.mark.parametrize(
    "deed",
    [
        lambda story, by: move(story, "claim", by=by, saw=story.touched),
        lambda story, by: assign(story, by, by=by, saw=story.touched),
        lambda story, by: tag(story, "sea", by=by, saw=story.touched),
        lambda story, by: edit_heading(story, {"slug": "TIDE"}, by=by, saw=story.touched),
        lambda story, by: make.ingest(make.kill("BFF-99", names="BFF-40")),
        lambda story, by: make.ingest(make.then("BFF-41")),
        lambda story, by: make.ingest(make.first()),
    ],
    ids=["claim", "assign", "tag", "edit", "kill", "another take", "another story"],
)
def test_whatever_changes_a_row_makes_a_new_version(db: None, deed: Deed) -> None:
    story = make.story(make.first("BFF-40", end="MORE"))
    before = version()
    deed(story, make.chief())
    assert version() > before


def test_a_settlement_makes_a_new_version_and_a_look_makes_none(editor: Desk) -> None:
    story = make.damaged()
    before = version()
    editor.page("story", story.pk)
    assert version() == before
    problem = make.problem(story)
    settle(problem, "verified", by=make.editor(), saw=story.touched)
    assert version() > before
