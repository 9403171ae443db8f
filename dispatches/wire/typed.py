"""Copy that somebody of the house typed: as it is kept, and its paragraphs with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from .values import Line, Removal

FORMAT = "own"
"""What the transmission of such copy is called; no file that comes in is ever read as it."""
_HEADER = "header"


class Written(NamedTuple):
    """One paragraph as it was typed, and its first and last line."""

    text: str
    first: int
    last: int


def as_kept(head: Mapping[str, str], body: str) -> str:
    r"""The text that is kept: what stands above the copy, a line each, then the copy as typed.

    >>> as_kept({"headline": "Ferry late", "slug": ""}, "It was late.\r\n")
    'headline: Ferry late\n\nIt was late.\n'
    """
    lines = [f"{name}: {' '.join(said.split())}" for name, said in head.items() if said.strip()]
    typed = body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return "\n".join([*lines, "", typed, ""])


def head_of(lines: Iterable[Line]) -> tuple[Removal, ...]:
    """The lines above the first blank one: they are no copy."""
    removals = []
    for line in lines:
        if not line.text.strip():
            break
        removals.append(Removal(line.number, line.text, _HEADER))
    return tuple(removals)


def paragraphs(lines: Iterable[Line], after: int) -> list[Written]:
    """The paragraphs that blank lines make of the lines after this number, each on one line.

    >>> paragraphs([Line(1, "slug: X"), Line(2, ""), Line(3, "Late"), Line(4, "again.")], 1)
    [Written(text='Late again.', first=3, last=4)]
    """
    copy = (line for line in lines if line.number > after)
    found = []
    for is_copy, group in groupby(copy, key=lambda line: bool(line.text.strip())):
        held = list(group)
        if is_copy:
            text = " ".join(" ".join(line.text.split()) for line in held)
            found.append(Written(text, held[0].number, held[-1].number))
    return found
