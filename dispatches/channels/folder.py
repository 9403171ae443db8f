"""The hot folder: whole files, each made ours by a rename, taken, and only then put away."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from django.conf import settings as house
from django.utils import timezone

from dispatches.models import Channel

from .adapter import Fault, GoOn, Looked, Setting, Take
from .claims import WORK, Claims
from .pickup import REMEMBERED, Look, pick_up
from .tree import Odd, finished, folder, shown, walk
from .whole import Watch

SETTINGS = (
    Setting(
        "path", "Folder", required=True, help="Its full path. Folders in it are looked through too."
    ),
    Setting("patterns", "File names", default="*", help="Such as *.txt, *.xml; * takes all."),
    Setting(
        "after", "Afterwards", "choice", "move", choices=("move", "delete"),
        help="A file that was taken is moved to .done in the folder, or deleted.",
    ),
    Setting(
        "settle", "Seconds unchanged", "number", 2,
        help="How long a file must not change before it is whole; 0 where files are renamed in.",
    ),
)  # fmt: skip
LONGEST_PAUSE, QUICKEST = 20, 0.25
_watches: dict[tuple[int | None, str], Watch] = {}


def look(channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
    """Take every whole file, put it away, and say what stays; one after the other."""
    path = _path(channel)
    with _opened(path) as root:
        watch = _watches.setdefault((channel.pk, str(path)), Watch())
        claims, memo = Claims(root), channel.memo
        one = Look(
            channel.source, root, _wanted(channel), claims, watch, take, _settle(channel),
            channel.settings.get("after") == "delete", timezone.localdate(),
            done=[_named(_found, one) for one in memo.get("done", [])][-REMEMBERED:],
            refused={_found(name): mark for name, mark in memo.get("refused", {}).items()},
        )  # fmt: skip
        try:
            pick_up(one, go_on)
        except OSError as error:
            raise Fault(_cannot(path, error)) from error
        finally:
            claims.end()
        refused = {_kept(name): mark for name, mark in one.refused.items()}
        memo_now = {"done": [_named(_kept, entry) for entry in one.done], "refused": refused}
        one.looked.memo = memo_now if memo_now != {"done": [], "refused": {}} | memo else None
        return one.looked


def _kept(name: str) -> str:
    """A name of any bytes as a memo can hold it.

    >>> _kept("a b\\udcff.txt"), _found(_kept("a b\\udcff.txt")) == "a b\\udcff.txt"
    ('a b%FF.txt', True)
    """
    return quote_from_bytes(os.fsencode(name), safe="/ ")


def _found(kept: str) -> str:
    return os.fsdecode(unquote_to_bytes(kept))


def _named(told: Callable[[str], str], entry: list[Any]) -> list[Any]:
    """An entry of what was put away, whose first and fourth part are names, with these told so."""
    put, size, changed, path, at = entry
    return [told(put), size, changed, told(path), at]


def test(channel: Channel, secret: str) -> str:
    """Look into the folder and touch nothing but a folder of our own in it."""
    path, wanted = _path(channel), _wanted(channel)
    with _opened(path) as root:
        try:
            with folder(root, [WORK], make=True):
                pass
        except OSError as error:
            raise Fault(_cannot(path, error)) from error
        lies = [*walk(root, wanted)]
    odd = [one for one in lies if isinstance(one, Odd)]
    said = f"“{path}” can be read and written. Files to take: {len(lies) - len(odd)}."
    return " ".join([said, *(f"“{shown(one.path)}” {one.why}" for one in odd[:5])])


# Settings ----------------------------------------------------------------------------------------
def _path(channel: Channel) -> Path:
    """The folder; Fault where newsdesk would eat what it lives on, or may not look."""
    path = Path(str(channel.settings.get("path", "")))
    if not path.is_absolute() or "\x00" in str(path):
        raise Fault("Its folder needs a full path, such as /srv/wire/in.")
    real, ours = path.resolve(), Path(house.BASE_DIR).resolve()
    var = Path(house.VAR_DIR).resolve()
    if real in (ours, var) or real in ours.parents or real in var.parents:
        raise Fault(f"“{path}” holds newsdesk itself; give it a folder of its own.")
    if ours in real.parents and var not in real.parents:
        raise Fault(f"“{path}” lies among newsdesk’s code; give it a folder of its own.")
    roots = [Path(root).resolve() for root in house.HOT_FOLDERS]
    if roots and not any(real.is_relative_to(root) for root in roots):
        raise Fault(
            f"“{path}” lies in none of the folders that HOT_FOLDERS names; choose one there."
        )
    return path


def _settle(channel: Channel) -> float:
    try:
        return max(float(channel.settings.get("settle", 2)), 0.0)
    except (TypeError, ValueError):
        raise Fault("Seconds unchanged: write a number.") from None


def _wanted(channel: Channel) -> Callable[[str], bool]:
    """Which names are taken: finished ones that one of the patterns fits, whatever their case."""
    told = str(channel.settings.get("patterns") or "*").replace(",", " ").lower().split()
    return lambda name: finished(name) and any(fnmatch.fnmatchcase(name.lower(), o) for o in told)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        root = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise Fault(_cannot(path, error)) from error
    try:
        yield root
    finally:
        os.close(root)


def _cannot(path: Path, error: OSError) -> str:
    """A sentence on a folder that cannot be worked in now."""
    if isinstance(error, FileNotFoundError):
        return f"There is no folder “{path}”; what comes later is taken when it is there again."
    return f"“{path}” cannot be worked in now ({error.strerror}). What lies there stays."
