"""A folder and all below it, reached by open folders alone: nothing in it leads out of it.

Every step opens the next folder by its name in the one that is open already, and follows no link.
Names are whatever bytes the file system has; they are shown, and never obeyed.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

DEEPEST = 100
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_UNFINISHED = (".tmp", ".part", ".filepart", ".partial", ".crdownload")

Mark = tuple[int, int]
"""Size and time of the last change: a file that has another mark is not the file that was seen."""


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file below a folder: its path there, with strokes between the names."""

    path: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Odd:
    """What lies there and is no file to be taken; `why` ends the sentence that begins with it."""

    path: str
    why: str


def shown(path: str) -> str:
    r"""A path as it may stand in a sentence, on one line, whatever its bytes are.

    >>> shown("a\nb\udcff\u202e.txt")
    'a·b··.txt'
    """
    said = "".join("·" if unicodedata.category(sign)[0] == "C" else sign for sign in path)
    return said if len(said) <= 120 else f"{said[:59]}…{said[-60:]}"


def mark_of(told: os.stat_result) -> Mark:
    """The mark of a file."""
    return told.st_size, told.st_mtime_ns


def finished(name: str) -> bool:
    """Whether a name is that of a file which is there: hidden ones and uploads are not yet.

    >>> finished("take.txt"), finished(".take.txt"), finished("take.txt.PART")
    (True, False, False)
    """
    return not name.startswith(".") and not name.lower().endswith(_UNFINISHED)


@contextmanager
def folder(start: int, parts: Sequence[str], *, make: bool = False) -> Iterator[int]:
    """An open folder that many steps below one that is open; made on the way if `make`."""
    here = os.dup(start)
    try:
        for part in parts:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, 0o770, dir_fd=here)
            there = os.open(part, _FOLDER, dir_fd=here)
            os.close(here)
            here = there
        yield here
    finally:
        os.close(here)


def walk(
    start: int, wanted: Callable[[str], bool] = finished, path: str = ""
) -> Iterator[Found | Odd]:
    """All files below an open folder whose names are wanted, by their names, and what is odd."""
    if path.count("/") > DEEPEST:
        yield Odd(path, f"lies more than {DEEPEST} folders deep.")
        return
    for name, is_folder in _names(start):
        if is_folder and not name.startswith("."):
            yield from _below(start, wanted, path, name)
        elif not is_folder and wanted(name):
            with suppress(FileNotFoundError):  # somebody was quicker
                yield _told(f"{path}{name}", os.lstat(name, dir_fd=start))


def names(here: int) -> list[str]:
    """The names in an open folder."""
    return [name for name, _ in _names(here)]


def _names(start: int) -> list[tuple[str, bool]]:
    with os.scandir(start) as entries:
        return sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)


def _below(
    start: int, wanted: Callable[[str], bool], path: str, name: str
) -> Iterator[Found | Odd]:
    try:
        there = os.open(name, _FOLDER, dir_fd=start)
    except OSError as error:
        if not isinstance(error, FileNotFoundError):
            yield Odd(f"{path}{name}", f"cannot be opened ({error.strerror}).")
        return
    try:
        yield from walk(there, wanted, f"{path}{name}/")
    finally:
        os.close(there)


def _told(path: str, told: os.stat_result) -> Found | Odd:
    """A file that can be taken, or the reason why not."""
    if stat.S_ISLNK(told.st_mode):
        return Odd(path, "is a link to somewhere else, and is not followed.")
    if not stat.S_ISREG(told.st_mode):
        return Odd(path, "is a pipe, a device or a socket, and no file.")
    if told.st_nlink != 1:
        return Odd(path, "has another name elsewhere (a hard link), and may be somebody else’s.")
    return Found(path, mark_of(told))
