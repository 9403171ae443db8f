"""How a finding may be mended by one key: the edit, where the copy itself tells what it must be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .values import Copy, Edit

MENDED, OTHERWISE, CLOSE_UP, HYPHEN = "mended", "otherwise", "closed", "hyphened"
"""The ways of settling that make an edit."""
SURE, LIKELY = 1.0, 0.5
"""A sure edit loses nothing that a reader could miss; a likely one wants to be looked at."""


def edit(place: int | None, before: str, after: str, sure: float, way: str = MENDED) -> Edit:
    """The change from one text to another, no longer than the words that differ.

    >>> one = edit(0, "Read it at gauge.example/?utm_x=1 now.", "Read it at gauge.example/ now.", 1)
    >>> one.start, one.before, one.after
    (11, 'gauge.example/?utm_x=1', 'gauge.example/')
    """
    first, last = _same(before, after), _same(before[::-1], after[::-1])
    last = min(last, len(before) - first, len(after) - first)
    first = before.rfind(" ", 0, first) + 1
    if last:
        behind = before.find(" ", len(before) - last)
        last = len(before) - behind if behind >= 0 else 0
    return Edit(
        place, first, before[first : len(before) - last], after[first : len(after) - last], sure,
        way=way,
    )  # fmt: skip


def _same(one: str, two: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = zip(one, two, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


def instead(copy: Copy, forms: Sequence[str], chosen: str, way: str) -> tuple[Edit, ...]:
    """The edits that write one form of a name wherever another of its forms stands."""
    others = [re.escape(form).replace("'", "['’]") for form in forms if form != chosen]
    if not others:
        return ()
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted(others, key=len, reverse=True))})(?![\w-])"
    )
    return tuple(
        Edit(place, found.start(), found[0], chosen, LIKELY, way=way)
        for place, part in enumerate(copy.paragraphs)
        for found in pattern.finditer(part.text)
    )


def ways(edits: Sequence[Edit], *others: str) -> tuple[str, ...]:
    """The ways of settling: those that the edits make, in their order, and then the others."""
    return tuple(dict.fromkeys([*(one.way for one in edits), *others]))
