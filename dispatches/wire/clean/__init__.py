"""Cleaning: a take's lines become paragraphs. One fix a function, in one ordered list.

A fix takes text and says what it made of it; each change is named, so that the desk can see it and
undo it. Nothing is added that the lines do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dispatches.wire.values import Block, Fix, Line, Origin, Paragraph, Removal

from .blocks import blocks, is_rule
from .characters import mend
from .crossheads import crosshead
from .hyphens import rejoin
from .quotes import restore_quotes
from .spaces import close_up_spaces, put_back_spaces

__all__ = ["FIXES", "blocks", "headline", "mend", "paragraphs", "rules", "text_of"]

Fixer = Callable[[str, int], tuple[str, tuple[Fix, ...]]]

FIXES: tuple[Fixer, ...] = (close_up_spaces, put_back_spaces, restore_quotes)
"""What is done to a paragraph's text once its lines are rejoined, in this order."""


def paragraphs(
    lines: Sequence[Line],
    take: str,
    styles: Sequence[str] = ("dashes",),
    sent: Mapping[int, int] | None = None,
) -> tuple[Paragraph, ...]:
    """The paragraphs and crossheads in a take's body.

    `take` is the key that their origins name; `styles` says how crossheads are written; `sent`
    gives the width of each line as it was sent, by its number.
    """
    widths = sent or {}
    copy = [Line(line.number, "") if is_rule(line.text) else line for line in lines]
    around = text_of(copy)
    return tuple(_paragraph(block, take, styles, around, widths) for block in blocks(copy, styles))


def rules(lines: Sequence[Line]) -> tuple[Removal, ...]:
    """The rules between paragraphs, which are no copy."""
    return tuple(
        Removal(line.number, line.text, "rule")
        for line in lines
        if line.text.strip() and is_rule(line.text)
    )


def headline(text: str, line: int) -> str:
    """A headline with its quotation marks restored."""
    for fixer in FIXES:
        text, _ = fixer(text, line)
    return text


def text_of(lines: Sequence[Line]) -> str:
    """All the words of a take in one run: what a broken word is looked up in first."""
    return " ".join(line.text.strip() for line in lines)


def _paragraph(
    block: Sequence[Line],
    take: str,
    styles: Sequence[str],
    around: str,
    sent: Mapping[int, int],
) -> Paragraph:
    origin = Origin(take, block[0].number, block[-1].number)
    if len(block) == 1 and (found := crosshead(block[0], styles)):
        text, fix = found
        return Paragraph(text, Block.CROSSHEAD, (origin,), (fix,))
    text, fixes = rejoin(block, around)
    for fixer in FIXES:
        text, more = fixer(text, block[0].number)
        fixes += more
    widths = [len(line.text.strip()) for line in block]
    widths[0] = sent.get(block[0].number, widths[0])
    return Paragraph(text, Block.PARAGRAPH, (origin,), fixes, tuple(widths))
