"""Pages: where one take ends and the next begins in a transmission that holds several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dispatches.wire.values import Line, Mark

from . import datelines, envelope, signatures
from .closing import closes, is_foot
from .reader import Reader
from .sheet import CONTROLS

_SHORT = 60
_LONGEST_MARK = 24  # of those that begin small: a longer line goes on from the one above
_MOST_TAKES = 40  # no page holds more: what seems to is no page of takes
_MOST_LINES = 5_000
_LOOKED_AT = 8  # lines of words in which a story after an end mark must show its dateline
_NUMBERED = re.compile(r"[A-Z]{2,5}-?\d{1,5}(?:, ?\d{1,4})*(?: \S.*)?")


def parted(lines: Sequence[Line], reader: Reader) -> list[list[Line]]:
    """The lines of each take on a page."""
    parts: list[list[Line]] = [[]]
    words = prosed = False
    closed = ""
    for at, line in enumerate(lines):
        if len(parts) >= _MOST_TAKES or at >= _MOST_LINES:
            parts[-1] += lines[at:]
            break
        text = line.text.strip()
        if not text or (len(text) >= _SHORT and not closed and text[0] not in "␁␅␖"):
            parts[-1].append(line)
            words = words or bool(text)
            prosed = prosed or len(text) >= _SHORT
            continue
        if words and _begins(text, at, lines, reader, closed):
            parts.append([])
            words, prosed, closed = False, False, ""
        parts[-1].append(line)
        if words or not envelope.opens(text):
            prose = len(text) >= _SHORT or _is_prose(text)
            mark = "" if prose else _closes(text, reader, prosed)
            prosed = prosed or prose
            closed = closed if closed == "more" or not words else mark or closed
            words = words or prose or not (mark or is_foot(text))
    return [part for part in parts if any(line.text.strip() for line in part)]


def _is_prose(text: str) -> bool:
    """Whether a short line can be no mark: it goes on from the one above, or ends a sentence."""
    words = text.count(" ") + 1
    goes_on = len(text) > _LONGEST_MARK and text[0].islower() and words > 3
    return goes_on or (words > 4 and text.endswith((".", "”", '"')) and not text.endswith(".."))


def _closes(text: str, reader: Reader, under_prose: bool) -> str:
    """How a line closes a take, "more" or "end"; under prose, with all that may stand on it."""
    if (mark := closes(text, reader)) or not under_prose or text[0] == "^":
        return mark
    signed = signatures.read(text, reader, ())
    if signed is None or not (signed.clock or signed.mark is not Mark.NONE):
        return ""
    return "more" if signed.mark is Mark.MORE else "end"


def _begins(text: str, at: int, lines: Sequence[Line], reader: Reader, closed: str) -> bool:
    """Whether a line opens the next take on the page."""
    if envelope.opens(text) and _is_new(text):
        return True
    if reader.serial and reader.serial.fullmatch(text):
        return True
    if not closed or is_foot(text) or _closes(text, reader, under_prose=True):
        return False
    if closed == "more" or reader.convention.several_on_a_page:
        return True
    return _shows_dateline(at, lines)


def _is_new(text: str) -> bool:
    return text[0] != "␅" or len(text.strip(CONTROLS)) < 12


def _shows_dateline(at: int, lines: Sequence[Line]) -> bool:
    seen = 0
    for line in lines[at : at + 30]:
        text = line.text.strip()
        if not text:
            continue
        seen += 1
        if seen > _LOOKED_AT:
            break
        if text[0].isupper() and datelines.find(text, None):
            return True
    return False
