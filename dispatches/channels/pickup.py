"""What one look into a folder does with each thing that lies there: wait, refuse, or take it.

A file is read when it is ours, taken, and put away only after that: whatever stops newsdesk in
between, the file is found again and taken again, and the same bytes make nothing new.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings as house

from dispatches.actions.ingest import refuse
from dispatches.models import Source

from .adapter import GoOn, Looked, Take
from .claims import WORK, Claimed, Claims, Gone, opened
from .looking import Passed, kept
from .tree import Found, Odd, folder, mark_of, shown, walk
from .whole import Watch, being_written

PATIENCE = 600
"""Seconds for which a file waits that somebody has open and does not write to."""
REMEMBERED, REMEMBERED_FOR = 300, 3600
"""How many files that were put away are looked at again, and for how many seconds."""
MOST_A_LOOK = 1000
"""After so many files a look ends, so that it is noted how it went; the next follows at once."""
_CHUNK = 1 << 20
_MOST_ODD = 20
_EVERYTHING = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # no file could be moved, not this alone


@dataclass(slots=True)
class Look:
    """One look into one folder; `done` and `refused` are what its channel remembers."""

    source: Source
    root: int
    wanted: Callable[[str], bool]
    claims: Claims
    watch: Watch
    take: Take
    settle: float
    deletes: bool
    today: date
    done: list[list[Any]]
    refused: dict[str, list[int]]
    looked: Looked = field(default_factory=Looked)
    odd: int = 0

    def say(self, path: str, why: str) -> None:
        """Tell of something that stays where it lies, once."""
        said = self.watch.say(path, f"“{shown(path)}” {why}")
        self.odd += len(said)
        if self.odd <= _MOST_ODD:
            self.looked.left += said


def pick_up(one: Look, go_on: GoOn) -> None:
    """What the dead left, what changed after it was taken, and what lies there."""
    for claimed in one.claims.left_by_the_dead(one.watch):
        _keep(one, claimed)
        if not go_on():
            return
    _again(one)
    seen = {f"{WORK}/{name}" for name in one.claims.standing()}
    for lies in walk(one.root, one.wanted):
        seen.add(lies.path)
        if isinstance(lies, Odd):
            one.say(lies.path, lies.why)
        else:
            _consider(one, lies, go_on)
        if one.looked.taken >= MOST_A_LOOK:
            one.looked.again_in = 0.0
            return
        if not go_on():
            return
    one.refused = {path: mark for path, mark in one.refused.items() if path in seen}
    one.watch.forget_all_but(seen | {put for put, *_ in one.done})


def _consider(one: Look, lies: Found, go_on: GoOn) -> None:
    """Take a file if it is whole; else let it lie."""
    if not _settled(one, lies.path, lies):
        return
    if lies.mark[0] > house.MAX_TRANSMISSION_BYTES:
        _refuse(one, lies, go_on)
        return
    one.claims.begin(None if one.deletes else one.today)
    claimed = _claimed(one, lies)
    if claimed is not None:
        _keep(one, claimed)


def _claimed(one: Look, lies: Found) -> Claimed | None:
    """A file made ours; None where it stays, or is another's already."""
    try:
        if _open_elsewhere(one, lies):
            one.say(lies.path, "is still open for writing, and is waited for.")
            return None
        return one.claims.claim(lies)
    except (Gone, FileNotFoundError):
        return None
    except OSError as error:
        if error.errno in _EVERYTHING:
            raise
        one.say(lies.path, f"cannot be moved or read ({error.strerror}).")
        return None


def _settled(one: Look, key: str, lies: Found) -> bool:
    still = one.watch.still(key, lies.mark)
    if still >= one.settle:
        return True
    soon = max(one.settle - still, 0.05)
    one.looked.again_in = min(soon, one.looked.again_in or soon)
    return False


def _open_elsewhere(one: Look, lies: Found) -> bool:
    """Whether somebody may write to it still; after long silence, nobody will."""
    if one.watch.still(lies.path, lies.mark) >= PATIENCE:
        return False
    *parts, name = lies.path.split("/")
    with folder(one.root, parts) as here:
        file = opened(here, name, lies.mark)
    try:
        return being_written(file)
    finally:
        os.close(file)


def _keep(one: Look, claimed: Claimed) -> None:
    """Take what is ours, and put it away once it is committed; what changed meanwhile goes back."""
    try:
        raw = claimed.read(house.MAX_TRANSMISSION_BYTES)
        if claimed.changed() or len(raw) > house.MAX_TRANSMISSION_BYTES:
            one.claims.put_back(claimed)
            return
        try:
            kept(one.looked, one.take, raw, claimed.found.path)
        except Passed as why:
            one.claims.put_back(claimed)
            one.say(claimed.found.path, f"is refused. {why}")
            return
        except BaseException:
            one.claims.put_back(claimed)
            raise
        if claimed.changed():
            one.claims.put_back(claimed)
        else:
            _put_away(one, claimed)
    finally:
        os.close(claimed.file)


def _put_away(one: Look, claimed: Claimed) -> None:
    with suppress(FileNotFoundError):  # we were taken for dead, and another put it away
        if one.deletes:
            one.claims.remove(claimed)
            return
        put = one.claims.put_away(claimed, one.today)
        one.done.append([put, *claimed.found.mark, claimed.found.path, int(time.time())])
        del one.done[:-REMEMBERED]


def _again(one: Look) -> None:
    """Files that were put away and were written to after it: taken again, where they lie now."""
    now, still = int(time.time()), []
    for entry in one.done:
        put, size, changed, path, at = entry
        lies = _lies(one.root, put)
        if lies is None or now - at > REMEMBERED_FOR:
            continue
        taken = lies.mark != (size, changed) and _taken_again(one, lies, path)
        still.append([put, *lies.mark, path, now] if taken else entry)
    one.done = still


def _taken_again(one: Look, lies: Found, path: str) -> bool:
    """Take what lies among the files put away, once it is whole; whether it was taken."""
    raw = _bytes(one.root, lies) if _settled(one, lies.path, lies) else None
    if raw is None:
        return False
    try:
        kept(one.looked, one.take, raw, path)
    except Passed as why:
        one.say(lies.path, f"is refused. {why}")
        return False
    return True


def _lies(root: int, path: str) -> Found | None:
    *parts, name = path.split("/")
    try:
        with folder(root, parts) as here:
            return Found(path, mark_of(os.lstat(name, dir_fd=here)))
    except OSError:
        return None


def _bytes(root: int, lies: Found) -> bytes | None:
    """The bytes of a file where it lies; None when they cannot be had now."""
    *parts, name = lies.path.split("/")
    try:
        with folder(root, parts) as here:
            claimed = Claimed(lies, opened(here, name, lies.mark), ())
    except (Gone, OSError):
        return None
    try:
        raw = claimed.read(house.MAX_TRANSMISSION_BYTES)
        fits = len(raw) <= house.MAX_TRANSMISSION_BYTES and not being_written(claimed.file)
        return raw if fits and not claimed.changed() else None
    finally:
        os.close(claimed.file)


def _refuse(one: Look, lies: Found, go_on: GoOn) -> None:
    """Name a file over the limit by its hash, once; it stays where it lies."""
    if one.refused.get(lies.path) == list(lies.mark):
        return
    digest = hashlib.sha256()
    *parts, name = lies.path.split("/")
    try:
        with folder(one.root, parts) as here:
            file = opened(here, name, lies.mark)
    except (Gone, OSError):
        return
    with os.fdopen(file, "rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            if not go_on():
                return
    refuse(lies.path, size=lies.mark[0], sha256=digest.hexdigest(), source=one.source)
    one.refused[lies.path] = list(lies.mark)
    one.say(lies.path, "is over the limit; the history names it by its hash.")
