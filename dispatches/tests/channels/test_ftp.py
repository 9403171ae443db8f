import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dispatches.channels import ftp, pull
from dispatches.channels.adapter import Fault
from dispatches.models import Channel
from dispatches.tests.channels.ftp_server import PASSWORD, Ftp, serving
from dispatches.tests.channels.stand import Basket, channel, look


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock, as a list with one time in it that a test moves."""
    now = [1000.0]
    monkeypatch.setattr(pull, "time", lambda: now[0])
    return now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "wire"
    (made / "done").mkdir(parents=True)
    return made


@pytest.fixture
def server(folder: Path) -> Iterator[Ftp]:
    with serving(folder) as running:
        yield running


def drop(server: Ftp, **settings: Any) -> Channel:
    return channel(
        host="127.0.0.1",
        port=server.port,
        tls="none",
        user="desk",
        **settings,
    )


def again(of: Channel, basket: Basket, clock: list[float], looks: int = 2) -> list[int]:
    """Look so many times, a while apart; how many were taken each time."""
    taken = []
    for _ in range(looks):
        taken.append(look(ftp, of, basket, secret=PASSWORD).taken)
        clock[0] += 10
    return taken


def test_a_file_is_taken_when_it_rests_and_once(
    server: Ftp, folder: Path, clock: list[float]
) -> None:
    (folder / "a.txt").write_bytes(b"Rain\r\n\xff")
    basket = Basket()
    assert again(drop(server), basket, clock, 4) == [0, 1, 0, 0]
    assert basket.things == [("a.txt", b"Rain\r\n\xff")]
    assert sum(line.startswith("RETR") for line in server.asked) == 1
    assert (folder / "a.txt").exists()


def test_a_file_that_grows_is_left_until_it_rests_and_comes_again_when_it_grew(
    server: Ftp, folder: Path, clock: list[float]
) -> None:
    of, basket = drop(server), Basket()
    for size in (1, 2, 3):
        (folder / "a.txt").write_bytes(b"x" * size)
        assert again(of, basket, clock, 1) == [0]
    assert again(of, basket, clock, 1) == [1]
    (folder / "a.txt").write_bytes(b"xxxx")
    assert again(of, basket, clock, 3) == [0, 1, 0]
    assert basket.bytes == [b"xxx", b"xxxx"]


def test_two_looks_at_one_moment_are_one(server: Ftp, folder: Path, clock: list[float]) -> None:
    (folder / "a.txt").write_bytes(b"x")
    of, basket = drop(server), Basket()
    assert [look(ftp, of, basket, secret=PASSWORD).taken for _ in range(3)] == [0, 0, 0]
    clock[0] -= 500
    assert again(of, basket, clock, 2) == [0, 1]


@pytest.mark.parametrize("after", ["delete", "move"])
def test_a_file_is_put_away_only_after_it_was_taken(
    server: Ftp, folder: Path, clock: list[float], after: str
) -> None:
    (folder / "a.txt").write_bytes(b"x")
    of, basket = drop(server, after=after, to="/done"), Basket()

    def fail() -> None:
        assert (folder / "a.txt").exists()
        raise ConnectionAbortedError

    basket.before = fail
    look(ftp, of, basket, secret=PASSWORD)
    clock[0] += 10
    with pytest.raises(ConnectionAbortedError):
        look(ftp, of, basket, secret=PASSWORD)
    assert (folder / "a.txt").exists()
    basket.before = lambda: None
    assert again(of, basket, clock, 2) == [1, 0]
    assert not (folder / "a.txt").exists()
    assert (folder / "done/a.txt").exists() == (after == "move")


def test_a_file_that_changed_while_it_was_taken_is_not_put_away(
    server: Ftp, folder: Path, clock: list[float]
) -> None:
    file = folder / "a.txt"
    file.write_bytes(b"x")
    of, basket = drop(server, after="delete"), Basket()
    basket.before = lambda: file.write_bytes(b"xy") if file.read_bytes() == b"x" else None
    assert again(of, basket, clock, 4) == [0, 1, 0, 1]
    assert basket.bytes == [b"x", b"xy"]
    assert not file.exists()


def test_what_is_not_finished_not_asked_for_or_no_file_is_left(
    server: Ftp, folder: Path, clock: list[float]
) -> None:
    for name in ("a.txt.part", ".a.txt", "b.TMP", "c.xml", "empty.txt", "d.txt", "big.txt"):
        (folder / name).write_bytes(b"" if name == "empty.txt" else b"x")
    (folder / "big.txt").write_bytes(b"x" * (2**20 + 1))
    os.mkfifo(folder / "pipe.txt")
    of, basket = drop(server, pattern="*.txt", mebibytes=1), Basket()
    again(of, basket, clock)
    assert basket.names == ["d.txt"]
    assert look(ftp, of, basket, secret=PASSWORD).left == [
        "“big.txt” has 1,048,577 bytes, and 1,048,576 are the most; it is left."
    ]


def test_a_server_without_listings_of_today_is_read_too(
    server: Ftp, folder: Path, clock: list[float]
) -> None:
    server.without = frozenset({"MLSD", "MLST"})
    (folder / "ঢাকা.txt").write_bytes(b"x")
    basket = Basket()
    assert again(drop(server), basket, clock, 3) == [0, 1, 0]
    assert basket.names == ["ঢাকা.txt"]


def test_a_server_that_tells_no_size_is_not_trusted(
    server: Ftp, folder: Path, clock: list[float]
) -> None:
    server.without = frozenset({"MLSD", "MLST", "SIZE"})
    (folder / "a.txt").write_bytes(b"x")
    of = drop(server)
    assert again(of, Basket(), clock, 3) == [0, 0, 0]
    assert "nobody knows when it is whole" in look(ftp, of, Basket(), secret=PASSWORD).left[0]


def test_a_file_at_which_the_server_breaks_off_holds_up_no_other(
    server: Ftp, folder: Path, clock: list[float]
) -> None:
    for name in "abc":
        (folder / name).write_bytes(name.encode())
    server.breaks["b"] = 1
    of, basket = drop(server), Basket()
    assert again(of, basket, clock, 3) == [0, 2, 1]
    assert basket.names == ["a", "c", "b"]


def test_a_server_that_always_breaks_off_is_a_fault_and_nothing_is_lost(
    server: Ftp, folder: Path, clock: list[float]
) -> None:
    (folder / "a").write_bytes(b"a")
    server.breaks["a"] = 1
    of, basket = drop(server), Basket()
    again(of, basket, clock, 1)
    with pytest.raises(Fault, match="broke off at “a”"):
        look(ftp, of, basket, secret=PASSWORD)
    assert again(of, basket, clock, 1) == [1]


def test_a_wrong_secret_and_a_wrong_folder_are_told_apart_and_not_told(server: Ftp) -> None:
    with pytest.raises(Fault, match="refuses the login") as fault:
        ftp.test(drop(server), "wrong-word")
    assert "wrong-word" not in str(fault.value)
    with pytest.raises(Fault, match="no folder “nowhere”"):
        ftp.test(drop(server, folder="nowhere"), PASSWORD)
    with pytest.raises(Fault, match="line break"):
        ftp.test(drop(server), "a\r\nDELE b")


def test_a_test_of_the_settings_counts_and_takes_nothing(server: Ftp, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"x")
    told = ftp.test(drop(server, pattern="*.xml"), PASSWORD)
    assert told == "Logged in; the folder holds 1 files, 0 of them named *.xml."


def test_an_inner_server_is_not_reached_unless_it_is_allowed(
    server: Ftp, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = drop(server, allow_private=False)
    with pytest.raises(Fault, match="open internet"):
        ftp.test(of, PASSWORD)
    assert server.asked == []
