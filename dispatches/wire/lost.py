"""C01: has a paragraph lost its last line? What the words and the widths of its lines say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from .sentences import ends_whole
from .values import Block, Paragraph

_FULL = 0.6  # of the width of full lines: a line before a lost one was about full
_COLUMN = 45  # a narrower column is a table
_LONG = 70  # letters in a paragraph whose lines nobody counted
_WIDEST = 80  # a line wider than a printer's was never wrapped, and tells nothing of others
_LONGEST_CROSSHEAD = 5
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|--? ?[Cc]orrect[^.]*)$")
_ITEM = re.compile(r"(?:[-–—•*·▪]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_FIGURES = re.compile(r"\bvs\.?\s|\.{3,}\s*\d|\d\s{2,}\S")
_CONTROL = re.compile("[\u2400-\u2426]")  # as they are shown: a header that was not known as one
_MANY_LINES = 3  # lines without an end that make a table


def lost(parts: Sequence[Paragraph]) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs, with their places, whose last line seems to be gone."""
    column = _column(parts)
    broken = [_breaks_off(part) for part in parts]
    tabular, unstopped = _tabular(parts, broken), _unstopped(parts, broken)
    listed = [ends and _is_short(part, column) for part, ends in zip(parts, broken, strict=True)]
    for place, part in enumerate(parts):
        beside = listed[max(0, place - 1) : place] + listed[place + 1 : place + 2]
        if not broken[place] or (listed[place] and any(beside)):
            continue
        if place in unstopped or (len(part.widths) == 1 and _take(part) in tabular):
            continue
        if not _is_item(part) and _was_full(part, column):
            yield place, part


def _breaks_off(part: Paragraph) -> bool:
    """Whether a paragraph stops without a full stop or its like."""
    if part.kind is not Block.PARAGRAPH or ends_whole(part.text) or _CONTROL.search(part.text):
        return False
    aside = _ASIDE.search(part.text)
    return not (aside and aside.start() and ends_whole(part.text[: aside.start()]))


def looks_like_crosshead(text: str) -> bool:
    """A few words alone, of which none ends or opens anything."""
    short = len(text) < 50 and len(text.split()) <= _LONGEST_CROSSHEAD
    return short and text[:1].isupper() and not re.search(r"[.,;:!?…\"“”]", text)


def _unstopped(parts: Sequence[Paragraph], broken: Sequence[bool]) -> set[int]:
    """The items, wrapped or not, of lists in which most items have no full stop."""
    found: set[int] = set()
    for is_item, run in groupby(
        range(len(parts)), key=lambda at: _ITEM.match(parts[at].text) is not None
    ):
        places = list(run)
        bare = sum(broken[at] for at in places)
        if is_item and bare > 1 and 2 * bare > len(places):
            found.update(places)
    return found


def _is_item(part: Paragraph) -> bool:
    """Whether it is an item of a list, a line of a table or a crosshead: none needs a full stop."""
    alone = len(part.widths) < 2
    if looks_like_crosshead(part.text) or (alone and _ITEM.match(part.text)):
        return True
    figures = len(_FIGURES.findall(part.text))
    return part.text.isupper() or figures > 1 or (alone and figures > 0)


def _tabular(parts: Sequence[Paragraph], broken: Sequence[bool]) -> set[str]:
    """The takes that are tables, or whose lines stand apart: most lines have no end of their own.

    In such copy nobody can tell what a line lost; one take of a story may be so set alone.
    """
    lines, counted, wrapped = Counter[str](), Counter[str](), Counter[str]()
    for part, ends in zip(parts, broken, strict=True):
        take = _take(part)
        lines[take] += ends and len(part.widths) == 1
        counted[take] += 1
        wrapped[take] += len(part.widths) > 1 or part.widths > (_WIDEST,)
    if _is_table(lines.total(), len(parts)):
        return set(lines)
    return {
        take
        for take, many in lines.items()
        if _is_table(many, counted[take]) or (many >= _MANY_LINES and not wrapped[take])
    }


def _is_table(lines: int, parts: int) -> bool:
    return lines >= _MANY_LINES and 2 * lines >= parts


def _take(part: Paragraph) -> str:
    return part.origins[0].take if part.origins else ""


def _is_short(part: Paragraph, column: float) -> bool:
    """Whether it is one line that does not fill its column: one of several is a list."""
    if not part.widths:
        return len(part.text) < _LONG
    return len(part.widths) == 1 and part.widths[0] < max(column * 0.85, _COLUMN)


def _was_full(part: Paragraph, column: float) -> bool:
    """Whether its last line is about as wide as lines are: a lost line follows such a one."""
    if not part.widths:
        return True
    *others, last = part.widths
    if others:
        return last >= _FULL * median(others)
    return last >= _FULL * column and (not column or column >= _COLUMN)


def _column(parts: Sequence[Paragraph]) -> float:
    """How wide the lines of this copy run, by those that another one follows."""
    full = [width for part in parts for width in part.widths[:-1]]
    if full:
        return median(full)
    return min(max((w for part in parts for w in part.widths), default=0), _WIDEST)
