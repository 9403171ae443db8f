"""Two texts that were made from one, joined: what both did is kept, and where they clash, marked.

Words are compared, not letters; white space between them comes out as one space, and an empty line
as an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

MOST_WORDS = 20_000
"""Longer texts clash as a whole: the table for them grows with the square of their length."""
_PIECES = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*|\S+")
_BREAK = "\n\n"
_MARKED = re.compile("⟦[^⟦⟧]*¦[^⟦⟧]*⟧")


class Hand(StrEnum):
    """Whose words a part has; CLASH: both changed the same place, each in another way."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words from one hand; where two clash, `text` is mine and `other` is theirs."""

    hand: Hand
    text: str
    other: str = ""

    def __str__(self) -> str:
        return f"⟦{self.text} ¦ {self.other}⟧" if self.hand is Hand.CLASH else self.text


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of two texts: the whole as one text, clashes marked in it, and its parts."""

    text: str
    parts: tuple[Part, ...]

    @property
    def clashes(self) -> int:
        """How many places somebody must choose at."""
        return sum(part.hand is Hand.CLASH for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Change:
    """Words `start` to `end` of the base became these."""

    start: int
    end: int
    words: tuple[str, ...]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Both changes to `base` in one text; where they overlap, a clash that holds both.

    >>> merge("the old man sat", "the young man sat", "the old man stood").text
    'the young man stood'
    >>> merge("the old man", "the young man", "the tall man").text
    'the ⟦young ¦ tall⟧ man'
    """
    if mine in (base, theirs):
        hand = Hand.SAME if theirs == base else Hand.BOTH if mine == theirs else Hand.THEIRS
        return Merged(theirs, (Part(hand, theirs),))
    if theirs == base:
        return Merged(mine, (Part(Hand.MINE, mine),))
    words, one, other = pieces(base), pieces(mine), pieces(theirs)
    if max(len(words), len(one), len(other)) > MOST_WORDS:
        clash = Part(Hand.CLASH, mine, theirs)
        return Merged(str(clash), (clash,))
    parts = _parts(words, _changes(words, one), _changes(words, other))
    return Merged(said([str(part) for part in parts]), tuple(parts))


def is_marked(text: str) -> bool:
    """Whether a clash still stands in a text.

    >>> is_marked("the ⟦young ¦ tall⟧ man"), is_marked("the young man")
    (True, False)
    """
    return _MARKED.search(text) is not None


def pieces(text: str) -> list[str]:
    r"""The words of a text, and an empty line as a piece of its own.

    >>> pieces("It rained.\n \nIt  poured.")
    ['It', 'rained.', '\n\n', 'It', 'poured.']
    """
    return [_BREAK if piece.isspace() else piece for piece in _PIECES.findall(text.strip())]


def said(words: Sequence[str]) -> str:
    r"""Pieces as a text again.

    >>> said(["It", "rained.", "\n\n", "It", "poured."])
    'It rained.\n\nIt poured.'
    """
    text = ""
    for word in words:
        close = not text or not word or text.endswith(_BREAK) or word.startswith(_BREAK)
        text += word if close else f" {word}"
    return text


def _changes(base: list[str], text: list[str]) -> list[_Change]:
    """What was done to the base, in order; there is an unchanged word between any two."""
    changes: list[_Change] = []
    for step in Indel.opcodes(base, text):
        if step.tag == "equal":
            continue
        words = tuple(text[step.dest_start : step.dest_end])
        if changes and changes[-1].end == step.src_start:
            last = changes.pop()
            changes.append(_Change(last.start, step.src_end, last.words + words))
        else:
            changes.append(_Change(step.src_start, step.src_end, words))
    return changes


def _parts(base: list[str], mine: list[_Change], theirs: list[_Change]) -> list[Part]:
    """The base with both lists of changes made to it."""
    parts: list[Part] = []
    at = 0
    while mine or theirs:
        start, end, ours, others = _place(mine, theirs)
        mine, theirs = mine[len(ours) :], theirs[len(others) :]
        parts += _same(base[at:start])
        parts.append(_changed(base, start, end, ours, others))
        at = end
    return parts + _same(base[at:])


def _place(
    mine: list[_Change], theirs: list[_Change]
) -> tuple[int, int, list[_Change], list[_Change]]:
    """The next place where something was changed: from, to, and the changes of each hand there."""
    rows = sorted(
        [(one.start, one.end, False, one) for one in mine]
        + [(one.start, one.end, True, one) for one in theirs],
        key=lambda row: row[:3],
    )
    start, end, is_theirs, first = rows[0]
    taken: tuple[list[_Change], list[_Change]] = ([], [])
    taken[is_theirs].append(first)
    for _, _, belongs, change in rows[1:]:
        if not _touches(start, end, change):
            break
        taken[belongs].append(change)
        end = max(end, change.end)
    return start, end, *taken


def _touches(start: int, end: int, change: _Change) -> bool:
    """Whether a change is at the same place; words put in at its edge have no order."""
    inserts = change.start == change.end or start == end
    return change.start < end or (inserts and change.start == end)


def _changed(
    base: list[str], start: int, end: int, ours: list[_Change], others: list[_Change]
) -> Part:
    mine, theirs = _made(base, start, end, ours), _made(base, start, end, others)
    if not others:
        return Part(Hand.MINE, mine)
    if not ours:
        return Part(Hand.THEIRS, theirs)
    return Part(Hand.BOTH, mine) if mine == theirs else Part(Hand.CLASH, mine, theirs)


def _made(base: list[str], start: int, end: int, changes: list[_Change]) -> str:
    """What these changes make of a stretch of the base."""
    words: list[str] = []
    at = start
    for change in changes:
        words += [*base[at : change.start], *change.words]
        at = change.end
    return said([*words, *base[at:end]])


def _same(words: list[str]) -> list[Part]:
    return [Part(Hand.SAME, said(words))] if words else []
