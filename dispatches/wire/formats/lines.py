"""The lines of frames on the wire: where a transmission begins, its copy, the body of an item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise

STX, ETX = "␂", "␃"
_BAND = "␐"  # the printer's space
_CONTROLS = re.compile(r"[\u2400-\u2421]+")
_MOST = 5_000  # pages of one text
INDENT = 3  # so many spaces before a line open a paragraph


def pages(lines: Sequence[str], opens: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """The pages of a text, each from a line that opens one to before the next, counted from 0.

    What stands before the first belongs to it. A text has so many pages at most, and the last holds
    what is left: more heads than that are no copy.

    >>> list(pages(["", "A1", "x", "A2"], lambda at: at in (1, 3)))
    [(0, 3), (3, 4)]
    """
    starts = islice((at for at in range(len(lines)) if lines[at] and opens(at)), _MOST)
    bounds = [0, *list(starts)[1:], len(lines)]
    yield from pairwise(bounds)


def copy(lines: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The lines before STX, those from there to ETX, and those of the foot.

    Where STX was lost there is no telling head and copy apart here: all is copy.

    >>> copy(["head", "␂one", "two", "␃foot"])
    (['head'], ['one', 'two'], ['foot'])
    """
    start = next((at for at, line in enumerate(lines) if STX in line), None)
    head = list(lines[:start]) if start is not None else []
    rest = list(lines[start or 0 :])
    if start is not None:
        before, _, rest[0] = rest[0].partition(STX)
        head += [before] if bare(before) else []
    end = next((at for at, line in enumerate(rest) if ETX in line), len(rest))
    told, foot = rest[:end], rest[end:]
    if foot:
        before, _, foot[0] = foot[0].partition(ETX)
        told += [before] if before else []
    return head, told, foot


def bare(line: str) -> str:
    """A line without control characters and the white space around it."""
    return _plain(line).strip()


def _plain(line: str) -> str:
    """A line without control characters; ASCII has no signs for them."""
    return line if line.isascii() else _CONTROLS.sub("", line.replace(_BAND, " "))


def body(lines: Sequence[str], *, kept: bool = False) -> str:
    r"""The text of these lines: paragraphs are parted by a blank line, controls are gone.

    A line that is indented under one that is not opens a paragraph, but where lines are `kept`,
    as in a table.

    >>> body(["   It rained", "all day.", "   Then it stopped. "])
    'It rained\nall day.\n\nThen it stopped.'
    """
    made: list[str] = []
    upright = False
    for line in lines:
        plain = _plain(line).rstrip()
        if not plain:
            made += [""] if made and made[-1] else []
            continue
        indented = plain.startswith(("\t", " " * INDENT))
        if indented and not kept:
            made += [""] if upright and made[-1] else []
            plain = plain.lstrip()
        made.append(plain)
        upright = not indented or not kept
    return "\n".join(made).strip("\n")
