"""Alerts on the desk: the list, what came since, the ways, and watching a story."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.alerts import tell
from dispatches.models import Alert, Preference, Watched
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.workflow import Role

NOW = timezone.now()


@pytest.fixture
def told(db: None) -> Alert:
    made = tell("kill", "Kill BFF-40.", mark="1", story=make.story(), now=NOW)
    assert made
    return made


def test_the_list_shows_what_came_and_leads_to_the_story(editor: Desk, told: Alert) -> None:
    page = editor.page("alerts")
    assert "Kill BFF-40." in page
    assert told.story
    assert told.story.desk_url() in page


def test_what_concerns_somebody_else_is_not_shown(editor: Desk) -> None:
    tell("mention", "A word to you.", mark="1", person=make.editor(), now=NOW)
    assert "A word to you." not in editor.page("alerts")
    assert editor.open("alerts", since="0").status_code == 204


def test_a_poll_is_answered_by_one_query_while_nothing_is_new(
    editor: Desk, told: Alert, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):  # the session, the person, and the one
        answer = editor.open("alerts", since=str(told.pk))
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_poll_gets_what_is_new_with_its_ways_the_first_one_first(
    editor: Desk, told: Alert
) -> None:
    last = tell("flash", "Ferry sinks.", mark="2", now=NOW)
    assert last
    page = parsed(editor.page("alerts", since=str(told.pk - 1)))
    assert page.get("data-last") == str(last.pk)
    found = [(li.get("data-alert"), li.get("data-ways"), li.get("data-loud")) for li in page]
    assert found == [(str(told.pk), "page", "yes"), (str(last.pk), "page", "no")]


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 40, "²"])
def test_a_browser_that_has_nothing_gets_what_came_lately(
    editor: Desk, told: Alert, since: str
) -> None:
    assert "Kill BFF-40." in editor.page("alerts", since=since)
    Alert.objects.update(at=make.minutes(0))
    assert editor.open("alerts", since=since).status_code == 204


def test_ways_that_are_ticked_are_kept_and_shown(editor: Desk) -> None:
    editor.send("alert_ways", kill=["page", "sound", "mail"], watched=["notification"])
    kept = Preference.objects.get(person=editor.person).alerts
    assert (kept["kill"], kept["watched"], kept["flash"]) == (
        ["page", "sound", "mail"], ["notification"], [],
    )  # fmt: skip
    ticked = parsed(editor.page("alerts")).xpath("//main//input[@checked]")
    assert len(ticked) == 4


def test_a_way_that_is_none_is_refused_and_nothing_is_kept(editor: Desk) -> None:
    editor.send("alert_ways", kill=["pigeon"])
    assert not Preference.objects.exists()
    assert "There is no such alert" in editor.page("alerts")


def test_every_page_of_the_desk_has_the_place_where_alerts_show(editor: Desk) -> None:
    page = parsed(editor.page("queue"))
    assert page.xpath("//*[@id='bell']/@data-alerts") == [reverse("desk:alerts")]
    assert page.xpath("//*[@id='bell']/*[@role='alert']")


def test_a_story_is_watched_and_watched_no_more(at: At) -> None:
    reporter, story = at(Role.REPORTER), make.story()
    assert "Watch it no more" not in reporter.page("story", story.pk)
    reporter.send("watch", story.pk, on="yes")
    assert Watched.objects.get().person == reporter.person
    assert "Watch it no more" in reporter.page("story", story.pk)
    reporter.swap("watch", story.pk, on="no")
    assert not Watched.objects.exists()


def test_watching_is_a_form_that_is_sent(editor: Desk) -> None:
    assert editor.open("watch", make.story().pk).status_code == 405
    assert editor.send("watch", 99999).status_code == 404
