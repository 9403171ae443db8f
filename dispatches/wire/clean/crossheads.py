"""Crossheads: a line between dashes or in capitals is a sub-heading, not a paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection

from dispatches.wire.values import Fix, Line

NAME = "crosshead"
_DASHES = re.compile(
    r"[–—-]{1,3} ?(?P<text>[^\s–—-](?:.*[^\s–—-])?) ?[–—-]{1,3}"
    r"|(?P<sign>[*=~#+_])(?P=sign){0,3} ?(?P<text2>[^\W_](?:[^*=~#+_]{0,50}[^\W_])?[!?]?)"
    r" ?(?P=sign){1,4}"
)
_SIGNS = "–—-*=~#+_"
_LONGEST = 60
_MOST_WORDS = 7
_ENDS = (".", ",", ";", ":", "!", "…", "”", '"')


def crosshead(line: Line, styles: Collection[str]) -> tuple[str, Fix] | None:
    """The words of a sub-heading and the fix that made it one, or None for a line of copy.

    >>> crosshead(Line(1, "– Fog bank –"), ("dashes",))[0]
    'Fog bank'
    """
    text = line.text.strip()
    if len(text) > _LONGEST:
        return None
    match = _DASHES.fullmatch(text) if "dashes" in styles and text[:1] in _SIGNS else None
    if match:
        text = (match["text"] or match["text2"]).strip()
        return text, Fix(NAME, line.number, line.text.strip(), text)
    if "capitals" in styles and is_capitals(text):
        return text, Fix(NAME, line.number, text, text)
    return None


def is_capitals(text: str) -> bool:
    """Whether a line is a few words in capitals, as some wires write sub-headings."""
    if not text.isupper():
        return False
    letters = sum(char.isalpha() for char in text)
    plain = letters > 3 and not text.endswith(_ENDS)
    return plain and len(text.split()) <= _MOST_WORDS and letters > 0.6 * len(text)
