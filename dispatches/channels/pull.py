"""Whole files out of a folder on another machine, whatever the protocol.

There is no sign that a file is finished, so one is taken when its size and time were the same at
two looks, and are the same when it was read. A name that a server gives is no more than a name:
nothing is ever written under it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from time import time
from typing import Protocol

from dispatches.models import Channel

from .adapter import Fault, GoOn, Looked, Setting, Take
from .given import Given, said
from .looking import Passed, brief, digest, each, kept
from .web import ALLOW_PRIVATE

LISTED = 10_000
"""Files of a folder that are looked at; more are said."""

_UNFINISHED = (".tmp", ".part", ".filepart", ".partial", ".crdownload")

FOLDER = (
    Setting("folder", "Folder", help="Empty: the one in which the login ends."),
    Setting("pattern", "Names of the files", default="*", help="Such as *.xml; * is any name."),
    Setting(
        "rest",
        "Seconds that a file must rest",
        "number",
        2,
        "Between two looks; more where uploads pause, 0 where files are whole when they appear.",
    ),
    Setting(
        "after",
        "What becomes of a file that was taken",
        "choice",
        "leave",
        choices=("leave", "delete", "move"),
    ),
    Setting("to", "Folder to move it to", help="For move; it must be there."),
    Setting("most", "Most files a look", "number", 200, "The rest comes at the next look."),
    Setting("mebibytes", "Most MiB a file", "number", 10, "A larger one is left, and named."),
    ALLOW_PRIVATE,
)


@dataclass(frozen=True, slots=True)
class Remote:
    """A file as a server lists it; an empty `mtime` is not known."""

    name: str
    size: int | None
    mtime: str = ""

    @property
    def mark(self) -> str:
        """The file in this state, in a few marks."""
        return digest(self.name, self.size, self.mtime)

    @property
    def shown(self) -> str:
        """Its name, fit for a sentence."""
        return said(self.name.encode("utf-8", "surrogateescape"))

    def same(self, other: Remote | None) -> bool:
        """Whether nothing is known to have changed."""
        if other is None or self.size != other.size:
            return False
        return self.mtime == other.mtime or "" in (self.mtime, other.mtime)


class Server(Protocol):
    """What a look asks of a server, within one folder. A broken line is Lost, a refusal Passed."""

    def listed(self, most: int) -> list[Remote]:
        """The files of the folder, at most so many."""

    def stat(self, name: str) -> Remote | None:
        """The file as it is now; None when it is gone."""

    def read(self, name: str, most: int) -> bytes:
        """All of it, or so many bytes and one more."""

    def remove(self, name: str) -> None:
        """Delete it."""

    def move(self, name: str, folder: str) -> None:
        """Move it to another folder, under its name."""


Connect = Callable[[], AbstractContextManager[Server]]


@dataclass(slots=True)
class _Round:
    """One look at a folder."""

    given: Given
    take: Take
    looked: Looked
    before: frozenset[str]
    rested: dict[str, float]
    broke: set[Remote]
    taken: list[str] = field(default_factory=list)
    resting: dict[str, float] = field(default_factory=dict)

    def waiting(self, server: Server) -> list[Remote]:
        """The files to take now; those that may still grow are remembered for the next look."""
        files = server.listed(LISTED + 1)
        if len(files) > LISTED:
            self.looked.left.append(
                f"The folder holds more than {LISTED:,} files, and the rest is not seen; have "
                "files deleted or moved when they are taken."
            )
        wanted = [file for file in files[:LISTED] if self._wanted(file)]
        self.broke.intersection_update(wanted)
        wanted.sort(key=lambda file: (file in self.broke, file.name))
        ready = [file for file in wanted if self._ready(file)]
        return ready[: self.given.number("most")]

    def _wanted(self, file: Remote) -> bool:
        """Whether it is asked for: by its name, with a size, and not taken already."""
        if file.name.startswith(".") or file.name.lower().endswith(_UNFINISHED):
            return False
        if not fnmatchcase(file.name, self.given.text("pattern")) or file.size == 0:
            return False
        if not safe(file.name):
            self.looked.left.append(f"A file is named “{file.shown}”, and is left for that.")
            return False
        if file.mark in self.before:
            self.taken.append(file.mark)
            return False
        return self._fits(file)

    def _fits(self, file: Remote) -> bool:
        most = self.given.most_bytes()
        if file.size is None:
            self.looked.left.append(
                f"The size of “{file.shown}” is not told, so that nobody knows when it is whole; "
                "it is left."
            )
            return False
        if file.size > most:
            self.looked.left.append(
                f"“{file.shown}” has {file.size:,} bytes, and {most:,} are the most; it is left."
            )
            return False
        return True

    def _ready(self, file: Remote) -> bool:
        """Whether it was the same at an earlier look, long enough ago."""
        now = time()
        since = self.rested.get(file.mark)
        if since is None or since > now:  # a clock that was put back begins anew
            since = now
        self.resting[file.mark] = since
        return bool(now - since >= self.given.number("rest", least=0))

    def fetch(self, server: Server, file: Remote) -> None:
        """Take one file when it is whole, then do with it what the settings say."""
        before = server.stat(file.name)
        raw = server.read(file.name, self.given.most_bytes())
        whole = before is not None and before.size == file.size == len(raw)
        if before is None or not whole or not before.same(server.stat(file.name)):
            self.resting.pop(file.mark, None)
            raise Passed(f"“{file.shown}” changed while it was read; it is taken when it rests.")
        kept(self.looked, self.take, raw, file.shown)
        self.taken.append(file.mark)
        self.resting.pop(file.mark, None)
        self._put_away(server, before)

    def _put_away(self, server: Server, file: Remote) -> None:
        after = self.given.choice("after")
        if after == "leave":
            return
        if not file.same(server.stat(file.name)):
            raise Passed(f"“{file.shown}” changed after it was taken; it is left, and taken anew.")
        if after == "delete":
            server.remove(file.name)
        else:
            server.move(file.name, self.given.text("to"))


def safe(name: str) -> bool:
    """Whether a name can be asked for: it leads to no other folder, and holds no control mark.

    >>> [safe(name) for name in ("a.txt", "../a", "..", "a\\\\b", "a\\r\\nDELE b")]
    [True, False, False, False, False]
    """
    plain = not any(mark in "/\\\x7f" or mark < " " for mark in name)
    return plain and name not in ("", ".", "..") and len(name) <= 255


_broke: dict[int | None, set[Remote]] = {}  # by channel, the files that broke the line


def pull(channel: Channel, given: Given, connect: Connect, take: Take, go_on: GoOn) -> Looked:
    """Take the files that rest. What is deleted or moved is committed before."""
    looked, memo, broke = Looked(), channel.memo, _broke.setdefault(channel.pk, set())
    if given.choice("after") == "move" and not given.text("to"):
        raise Fault("Say which folder the files are moved to.")
    before, rested = frozenset(memo.get("taken", ())), memo.get("resting", {})
    round_ = _Round(given, take, looked, before, rested, broke)
    each(connect, round_.waiting, round_.fetch, looked, go_on, broke)
    looked.left = brief(looked.left)
    looked.memo = {"taken": round_.taken, "resting": round_.resting}
    return looked


def found(given: Given, server: Server) -> str:
    """A sentence on what the folder holds, for a test of the settings."""
    files = server.listed(LISTED)
    pattern = given.text("pattern")
    fit = [file for file in files if fnmatchcase(file.name, pattern)]
    return (
        f"Logged in; the folder holds {len(files):,} files, {len(fit):,} of them named {pattern}."
    )
