import os
import threading
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import Settings

from dispatches.actions import holders
from dispatches.channels import claims, folder, whole
from dispatches.channels.adapter import Fault
from dispatches.models import Event
from dispatches.tests.channels.hot import Hot, channel, hot_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def hot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hot:
    return hot_folder(tmp_path / "in", monkeypatch)


def refuse_to_take(_raw: bytes, _name: str) -> bool:
    raise OperationalError("The database is away.")


def test_a_whole_file_is_taken_and_put_away_under_the_day(hot: Hot) -> None:
    hot.put("take.txt", b"It rained.\n")
    assert hot.look().taken == 0
    assert hot.look().again_in == 2
    hot.now += 2
    looked = hot.look()
    assert (looked.taken, looked.new, hot.took) == (1, 1, [("take.txt", b"It rained.\n")])
    assert hot.lies() == [".done/take.txt"]


def test_files_at_any_depth_are_taken_under_their_path(hot: Hot) -> None:
    hot.put("a/b/c/take.txt")
    hot.put("a/other.txt")
    hot.settle()
    assert hot.names() == ["a/b/c/take.txt", "a/other.txt"]
    assert hot.lies() == [".done/a/b/c/take.txt", ".done/a/other.txt"]


@pytest.mark.parametrize(
    "name",
    [".take.txt", "take.tmp", "t.part", "t.filepart", "t.PARTIAL", "t.crdownload", ".a/take.txt"],
)
def test_a_name_that_is_not_finished_is_let_lie(hot: Hot, name: str) -> None:
    hot.put(name)
    assert hot.settle().left == []
    assert (hot.took, hot.lies()) == ([], [name])


def test_patterns_say_which_names_are_taken(hot: Hot) -> None:
    hot.channel.settings["patterns"] = "*.txt, *.xml"
    for name in ("a.TXT", "b.xml", "c.jpg"):
        hot.put(name)
    hot.settle()
    assert hot.names() == ["a.TXT", "b.xml"]


def test_a_file_that_grows_is_waited_for(hot: Hot) -> None:
    file = hot.put("take.txt", b"It ra")
    for more in (b"ined", b" all", b" day.\n"):
        hot.look()
        with file.open("ab") as stream:
            stream.write(more)
        hot.now += 1.9
    hot.look()
    assert hot.took == []
    hot.settle()
    assert hot.took == [("take.txt", b"It rained all day.\n")]


def test_a_file_that_a_writer_has_open_is_waited_for_and_said_once(hot: Hot) -> None:
    with (hot.path / "take.txt").open("wb") as stream:
        stream.write(b"It ra")
        stream.flush()
        assert hot.settle().left == ["“take.txt” is still open for writing, and is waited for."]
        assert hot.look().left == []
        stream.write(b"ined.\n")
    hot.settle()
    assert hot.took == [("take.txt", b"It rained.\n")]


def test_a_file_that_is_held_open_for_ever_is_taken_in_the_end(hot: Hot) -> None:
    with (hot.path / "take.txt").open("wb") as stream:
        stream.write(b"It rained.\n")
        stream.flush()
        hot.settle()
        hot.now += 600
        hot.look()
        assert hot.names() == ["take.txt"]


def test_a_file_that_is_written_to_while_it_is_taken_comes_again(hot: Hot) -> None:
    hot.put("take.txt", b"It ra")

    def write() -> None:
        with next((hot.path / ".work").rglob("take.txt")).open("ab") as stream:
            stream.write(b"ined.\n")

    hot.meanwhile = write
    hot.settle()
    assert hot.lies() == ["take.txt"]
    hot.meanwhile = lambda: None
    hot.settle()
    assert [raw for _, raw in hot.took] == [b"It ra", b"It rained.\n"]


def test_a_file_that_grows_after_it_was_put_away_is_taken_again(hot: Hot) -> None:
    hot.put("take.txt", b"It ra")
    hot.settle()
    with next((hot.path / ".done").rglob("take.txt")).open("ab") as stream:
        stream.write(b"ined.\n")
    hot.settle()
    assert hot.took == [("take.txt", b"It ra"), ("take.txt", b"It rained.\n")]
    hot.settle()
    assert len(hot.took) == 2


def test_a_file_that_is_replaced_after_it_was_taken_is_taken_again_and_both_are_kept(
    hot: Hot,
) -> None:
    for raw in (b"One.\n", b"Two.\n", b"Three.\n"):
        hot.put("take.txt", raw)
        hot.settle()
    assert [raw for _, raw in hot.took] == [b"One.\n", b"Two.\n", b"Three.\n"]
    assert len(list((hot.path / ".done").rglob("take.txt"))) == 3


def test_a_file_may_be_deleted_after_it_was_taken(hot: Hot) -> None:
    hot.channel.settings["after"] = "delete"
    hot.put("a/take.txt")
    hot.settle()
    assert (hot.names(), hot.lies()) == (["a/take.txt"], [])


def test_nothing_is_consumed_when_the_database_fails(hot: Hot) -> None:
    hot.put("take.txt")
    hot.look()
    hot.now += 3
    with pytest.raises(OperationalError):
        folder.look(hot.channel, "", refuse_to_take, lambda: True)
    assert hot.lies() == ["take.txt"]
    hot.settle()
    assert hot.names() == ["take.txt"]


def test_what_a_dead_receiver_had_claimed_is_taken_over(hot: Hot) -> None:
    dead = holders.new().split(".")
    dead[2] = str(2**22 + 1)  # no process has this number
    for number, name in ((1, "a/take.txt"), (2, "other.txt")):
        hot.put(f".work/{'.'.join(dead)}/{number}/{name}")
    looked = hot.look()
    assert (looked.taken, hot.names()) == (2, ["a/take.txt", "other.txt"])
    assert hot.lies() == [".done/a/take.txt", ".done/other.txt"]
    assert not list((hot.path / ".work").iterdir())


def test_what_a_living_receiver_has_claimed_is_left_to_it(hot: Hot) -> None:
    claims._living.add(living := holders.new())
    hot.put(f".work/{living}/1/take.txt")
    hot.now += 1000
    assert hot.settle().taken == 0
    claims._living.discard(living)
    assert hot.look().taken == 1


def test_a_file_that_another_took_over_meanwhile_is_no_fault(hot: Hot) -> None:
    hot.put("take.txt")
    hot.meanwhile = lambda: next((hot.path / ".work").rglob("take.txt")).unlink()
    assert hot.settle().taken == 1
    assert hot.lies() == []


def test_a_receiver_elsewhere_is_taken_for_dead_when_it_gives_no_sign(hot: Hot) -> None:
    hot.put(".work/elsewhere.77.1.abc/1/take.txt")
    hot.look()
    hot.now += 119
    assert hot.look().taken == 0
    hot.now += 2
    assert hot.look().taken == 1


def test_a_move_back_that_a_crash_cut_in_two_is_ended(hot: Hot) -> None:
    file = hot.put("take.txt")
    claimed = hot.put(".work/elsewhere.77.1.abc/1/take.txt")
    claimed.unlink()
    os.link(file, claimed)
    hot.look()
    hot.now += 121
    hot.settle()
    assert (hot.names(), hot.lies()) == (["take.txt"], [".done/take.txt"])


def test_of_receivers_that_race_one_has_each_file(hot: Hot) -> None:
    for number in range(200):
        hot.put(f"{number % 7}/{number}.txt", f"It rained {number} times.\n".encode())
    others = [Hot(hot.path, channel(hot.path, name=f"in {n}", settle=0)) for n in range(4)]
    threads = [threading.Thread(target=other.look) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = [name for other in others for name in other.names()]
    assert len(names) == len(set(names)) == 200


def test_a_file_over_the_limit_stays_and_is_named_by_its_hash_once(
    hot: Hot, settings: Settings
) -> None:
    settings.MAX_TRANSMISSION_BYTES = 10
    hot.put("large.txt", b"It rained all day.\n")
    hot.put("small.txt", b"It rained.")
    said = hot.settle().left
    assert said == ["“large.txt” is over the limit; the history names it by its hash."]
    folder._watches.clear()
    hot.settle()
    assert Event.objects.filter(kind="refused").count() == 1
    assert (hot.names(), hot.lies()) == (["small.txt"], [".done/small.txt", "large.txt"])


def test_a_look_that_is_told_to_stop_ends_the_item_at_hand(hot: Hot) -> None:
    for name in ("a.txt", "b.txt"):
        hot.put(name)
    hot.look()
    hot.now += 3
    hot.look(go_on=lambda: not hot.took)
    assert hot.lies() == [".done/a.txt", "b.txt"]


def test_a_folder_that_is_not_there_is_a_fault_until_it_comes_back(hot: Hot) -> None:
    hot.path.rename(hot.path.with_name("gone"))
    with pytest.raises(Fault, match="There is no folder"):
        hot.look()
    hot.path.with_name("gone").rename(hot.path)
    hot.put("take.txt")
    assert hot.settle().taken == 1


@pytest.mark.parametrize("path", ["", "in", "/", "/etc\x00", "var", "dispatches", "."])
def test_a_folder_that_newsdesk_lives_in_is_refused(
    hot: Hot, path: str, settings: Settings, tmp_path: Path
) -> None:
    settings.BASE_DIR, settings.VAR_DIR = tmp_path, tmp_path / "var"
    given = str(tmp_path / path) if path in ("var", "dispatches", ".") else path
    hot.channel.settings["path"] = given
    with pytest.raises(Fault, match="folder"):
        hot.look()


def test_nobody_is_told_of_a_lease(tmp_path: Path) -> None:
    file = tmp_path / "take.txt"
    file.write_bytes(b"It rained.\n")
    reader = os.open(file, os.O_RDONLY)
    try:
        assert not whole.being_written(reader)
        with file.open("ab"):
            assert whole.being_written(reader)
    finally:
        os.close(reader)
