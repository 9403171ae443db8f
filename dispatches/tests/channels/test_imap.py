from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dispatches.channels import addresses, dial, imap
from dispatches.channels.adapter import Fault
from dispatches.models import Channel
from dispatches.tests.channels import certificates
from dispatches.tests.channels.imap_server import PASSWORD, Imap, serving
from dispatches.tests.channels.stand import Basket, channel, look

HOST = "mail.example.org"


def mail(number: int) -> bytes:
    return b"Subject: Gauge\r\n\r\nRead %d times\r\n\xff\x00" % number


@pytest.fixture
def server() -> Iterator[Imap]:
    with serving() as running:
        running.mails = {number: mail(number) for number in (3, 5, 8)}
        yield running


@pytest.fixture
def basket() -> Basket:
    return Basket()


def box(server: Imap, **settings: Any) -> Channel:
    given: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": server.port,
        "tls": "none",
        "user": "desk",
    } | settings
    return channel(**given)


def test_unread_mails_are_taken_as_they_came_and_then_flagged(server: Imap, basket: Basket) -> None:
    flagged: list[set[int]] = []
    basket.before = lambda: flagged.append(set(server.seen))
    of = box(server)
    assert look(imap, of, basket, secret=PASSWORD).new == 3
    assert basket.bytes == [mail(3), mail(5), mail(8)]
    assert basket.names == ["INBOX-3.eml", "INBOX-5.eml", "INBOX-8.eml"]
    assert flagged == [set(), {3}, {3, 5}]
    assert server.seen == {3, 5, 8}
    assert look(imap, of, basket, secret=PASSWORD).taken == 0


def test_a_mail_that_the_database_refuses_stays_unread(server: Imap, basket: Basket) -> None:
    def fail() -> None:
        if len(basket.things) == 1:
            raise ConnectionAbortedError

    basket.before = fail
    with pytest.raises(ConnectionAbortedError):
        look(imap, box(server), basket, secret=PASSWORD)
    assert server.seen == {3}
    basket.before = lambda: None
    assert look(imap, box(server), basket, secret=PASSWORD).taken == 2


def test_a_mail_at_which_the_server_breaks_off_holds_up_no_other(
    server: Imap, basket: Basket
) -> None:
    server.breaks[5] = 1
    of = box(server)
    looked = look(imap, of, basket, secret=PASSWORD)
    assert looked.left == ["127.0.0.1 broke off at mail 5; it is tried again."]
    assert (basket.bytes, server.seen) == ([mail(3), mail(8)], {3, 8})
    assert look(imap, of, basket, secret=PASSWORD).left == []
    assert basket.bytes[2:] == [mail(5)]


def test_a_server_that_breaks_off_and_gives_nothing_is_a_fault_and_nothing_is_lost(
    server: Imap, basket: Basket
) -> None:
    server.mails = {5: mail(5)}
    server.breaks[5] = 1
    with pytest.raises(Fault, match="broke off at mail 5"):
        look(imap, box(server), basket, secret=PASSWORD)
    assert server.seen == set()
    assert look(imap, box(server), basket, secret=PASSWORD).taken == 1


def test_mails_at_which_the_line_breaks_every_time_hold_up_no_other_for_ever(
    server: Imap, basket: Basket
) -> None:
    of, odd = box(server), (1, 2, 4)
    server.mails |= {uid: mail(uid) for uid in odd}
    server.breaks |= dict.fromkeys(odd, 99)
    for _ in range(3):
        with suppress(Fault):
            look(imap, of, basket, secret=PASSWORD)
    assert basket.bytes == [mail(3), mail(5), mail(8)]


def test_mails_that_break_the_line_hold_up_no_other_where_few_are_taken_a_look(
    server: Imap, basket: Basket
) -> None:
    of, odd = box(server, most=3), (1, 2, 4)
    server.mails |= {uid: mail(uid) for uid in odd}
    server.mails[9] = mail(9)
    server.breaks |= dict.fromkeys((*odd, 3), 99)
    for _ in range(5):
        with suppress(Fault):
            look(imap, of, basket, secret=PASSWORD)
    assert sorted(basket.bytes) == [mail(5), mail(8), mail(9)]


def test_mails_that_were_taken_and_cannot_be_flagged_hold_up_no_new_one(
    server: Imap, basket: Basket
) -> None:
    server.refuses = "UID STORE"
    of = box(server, most=2)
    for _ in range(3):
        look(imap, of, basket, secret=PASSWORD)
    assert (basket.bytes, server.seen) == ([mail(3), mail(5), mail(8)], set())


def test_mails_that_are_moved_nowhere_are_not_taken(server: Imap, basket: Basket) -> None:
    of = box(server, after="move")
    with pytest.raises(Fault, match="which folder"):
        imap.test(of, PASSWORD)
    with pytest.raises(Fault, match="which folder"):
        look(imap, of, basket, secret=PASSWORD)
    assert (basket.things, len(server.asked)) == ([], 0)


@pytest.mark.parametrize("able", ["IMAP4REV1 MOVE", "IMAP4REV1 UIDPLUS"])
def test_a_mail_that_was_taken_is_moved(server: Imap, basket: Basket, able: str) -> None:
    server.able = able
    look(imap, box(server, after="move", to="Taken"), basket, secret=PASSWORD)
    assert server.moved == {3: "Taken", 5: "Taken", 8: "Taken"}
    assert server.mails == {}


def test_new_mails_are_those_after_the_last_even_where_nothing_is_flagged(
    server: Imap, basket: Basket
) -> None:
    of = box(server, which="new", after="leave", most=2)
    assert [look(imap, of, basket, secret=PASSWORD).taken for _ in range(3)] == [2, 1, 0]
    server.mails[9] = mail(9)
    assert look(imap, of, basket, secret=PASSWORD).taken == 1
    assert of.memo == {"uidvalidity": 7, "uid": 9, "done": [], "large": []}
    assert server.seen == set()
    assert [order for order in server.asked if "SELECT" in order] == []
    server.validity = 8
    assert look(imap, of, basket, secret=PASSWORD).new == 0


def test_new_mails_leave_no_gap_where_the_server_broke_off(server: Imap, basket: Basket) -> None:
    server.breaks[5] = 1
    of = box(server, which="new", after="leave")
    look(imap, of, basket, secret=PASSWORD)
    assert (of.memo["uid"], of.memo["done"]) == (3, [8])
    look(imap, of, basket, secret=PASSWORD)
    assert sorted(basket.bytes) == [mail(3), mail(5), mail(8)]
    assert of.memo["uid"] == 8


def test_a_mail_that_is_too_large_is_left_said_and_never_fetched(
    server: Imap, basket: Basket
) -> None:
    server.mails[4] = b"x" * (2**20 + 1)
    of = box(server, mebibytes=1)
    for _ in range(2):
        left = look(imap, of, basket, secret=PASSWORD).left
        assert left[0].startswith("1 mails are larger than 1,048,576 bytes and stay")
    assert len(basket.things) == 3
    assert 4 not in server.seen


def test_a_server_that_sends_more_than_it_said_is_left(server: Imap, basket: Basket) -> None:
    server.replies["UID"] = b"* SEARCH " + b"1 " * 3_000_000 + b"\r\n"
    with pytest.raises(Fault, match="does not say which mails wait"):
        look(imap, box(server), basket, secret=PASSWORD)
    server.replies["UID"] = b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\n"
    with pytest.raises(Fault):
        look(imap, box(server), basket, secret=PASSWORD)


def test_mail_that_comes_while_the_line_is_open_is_taken_at_once(
    server: Imap, basket: Basket, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.mails, server.arrives = {}, {9: mail(9)}
    looked = look(imap, box(server, wait="idle"), basket, secret=PASSWORD)
    assert looked.taken == 1
    assert any(order.endswith("IDLE") for order in server.asked)


def test_idling_asks_the_receiver_and_ends_when_it_stops(
    server: Imap, basket: Basket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "_GLANCE", 0.01)
    server.mails = {}
    asked: list[int] = []

    def go_on() -> bool:
        asked.append(1)
        return len(asked) < 5

    assert look(imap, box(server, wait="idle"), basket, secret=PASSWORD, go_on=go_on).taken == 0
    assert len(asked) == 5


@pytest.mark.parametrize("login", ["password", "oauthbearer", "xoauth2"])
def test_a_wrong_secret_is_a_fault_that_does_not_tell_it(
    server: Imap, login: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.replies["AUTHENTICATE"] = b"* BAD wrong sesame\r\n"
    with pytest.raises(Fault) as fault:
        imap.test(box(server, login=login, user="wrong"), "sesame" if login == "password" else "")
    assert "sesame" not in str(fault.value) + caplog.text


def test_a_folder_that_is_not_there_and_settings_that_make_no_sense_are_faults(
    server: Imap, basket: Basket
) -> None:
    with pytest.raises(Fault, match="no folder “nowhere”"):
        imap.test(box(server, folder="nowhere"), PASSWORD)
    with pytest.raises(Fault, match="stay unread"):
        look(imap, box(server, after="leave"), basket, secret=PASSWORD)
    with pytest.raises(Fault, match="by TLS only"):
        imap.test(box(server, allow_private=False), PASSWORD)
    assert imap.test(box(server), PASSWORD) == "Logged in; 3 unread mails are in INBOX."


@pytest.mark.parametrize("how", ["TLS", "STARTTLS"])
def test_mail_comes_within_tls_and_from_no_other_host(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, basket: Basket
) -> None:
    file = certificates.made(tmp_path, HOST)
    monkeypatch.setattr(dial, "trust", lambda: certificates.believed(file))
    monkeypatch.setattr(addresses, "lookup", lambda host: ["127.0.0.1"])
    with serving(certificates.served(file), at_once=how == "TLS") as server:
        server.mails = {1: mail(1)}
        look(imap, box(server, tls=how, host=HOST), basket, secret=PASSWORD)
        assert basket.bytes == [mail(1)]
        server.asked.clear()
        with pytest.raises(Fault):
            imap.test(box(server, tls=how, host="other.example.org"), PASSWORD)
        assert not [order for order in server.asked if "LOGIN" in order]
