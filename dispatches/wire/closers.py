"""Closers: what the last lines of a day's takes have in common, for learning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from . import outlines
from .conventions import Convention, closing, notation, reader
from .conventions.words import AGENCIES, END, MORE, bare

LONGEST = 40  # characters of a line that closes a take
_FEWEST = 3

Closer = tuple[str, Any, int]
"""A field, what is proposed for it, and how many transmissions carry it."""


@dataclass(frozen=True, slots=True)
class Foot:
    """The last lines of a transmission; whether another take of the same story came after it."""

    lines: Sequence[str]
    followed: bool


def closers(
    feet: Sequence[Foot], agencies: Collection[str], *, seldom: float, share: float
) -> list[Closer]:
    """What closes takes: a sign-off, words for more and for the end, and whether all are marked.

    `seldom` is the least share of the transmissions for a word, `share` that for a sign-off.
    """
    names = {name.casefold() for name in agencies}
    found = _sign_off(feet, share * len(feet))
    words = _words(feet, found, names)
    for field in ("more", "ends"):
        often = {
            word: pages
            for word, (kind, pages) in words.items()
            if kind == field and len(pages) >= max(_FEWEST, seldom * len(feet))
        }
        if often:
            said = tuple(sorted(often, key=lambda word: (-len(often[word]), word)))
            found.append((field, said, len(set().union(*often.values()))))
    marked = _marked(feet, found, names)
    if marked >= 0.95 * len(feet):
        found.append(("ends_are_marked", True, marked))
    return found


def _sign_off(feet: Sequence[Foot], enough: float) -> list[Closer]:
    """The line of initials, clock or agency that closes most takes."""
    lines = [(at, text) for at, foot in enumerate(feet) for text in foot.lines]
    for group in outlines.groups(lines):
        if len(group.pages) < max(_FEWEST, enough):
            break
        told = set(group.outline) & {outlines.MARKS, outlines.CLOCK, outlines.DIGITS}
        short = all(kind != " " for kind in group.outline) or told
        shared = all(_is_shared("".join(sample)) for sample in group.samples)
        if len(set(group.samples)) == 1 or not short or len(group.outline) < 2 or shared:
            continue
        text = outlines.sign_off(group, _marks(group, feet))
        try:
            pattern = notation.compile(text, "sign_off")
        except notation.Mistake:
            continue
        pages = {at for at, line in lines if pattern.fullmatch(line)}
        return [("sign_off", text, len(pages))]
    return []


def _marks(group: outlines.Group, feet: Sequence[Foot]) -> Callable[[str], bool]:
    """A test for the words that stand where a sign-off says whether more comes."""
    pages: dict[str, set[int]] = defaultdict(set)
    for at, foot in enumerate(feet):
        for text in foot.lines:
            outline, sample = outlines.outlined(text)
            for word in sample if outline == group.outline else ():
                pages[word].add(at)

    def is_mark(word: str) -> bool:
        low = word.casefold()
        known = low in MORE or low in END or low in AGENCIES
        return known or (_says(feet, pages[word]) == "more" and len(pages[word]) > len(feet) / 10)

    return is_mark


def _words(
    feet: Sequence[Foot], found: Sequence[Closer], names: Collection[str]
) -> dict[str, tuple[str, set[int]]]:
    """Words that close takes and that no wire shares: each with "more" or "ends", and its pages."""
    patterns = [notation.compile(text, field) for field, text, _ in found]
    pages: dict[str, set[int]] = defaultdict(set)
    for at, foot in enumerate(feet):
        for text in foot.lines:
            signed = next((m for one in patterns if (m := one.fullmatch(text))), None)
            parts = signed.groupdict() if signed else {}
            said = parts.get("mark") or (parts.get("marks") or "").split("/")[0] if signed else text
            word = bare(said or "") if signed or not _is_shared(text) else ""
            if word and len(word) < 24 and len(word.split()) < 4 and not _is_known(word, names):
                pages[word].add(at)
    told = {word: _says(feet, found_on) for word, found_on in pages.items()}
    return {word: (kind, pages[word]) for word, kind in told.items() if kind}


def _is_known(word: str, names: Collection[str]) -> bool:
    return word in MORE or word in END or word in AGENCIES or word in names or word.isdigit()


def _is_shared(text: str) -> bool:
    """Whether what all wires share reads a line as a mark or as initials."""
    plain = reader.of(Convention(""))
    return closing.is_foot(text) or closing.mark_of(text, plain) is not None


def _says(feet: Sequence[Foot], pages: Collection[int]) -> str:
    """What a word says by what came after the takes that it closes."""
    followed = sum(feet[at].followed for at in pages) / len(pages)
    if len(pages) < _FEWEST or 0.3 < followed < 0.7:
        return ""
    return "more" if followed >= 0.7 else "ends"


def _marked(feet: Sequence[Foot], found: Sequence[Closer], names: Collection[str]) -> int:
    """How many takes say at their end whether more follows."""
    said = {field: value for field, value, _ in found}
    own = reader.of(Convention("", agencies=tuple(names), **said))
    return sum(
        any(
            closing.mark_of(text, own) or (own.sign_off and own.sign_off.fullmatch(text))
            for text in foot.lines
        )
        for foot in feet
    )
