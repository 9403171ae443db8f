"""Quotation marks that a wire turned into question marks."""

from __future__ import annotations

import re

from dispatches.wire.values import Fix

NAME = "question mark made a quotation mark"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\?(?=(?:s|t|re|ve|ll|d|m)\b)")
_OPENING = re.compile(r"(?:(?<=[\s(])|^)\?(?=[^\W_])")
_CLOSING = re.compile(r"(?<=[,.!])\?(?=[\s)]|$)")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]s)\?(?= [a-z])")
_CLOSING_WORD = re.compile(r"(?<=[^\W_])\?(?= [a-z(])")


def may_hide_quote(text: str) -> bool:
    """Whether any question mark stands in a text."""
    return "?" in text


def restore_quotes(text: str, line: int) -> tuple[str, tuple[Fix, ...]]:
    """Quotation marks where a question mark cannot stand.

    >>> restore_quotes("?The mood,? he said of the EU?s plan.", 1)[0]
    '“The mood,” he said of the EU’s plan.'
    >>> restore_quotes("Was it he? She did not say.", 1)[0]
    'Was it he? She did not say.'
    """
    mended = _APOSTROPHE.sub("’", text)
    mended = _OPENING.sub("“", mended)
    mended = _CLOSING.sub("”", mended)
    if mended.count("“") > mended.count("”"):
        mended = _CLOSING_WORD.sub("”", mended)
    mended = _POSSESSIVE.sub("’", mended)
    return mended, ((Fix(NAME, line, text, mended),) if mended != text else ())
