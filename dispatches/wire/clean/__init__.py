"""Cleaning: a take's lines become paragraphs. One fix a function, in one ordered list.

A fix takes text and says what it made of it; each change is named, so that the desk can see it and
undo it. Nothing is added that the lines do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dispatches.wire.values import Block, Fix, Line, Origin, Paragraph, Removal

from . import characters, margins
from .blocks import blocks, is_rule, parted
from .crossheads import crosshead
from .hyphens import rejoin
from .quotes import may_hide_quote, restore_quotes
from .spaces import close_up_spaces, may_be_wide, may_lack_space, put_back_spaces

__all__ = ["FIXES", "blocks", "headline", "mend", "paragraphs", "rules", "text_of"]

Fixer = Callable[[str, int], tuple[str, tuple[Fix, ...]]]

FIXES: tuple[tuple[Callable[[str], bool], Fixer], ...] = (
    (may_be_wide, close_up_spaces),
    (may_lack_space, put_back_spaces),
    (may_hide_quote, restore_quotes),
)
"""What is done to a paragraph's text once its lines are rejoined, in this order; before each fix
the question whether any of the copy may need it, which is asked of the whole take at once."""


def mend(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Fix, ...]]:
    """A page's lines without margins and with their characters mended, and what was done."""
    bare, taken = margins.strip(lines)
    mended, fixes = characters.mend(bare)
    return mended, (*taken, *fixes)


def paragraphs(
    lines: Sequence[Line],
    take: str,
    styles: Sequence[str] = ("dashes",),
    sent: Mapping[int, int] | None = None,
    *,
    by_blanks: bool = False,
) -> tuple[Paragraph, ...]:
    """The paragraphs and crossheads in a take's body.

    `take` is the key that their origins name; `styles` says how crossheads are written; `sent`
    gives the width of each line as it was sent, by its number; `by_blanks` says that blank lines
    part the paragraphs, and nothing else does.
    """
    widths = sent or {}
    copy = [
        line if line.text[:1].isalnum() or not is_rule(line.text) else Line(line.number, "")
        for line in lines
    ]
    around = text_of(copy)
    fixers = _wanted(around)
    found = (parted if by_blanks else blocks)(copy, styles)
    return tuple(_paragraph(block, take, styles, around, fixers, widths) for block in found)


def _wanted(text: str) -> tuple[Fixer, ...]:
    return tuple(fix for may_need, fix in FIXES if may_need(text))


def rules(lines: Sequence[Line]) -> tuple[Removal, ...]:
    """The rules between paragraphs, which are no copy."""
    return tuple(
        Removal(line.number, line.text, "rule")
        for line in lines
        if not line.text[:1].isalnum() and line.text.strip() and is_rule(line.text)
    )


def headline(text: str, line: int) -> str:
    """A headline with its quotation marks restored."""
    for fixer in _wanted(text):
        text, _ = fixer(text, line)
    return text.strip()


def text_of(lines: Sequence[Line]) -> str:
    """All the words of a take in one run: what a broken word is looked up in first."""
    return " ".join(line.text.strip() for line in lines)


def _paragraph(
    block: Sequence[Line],
    take: str,
    styles: Sequence[str],
    around: str,
    fixers: Sequence[Fixer],
    sent: Mapping[int, int],
) -> Paragraph:
    origin = Origin(take, block[0].number, block[-1].number)
    if len(block) == 1 and (found := crosshead(block[0], styles)):
        text, fix = found
        return Paragraph(text, Block.CROSSHEAD, (origin,), (fix,))
    text, fixes = rejoin(block, around)
    for fixer in fixers:
        text, more = fixer(text, block[0].number)
        fixes += more
    widths = [len(line.text.strip()) for line in block]
    widths[0] = sent.get(block[0].number, widths[0])
    return Paragraph(text, Block.PARAGRAPH, (origin,), fixes, tuple(widths))
