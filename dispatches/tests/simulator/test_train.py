import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from dispatches.actions.sources import source_for
from dispatches.management.commands import train
from dispatches.models import Channel

pytestmark = pytest.mark.django_db


def stand_in(*_words: str, ends: bool = False) -> subprocess.Popen[bytes]:
    """A process that does nothing, in the place of the receiver and of the server."""
    waits = "pass" if ends else "import time; time.sleep(60)"
    return subprocess.Popen([sys.executable, "-c", waits])


def test_a_night_is_sent_in_the_order_of_its_times_from_a_little_before_now_on() -> None:
    due = list(train.night(source_for("dpa"), 1))
    times = [one.at for one in due]
    assert times == sorted(times)
    assert datetime.now(UTC) - train.BEFORE <= times[0] < datetime.now(UTC) < times[-1]
    assert len({one.name for one in due}) == len(due)


def test_made_up_copy_is_not_let_in_where_no_training_is() -> None:
    with pytest.raises(CommandError, match="real copy"):
        call_command("train")
    assert not Channel.objects.exists()


def test_what_was_due_before_lies_in_the_hot_folders_of_its_agencies_at_once(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.TRAINING, settings.VAR_DIR = True, tmp_path
    started = [stand_in(), stand_in()]
    waiting = iter(started)
    monkeypatch.setattr(train, "_manage", lambda *_: next(waiting))
    command = train.Command()
    Timer(1.5, command._end).start()
    call_command(command)
    for channel in Channel.objects.all():
        assert list(Path(channel.settings["path"]).glob("*.txt"))
    assert [one.poll() for one in started] == [-15, -15]


def test_when_the_receiver_ends_all_is_ended_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.TRAINING, settings.VAR_DIR = True, tmp_path
    monkeypatch.setattr(train, "_manage", lambda word, *_: stand_in(ends=word == "receive"))
    with pytest.raises(CommandError, match="has ended"):
        call_command("train")
