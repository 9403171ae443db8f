"""Looking for a notice's words in a story's copy: they count only where they stand once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from .places import Place
from .values import Block, Copy

T = TypeVar("T")

_QUOTES = '“”„"«»'
_SINGLE = "‘’'`"
_DASHES = "-–—‐‑"
_WORD = re.compile(r"\S+")
_LEAST_ALIKE, _LEAD = 0.6, 0.1  # of the words of the nearest stretch, and before the next best
_LONGER = 2  # words by which a stretch may differ in length


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of copy that may be corrected: `paragraph` None is the headline."""

    paragraph: int | None
    text: str
    take: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that were found: where, as they stand, how sure that is, and why, in words."""

    part: Part
    start: int
    end: int
    sure: float
    why: str

    @property
    def words(self) -> str:
        return self.part.text[self.start : self.end]


class Copied:
    """A story's copy as notices speak of it: paragraphs are counted without the crossheads."""

    def __init__(self, copy: Copy, takes: Sequence[str] = ()) -> None:
        self._takes = takes
        self._headline = Part(None, copy.headline)
        self.body = [
            Part(number, one.text, one.origins[0].take if one.origins else "")
            for number, one in enumerate(copy.paragraphs)
            if one.kind is Block.PARAGRAPH
        ]

    def named(self, place: Place) -> list[Part]:
        """The parts that a place means: one, those of a take, or none where it means nothing."""
        if place.is_headline:
            return [self._headline] if self._headline.text else []
        parts = self.body
        if place.take is not None:
            key = _at(self._takes, place.take)
            parts = [part for part in parts if key and part.take == key]
        elif place.paragraph is None:
            return []
        if place.paragraph is None:
            return parts
        one = _at(parts, place.paragraph)
        return [one] if one else []

    def whole(self, place: Place) -> Stretch | None:
        """All the text of the one part that a place names."""
        parts = self.named(place)
        if len(parts) != 1:
            return None
        return Stretch(parts[0], 0, len(parts[0].text), 0.8, "all of what it names")

    def once(self, words: str, place: Place) -> Stretch | None:
        """The words where they stand once: in the place that is named, else in the story."""
        if not words:
            return None
        named = self.named(place)
        here = list(_found(words, named))
        if here:
            return _only(here, 0.95, "once in the place that it names")
        everywhere = list(_found(words, [self._headline, *self.body]))
        if named:
            return _only(everywhere, 0.75, "not in the place that it names, but once in the story")
        return _only(everywhere, 0.9, "once in the story")

    def nearest(self, words: str, place: Place) -> Stretch | None:
        """The stretch that is most like these words and is not the same, where none rivals it."""
        parts = self.named(place) or self.body
        if any(_found(words, parts)):
            return None
        ranked = sorted(
            ((score, one) for part in parts for score, one in _windows(words, part)),
            key=lambda pair: -pair[0],
        )
        if not ranked:
            return None
        best, chosen = ranked[0]
        rivals = [s for s, one in ranked if not _overlap(one, chosen) and s > best - _LEAD]
        return None if rivals else chosen


def _at(items: Sequence[T], number: int) -> T | None:
    place = number - 1 if number > 0 else len(items) + number
    return items[place] if 0 <= place < len(items) else None


def _only(found: Sequence[tuple[Part, int, int]], sure: float, why: str) -> Stretch | None:
    return Stretch(*found[0], sure, why) if len(found) == 1 else None


def _found(words: str, parts: Sequence[Part]) -> list[tuple[Part, int, int]]:
    """Where the words stand, as they are written; else in other letters, capital or small."""
    for flags in (re.NOFLAG, re.IGNORECASE):
        pattern = _pattern(words, flags)
        found = [(p, *match.span()) for p in parts for match in pattern.finditer(p.text)]
        if found:
            return found
    return []


def _pattern(words: str, flags: re.RegexFlag) -> re.Pattern[str]:
    r"""Words in any spacing, quotes and dashes in any form.

    >>> bool(_pattern('the "old" pier', re.NOFLAG).search("at the “old”  pier."))
    True
    """
    said = r"\s+".join("".join(map(_letter, word)) for word in words.split())
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(before + said + after, flags)


def _letter(letter: str) -> str:
    for alike in (_QUOTES, _SINGLE, _DASHES):
        if letter in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(letter)


# Words of which a few are new ---------------------------------------------------------------------
def _windows(words: str, part: Part) -> Iterator[tuple[float, Stretch]]:
    wanted = _folded(words)
    spans = [found.span() for found in _WORD.finditer(part.text)]
    told = _folded(part.text)
    if len(told) != len(spans):
        return
    for many in range(max(2, len(wanted) - _LONGER), len(wanted) + _LONGER + 1):
        for at in range(len(told) - many + 1):
            score = _alike(wanted, told[at : at + many])
            if score >= _LEAST_ALIKE:
                start, end = spans[at][0], spans[at + many - 1][1]
                yield score, Stretch(part, start, end, 0.6, "the words that are most like it")


def _folded(text: str) -> list[str]:
    return [word.strip(".,;:!?()“”\"'’").casefold() for word in text.split()]


def _alike(wanted: Sequence[str], told: Sequence[str]) -> float:
    """How much of two runs of words is the same; ends that meet say more than what lies between."""
    if wanted[0] != told[0] and wanted[-1] != told[-1]:
        return 0.0
    shared = sum((Counter(wanted) & Counter(told)).values())
    if 2 * shared < _LEAST_ALIKE * (len(wanted) + len(told)):
        return 0.0
    ratio = SequenceMatcher(None, wanted, told, autojunk=False).ratio()
    return ratio + 0.05 * ((wanted[0] == told[0]) + (wanted[-1] == told[-1]))


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one.part is other.part and one.start < other.end and other.start < one.end
