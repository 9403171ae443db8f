"""Margins: what a system set before each line of a page, or between all its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dispatches.wire.values import Fix, Line

QUOTED = "quotation marks of mail taken out"
NUMBERED = "numbers of lines taken out"
SPACED = "doubled spaces closed up"

_QUOTE = re.compile(r"\s*(?:>\s?)+")
_NUMBER = re.compile(r"\s*(?P<n>\d{1,4})(?:[:.)|]?\s{1,4}|$)")
_SINGLE = re.compile(r"\S \S")
_MARGIN = re.compile(r"\s*(?:>|0?0?1[:.)|]?(?:\s|$)|\S+  \S)")
_FIRST = 12  # lines, of which one shows a margin where there is any
_MOST = 0.9  # of the lines must have it
_FEWEST = 4  # lines, before anything is a margin


def strip(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Fix, ...]]:
    """The lines without what was set before all of them, and what was done.

    >>> texts = ["> BFF-11", "> ", "> It rained.", "> It stopped.", "> They left."]
    >>> strip([Line(n, text) for n, text in enumerate(texts, start=1)])[0][2]
    Line(number=3, text='It rained.')
    """
    made, fixes = tuple(lines), ()
    if not any(map(_MARGIN.match, [line.text for line in lines[:_FIRST]])):
        return made, fixes
    words = [line.text for line in lines if line.text.strip()]
    if len(words) < _FEWEST:
        return made, fixes
    if sum(text.lstrip().startswith(">") for text in words) >= _MOST * len(words):
        return _without(made, _QUOTE, QUOTED)
    if _are_numbered(words):
        return _without(made, _NUMBER, NUMBERED)
    spaced = [text.strip() for text in words if " " in text.strip()]
    wide = sum("  " in text for text in spaced)
    if (
        len(spaced) >= _FEWEST
        and wide >= _MOST * len(spaced)
        and not any(map(_SINGLE.search, words))
    ):
        closed = tuple(Line(one.number, one.text.replace("  ", " ")) for one in made)
        return closed, _changes(made, closed, SPACED)
    return made, fixes


def _are_numbered(words: Sequence[str]) -> bool:
    """Whether each line begins with the number after that of the one before it."""
    found = [_NUMBER.match(text) for text in words]
    numbers = [int(one["n"]) for one in found if one]
    if len(numbers) < _MOST * len(words) or numbers[0] > 1:
        return False
    return numbers == sorted(set(numbers)) and numbers[-1] <= 2 * len(words)


def _without(
    lines: tuple[Line, ...], margin: re.Pattern[str], name: str
) -> tuple[tuple[Line, ...], tuple[Fix, ...]]:
    bare = tuple(Line(one.number, margin.sub("", one.text, count=1)) for one in lines)
    return bare, _changes(lines, bare, name)


def _changes(before: Sequence[Line], after: Sequence[Line], name: str) -> tuple[Fix, ...]:
    pairs = zip(before, after, strict=True)
    return tuple(Fix(name, old.number, old.text, new.text) for old, new in pairs if old != new)
