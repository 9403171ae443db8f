import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from dispatches.channels import dial, pull, sftp
from dispatches.channels.adapter import Fault
from dispatches.models import Channel
from dispatches.tests.channels.sftp_server import PASSWORD, Sftp, serving
from dispatches.tests.channels.stand import Basket, channel, look


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "wire"
    (made / "done").mkdir(parents=True)
    return made


@pytest.fixture
def server(folder: Path) -> Iterator[Sftp]:
    with serving(folder) as running:
        yield running


def drop(server: Sftp, **settings: Any) -> Channel:
    given: dict[str, Any] = {"host": "127.0.0.1", "port": server.port, "user": "desk"}
    return channel(
        **given | {"fingerprint": server.fingerprint, "folder": "/", "rest": 0} | settings
    )


def test_a_file_is_taken_once_and_left_where_it_lies(server: Sftp, folder: Path) -> None:
    raw = os.urandom(100_000)
    (folder / "a.txt").write_bytes(raw)
    of, basket = drop(server), Basket()
    assert [look(sftp, of, basket, secret=PASSWORD).taken for _ in range(3)] == [1, 0, 0]
    assert basket.things == [("a.txt", raw)]
    assert server.opened == [b"a.txt"]


def test_a_file_must_rest_between_two_looks(
    server: Sftp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(pull, "time", lambda: now[0])
    of, basket = drop(server, rest=2), Basket()
    taken = []
    for size in (1, 2, 2, 2):
        (folder / "a.txt").write_bytes(b"x" * size)
        os.utime(folder / "a.txt", (size, size))
        taken.append(look(sftp, of, basket, secret=PASSWORD).taken)
        now[0] += 3
    assert taken == [0, 0, 1, 0]


@pytest.mark.parametrize("after", ["delete", "move"])
def test_a_file_is_put_away_after_it_was_taken(server: Sftp, folder: Path, after: str) -> None:
    (folder / "a.txt").write_bytes(b"x")
    basket = Basket()
    basket.before = (folder / "a.txt").read_bytes
    look(sftp, drop(server, after=after, to="/done"), basket, secret=PASSWORD)
    assert not (folder / "a.txt").exists()
    assert (folder / "done/a.txt").exists() == (after == "move")


def test_a_file_that_cannot_be_moved_stays_and_is_not_fetched_again(
    server: Sftp, folder: Path
) -> None:
    (folder / "a.txt").write_bytes(b"new")
    (folder / "done/a.txt").write_bytes(b"old")
    of, basket = drop(server, after="move", to="/done"), Basket()
    left = look(sftp, of, basket, secret=PASSWORD).left
    assert left[0].startswith("127.0.0.1 refuses moving “a.txt”")
    assert look(sftp, of, basket, secret=PASSWORD).taken == 0
    assert (folder / "done/a.txt").read_bytes() == b"old"


def test_links_and_pipes_are_not_followed_and_names_may_be_of_any_bytes(
    server: Sftp, folder: Path
) -> None:
    (folder / "done/secret").write_bytes(b"secret")
    (folder / "link.txt").symlink_to("done/secret")
    os.mkfifo(folder / "pipe.txt")
    (folder / os.fsdecode(b"c\xf4te.txt")).write_bytes(b"x")
    basket = Basket()
    assert look(sftp, drop(server), basket, secret=PASSWORD).taken == 1
    assert basket.things == [("c\ufffdte.txt", b"x")]


def test_a_file_at_which_the_server_breaks_off_holds_up_no_other(
    server: Sftp, folder: Path
) -> None:
    for name in "abc":
        (folder / name).write_bytes(name.encode())
    server.breaks[b"b"] = 1
    of, basket = drop(server), Basket()
    assert [look(sftp, of, basket, secret=PASSWORD).taken for _ in range(2)] == [2, 1]
    assert basket.names == ["a", "c", "b"]


def test_files_that_break_the_line_hold_up_no_other_where_few_are_taken_a_look(
    server: Sftp, folder: Path
) -> None:
    for name in "abcd":
        (folder / name).write_bytes(name.encode())
    server.breaks |= {b"a": 99, b"b": 99}
    of, basket = drop(server, most=2), Basket()
    for _ in range(3):
        with suppress(Fault):
            look(sftp, of, basket, secret=PASSWORD)
    assert sorted(basket.names) == ["c", "d"]


def test_the_key_is_shown_by_a_test_alone_and_no_secret_is_sent_before_it_is_known(
    server: Sftp,
) -> None:
    assert server.fingerprint in sftp.test(drop(server, fingerprint=""), PASSWORD)
    with pytest.raises(Fault, match="fingerprint” is empty"):
        look(sftp, drop(server, fingerprint=""), Basket(), secret=PASSWORD)
    with pytest.raises(Fault, match="another host key"):
        look(sftp, drop(server, fingerprint="SHA256:AAAA"), Basket(), secret=PASSWORD)
    assert server.logins == []
    told = sftp.test(drop(server), PASSWORD)
    assert told == "Logged in; the folder holds 0 files, 0 of them named *."


def test_a_private_key_logs_in_and_a_wrong_secret_is_not_told(server: Sftp) -> None:
    for key in (server.key, server.key.replace("\n", ""), server.key.replace("\n", "\r\n")):
        assert sftp.test(drop(server), key).startswith("Logged in")
    assert "password" not in server.logins
    for secret, says in (
        ("wrong-word", "refuses the login"),
        ("-----BEGIN wrong-word", "cannot be read"),
        ("", "No secret"),
    ):
        with pytest.raises(Fault, match=says) as fault:
            sftp.test(drop(server), secret)
        assert "wrong-word" not in str(fault.value)


def test_a_folder_that_is_not_there_is_a_fault(server: Sftp) -> None:
    with pytest.raises(Fault, match="refuses listing “/nowhere”"):
        look(sftp, drop(server, folder="/nowhere"), Basket(), secret=PASSWORD)


def test_what_is_no_sftp_server_is_a_fault_and_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dial, "READ_SECONDS", 0.3)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        of = channel(host="127.0.0.1", port=silent.getsockname()[1], user="desk", fingerprint="x")
        with pytest.raises(Fault, match="is no SFTP server"):
            look(sftp, of, Basket(), secret=PASSWORD)
    for thread in [one for one in threading.enumerate() if "paramiko" in repr(one)]:
        thread.join(2)
        assert not thread.is_alive()
