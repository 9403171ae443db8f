"""Escapes: signs that another system wrote in its own way, written as themselves again."""

from __future__ import annotations

import html
import re

ENTITIES = "entities written out"
TAGS = "markup taken out"
CODES = "character codes written out"
FORMS = "joined and wide letters made plain"

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_TAG = re.compile(r"</?(?:p|br|div|hl\d|h\d)(?: [^<>]{0,80})?/?>", re.IGNORECASE)
_CODE = re.compile(r"\\u(?P<code>[0-9A-Fa-f]{4})")
_JOINED = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_TOP = 600  # letters of a page among which wide ones show, where there are any
_WIDE = re.compile(r"[\uff01-\uff5e]")
_FORMS = str.maketrans(_JOINED | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def may_be_escaped(text: str) -> bool:
    """Whether any of a page may be written in another system's way."""
    if ("&" in text and ";" in text) or "\\u" in text or ("<" in text and ">" in text):
        return True
    if text.isascii():
        return False
    return any(map(text.__contains__, _JOINED)) or _WIDE.search(text[:_TOP]) is not None


def write_entities(text: str) -> str:
    """Entities of HTML as the signs that they stand for.

    >>> write_entities("R&amp;D in the caf&eacute;")
    'R&D in the café'
    """
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def take_out_tags(text: str) -> str:
    """Text without the tags of paragraphs and breaks; others are for the desk to see (C15).

    >>> take_out_tags("<p>It was shut.</p>")
    'It was shut.'
    """
    return _TAG.sub("", text) if "<" in text else text


def write_codes(text: str) -> str:
    r"""Codes of characters, as JSON writes them.

    >>> write_codes("the city\\u2019s pier")
    'the city’s pier'
    """
    return _CODE.sub(lambda found: chr(int(found["code"], 16)), text) if "\\u" in text else text


def make_plain(text: str) -> str:
    """Letters that are joined into one sign, and Latin ones of Asian width.

    >>> make_plain("the ﬁrst ＢＳＳ")
    'the first BSS'
    """
    return text if text.isascii() or _ASIAN.search(text) else text.translate(_FORMS)


FIXES = (
    (ENTITIES, write_entities),
    (TAGS, take_out_tags),
    (CODES, write_codes),
    (FORMS, make_plain),
)
