"""How near two texts are: the share of their runs of words that they have in common.

A text is found again among many by its sketch: a few of its runs, the same ones whenever the runs
are, so that only texts with a number of the sketch in common need be compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from heapq import nsmallest
from zlib import crc32

from .values import Block, Copy, Level, Problem

CODE = "C12"
ALIKE = 0.6
"""The share of the smaller text's runs from which two texts are near-duplicates."""
FEWEST = 12  # runs: a shorter text tells too little
_SHINGLE = 3  # words in a run
_LONG = 10 * FEWEST  # words of a text that is not looked at, to see that it tells enough
_SKETCH = 16  # runs by which alike texts are found
_RARE = "gjkpquvyz" + "".join(map(chr, range(0x370, 0x3000, 8)))  # few little words begin so
_SAMPLED = re.compile(rf"[{_RARE}](?<= .)\w* \w+ \w+")  # the runs that are looked at first
_NO_LETTERS = re.compile(r"[\W_]+")
_USUAL_MARKS = ".,-’“”'\"–—():;?$"


def folded(text: str) -> str:
    """Words without marks or case.

    >>> folded("U.S.–Korea: “Talks”")
    'u s korea talks'
    """
    return _NO_LETTERS.sub(" ", text).strip().casefold()


def words_of(text: str) -> list[str]:
    """The words of a text without marks or case: `folded`, parted, and quicker on long copy.

    >>> words_of("U.S.–Korea: “Talks”")
    ['u', 's', 'korea', 'talks']
    """
    bare = text
    for mark in _USUAL_MARKS:
        bare = bare.replace(mark, " ")
    words = bare.casefold().split()
    return words if "".join(words).isalnum() else folded(text).split()


def runs(words: tuple[str, ...]) -> frozenset[int]:
    """The runs of words in a text, each as a number that is the same in every process."""
    if len(words) < _SHINGLE:
        return frozenset([crc32(" ".join(words).encode())] if words else ())
    threes = zip(*(words[at:] for at in range(_SHINGLE)), strict=False)
    return frozenset(map(crc32, map(str.encode, map(" ".join, threes))))


def sketch(words: tuple[str, ...]) -> list[int]:
    """A few of a text's runs of words, the same ones whenever the runs are.

    Long copy is sampled by the first word of a run, so that few runs need to be made.
    """
    sampled = _SAMPLED.findall(" ".join(words))
    chosen = {crc32(run.encode()) for run in sampled}
    if len(chosen) >= _SKETCH:
        return nsmallest(_SKETCH, chosen)
    rest = runs(words) - chosen
    return [*chosen, *nsmallest(_SKETCH - len(chosen), rest)]


def words_in(texts: Collection[str]) -> tuple[str, ...]:
    """The words of some paragraphs, as `runs` and `sketch` take them."""
    return tuple(words_of(" ".join(texts)))


def alike(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """The share of the shorter text's runs that the other has too: 0 where either tells too little.

    >>> text = tuple("abcdefghijklmnopqrstuvwxyz")
    >>> alike(text, text), alike(text, text[::-1]), alike(text[:9], text)
    (1.0, 0.0, 0.0)
    """
    return shared(runs(one), runs(two))


def shared(first: frozenset[int], second: frozenset[int]) -> float:
    """`alike` of two texts by their runs."""
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer >= FEWEST else 0.0


def tells_enough(words: tuple[str, ...]) -> bool:
    """Whether a text has so many runs that another can be near to it."""
    return len(words) >= _LONG or len(runs(words)) >= FEWEST


def near_duplicate(share: float, headline: str, agencies: Sequence[str]) -> Problem:
    """C12: the story is nearly the same as another one, of any source."""
    named = f" ({'/'.join(agencies)})" if agencies else ""
    message = f"{round(share * 100)} % alike: “{headline or 'without a headline'}”{named}."
    return Problem(CODE, Level.WARNING, message, choices=("fixed", "ignored"))


class Shelf:
    """The copy of some stories, to be asked which of the others each is near to."""

    def __init__(self, copies: Sequence[Copy]) -> None:
        self._words = [words_in(_texts(copy)) for copy in copies]
        self._places: dict[int, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for number in sketch(words):
                self._places[number].append(place)

    def nearest(self, place: int) -> tuple[int, float] | None:
        """Which of the others is nearest to the story at this place, and how near; None: none."""
        words = self._words[place]
        near = {at for number in sketch(words) for at in self._places[number]} - {place}
        shares = {other: alike(words, self._words[other]) for other in near}
        best = max(shares, key=lambda other: shares[other], default=None)
        return None if best is None or shares[best] < ALIKE else (best, shares[best])


def _texts(copy: Copy) -> list[str]:
    return [part.text for part in copy.paragraphs if part.kind is Block.PARAGRAPH]
