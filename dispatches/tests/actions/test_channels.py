from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import OperationalError
from pytest_django import Settings

from dispatches.actions import channels, holders, receiving, sealed
from dispatches.actions.errors import Refused
from dispatches.actions.receiving import Went
from dispatches.actions.seen import Overtaken, mark
from dispatches.models import Arrival, Channel, Event, Story
from dispatches.tests import make
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
SECRET = "tidewater-81"


def added(**more: Any) -> Channel:
    fields = {"name": "in", "kind": "folder", "source": make.source(), "settings": {"path": "/in"}}
    secret = more.pop("secret", "")
    return channels.add_channel(fields | more, by=make.person(Role.CORRECTOR), secret=secret)


def claimed(channel: Channel, holder: str, after: float = 0) -> bool:
    channel.refresh_from_db()
    return receiving.claim(channel, holder, now=make.minutes(after))


@pytest.mark.parametrize("role", [Role.CORRECTOR, Role.ADMINISTRATOR])
def test_whoever_manages_sources_manages_channels(role: Role) -> None:
    by = make.person(role)
    channels.pause(added(), by=by, reason="Night")
    event = Event.objects.filter(kind="channel").latest("number")
    assert (event.actor, event.reason, event.after["is_paused"]) == (by, "Night", True)
    assert (event.before["is_paused"], event.origin) == (False, "admin")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_nobody_else_does(role: Role) -> None:
    channel, by = added(), make.person(role)
    with pytest.raises(PermissionDenied):
        channels.pause(channel, by=by)
    with pytest.raises(PermissionDenied):
        channels.add_channel({"name": "other"}, by=by)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"every_seconds": 0}, "every seconds: write a number from 1 to 86,400"),
        ({"name": ""}, "name: "),
        ({"kind": "pigeon"}, "kind: "),
        ({"source": None}, "source: "),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        added(**fields)
    assert not Channel.objects.exists()


def test_a_change_that_changes_nothing_leaves_no_trace() -> None:
    channel = added()
    channels.change_channel(channel, {"name": "in", "settings": {"path": "/in"}}, by=None)
    assert Event.objects.filter(kind="channel").count() == 1


def test_a_stale_change_is_refused() -> None:
    channel = added()
    saw = mark(channel.facts())
    channels.pause(channel, by=None)
    with pytest.raises(Overtaken):
        channels.change_channel(channel, {"name": "out"}, by=None, saw=saw)


def test_the_kind_is_given_once() -> None:
    channel = channels.change_channel(added(), {"kind": "imap", "name": "mail"}, by=None)
    assert (channel.kind, channel.name) == ("folder", "mail")


def test_other_settings_forget_what_was_remembered_and_are_due_at_once() -> None:
    channel = added()
    Channel.objects.update(memo={"last": 7}, next_at=make.NOON, failures=4)
    channel = channels.change_channel(channel, {"settings": {"path": "/other"}}, by=None)
    assert (channel.memo, channel.next_at, channel.failures) == ({}, None, 0)


def test_a_secret_is_sealed_and_shown_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    channel = added(secret=SECRET)
    assert sealed.opened(channel.secret) == SECRET
    out = StringIO()
    call_command("dumpdata", "dispatches.channel", "dispatches.event", stdout=out)
    said = f"{out.getvalue()} {channel!r} {channel} {channel.facts()} {caplog.text}"
    assert SECRET not in said
    assert channel.facts()["has_secret"] is True


def test_a_secret_stays_until_another_is_typed_and_history_says_so() -> None:
    channel = channels.change_channel(added(secret=SECRET), {"name": "out"}, by=None)
    assert sealed.opened(channel.secret) == SECRET
    channel = channels.change_channel(channel, {}, by=None, secret="ebb")
    assert sealed.opened(channel.secret) == "ebb"
    assert "secret" in Event.objects.latest("number").after


def test_a_secret_outlives_its_key_while_that_is_a_fallback(settings: Settings) -> None:
    kept, former = sealed.seal(SECRET), settings.SECRET_KEY
    settings.SECRET_KEY = "k" * 50
    with pytest.raises(Refused, match="SECRET_KEY"):
        sealed.opened(kept)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert sealed.opened(kept) == SECRET
    assert sealed.seal("") == sealed.opened("") == ""


def test_one_receiver_at_a_time_has_a_channel() -> None:
    channel = added()
    assert claimed(channel, "a")
    assert claimed(channel, "a", 0.1)
    assert not claimed(channel, "b", 0.9)
    assert claimed(channel, "b", 2)
    receiving.let_go("b")
    assert claimed(channel, "a", 2)


def test_a_dead_receiver_has_nothing() -> None:
    channel = added()
    dead = holders.new().split(".")
    dead[2] = str(2**22 + 1)
    assert claimed(channel, ".".join(dead))
    assert claimed(channel, holders.new())


@pytest.mark.parametrize("field", [{"is_paused": True}, {"is_active": False}])
def test_a_channel_that_does_not_run_is_claimed_by_nobody(field: dict[str, bool]) -> None:
    channel = added(**field)
    assert not claimed(channel, "a")
    assert channel.state == ("paused" if "is_paused" in field else "off")


def test_a_sign_of_life_keeps_a_channel() -> None:
    channel = added()
    assert claimed(channel, "a")
    assert receiving.hold_on([channel.pk], "a", now=make.minutes(0.9)) == {channel.pk}
    assert not claimed(channel, "b", 1.5)
    assert receiving.hold_on([channel.pk], "b", now=make.NOON) == set()


def test_a_look_is_noted_and_the_channel_given_back() -> None:
    channel = added()
    assert claimed(channel, "a")
    went = Went(taken=2, left=("“pipe” is a pipe.",), memo={"last": 7})
    receiving.note_look(channel, went, "a", now=make.NOON)
    channel.refresh_from_db()
    assert (channel.looked_at, channel.took_at, channel.memo) == (make.NOON, make.NOON, {"last": 7})
    assert (channel.last_error, channel.state) == ("“pipe” is a pipe.", "runs")
    assert (channel.next_at, channel.holder) == (make.NOON + timedelta(seconds=10), "")


def test_faults_let_it_wait_longer_each_time_and_a_good_look_ends_that() -> None:
    channel, waits = added(), []
    for _ in range(12):
        assert receiving.claim(channel, "a", now=make.NOON, due=False)
        receiving.note_fault(channel, "No such folder.", "a", now=make.NOON)
        channel.refresh_from_db()
        assert channel.next_at
        waits.append((channel.next_at - make.NOON).total_seconds())
    assert waits[0] < 30 < waits[2] < waits[4] <= waits[-1] <= 15 * 60
    assert (channel.state, channel.last_error) == ("failing", "No such folder.")
    assert receiving.claim(channel, "a", now=make.NOON, due=False)
    receiving.note_look(channel, Went(again_in=1.5), "a", now=make.NOON)
    channel.refresh_from_db()
    assert (channel.failures, channel.next_at) == (0, make.NOON + timedelta(seconds=1.5))


def test_who_lost_a_channel_notes_nothing_about_it() -> None:
    channel = added()
    assert claimed(channel, "a")
    assert claimed(channel, "b", 2)
    receiving.note_fault(channel, "Late.", "a", now=make.minutes(2))
    channel.refresh_from_db()
    assert (channel.last_error, channel.holder) == ("", "b")


def test_what_old_settings_saw_is_not_remembered_with_new_ones() -> None:
    channel = added()
    assert claimed(channel, "a")
    channels.change_channel(channel, {"settings": {"path": "/other"}}, by=None)
    receiving.note_look(channel, Went(memo={"last": 7}), "a", now=make.NOON)
    channel.refresh_from_db()
    assert (channel.memo, channel.next_at, channel.holder) == ({}, None, "")


def test_what_is_handed_over_is_kept_under_its_channel() -> None:
    take = receiving.Taking(added())
    assert take(make.first().encode(), "a/take.txt")
    arrival = Arrival.objects.get()
    assert (arrival.channel, arrival.name) == ("folder", "a/take.txt")
    assert arrival.transmission.items.exists()


class Clock:
    """Seconds that pass when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_comes_by_itself_is_joined_at_once_and_a_rush_when_the_look_is_over() -> None:
    clock = Clock()
    take = receiving.Taking(added(), clock=clock)
    joined = []
    for number in range(3):
        take(make.first(f"BFF-{number}1", headline=f"Harbour {number}").encode(), "a.txt")
        joined.append(Story.objects.count())
    take.settle()
    assert (joined, Story.objects.count()) == ([1, 1, 1], 3)


def test_a_rush_is_joined_before_it_has_waited_long() -> None:
    clock = Clock()
    take = receiving.Taking(added(), clock=clock)
    for number in range(8):
        take(make.first(f"BFF-{number}1", headline=f"Harbour {number}").encode(), "a.txt")
        clock.now += 0.09
    assert Story.objects.count() > 5


def test_bytes_of_which_nothing_is_kept_are_not_consumed(settings: Settings) -> None:
    settings.MAX_TRANSMISSION_BYTES = 10
    with pytest.raises(Refused, match="stays where it lies"):
        receiving.Taking(added())(b"more than ten bytes", "a.txt")


def test_what_could_not_be_joined_for_the_database_is_joined_at_the_next_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take = receiving.Taking(added(), clock=Clock())
    take(make.first("BFF-11").encode(), "a.txt")
    take(make.first("BFF-12", headline="Harbour 2").encode(), "b.txt")
    monkeypatch.setattr(receiving, "join_all", away)
    with pytest.raises(OperationalError):
        take.settle()
    monkeypatch.undo()
    take.settle()
    assert Story.objects.count() == 2


def away(receipts: object) -> None:
    raise OperationalError


def test_a_secret_is_sent_nowhere_else_than_where_it_was_typed_for() -> None:
    row = make.channel(
        name="mail",
        kind="imap",
        settings={"host": "mail.ost.example", "user": "ann", "folder": "INBOX"},
        secret="a password",
    )
    with pytest.raises(Refused, match="Type the secret again"):
        channels.change_channel(row, {"settings": row.settings | {"host": "evil"}}, by=None)
    changed = channels.change_channel(row, {"settings": row.settings | {"folder": "In"}}, by=None)
    assert changed.secret
