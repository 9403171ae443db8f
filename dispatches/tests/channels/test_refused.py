"""Bytes that newsdesk refuses stay where they lie, and hold up nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from dispatches.actions.errors import Refused
from dispatches.channels import feed, ftp, imap, jsonfeed
from dispatches.channels.adapter import Adapter
from dispatches.tests.channels import ftp_server
from dispatches.tests.channels.hot import hot_folder
from dispatches.tests.channels.imap_server import PASSWORD, Imap, serving
from dispatches.tests.channels.stand import Basket, channel, look
from dispatches.tests.channels.web_server import Web, tagged

SAID = "It stays where it lies."
RSS = b"<rss><channel><item><guid>2</guid></item><item><guid>1</guid></item></channel></rss>"
ITEMS = b'[{"id": 1}, {"id": 2}]'


@pytest.fixture
def server() -> Iterator[Imap]:
    with serving() as running:
        running.mails = {1: b"Subject: Long\r\n\r\nlong", 2: b"Subject: Short\r\n\r\n"}
        yield running


@pytest.fixture
def basket() -> Basket:
    return Basket()


def box(server: Imap, **settings: Any) -> Any:
    given: dict[str, Any] = {"host": "127.0.0.1", "port": server.port, "tls": "none"}
    return channel(**given, user="desk", **settings)


def test_a_mail_that_is_refused_is_not_flagged_and_the_next_one_is(
    server: Imap, basket: Basket
) -> None:
    basket.refuses = b"Long"
    looked = look(imap, box(server), basket, secret=PASSWORD)
    assert (looked.taken, looked.left, server.seen) == (1, [SAID], {2})


@pytest.mark.parametrize(
    ("adapter", "answer", "odd"),
    [
        (feed, RSS, b"<guid>1<"),
        (jsonfeed, ITEMS, b'"id":1'),
    ],
)
def test_an_item_that_is_refused_is_said_once_and_stops_no_validators(
    web: Web, basket: Basket, adapter: Adapter, answer: bytes, odd: bytes
) -> None:
    web.answers["/"], basket.refuses, of = tagged(answer, '"7"'), odd, channel(url=web.url("/"))
    assert look(adapter, of, basket).left == [SAID]
    assert (basket.names, of.memo.get("etag")) == (["2"], None)
    assert look(adapter, of, basket).left == []
    assert (sorted(basket.offered), of.memo["etag"]) == (["1", "2"], '"7"')


@pytest.mark.django_db
def test_a_file_that_is_refused_goes_back_and_the_next_one_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hot = hot_folder(tmp_path / "in", monkeypatch)
    hot.put("a.txt", b"long")
    hot.put("b.txt", b"short")

    def refuse() -> None:
        if not hot.took and refuse not in asked:
            asked.append(refuse)
            raise Refused(SAID)

    asked: list[Any] = []
    hot.meanwhile = refuse
    looked = hot.settle()
    assert (hot.names(), looked.left) == (["b.txt"], [f"“a.txt” is refused. {SAID}"])
    assert hot.lies() == [".done/b.txt", "a.txt"]


def test_no_mail_is_fetched_that_is_larger_than_newsdesk_takes(
    server: Imap, basket: Basket, settings: Settings
) -> None:
    settings.MAX_TRANSMISSION_BYTES = 20
    looked = look(imap, box(server, mebibytes=50), basket, secret=PASSWORD)
    assert looked.left[0].startswith("1 mails are larger than 20 bytes and stay")
    assert basket.names == ["INBOX-2.eml"]


def test_a_mail_that_is_larger_than_it_was_said_to_be_is_left_and_fetched_once(
    server: Imap, basket: Basket, settings: Settings
) -> None:
    settings.MAX_TRANSMISSION_BYTES = 20
    server.sizes[1] = 4
    of = box(server)
    assert "larger than 20 bytes" in look(imap, of, basket, secret=PASSWORD).left[0]
    look(imap, of, basket, secret=PASSWORD)
    assert (basket.offered, server.seen) == (["INBOX-2.eml"], {2})
    assert sum("FETCH 1 " in order and "PEEK" in order for order in server.asked) == 1


def test_no_file_is_fetched_that_is_larger_than_newsdesk_takes(
    tmp_path: Path, basket: Basket, settings: Settings
) -> None:
    settings.MAX_TRANSMISSION_BYTES = 20
    (tmp_path / "a.txt").write_bytes(b"x" * 21)
    with ftp_server.serving(tmp_path) as server:
        of = channel(host="127.0.0.1", port=server.port, tls="none", user="desk", mebibytes=50)
        looked = look(ftp, of, basket, secret=ftp_server.PASSWORD)
    assert looked.left == ["“a.txt” has 21 bytes, and 20 are the most; it is left."]
