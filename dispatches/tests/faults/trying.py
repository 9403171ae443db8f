"""Let a receiver run into trouble, end the trouble, and count: `trying FOLDER TROUBLE`.

The folder is empty, and a file system of its own where the trouble asks for one.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dispatches.tests.faults import nest  # it loads Django, and so comes first
from dispatches.tests.faults.ground import Feeder
from dispatches.tests.faults.writers import write_slowly

FILES = 20
LASTS = 3.0
_PATIENCE = 60.0


def fill(folder: Path) -> None:
    """Take every inode, and every byte, that is left on a file system."""
    for size in (1 << 16, 1 << 10, 0):
        number, there = 0, True
        while there:
            number += 1
            there = _filler(folder / f".filler-{size}-{number}", size)


def _filler(file: Path, size: int) -> bool:
    """Write a file; whether there was room for it."""
    try:
        file.write_bytes(b"-" * size)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return False
    return True


def empty(folder: Path) -> None:
    """Give that back."""
    for file in folder.glob(".filler-*"):
        file.unlink()


def no_space(feeder: Feeder) -> None:
    """The folder's file system is full, for a while."""
    feeder.put(FILES)
    fill(feeder.path)
    time.sleep(LASTS)
    assert feeder.lying() > 0
    empty(feeder.path)


def no_space_for_the_database(feeder: Feeder) -> None:
    """The database's file system is full, for a while."""
    fill(var())
    feeder.put(FILES)
    time.sleep(LASTS)
    assert feeder.lying() > 0
    empty(var())


def read_only(feeder: Feeder) -> None:
    """Nothing in the folder can be moved, for a while."""
    feeder.put(FILES)
    mount("-o", "remount,ro", str(feeder.path))
    time.sleep(LASTS)
    assert feeder.lying() > 0
    mount("-o", "remount,rw", str(feeder.path))


def gone(feeder: Feeder) -> None:
    """The folder is not there, for a while."""
    feeder.put(FILES)
    feeder.path.rename(away := feeder.path.with_name("away"))
    time.sleep(LASTS)
    away.rename(feeder.path)


def steady(feeder: Feeder) -> None:
    """Files come for ten seconds; the trouble is made by whoever started this."""
    for _ in range(100):
        feeder.put(1)
        time.sleep(0.1)


def writers(feeder: Feeder) -> None:
    """Writers that are slow, stop, die and begin anew."""
    write_slowly(feeder)


TROUBLES: dict[str, Callable[[Feeder], None]] = {
    one.__name__: one
    for one in (no_space, no_space_for_the_database, read_only, gone, steady, writers)
}


def var() -> Path:
    """The folder of the database."""
    return Path(os.environ["NEWSDESK_VAR"])


def mount(*words: str) -> None:
    """As root: mount something."""
    subprocess.run(["mount", *words], check=True)


def main(folder: Path, trouble: str) -> dict[str, object]:
    """Run a receiver through the trouble; what came of it, and how soon it went on."""
    folder.mkdir(exist_ok=True)
    nest.done(lambda: nest.furnish(folder, settle=1 if trouble == "writers" else 0))
    nest.warm()
    feeder = Feeder(folder)
    pid = nest.fork(nest.receive)
    try:
        TROUBLES[trouble](feeder)
        began = time.monotonic()
        while feeder.lying() and time.monotonic() < began + _PATIENCE:
            time.sleep(0.05)
        went_on = time.monotonic() - began
        os.kill(pid, signal.SIGTERM)
        clean = nest.ended(pid) == 0
    except BaseException:
        os.kill(pid, signal.SIGKILL)
        raise
    found = {"files": feeder.files, "sent": len(feeder.sent), "went_on": round(went_on, 1)}
    return {**found, "clean": clean, **nest.count(feeder.sent)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
