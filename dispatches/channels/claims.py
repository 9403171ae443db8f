"""Files made ours by a rename, and put away by another: who renames first has the file.

A claimed file lies in .work/<holder>/<number>/ under the path that it had. The holder's name tells
whether it still lives; what a dead one left there is taken over, by a rename again. Nothing is put
in the place of another file, ever.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from dispatches.actions import holders

from .tree import Found, Mark, Odd, folder, mark_of, names, walk
from .whole import Watch

WORK, DONE = ".work", ".done"
ABANDONED = 120
"""Seconds without a sign of life after which a holder on another machine is taken for dead."""
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_living: set[str] = set()


class Gone(Exception):
    """The file is not there any more, or is not the one that was seen: another look will tell."""


@dataclass(slots=True)
class Claimed:
    """A file that is ours: open, and out of everybody's way."""

    found: Found
    file: int
    place: tuple[str, ...]  # the folders from the root to it

    @property
    def name(self) -> str:
        """Its own name, without folders."""
        return self.found.path.rpartition("/")[2]

    def read(self, most: int) -> bytes:
        """Its bytes, one more than `most` when it has more."""
        os.lseek(self.file, 0, os.SEEK_SET)
        parts, left = [], most + 1
        while left and (part := os.read(self.file, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def changed(self) -> bool:
        """Whether somebody wrote to it since it was seen."""
        return mark_of(os.fstat(self.file)) != self.found.mark


@dataclass(slots=True)
class Claims:
    """What one look has made its own, in a folder that is open as `root`."""

    root: int
    home: str = field(default_factory=holders.new)
    count: int = 0

    def __post_init__(self) -> None:
        _living.add(self.home)

    def begin(self, day: date | None) -> None:
        """Make the folders that claims and files put away need; OSError if we may not."""
        with folder(self.root, [WORK, self.home], make=True):
            pass
        if day:
            with folder(self.root, [DONE, day.isoformat()], make=True):
                pass

    def claim(self, found: Found) -> Claimed:
        """Make a file ours. Raises Gone if it is no more what was seen, OSError if we may not."""
        *parts, name = found.path.split("/")
        place = self._place(parts)
        with folder(self.root, parts) as here, folder(self.root, place, make=True) as there:
            file = opened(here, name, found.mark)
            try:
                os.rename(name, name, src_dir_fd=here, dst_dir_fd=there)
                self._is_that(file, there, name)
            except BaseException:
                os.close(file)
                self._prune(place)
                raise
        return Claimed(found, file, place)

    def _is_that(self, file: int, there: int, name: str) -> None:
        ours, seen = os.lstat(name, dir_fd=there), os.fstat(file)
        if (ours.st_dev, ours.st_ino) != (seen.st_dev, seen.st_ino):
            raise Gone  # another file came in between; it is found here again, as what was left

    def standing(self) -> list[str]:
        """Whose claims there are in the folder."""
        with suppress(FileNotFoundError), folder(self.root, [WORK]) as work:
            return names(work)
        return []

    def left_by_the_dead(self, watch: Watch) -> Iterator[Claimed]:
        """What holders that are dead had made theirs, made ours."""
        with suppress(FileNotFoundError), folder(self.root, [WORK]) as work:
            for name in names(work):
                if name == self.home or not self._dead(work, name, watch):
                    continue
                with suppress(FileNotFoundError):  # another receiver was quicker
                    yield from self._take_over(name)

    def _dead(self, work: int, name: str, watch: Watch) -> bool:
        if holders.ours(name):
            return name not in _living
        mark: Hashable = os.lstat(name, dir_fd=work).st_mtime_ns
        return holders.dead(name) or watch.still(f"{WORK}/{name}", mark) >= ABANDONED

    def _take_over(self, dead: str) -> Iterator[Claimed]:
        with folder(self.root, [WORK, dead]) as theirs:
            for number in names(theirs):
                place = self._place([])
                with folder(self.root, place[:-1], make=True) as here:
                    os.rename(number, place[-1], src_dir_fd=theirs, dst_dir_fd=here)
                yield from self._found_in(place)
                self._prune(place)
        with suppress(OSError), folder(self.root, [WORK]) as work:
            os.rmdir(dead, dir_fd=work)

    def _found_in(self, place: tuple[str, ...]) -> Iterator[Claimed]:
        with folder(self.root, place) as here:
            for found in [*walk(here, lambda _name: True)]:
                *parts, name = found.path.split("/")
                if isinstance(found, Odd):
                    self._undouble(place, found.path)
                    continue
                with suppress(Gone, OSError), folder(here, parts) as there:
                    file = opened(there, name, found.mark)
                    yield Claimed(found, file, (*place, *parts))

    def _undouble(self, place: tuple[str, ...], path: str) -> None:
        """End a move back that a crash cut in two: the file lies where it lay, and here too."""
        *parts, name = path.split("/")
        with (
            suppress(FileNotFoundError),
            folder(self.root, parts) as there,
            folder(self.root, (*place, *parts)) as here,
        ):
            one, other = os.lstat(name, dir_fd=here), os.lstat(name, dir_fd=there)
            if (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino):
                os.unlink(name, dir_fd=here)

    def put_away(self, claimed: Claimed, day: date) -> str:
        """Move a file that was taken to .done, under the day; its path there."""
        parts = claimed.found.path.split("/")[:-1]
        path = [DONE, day.isoformat(), *parts]
        if self._stands(path, claimed.name):
            path = [DONE, day.isoformat(), f"{self.home[-12:]}-{self.count}", *parts]
        with folder(self.root, claimed.place) as here, folder(self.root, path, make=True) as there:
            os.rename(claimed.name, claimed.name, src_dir_fd=here, dst_dir_fd=there)
        self._prune(claimed.place)
        return "/".join((*path, claimed.name))

    def remove(self, claimed: Claimed) -> None:
        """Remove a file that was taken."""
        with folder(self.root, claimed.place) as here:
            os.unlink(claimed.name, dir_fd=here)
        self._prune(claimed.place)

    def put_back(self, claimed: Claimed) -> None:
        """Let a file lie where it lay; where another lies there now, it stays among the claimed."""
        parts, name = claimed.found.path.split("/")[:-1], claimed.name
        with suppress(OSError):  # then the next look finds it where it is
            with folder(self.root, claimed.place) as here, folder(self.root, parts) as there:
                _move_back(name, here, there)
            self._prune(claimed.place)

    def _stands(self, path: list[str], name: str) -> bool:
        with suppress(FileNotFoundError), folder(self.root, path) as there:
            os.lstat(name, dir_fd=there)
            return True
        return False

    def _place(self, parts: list[str]) -> tuple[str, ...]:
        self.count += 1
        return (WORK, self.home, str(self.count), *parts)

    def _prune(self, place: tuple[str, ...]) -> None:
        """Remove the folders of a claim, as far as they are empty."""
        for end in range(len(place), 2, -1):
            with suppress(OSError), folder(self.root, place[: end - 1]) as above:
                os.rmdir(place[end - 1], dir_fd=above)

    def end(self) -> None:
        """The look is over: what is still claimed is nobody's now; renames are made to last."""
        with suppress(OSError), folder(self.root, [WORK]) as work:
            os.rmdir(self.home, dir_fd=work)
        _living.discard(self.home)
        for path in ([DONE], [WORK], []):
            with suppress(OSError), folder(self.root, path) as here:
                os.fsync(here)


def opened(here: int, name: str, mark: Mark) -> int:
    """A file that was seen in an open folder, opened to be read; Gone when it is another now."""
    file = os.open(name, _OPEN, dir_fd=here)
    told = os.fstat(file)
    if stat.S_ISREG(told.st_mode) and told.st_nlink == 1 and mark_of(told) == mark:
        return file
    os.close(file)
    raise Gone


def _move_back(name: str, here: int, there: int) -> None:
    """Move a file where none of its name lies: as a second name first, which replaces nothing."""
    try:
        os.link(name, name, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # this file system has no second names
        with suppress(FileNotFoundError):
            os.lstat(name, dir_fd=there)
            raise FileExistsError(name) from None
        os.rename(name, name, src_dir_fd=here, dst_dir_fd=there)
    else:
        os.unlink(name, dir_fd=here)
