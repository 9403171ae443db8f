"""C04: words that a printer broke at a line's end, and that are not certainly whole again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .values import Assembly, Block, Copy, Level, Paragraph, Problem

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
            yield _problem(message, number, found[0], found[1], found[2])
        for head, tail in _guesses(part):
            message = f"Nothing tells whether “{head + tail}” has a hyphen."
            yield _problem(message, number, head + tail, head, tail)


def _guesses(part: Paragraph) -> Iterator[tuple[str, str]]:
    """The halves of the words that were closed up on a guess and still stand so."""
    for fix in part.fixes:
        head, _, tail = fix.before.partition("|")
        if fix.name == GUESSED and fix.after in part.text:
            yield head.removesuffix("-"), tail


def _problem(message: str, number: int, excerpt: str, head: str, tail: str) -> Problem:
    either = f"“{head}{tail}” or “{head}-{tail}”"
    return Problem("C04", Level.WARNING, message, number, excerpt, either, _SETTLE_TEXT)
