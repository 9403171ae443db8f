"""What is told without anybody asking: kills, holds, flashes, silence, and watched stories."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from dispatches.actions import mailing
from dispatches.actions.alerts import tell
from dispatches.actions.mailing import send_due
from dispatches.actions.move import move
from dispatches.actions.preferences import prefer
from dispatches.actions.silence import tell_silent
from dispatches.actions.watch import unwatch, watch
from dispatches.models import Alert, Mailed, Person
from dispatches.tests import make

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def told(kind: str) -> list[str]:
    return list(Alert.objects.filter(kind=kind).order_by("pk").values_list("sentence", flat=True))


# What comes by wire -------------------------------------------------------------------------------
def test_a_kill_is_told_within_the_transaction_that_files_it() -> None:
    story = make.story(make.first("BFF-40"))
    make.ingest(make.kill("BFF-99", names="BFF-40"))
    assert told("kill") == [f"Kill notice BFF-99: “{story}”, which is incoming."]


def test_a_kill_that_names_nothing_here_is_told_too() -> None:
    make.ingest(make.kill("BFF-99", names="BFF-40"))
    assert told("kill") == ["Kill notice BFF-99 names no story that is here."]


def test_a_kill_that_came_first_is_told_again_when_its_story_comes() -> None:
    make.ingest(make.kill("BFF-99", names="BFF-40"))
    story = make.story(make.first("BFF-40"))
    assert f"Kill notice BFF-99: “{story}”, which is incoming." in told("kill")


def test_a_hold_is_told_as_a_hold() -> None:
    make.story(make.first("BFF-40"))
    notice = "BFF-99\n\nHOLD HOLD\n\nEditors: please hold BFF-40 until further notice.\n\n"
    make.ingest(notice + "BSS/KM/ 1015 hrs\n")
    assert (len(told("hold")), told("kill")) == (1, [])


def test_new_versions_of_a_killed_story_tell_nothing_new() -> None:
    make.story(make.first("BFF-40", end="MORE"))
    make.ingest(make.kill("BFF-99", names="BFF-40"))
    make.ingest(make.then("BFF-41"))
    assert len(told("kill")) == 1


def test_a_flash_is_told_once_and_an_old_one_is_not() -> None:
    flash = "BFF-60\nFERRY\n\nFLASH: Ferry sinks off Sonapur\n\nBSS/KM/ 1015 hrs\n"
    make.ingest(flash, at=NOW)
    make.ingest(flash.replace("60", "61").replace("sinks", "burns"), at=NOW - timedelta(hours=2))
    assert told("flash") == ["Flash: Ferry sinks off Sonapur"]


def test_routine_copy_tells_nobody_anything() -> None:
    make.story()
    assert not Alert.objects.exists()


def test_a_silence_is_told_once_and_the_next_one_again() -> None:
    source = make.source(silence_minutes=5)
    make.ingest(make.first(), at=NOW - timedelta(hours=3))
    for _ in range(2):
        tell_silent(NOW)
    make.ingest(make.first(), at=NOW - timedelta(hours=1))
    tell_silent(NOW)
    assert [words.startswith(f"Nothing has come from {source}") for words in told("silence")] == [
        True,
        True,
    ]


def test_a_source_that_was_stopped_is_told() -> None:
    make.source(most_an_hour=1)
    for _ in range(3):
        make.ingest(make.first())
    assert told("silence") == ["BSS was stopped: more came from it than 1 an hour."]


# Watched stories ----------------------------------------------------------------------------------
@pytest.fixture
def watcher() -> Person:
    return make.editor()


def test_a_watcher_hears_of_a_new_status_and_not_of_their_own(watcher: Person) -> None:
    story = make.story()
    watch(story, by=watcher, now=NOW)
    story = move(story, "claim", by=watcher, saw=story.touched)
    other = make.editor()
    move(story, "return", by=other, saw=story.touched, reason="Who says so?")
    assert told("watched") == [f"“{story}”: returned by {other}. Who says so?"]
    assert Alert.objects.get().person == watcher


def test_a_watcher_hears_of_a_new_version_and_of_a_kill(watcher: Person) -> None:
    story = make.story(make.first("BFF-40", end="MORE"))
    watch(story, by=watcher, now=NOW)
    make.ingest(make.then("BFF-41"))
    make.ingest(make.kill("BFF-99", names="BFF-40"))
    assert [words.partition(": ")[2].split(".")[0] for words in told("watched")] == [
        "new version",
        "kill notice",
    ]


def test_who_watches_no_more_hears_no_more(watcher: Person) -> None:
    story = make.story()
    for _ in range(2):
        watch(story, by=watcher, now=NOW)
    unwatch(story, by=watcher)
    move(story, "claim", by=make.editor(), saw=story.touched)
    assert not told("watched")


# By mail ------------------------------------------------------------------------------------------
@pytest.fixture
def mailed(watcher: Person, settings: SettingsWrapper) -> Person:
    cache.clear()
    settings.SITE_URL = "https://desk.example.org/"
    prefer(watcher, alerts={"kill": ["mail"], "flash": ["page"]})
    return watcher


def test_who_chose_mail_gets_one_mail_of_all_that_came(mailed: Person) -> None:
    story = make.story()
    tell("kill", "Kill BFF-40.", mark="1", story=story, now=NOW)
    tell("kill", "Kill BFF-41.", mark="2", now=NOW)
    tell("flash", "A flash.", mark="3", now=NOW)
    assert send_due(NOW) == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([mailed.email], "newsdesk: Kill BFF-40. (and 1 more)")
    assert f"https://desk.example.org{story.desk_url()}" in sent.body
    assert "flash" not in sent.body


def test_an_alert_is_mailed_once(mailed: Person) -> None:
    tell("kill", "Kill BFF-40.", mark="1", now=NOW)
    assert [send_due(NOW), send_due(NOW)] == [1, 0]
    cache.clear()
    assert send_due(NOW) == 0
    assert Mailed.objects.count() == 1


def test_a_mail_that_failed_is_tried_again(mailed: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    tell("kill", "Kill BFF-40.", mark="1", now=NOW)
    with monkeypatch.context() as broken:
        broken.setattr(mailing, "send_mail", _refuse)
        assert send_due(NOW) == 0
    assert send_due(NOW + timedelta(minutes=1)) == 1
    assert send_due(NOW + timedelta(minutes=2)) == 0


def _refuse(*_said: object) -> None:
    raise ConnectionRefusedError("the mail server is away")


def test_what_is_older_than_two_hours_and_what_concerns_others_is_not_mailed(
    mailed: Person,
) -> None:
    tell("kill", "Kill BFF-40.", mark="1", now=NOW - timedelta(hours=3))
    tell("kill", "Kill BFF-41.", mark="2", person=make.editor(), now=NOW)
    assert send_due(NOW) == 0


def test_who_left_the_house_gets_no_mail(mailed: Person) -> None:
    tell("kill", "Kill BFF-40.", mark="1", now=NOW)
    Person.objects.filter(pk=mailed.pk).update(is_active=False)
    assert send_due(NOW) == 0
