"""A source that is silent for too long: when the desk is told, and by whose word."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from dispatches.actions import silence
from dispatches.models import Source, Transmission
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def source() -> Source:
    cache.clear()
    return make.source()


def fed(source: Source, *, every: int, until: datetime, days: int = 10) -> None:
    """Bytes came from it every so many minutes."""
    many = days * 24 * 60 // every
    Transmission.objects.bulk_create(
        Transmission(
            source=source, sha256=f"{n:064x}", size=0, content=b"", state="read",
            received_at=until - timedelta(minutes=every * n),
        )
        for n in range(many)
    )  # fmt: skip


def test_a_feed_is_learned_and_its_silence_told(source: Source) -> None:
    fed(source, every=10, until=NOW)
    assert silence.learn(source, NOW) == [30] * 24
    assert silence.silent(source, NOW + timedelta(minutes=30)) is None
    told = silence.silent(source, NOW + timedelta(minutes=80))
    assert told is not None
    assert "for 1 h 20 min; after an arrival at that hour 30 min" in told


def test_what_came_long_ago_teaches_nothing(source: Source) -> None:
    fed(source, every=10, until=NOW - timedelta(days=25))
    assert silence.learn(source, NOW) == [None] * 24


def test_the_word_of_an_editor_stands_before_what_was_learned(source: Source) -> None:
    fed(source, every=10, until=NOW)
    silence.learn(source, NOW)
    source.silence_minutes = 240
    assert silence.silent(source, NOW + timedelta(minutes=239)) is None
    assert "its settings allow" in (silence.silent(source, NOW + timedelta(hours=5)) or "")
    source.silence_minutes = 0
    assert silence.silent(source, NOW + timedelta(days=5)) is None


def test_of_a_source_that_is_off_or_unknown_nobody_is_told(source: Source) -> None:
    assert silence.silent(source, NOW) is None
    source.silence_minutes = 5
    assert silence.silent(source, NOW) == "Nothing has come from BSS yet."
    source.is_active = False
    assert silence.silent(source, NOW) is None


def test_what_is_learned_is_learned_once_a_day(source: Source) -> None:
    assert silence.learn_due(NOW) == [source]
    assert silence.learn_due(NOW) == []


def test_the_queue_tells_of_silence_and_of_a_source_that_was_stopped(source: Source) -> None:
    make.ingest(make.first(), at=timezone.now() - timedelta(hours=3))
    Source.objects.update(silence_minutes=60, most_an_hour=0)
    make.ingest(make.first(), source=(other := make.source("plain", most_an_hour=0)))
    page = Desk(Role.EDITOR).page("queue")
    assert "Nothing has come from BSS for 3 h 0 min" in page
    assert f"{other} was stopped: more came from it than 0 an hour." in page
    assert "until somebody releases it: 1." in page
    assert "Look at it" not in page
    assert "Look at it" in Desk(Role.CORRECTOR).page("queue")


def test_the_command_says_how_each_source_fares(source: Source) -> None:
    fed(source, every=10, until=timezone.now() - timedelta(hours=2))
    make.source("plain", retention_days=30, most_an_hour=9, tripped_at=NOW, is_active=False)
    out = StringIO()
    call_command("sources", stdout=out)
    told = out.getvalue()
    for words in ("2 h 0 min ago", "told after 30 min, as learned", "ALERT: Nothing has come"):
        assert words in told
    for words in ("(switched off)", "30 days", "STOPPED since", "nothing has come yet"):
        assert words in told
