import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from dispatches import channels
from dispatches.actions import channels as deeds
from dispatches.actions import receiving
from dispatches.channels import once
from dispatches.channels import receiver as room
from dispatches.channels.adapter import Fault, Looked
from dispatches.channels.receiver import Receiver
from dispatches.models import Channel, Transmission
from dispatches.tests import make
from dispatches.tests.actions.test_races import crowd
from dispatches.tests.admin.test_commands import said
from dispatches.tests.channels.hot import channel

__all__ = ["crowd"]

running = pytest.mark.usefixtures("crowd")


@contextmanager
def receiving_now(**given: Any) -> Iterator[Receiver]:
    """A receiver at work in a thread of its own, until the end of the block."""
    one = Receiver(**given)
    thread = threading.Thread(target=one.run)
    thread.start()
    try:
        yield one
    finally:
        one.stop()
        thread.join(20)
        assert not thread.is_alive()


def comes_true(what: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def reads_by(monkeypatch: pytest.MonkeyPatch, look: Callable[..., Looked], **more: object) -> None:
    """Let every channel be looked at by this function."""
    adapter = ModuleType("adapter")
    adapter.look = look  # type: ignore[attr-defined]  # a module that is made here
    vars(adapter).update(more)
    monkeypatch.setattr(room, "adapter_of", lambda _kind: adapter)


def last_error(name: str) -> str:
    return Channel.objects.get(name=name).last_error


@running
def test_what_lies_in_each_folder_is_received_and_the_channels_given_back(tmp_path: Path) -> None:
    for name in ("one", "two"):
        channel(tmp_path / name, name=name, settle=0)
        (tmp_path / name).mkdir()
        (tmp_path / name / "take.txt").write_text(make.first())
    with receiving_now():
        assert comes_true(lambda: Transmission.objects.count() == 2)
    assert not Channel.objects.exclude(holder="").exists()
    assert Channel.objects.filter(took_at__isnull=False).count() == 2


@running
def test_a_channel_that_falls_is_noted_and_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    came: list[str] = []

    def look(one: Channel, *_more: object) -> Looked:
        if one.name == "falls":
            raise ZeroDivisionError("tidewater-81")
        came.append(one.name)
        return Looked()

    reads_by(monkeypatch, look)
    deeds.change_channel(channel(tmp_path, name="falls"), {}, by=None, secret="tidewater-81")
    channel(tmp_path, name="stands")
    with receiving_now():
        assert comes_true(lambda: "ZeroDivisionError" in last_error("falls") and len(came) > 1)
    assert "tidewater-81" not in caplog.text
    assert Channel.objects.get(name="falls").state == "failing"


@running
def test_a_secret_in_a_fault_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def look(_one: Channel, secret: str, *_more: object) -> Looked:
        raise Fault(f"No login with {secret}.")

    reads_by(monkeypatch, look)
    deeds.change_channel(channel(tmp_path), {}, by=None, secret="tidewater-81")
    with receiving_now():
        assert comes_true(lambda: last_error("in") == "No login with •••.")
    assert "tidewater-81" not in caplog.text


@running
def test_a_pause_ends_the_look_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, ended = threading.Event(), threading.Event()

    def look(_one: Channel, _secret: str, _take: object, go_on: Callable[[], bool]) -> Looked:
        at_work.set()
        if comes_true(lambda: not go_on()):
            ended.set()
        return Looked()

    reads_by(monkeypatch, look)
    one = channel(tmp_path)
    with receiving_now():
        assert at_work.wait(10)
        deeds.pause(one, by=None)
        assert ended.wait(10)


@running
def test_two_receivers_never_read_one_channel_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, most, looks = 0, 0, 0

    def look(*_given: object) -> Looked:
        nonlocal at_once, most, looks
        at_once, looks = at_once + 1, looks + 1
        most = max(most, at_once)
        time.sleep(0.05)
        at_once -= 1
        return Looked(again_in=0.0)

    reads_by(monkeypatch, look)
    monkeypatch.setattr(room, "EVERY_CHANNEL", 0.02)
    channel(tmp_path)
    with receiving_now(), receiving_now():
        assert comes_true(lambda: looks > 8)
    assert most == 1


@running
def test_where_nothing_comes_it_looks_often_and_writes_seldom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, noted = 0, 0

    def look(*_given: object) -> Looked:
        nonlocal looks
        looks += 1
        return Looked()

    def note(*_given: object, **_more: object) -> None:
        nonlocal noted
        noted += 1

    reads_by(monkeypatch, look, QUICKEST=0.01)
    monkeypatch.setattr(receiving, "note_look", note)
    channel(tmp_path)
    with receiving_now():
        assert comes_true(lambda: looks > 20)
        assert noted == 0


@running
def test_the_receiver_waits_for_a_database_that_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    claim, failures = receiving.claim, iter(range(2))

    def away(*given: Any, **more: Any) -> bool:
        if next(failures, None) is not None:
            raise OperationalError("server closed the connection")
        return claim(*given, **more)

    monkeypatch.setattr(receiving, "claim", away)
    channel(tmp_path / "in", settle=0)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/take.txt").write_text(make.first())
    with receiving_now():
        assert comes_true(Transmission.objects.exists)
    assert caplog.text.count("The database does not answer") == 1


@running
def test_a_database_that_goes_away_during_a_look_is_no_fault_of_the_channel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter(range(100))

    def look(*_given: object) -> Looked:
        if next(looks) == 0:
            raise OperationalError("server closed the connection")
        return Looked(taken=1)

    reads_by(monkeypatch, look)
    one = channel(tmp_path)
    with receiving_now():
        assert comes_true(lambda: Channel.objects.get().took_at is not None)
    one.refresh_from_db()
    assert (one.failures, one.last_error) == (0, "")


@pytest.mark.django_db
def test_one_look_is_made_by_the_command(tmp_path: Path) -> None:
    channel(tmp_path, settle=0.1)
    (tmp_path / "take.txt").write_text(make.first())
    assert said("receive", "--once") == "in: taken 1, new 1.\n"
    assert said("receive", "--once", "--channel", "in") == "in: taken 0, new 0.\n"
    with pytest.raises(CommandError, match="no channel “out”"):
        call_command("receive", "--channel", "out")


@pytest.mark.django_db
def test_one_look_that_fails_says_so_by_its_status(tmp_path: Path) -> None:
    channel(tmp_path / "gone")
    with pytest.raises(CommandError, match="Channels that failed: 1"):
        call_command("receive", "--once")
    assert last_error("in").startswith("There is no folder")


@pytest.mark.django_db
def test_channels_are_looked_after_from_the_console(tmp_path: Path) -> None:
    channel(tmp_path, settle=0)
    assert said("channels") == "in: folder, bss, runs\n"
    assert said("channels", "pause", "in") == "in: paused.\n"
    with pytest.raises(CommandError, match="paused"):
        call_command("channels", "look", "in")
    assert said("channels", "resume", "in") == "in: runs.\n"
    (tmp_path / "take.txt").write_text(make.first())
    assert "Files to take: 1" in said("channels", "test", "in")
    assert said("channels", "look", "in") == "in: taken 1, new 1.\n"
    assert "; took " in said("channels")
    with pytest.raises(CommandError, match="no channel “out”"):
        call_command("channels", "look", "out")


@pytest.mark.django_db
def test_a_kind_that_nobody_reads_is_a_fault() -> None:
    with pytest.raises(Fault, match="“pigeon”"):
        channels.adapter_of("pigeon")
    assert "folder" in channels.readable()
    assert set(channels.KINDS) == set(Channel.Kind.values)


@pytest.mark.django_db
def test_the_receiver_learns_how_long_feeds_are_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("dispatches.channels.receiver.silence.learn_due", asked.append)
    room._look_again()
    assert len(asked) == 1


@pytest.mark.django_db
def test_a_look_by_hand_says_all_the_while_that_it_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_so = threading.Event()
    row = channel(tmp_path / "in")

    def long(turn: room.Turn, holder: str) -> room.Turn:
        assert said_so.wait(10)
        return turn

    monkeypatch.setattr(once, "EVERY_HOLD", 0.01)
    monkeypatch.setattr(once, "take_turn", long)
    monkeypatch.setattr(receiving, "hold_on", lambda *given, **more: said_so.set())
    assert once.look_at(row).failed


@pytest.mark.django_db
def test_a_look_by_hand_goes_on_saying_so_when_the_database_was_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[object] = []
    said_so, row = threading.Event(), channel(tmp_path / "in")

    def hold_on(*given: object, **more: object) -> None:
        tries.append(given)
        if len(tries) == 1:
            raise OperationalError
        said_so.set()

    monkeypatch.setattr(once, "EVERY_HOLD", 0.01)
    monkeypatch.setattr(receiving, "hold_on", hold_on)
    with once._held(row, "somebody"):
        assert said_so.wait(5)
