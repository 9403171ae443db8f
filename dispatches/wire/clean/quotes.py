"""Quotation marks that a wire turned into question marks, or into the sign for a lost letter."""

from __future__ import annotations

import re

from dispatches.wire.values import Fix

NAME = "question mark made a quotation mark"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[?\ufffd](?=(?:s|t|re|ve|ll|d|m)\b)")
_OPENING = re.compile(r"(?:(?<=[\s(])|^)[?\ufffd](?=[^\W_])")
_CLOSING = re.compile(r"(?<=[,.!])[?\ufffd](?=[\s)]|$)")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]s)[?\ufffd](?= [a-z])")
_CLOSING_WORD = re.compile(r"(?<=[^\W_])[?\ufffd](?= [a-z(])")


def may_hide_quote(text: str) -> bool:
    """Whether any question mark or sign for a lost letter stands in a text."""
    return "?" in text or "\ufffd" in text


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
