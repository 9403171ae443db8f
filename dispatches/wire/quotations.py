"""C02: quotations that open and never close, or close and were never opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .sentences import ends_whole
from .values import Assembly, Block, Copy, Level, Problem

_OPENING = ("“", "``", '"')
_LINES = 4  # paragraphs over which a quotation may be torn where lines stand apart
_SHOWN = 160
_NEAR = 80


def open_quotation(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C02: a quotation that opens and never closes, or closes and never opened.

    A quotation may run over paragraphs: each then opens with a mark, and only the last closes. One
    that closes further down is whole too where the paragraph that opens it is torn.
    """
    places = [n for n, part in enumerate(copy.paragraphs) if part.kind is Block.PARAGRAPH]
    texts = [copy.paragraphs[n].text for n in places]
    open_ = [_open(text) for text in texts]
    settled: set[int] = set()
    for at, many in enumerate(open_):
        if many and at not in settled and (end := _closed_at(at, texts, open_)):
            settled |= {at, *([end] if open_[end] < 0 else [])}
        if many and at not in settled:
            yield _problem(places[at], texts[at], many)


def _problem(number: int, text: str, many: int) -> Problem:
    said = "opens and never closes" if many > 0 else "closes and never opened"
    excerpt = text if len(text) <= _SHOWN else "…" + text[-_SHOWN:]
    return Problem(
        "C02",
        Level.ERROR,
        f"A quotation {said}.",
        number,
        excerpt,
        _where(text, many),
        ("verified", "typed"),
    )


def _where(text: str, many: int) -> str:
    """The words at the mark to look at: the last that opens, or the first that closes."""
    if many > 0:
        at = max(map(text.rfind, _OPENING))
        return f"It opens at: {text[at : at + _NEAR]}"
    at = min(place for mark in ("”", "''", '"') if (place := text.find(mark)) >= 0)
    return f"It closes at: {text[max(0, at - _NEAR) : at + 1]}"


def _closed_at(at: int, texts: Sequence[str], open_: Sequence[int]) -> int | None:
    """The paragraph that goes on with a quotation, or that closes it; None: there is none."""
    if open_[at] != 1 or at + 1 == len(texts):
        return None
    if texts[at + 1].startswith(_OPENING):
        return at + 1
    reach = _LINES if _torn(texts[at]) else 1
    later = (n for n in range(at + 1, min(at + 1 + reach, len(texts))) if open_[n])
    end = next(later, None)
    return end if end is not None and open_[end] == -1 else None


def _torn(text: str) -> bool:
    return not ends_whole(text)


def _open(text: str) -> int:
    """How many quotations are open at the end of a text that were not at its beginning.

    Straight marks open and close in turn; of an odd number one closes if it stands behind a word.
    """
    straight = text.count('"') % 2
    sign = -1 if straight and _closes_first(text) else 1
    pairs = text.count("“") - text.count("”") + text.count("``") - text.count("''")
    return pairs + sign * straight


def _closes_first(text: str) -> bool:
    before = text.partition('"')[0]
    return before != "" and not before[-1].isspace()
