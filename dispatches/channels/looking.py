"""What a look does, whatever the line: item by item, and one that breaks holds up no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TypeVar

from dispatches.actions.errors import Refused

from .adapter import Fault, GoOn, Looked, Take

LINES = 3  # connections a look, when the other side breaks off
SEEN = 2000
_SENTENCES = 20

C = TypeVar("C")
T = TypeVar("T")


class Lost(Exception):
    """The line broke while one item was read; the text says so."""


class Passed(Exception):
    """This one item cannot be had now, and the line still holds; the text says why."""


def kept(looked: Looked, take: Take, raw: bytes, name: str) -> None:
    """Hand the bytes on, and count them; when this returns they are committed. Raises Passed where
    they were refused, and stay where they are."""
    try:
        new = take(raw, name)
    except Refused as refused:
        raise Passed(str(refused)) from refused
    looked.taken += 1
    looked.new += new


def digest(*parts: object) -> str:
    """A short name for what was seen: 24 hexadecimal marks."""
    joined = "\x00".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def remembered(now: Iterable[str], before: Iterable[str]) -> list[str]:
    """What is seen now, then what was seen before, without repeats; at most SEEN.

    >>> remembered(["c", "b"], ["b", "a"])
    ['c', 'b', 'a']
    """
    return list(dict.fromkeys([*now, *before]))[:SEEN]


def brief(sentences: list[str]) -> list[str]:
    """Sentences that somebody will read: without repeats, the first twenty, and how many more.

    >>> brief(["a"] * 3)
    ['a']
    """
    once = list(dict.fromkeys(sentences))
    more = len(once) - _SENTENCES
    return [*once[:_SENTENCES], f"And {more:,} more."] if more > 0 else once


def each(
    connect: Callable[[], AbstractContextManager[C]],
    listed: Callable[[C], list[T]],
    one: Callable[[C, T], None],
    looked: Looked,
    go_on: GoOn,
    broke_before: set[T],
) -> None:
    """Do `one` for all that `listed` names, over at most LINES connections.

    Where the line breaks, that item is left and said, and the next ones go on over a new line. What
    broke it is kept in `broke_before`, and comes last at the next look: nothing waits behind it
    for ever. Raises Fault when nothing could be taken for it.
    """
    waiting: list[T] | None = None
    broke = ""
    for _ in range(LINES):
        try:
            with connect() as line:
                waiting = waiting or _first(line, listed, broke_before)
                _work(line, waiting, one, looked, go_on, broke_before)
        except Lost as lost:
            broke = str(lost)
            looked.left.append(broke)
        except Fault as fault:
            if not looked.taken:
                raise
            looked.left.append(str(fault))
            return
        else:
            break
        if not waiting:
            break
    if broke and not looked.taken:
        raise Fault(broke)


def _first(line: C, listed: Callable[[C], list[T]], last: set[T]) -> list[T]:
    """What there is to do, with some of it last; without a list there is no look."""
    try:
        return sorted(listed(line), key=lambda item: item in last)
    except Passed as why:
        raise Fault(str(why)) from None


def _work(
    line: C,
    waiting: list[T],
    one: Callable[[C, T], None],
    looked: Looked,
    go_on: GoOn,
    broke_before: set[T],
) -> None:
    while waiting and go_on():
        item = waiting.pop(0)
        try:
            one(line, item)
        except Passed as why:
            looked.left.append(str(why))
        except Lost:
            broke_before.add(item)
            raise
        broke_before.discard(item)
