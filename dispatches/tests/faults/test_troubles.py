import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from dispatches.tests import postgres
from dispatches.tests.faults.ground import is_server, own_database, told

pytestmark = pytest.mark.faults
SOON = 30  # seconds
WRONG = ("lost", "doubled", "changed", "unread", "unplaced", "breaks")


@contextmanager
def file_system(place: Path, options: str) -> Iterator[Path]:
    """A small file system in memory, for root; others get a plain folder."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def tried(folder: Path, trouble: str, *, url: str = "", var: Path | None = None) -> dict[str, Any]:
    """What came of a trouble, on a database of its own."""
    with own_database(var or folder, url) as own:
        found = told("trying", str(folder / "in"), trouble, url=own, var=var or folder / "var")
    print(trouble, *(f"{name} {value}" for name, value in found.items()), sep=", ")
    return dict(found)


def holds(found: Mapping[str, Any]) -> bool:
    """Whether nothing was lost, and it went on by itself, soon."""
    whole = all(found[name] == 0 for name in WRONG) and found["transmissions"] == found["sent"]
    return whole and found["went_on"] < SOON and found["clean"] is True


@pytest.mark.skipif(os.getuid() != 0, reason="Only root makes file systems.")
@pytest.mark.parametrize("trouble", ["no_space", "read_only"])
def test_a_folder_that_nothing_can_be_moved_in_keeps_its_files_until_it_can(
    tmp_path: Path, trouble: str
) -> None:
    with file_system(tmp_path / "in", "size=1m,nr_inodes=120"):
        assert holds(tried(tmp_path, trouble))


@pytest.mark.skipif(os.getuid() != 0, reason="Only root makes file systems.")
@pytest.mark.skipif(is_server(), reason="A server that has no space falls, as when it restarts.")
def test_a_database_without_space_leaves_the_files_where_they_are(tmp_path: Path) -> None:
    with file_system(tmp_path / "var", "size=24m,nr_inodes=400"):
        assert holds(tried(tmp_path, "no_space_for_the_database", var=tmp_path / "var"))


def test_a_folder_that_goes_away_is_read_when_it_is_there_again(tmp_path: Path) -> None:
    assert holds(tried(tmp_path, "gone"))


@pytest.mark.skipif(not is_server(), reason="An embedded database does not restart.")
def test_the_server_of_these_tests_keeps_what_it_has_committed_when_it_falls() -> None:
    with postgres.standing() as server:
        address = f"host={server.folder} dbname=postgres user={postgres.OWNER}"
        with psycopg.connect(address, autocommit=True) as console:
            console.execute("CREATE TABLE takes (number int)")
            console.execute("CHECKPOINT")
            console.execute("INSERT INTO takes VALUES (1)")
        server.restart()
        with psycopg.connect(address) as console:
            assert console.execute("SELECT count(*) FROM takes").fetchone() == (1,)


@pytest.mark.skipif(not is_server(), reason="An embedded database does not restart.")
def test_a_server_that_falls_and_comes_back_costs_nothing(tmp_path: Path) -> None:
    with postgres.standing() as server, ThreadPoolExecutor(1) as pool:
        going = pool.submit(tried, tmp_path, "steady", url=server.url)
        falls = 0
        while not (tmp_path / "in/.done").exists():
            assert not going.done(), going.result()
            time.sleep(0.1)
        while not going.done() and falls < 3:
            server.restart()
            falls += 1
            time.sleep(2)
        assert falls == 3
        assert holds(going.result())


def test_slow_and_broken_uploads_are_whole_in_the_end(tmp_path: Path) -> None:
    found = tried(tmp_path, "writers")
    in_two = found["files"] // 4  # looked whole for long, and were not: they came twice
    assert found["lost"] == found["changed"] == found["doubled"] == 0
    assert found["transmissions"] <= found["sent"] + in_two
    assert (found["went_on"] < SOON, found["clean"]) == (True, True)
