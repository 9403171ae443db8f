"""Whatever words bytes hold: never found by itself, and read only when a person asks for it."""

from __future__ import annotations

import re

from dispatches.wire.decode import visible
from dispatches.wire.items import Document
from dispatches.wire.values import Text, Unreadable

NAME = "words"
LABEL = "Whatever words it holds"

_WORD = re.compile(r"[^\W\d_]{2,}")
_LINE_END = re.compile(r"\r\n?|\x0b|\x85|\u2028|\u2029")
_CHARSETS = ("utf-8", "cp1252", "latin-1")
_SHARE = 0.6  # of what is no space; bytes of a picture or an archive come to a third
_FEWEST = 3


def sniff(raw: bytes) -> bool:
    """Never: a person must ask for it."""
    return False


def read(raw: bytes) -> Document:
    r"""The text that these bytes make, though they look like something else.

    Raises Unreadable, with a sentence, where most of it is no words.

    >>> read(b"GIF8 is how the\x00 note of the harbour office began").text.text
    'GIF8 is how the␀ note of the harbour office began'
    """
    text, charset = _decoded(raw)
    words = _WORD.findall(text)
    inked = sum(not char.isspace() for char in text)
    if len(words) < _FEWEST or sum(map(len, words)) < _SHARE * inked:
        raise Unreadable("Its bytes make no words; there is no copy in them.")
    shown = visible(_LINE_END.sub("\n", text))
    return Document(NAME, Text(shown, charset, (f"Read as {charset}, because a person said so.",)))


def _decoded(raw: bytes) -> tuple[str, str]:
    for charset in _CHARSETS:
        try:
            return raw.decode(charset), charset
        except UnicodeDecodeError:
            continue
    raise AssertionError("Latin-1 takes every byte.")
