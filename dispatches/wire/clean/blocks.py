"""Paragraphs told apart: by blank lines, by indents, by short lines, or by what is left of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from dispatches.wire.values import Line

from .crossheads import crosshead, is_capitals

_RULE = re.compile(r"[_=*~·.\s–—-]{2,}")
_ROW = re.compile(r"[^\s.!?] {3,}[$€£(+-]?\d[\d.,/%+-]*(?:\s|$)")
_BLANKS = (" ", "\t", "")
_RULED = tuple("_=*~·.–—-")
_STOPS = tuple(".!?…।؟۔。！？:")
_CLOSERS = "\"'”’»)]"
_INDENT = 2
_NARROW = 52  # narrower than any column of running text
_SHORT = 60  # a longer line is running text, and so is one that begins small
_LONG = 160  # a line longer than any printer's is a paragraph by itself
_PRINTED = 110  # no printer's column is wider
_MOST = 0.75  # of the lines end a sentence: each is a paragraph that nobody wrapped
_UNWRAPPED = 10_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """How this copy sets its paragraphs off.

    `gap` is how many blank lines part paragraphs where each line stands alone (0: some lines do
    not).
    """

    indents: bool
    base: int
    blanks: bool
    width: int
    gap: int

    @property
    def unset(self) -> bool:
        """Whether neither blank lines nor indents part all paragraphs: the width must tell."""
        return not (self.blanks or self.indents) or self.width > _LONG


def _ended(text: str) -> bool:
    """Whether a line ends where a sentence does."""
    return text.endswith(_STOPS) or text.rstrip(_CLOSERS).endswith(_STOPS)


def is_rule(text: str) -> bool:
    """Whether a line is a rule: "___", "* * *", "-----"."""
    if text.strip(" ␌") == "" and "␌" in text:
        return True  # the end of a printed page
    return text.lstrip().startswith(_RULED) and _RULE.fullmatch(text) is not None


def blocks(lines: Sequence[Line], styles: Sequence[str] = ()) -> Iterator[list[Line]]:
    """The lines of each paragraph or crosshead."""
    layout = _layout(lines)
    block: list[Line] = []
    gap = 0
    for line in lines:
        if not line.text or line.text.isspace():
            gap += 1
            continue
        if block and _parts(block, line, gap, layout, styles):
            yield block
            block = []
        block.append(line)
        gap = 0
    if block:
        yield block


def parted(lines: Sequence[Line], styles: Sequence[str] = ()) -> Iterator[list[Line]]:
    """The lines of each paragraph where blank lines part them: no two are ever one, but what has
    several lines may be several."""
    for blank, group in groupby(lines, key=lambda line: not line.text.strip()):
        found = [] if blank else list(group)
        yield from [found] if len(found) == 1 else blocks(found, styles)


def _layout(lines: Sequence[Line]) -> _Layout:
    full = [line.text.rstrip() for line in lines if line.text.strip()]
    indents = [_indent(text) for text in full]
    width = max((len(text) for text in full), default=0)
    base = min(indents, default=0)
    highest = max(indents, default=0)
    blanks = len(lines) - len(full)
    alike = base >= _INDENT and highest < base + _INDENT
    if alike and (width > _LONG or (not blanks and _is_table(full, width))):
        base = 0
    gap = 0
    if not blanks or blanks >= len(full) - 1 > 3:
        ended = sum(map(_ended, full))
        if ended > _MOST * len(full) and not blanks:
            width = _UNWRAPPED
        printed = blanks and width <= _PRINTED and 5 * ended < 3 * len(full)
        gap = _line_gap(lines) if printed else 0
    return _Layout(highest >= base + _INDENT, base, blanks > 0, width, gap)


def _line_gap(lines: Sequence[Line]) -> int:
    """How many blank lines part paragraphs in copy whose every line stands alone; 1 where all gaps
    are alike, so that the width must tell; 0 where some lines do not stand alone."""
    gaps, gap = [], 0
    for line in lines:
        if line.text.strip():
            gaps.append(gap)
            gap = 0
        else:
            gap += 1
    smallest = min(gaps[1:])
    larger = [one for one in gaps[1:] if one > smallest]
    return min(larger, default=1) if smallest else 0


def _indent(text: str) -> int:
    if text[:1] not in _BLANKS:
        return 0
    lead = text[: len(text) - len(text.lstrip())]
    return len(lead) + 3 * lead.count("\t")


def _is_table(full: Sequence[str], width: int) -> bool:
    """Whether lines set in alike are each their own: the next word would have fitted on them."""
    pairs = pairwise(full)
    fitted = sum(len(one) + 1 + len(two.split(None, 1)[0]) <= width for one, two in pairs)
    figures = width < _NARROW and not any(_ended(text) for text in full)
    return figures or 2 * fitted >= len(full) - 1


def _parts(
    block: Sequence[Line], line: Line, gap: int, layout: _Layout, styles: Sequence[str]
) -> bool:
    """Whether a line opens a new block."""
    indented = _indent(line.text) >= layout.base + _INDENT
    plain = not (gap or indented or layout.gap or layout.unset)
    text = line.text
    long = len(text) > _SHORT + layout.base or text[:1].islower()
    if plain and long and len(block) > 1 and "   " not in text:
        return False  # the common case: a line in a paragraph that blank lines or indents set off
    if _is_row(line.text) or _is_row(block[-1].text):
        return True
    alone = len(block) == 1 and _stands_alone(block[0], styles)
    if alone or _stands_alone(line, styles):
        return gap > 0 or indented or _dashed(block[-1], line)
    return _opens(block, line, gap, indented, layout)


def _opens(block: Sequence[Line], line: Line, gap: int, indented: bool, layout: _Layout) -> bool:
    """Whether a line of running text opens a new paragraph."""
    before, text = block[-1].text.rstrip(), line.text.strip()
    if layout.gap:
        return _closes(before, text, gap, layout)
    if indented:
        return True
    if gap:
        return not _runs_on(block, text, layout)
    if layout.blanks or layout.indents:
        return layout.width > _LONG and _ended(before)
    return _is_short(before, text, layout.width)


def _is_row(text: str) -> bool:
    """Whether a line is a row of a table: words, and figures set apart from them in columns."""
    return "   " in text.lstrip() and _ROW.search(text) is not None


def _closes(before: str, text: str, gap: int, layout: _Layout) -> bool:
    """Whether a line that stands alone closes a paragraph: the gap says so, or its width."""
    if layout.gap > 1:
        return gap >= layout.gap
    return _is_short(before, text, layout.width)


def _dashed(one: Line, two: Line) -> bool:
    return any(crosshead(line, ("dashes",)) for line in (one, two))


def _stands_alone(line: Line, styles: Sequence[str]) -> bool:
    text = line.text.strip()
    if len(text) > 60 or not (text[0] in "–—-*=~#+_" or text.isupper()):
        return False
    return crosshead(line, styles or ("dashes",)) is not None or is_capitals(text)


def _runs_on(block: Sequence[Line], text: str, layout: _Layout) -> bool:
    """Whether a paragraph goes on under a blank line that stands inside it.

    It does where it begins small; and where paragraphs are set in and this line is not, if the one
    before was full.
    """
    before = block[-1].text.rstrip()
    if text[0].islower() and not _ended(before):
        return True
    return layout.indents and _is_set_in(block[0], layout) and not _fits(before, text, layout)


def _is_set_in(line: Line, layout: _Layout) -> bool:
    return _indent(line.text) >= layout.base + _INDENT


def _fits(before: str, text: str, layout: _Layout) -> bool:
    """Whether the next word would have fitted on a line."""
    return len(before) + 1 + len(text.split(None, 1)[0]) <= layout.width


def _is_short(before: str, text: str, width: int) -> bool:
    """Whether a line ended before its column did: the next word would have fitted on it."""
    if width > _LONG:
        return True
    fits = len(before) + 1 + len(text.split(None, 1)[0]) <= width
    return fits and _ended(before)
