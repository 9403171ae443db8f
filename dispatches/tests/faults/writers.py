"""Writers as they are on a network: slow, stopping in the middle, dying, beginning anew."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from random import Random
from threading import Thread

from dispatches.tests import make
from dispatches.tests.faults.ground import Feeder

UPLOADS = 60
LONGEST = 1.6  # seconds of a pause, where a file is whole after one


def write_slowly(feeder: Feeder) -> None:
    """Many uploads at once, each in one of four ways; all are whole in the end."""
    ways = (held_open, by_another_name, broken_off, in_two_sessions)
    threads = []
    for number in range(UPLOADS):
        raw = _copy(number)
        feeder.sent[hashlib.sha256(raw).hexdigest()] = raw
        feeder.files += 1
        file, way = feeder.path / f"{number:03}.txt", ways[number % len(ways)]
        threads.append(Thread(target=way, args=(file, raw, Random(number))))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def held_open(file: Path, raw: bytes, chance: Random) -> None:
    """A program of this machine that pauses and keeps the file open."""
    with file.open("wb") as stream:
        for part in _parts(raw):
            stream.write(part)
            stream.flush()
            time.sleep(chance.uniform(0, LONGEST))


def by_another_name(file: Path, raw: bytes, chance: Random) -> None:
    """A program that renames the file when it is whole."""
    upload = file.with_name(f"{file.name}.part")
    for part in _parts(raw):
        with upload.open("ab") as stream:
            stream.write(part)
        time.sleep(chance.uniform(0, LONGEST))
    upload.rename(file)


def broken_off(file: Path, raw: bytes, chance: Random) -> None:
    """An upload that dies, and is made anew from the beginning before it looks whole."""
    file.write_bytes(_parts(raw)[0])
    time.sleep(chance.uniform(0, 0.3))
    file.write_bytes(raw)


def in_two_sessions(file: Path, raw: bytes, chance: Random) -> None:
    """An upload that is broken off for long and carried on: it looks whole in between.

    No reader can know better. What was there first is taken, and the whole of it after that.
    """
    first, *rest = _parts(raw)
    file.write_bytes(first)
    time.sleep(3 + chance.uniform(0, LONGEST))
    file.write_bytes(first + b"".join(rest))


def _parts(raw: bytes) -> list[bytes]:
    size = len(raw) // 4 + 1
    return [raw[at : at + size] for at in range(0, len(raw), size)]


def _copy(number: int) -> bytes:
    said = f"The ferry of pier {number} made {number * 31} crossings, a clerk said on Friday."
    headline = f"Ferry {number} is counted"
    return make.first(
        f"BFF-{500 + number}", headline=headline, slug="FERRIES", body=(said,)
    ).encode()
