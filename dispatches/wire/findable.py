"""Words as a search compares them: without case, accents and vowel marks, in whatever script.

Combining signs are part of their word (Bengali vowels and the hasanta, for one), joiners are
nothing, every digit is an ASCII one, and where a script writes without spaces each sign is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import log1p

LONGEST = 64
"""The letters of a word that count; what is longer is no word of anybody's."""
MOST = 400_000  # bytes of a text that can be found: what a text index can hold in one row

_SIGNS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # kana and Han: no spaces between words
_JOINERS = "\u00ad\u200c\u200d\u2060"
_DROPPED = dict.fromkeys(
    [*range(0x300, 0x370), *range(0x610, 0x61B), *range(0x64B, 0x660), 0x640, 0x670]
    + [ord(one) for one in _JOINERS]
)
_WITH_MARKS = (range(0x300, 0x2100), range(0xA600, 0xAC00), range(0xFE00, 0xFE30),
               range(0x10A00, 0x12000), range(0x1E000, 0x1EA00))  # fmt: skip


def _marks() -> str:
    """Every combining sign there is, as a regular expression's class writes them."""
    marks = [
        code
        for block in _WITH_MARKS
        for code in block
        if unicodedata.category(chr(code)).startswith("M")
    ]
    runs = groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0])
    spans = [[code for _, code in run] for _, run in runs]
    return "".join(f"{chr(span[0])}-{chr(span[-1])}" for span in spans)


_LETTERS = rf"[^\W_{_SIGNS}]"
_WORD = re.compile(rf"[{_SIGNS}]|{_LETTERS}+(?:[{_marks()}{_JOINERS}]+{_LETTERS}*)*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side; where it `begins`, the last may go on."""

    words: tuple[str, ...]
    begins: bool = False


def words(text: str) -> list[str]:
    """The words of a text, as they are compared.

    >>> words("Café “U.S.–Korea” ২০১৯")
    ['cafe', 'u', 's', 'korea', '2019']
    """
    return [word for found in _WORD.findall(text) for word in _folded(found)]


def in_one(texts: Iterable[str]) -> str:
    """The words of some texts with a space between them: what a text index is given.

    >>> in_one(["Wheat rose.", "", "BFF-08"])
    'wheat rose bff 08'
    """
    told = " ".join(word for text in texts for word in words(text))
    raw = told.encode()
    return told if len(raw) <= MOST else raw[:MOST].decode(errors="ignore").rpartition(" ")[0]


@lru_cache(1 << 15)
def _folded(word: str) -> tuple[str, ...]:
    """One word as it is compared; now and then it falls into several."""
    if word.isascii():
        return (word.lower()[:LONGEST],)
    plain = unicodedata.normalize("NFKD", word).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_DROPPED)
    if not plain.isascii():
        plain = "".join(map(_digit, plain))
    return tuple(one[:LONGEST] for one in _WORD.findall(plain))


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


# Where they stand ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    hit: bool = False


def hits(text: str, phrases: Iterable[Phrase]) -> list[tuple[int, int]]:
    """Where these phrases stand in a text, from the first to the last, none within another."""
    places = [(m.start(), m.end(), word) for m in _WORD.finditer(text) for word in _folded(m[0])]
    found = [span for phrase in phrases for span in _spans(places, phrase)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _spans(places: list[tuple[int, int, str]], phrase: Phrase) -> Iterator[tuple[int, int]]:
    long = len(phrase.words)
    if not long:
        return
    for at in range(len(places) - long + 1):
        if places[at][2] == phrase.words[0] or long == 1:
            run = tuple(place[2] for place in places[at : at + long])
            if is_said(run, phrase):
                yield places[at][0], places[at + long - 1][1]


def is_said(run: tuple[str, ...], phrase: Phrase) -> bool:
    """Whether so many words are the phrase.

    >>> is_said(("kim", "jong"), Phrase(("kim", "jo"), begins=True))
    True
    """
    if run == phrase.words:
        return True
    return phrase.begins and run[:-1] == phrase.words[:-1] and run[-1].startswith(phrase.words[-1])


def pieces(text: str, phrases: Iterable[Phrase]) -> list[Piece]:
    """A text in stretches, those that were looked for marked.

    >>> [piece.text for piece in pieces("Wheat rose.", [Phrase(("rose",))]) if piece.hit]
    ['rose']
    """
    return _cut(text, hits(text, phrases), 0, len(text))


def snippet(text: str, phrases: Iterable[Phrase], long: int = 240) -> list[Piece]:
    """The stretch of a text about the first place where something stands, cut between words."""
    found = hits(text, list(phrases))
    first = found[0][0] if found else 0
    start = 0 if len(text) <= long or first < long // 2 else _after_space(text, first - long // 3)
    end = len(text) if len(text) <= start + long else _before_space(text, start + long)
    shown = _cut(text, found, start, end)
    before, after = [Piece("… ")] * (start > 0), [Piece(" …")] * (end < len(text))
    return [*before, *shown, *after]


def _after_space(text: str, at: int) -> int:
    space = text.find(" ", at, at + LONGEST)
    return at if space < 0 else space + 1


def _before_space(text: str, at: int) -> int:
    space = text.rfind(" ", at - LONGEST, at)
    return _whole(text, at) if space < 0 else space


def _whole(text: str, at: int) -> int:
    """The next place where no combining sign is cut off from its letter."""
    while at < len(text) and unicodedata.category(text[at]).startswith("M"):
        at += 1
    return at


def _cut(text: str, found: list[tuple[int, int]], start: int, end: int) -> list[Piece]:
    shown: list[Piece] = []
    at = start
    for first, last in found:
        if first >= end or last <= start:
            continue
        shown += [Piece(text[at:first])] * (first > at)
        shown.append(Piece(text[max(first, at) : min(last, end)], hit=True))
        at = min(last, end)
    return [*shown, *[Piece(text[at:end])] * (at < end)]


def weight(text: str, headline: str, phrases: Iterable[Phrase]) -> float:
    """How much a text is about some phrases; `text` is one that `in_one` made.

    What is said often counts, the more so in a short text, and most in the headline.

    >>> weight("wheat rose", "Wheat", [Phrase(("wheat",))]) > weight("wheat rose", "", [])
    True
    """
    within, above = f" {text} ", f" {in_one([headline])} "
    total = 0.0
    for phrase in phrases:
        said = f" {' '.join(phrase.words)}{'' if phrase.begins else ' '}"
        total += log1p(within.count(said)) + 2 * (said in above)
    return total / log1p(1 + len(text) / 1000)
