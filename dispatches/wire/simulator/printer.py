"""Copy set in lines as a wire printer does it, with what goes wrong in the setting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from .copy import BREAK, PAD, Piece, Shape
from .looks import Look
from .rates import Rates
from .words import BREAKABLE, listed

_LOST_SPACE = re.compile(r"([a-z]{3,}[.])( )([A-Z][a-z]+)")
_LETTERS = re.compile(r"\b[a-z]{6,9}\b")
_OPENING = re.compile(r"""(^|[\s(\[–—-])(["'])""")
_STOPPED = re.compile(r"[.!?:।][\"']?\s*$")
_PADS = listed(
    "what the older people along the coast used to name for want of another word the local", " "
)


@dataclass(frozen=True, slots=True)
class Told:
    """The truth about one piece as it was sent: its text, what was lost of it, its plants.

    `runs_on` says that the next take goes on with this very paragraph.
    """

    text: str
    shape: Shape
    plants: tuple[str, ...] = ()
    lost: str = ""
    runs_on: bool = False

    @property
    def detectable(self) -> bool:
        """Whether what is left shows that something is gone."""
        return bool(_STOPPED.search(self.lost)) and not _STOPPED.search(self.text)


@dataclass(frozen=True, slots=True)
class Set:
    """A piece in lines, and the truth about it."""

    lines: tuple[str, ...]
    told: Told


def quoted(text: str, style: str) -> str:
    """Straight quotation marks, in the way of a wire: as they are, curly, or in two strokes."""
    if style == "straight":
        return text
    pairs = {"curly": ("“", "”", "‘", "’"), "latex": ("``", "''", "`", "'")}[style]
    marks = {'"': pairs[:2], "'": pairs[2:]}
    text = _OPENING.sub(lambda found: found[1] + marks[found[2]][0], text)
    return text.replace('"', pairs[1]) if style == "latex" else _closed(text, marks)


def _closed(text: str, marks: Mapping[str, tuple[str, ...]]) -> str:
    return text.replace('"', marks['"'][1]).replace("'", marks["'"][1])


def set_piece(
    rng: Random, look: Look, piece: Piece, rates: Rates, *, dateline: str = "", whole: bool = True
) -> Set:
    """One piece in lines. Only where `whole` may its last line be lost, or its words be harmed."""
    told = Told(piece.text.replace(BREAK, ""), piece.shape, piece.plants)
    if piece.shape is Shape.CROSSHEAD:
        line = look.crosshead.format(text=piece.text, TEXT=piece.text.upper())
        return Set((line,), told)
    if BREAK in piece.text:
        return _undecided(look, piece)
    plain = whole and not piece.plants and "://" not in piece.text
    text, harmed = _harm(rng, piece.text, rates) if plain else (piece.text, False)
    printed = quoted(dateline + text, look.quotes)
    soft = rates.soft_hyphen if not harmed else 0.0
    spans = wrap(rng, printed, look.width - len(look.indent), soft)
    if whole and not harmed and _one_word_ends(printed, spans) and rng.random() < rates.lost_line:
        told = _without_last(told, printed, spans)
        spans = spans[:-1]
    lines = [printed[start:end] + ("-" if broken else "") for start, end, broken in spans]
    return Set((look.indent + lines[0], *lines[1:]), told)


def wrap(rng: Random, text: str, width: int, soft: float = 0.0) -> list[tuple[int, int, bool]]:
    """Where each line begins and ends, and whether a hyphen was put at its end.

    A line ends at a space or after a hyphen of its own; at the rate `soft`, inside a word too.
    """
    if width <= 0:
        return [(0, len(text), False)]
    spans: list[tuple[int, int, bool]] = []
    at = 0
    while len(text) - at > width:
        end, broken = _break(text, at, width, inside=rng.random() < soft)
        spans.append((at, end, broken))
        at = end + (1 if text[end : end + 1] in (" ", BREAK) else 0)
    return [*spans, (at, len(text), False)] if at < len(text) else spans


def _break(text: str, at: int, width: int, *, inside: bool) -> tuple[int, bool]:
    space = text.rfind(" ", at, at + width + 1)
    own = [found.end() for found in re.finditer(r"(?<=[^\W\d])-(?=[^\W\d])", text[at : at + width])]
    ends = [(max(space, at), False), *((at + end, False) for end in own)]
    marker = text.find(BREAK, at, at + width)
    if marker > at:
        ends.append((marker, True))
    if inside:
        ends += [(end, True) for end in _breakable(text, at, at + width - 1)]
    end, broken = max(ends)
    if end <= at:
        return (found, False) if (found := text.find(" ", at)) > 0 else (len(text), False)
    return end, broken


def _breakable(text: str, start: int, stop: int) -> list[int]:
    """Where a printer may break a word of ours, between these places."""
    return [
        start + match.end()
        for head, tail in BREAKABLE
        for match in re.finditer(rf"\b{head}(?={tail}\b)", text[start : stop + len(tail)])
        if start + match.end() <= stop
    ]


def _one_word_ends(text: str, spans: Sequence[tuple[int, int, bool]]) -> bool:
    """Whether the last line is one word, which an importer drops."""
    start, end, _ = spans[-1]
    return len(spans) > 2 and " " not in text[start:end] and not spans[-2][2]


def _without_last(told: Told, printed: str, spans: Sequence[tuple[int, int, bool]]) -> Told:
    start, end, _ = spans[-1]
    lost = printed[start:end]
    straight = told.text[: len(told.text) - _length(lost)]
    kept = straight.rstrip()
    unclosed = kept.count('"') % 2 and not told.text.count('"') % 2
    plants = told.plants + (("C02",) if unclosed else ())
    left = replace(told, text=kept, lost=told.text[len(straight) :], plants=plants)
    return replace(left, plants=(*left.plants, "C01")) if left.detectable else left


def _length(lost: str) -> int:
    """How long a piece of type was as it was written: two strokes stand for one mark."""
    return len(lost.replace("``", '"').replace("''", '"'))


def _harm(rng: Random, text: str, rates: Rates) -> tuple[str, bool]:
    """A space lost after a full stop, or a word with its letters apart."""
    if rng.random() < rates.lost_space and _LOST_SPACE.search(text):
        return _LOST_SPACE.sub(r"\1\3", text, count=1), True
    if rng.random() < rates.letter_spaced and (found := _LETTERS.search(text)):
        spaced = " ".join(found[0])
        return text[: found.start()] + spaced + text[found.end() :], True
    return text, False


def _undecided(look: Look, piece: Piece) -> Set:
    """Words are added until the strange word falls on the end of a line; then nobody can tell."""
    for many in range(len(_PADS)):
        text = quoted(piece.text.replace(PAD, " ".join(_PADS[: many + 1])), look.quotes)
        spans = wrap(Random(0), text, look.width - len(look.indent))  # noqa: S311
        told = text.replace(BREAK, "")
        if any(text[end : end + 1] == BREAK for _, end, _ in spans):
            lines = [text[start:end] + ("-" if broken else "") for start, end, broken in spans]
            lines = [line.replace(BREAK, "") for line in lines]
            return Set((look.indent + lines[0], *lines[1:]), Told(told, piece.shape, piece.plants))
    plain = piece.text.replace(PAD, "the local").replace(BREAK, "")
    spans = wrap(Random(0), plain, look.width - len(look.indent))  # noqa: S311
    lines = [plain[start:end] for start, end, _ in spans]
    return Set((look.indent + lines[0], *lines[1:]), Told(plain, piece.shape))
