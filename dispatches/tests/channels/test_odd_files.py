import os
import socket
from pathlib import Path

import pytest
from pytest_django import Settings

from dispatches.channels import folder
from dispatches.channels.adapter import Fault
from dispatches.models import Event
from dispatches.models.shapes import plain
from dispatches.tests.channels.hot import Hot, hot_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def hot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hot:
    return hot_folder(tmp_path / "in", monkeypatch)


@pytest.fixture
def odd(hot: Hot, tmp_path: Path) -> Hot:
    """A folder with all that is no file to be taken, and a file that lies outside."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("Not for the wire.")
    os.mkfifo(hot.path / "pipe.txt")
    (hot.path / "link.txt").symlink_to(outside / "secret.txt")
    (hot.path / "way out").symlink_to(outside)
    os.link(outside / "secret.txt", hot.path / "hard.txt")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(hot.path / "socket.txt"))
    return hot


def test_what_is_no_file_is_never_followed_never_blocks_and_is_said_once(odd: Hot) -> None:
    odd.put("take.txt")
    said = odd.look().left
    assert sorted(sentence.split("”")[0][1:] for sentence in said) == [
        *("hard.txt", "link.txt", "pipe.txt", "socket.txt", "way out")
    ]
    odd.now += 3
    assert odd.look().left == []
    assert odd.names() == ["take.txt"]
    assert (odd.path.parent / "outside/secret.txt").read_text() == "Not for the wire."


def test_a_folder_that_becomes_a_way_out_leads_nowhere(odd: Hot) -> None:
    odd.put("sub/secret.txt")
    odd.look()
    (odd.path / "sub/secret.txt").unlink()
    (odd.path / "sub").rmdir()
    (odd.path / "sub").symlink_to(odd.path.parent / "outside")
    odd.now += 3
    odd.look()
    assert (odd.took, (odd.path.parent / "outside/secret.txt").exists()) == ([], True)


@pytest.mark.parametrize(
    "name",
    [
        b"two\nlines.txt",
        b"n" * 251 + b".txt",
        b"\xff\xfe.txt",
        "\u202etxt.ekat".encode(),
        b"%2e%2e%2f;rm -rf ~",
    ],
)
def test_any_name_is_inert(hot: Hot, name: bytes) -> None:
    (hot.path / os.fsdecode(name)).write_bytes(b"It rained.\n")
    hot.settle()
    assert hot.names() == [os.fsdecode(name)]
    assert [os.fsencode(one).split(b"/")[-1] for one in hot.lies()] == [name]


def test_a_trial_counts_what_lies_there_and_takes_nothing(odd: Hot) -> None:
    odd.put("take.txt")
    said = folder.test(odd.channel, "")
    assert "Files to take: 1." in said
    assert "“pipe.txt” is a pipe" in said
    assert "take.txt" in odd.lies()


def test_a_file_over_the_limit_is_named_once_whatever_its_name(
    hot: Hot, settings: Settings
) -> None:
    settings.MAX_TRANSMISSION_BYTES = 10
    (hot.path / os.fsdecode(b"\xff\xfe.mov")).write_bytes(b"more than ten bytes")
    hot.settle()
    for _ in range(3):
        hot.channel.memo = plain(hot.channel.memo)
        hot.now += 3
        hot.look()
    assert Event.objects.filter(kind="refused").count() == 1


def test_where_roots_are_named_a_hot_folder_lies_in_one_of_them(
    hot: Hot, settings: Settings, tmp_path: Path
) -> None:
    settings.HOT_FOLDERS = [str(tmp_path / "else"), str(hot.path)]
    below = hot.put("sport/take.txt").parent
    for path in (hot.path, below):
        hot.channel.settings["path"] = str(path)
        assert "can be read" in folder.test(hot.channel, "")


@pytest.mark.parametrize("path", ["other", "in/link", "in/../other", "in-too"])
def test_where_roots_are_named_no_way_leads_out_of_them(
    hot: Hot, settings: Settings, tmp_path: Path, path: str
) -> None:
    settings.HOT_FOLDERS = [str(hot.path)]
    for name in ("other", "in-too"):
        (tmp_path / name).mkdir()
    (hot.path / "link").symlink_to(tmp_path / "other")
    hot.channel.settings["path"] = str(tmp_path / path)
    with pytest.raises(Fault, match="HOT_FOLDERS"):
        hot.look()
