"""C04: words that a printer broke at a line's end, and that are not certainly whole again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .mends import CLOSE_UP, HYPHEN, LIKELY, ways
from .values import Assembly, Block, Copy, Edit, Level, Paragraph, Problem

KEPT = "line-end hyphen kept"
CLOSED = "line-end hyphen closed up"
GUESSED = "line-end hyphen closed up on a guess"
"""What is said of a line-end hyphen; a guess is one for which nothing spoke, either way."""

_SPACED = re.compile(r"\b([^\W\d_]{2,})- (?!and\b|or\b|to\b)([a-z]{2,})")
_SETTLE_TEXT = ("fixed", "ignored")


def broken_word(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C04: a word is still broken by a printer's hyphen, or was closed up on a guess."""
    for number, part in enumerate(copy.paragraphs):
        if part.kind is not Block.PARAGRAPH:
            continue
        if "- " in part.text and (found := _SPACED.search(part.text)):
            message = "A word may be broken by a line's end."
            halves, at = (found[1], found[2]), found.start()
            yield _problem(message, Edit(number, at, found[0], "", LIKELY), *halves)
        for head, tail in _guesses(part):
            message = f"Nothing tells whether “{head + tail}” has a hyphen."
            whole = head + tail
            at = part.text.find(whole)
            yield _problem(message, Edit(number, at, whole, "", LIKELY), head, tail)


def _guesses(part: Paragraph) -> Iterator[tuple[str, str]]:
    """The halves of the words that were closed up on a guess and still stand so."""
    for fix in part.fixes:
        head, _, tail = fix.before.partition("|")
        if fix.name == GUESSED and fix.after in part.text:
            yield head.removesuffix("-"), tail


def _problem(message: str, there: Edit, head: str, tail: str) -> Problem:
    """The finding at a place, with an edit for each form that does not stand there already."""
    written = {CLOSE_UP: f"{head}{tail}", HYPHEN: f"{head}-{tail}"}
    edits = tuple(
        replace(there, after=word, way=way)
        for way, word in written.items()
        if word != there.before and there.start >= 0
    )
    stands = () if len(edits) > 1 else ("verified",)
    either = " or ".join(f"“{word}”" for word in written.values())
    choices = ways(edits, *stands, *_SETTLE_TEXT)
    return Problem(
        "C04", Level.WARNING, message, there.paragraph, there.before, either, choices, edits
    )
