"""Plain text, as a wire printer would have it, or as a press release is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from dispatches.wire.decode import decode
from dispatches.wire.items import Document, Item, Page

from .tongues import language

NAME = "text"
LABEL = "Plain text"

_SOURCE = re.compile(r"source\s?:\s*(?P<name>\S.*)", re.IGNORECASE)
_RELEASE = re.compile(r"media release(?: +(?P<number>[A-Z]{0,3}\d{3,8}))?\s*", re.IGNORECASE)
_REACH = 6  # lines that a head has at most before the words “media release”
_HEADLINE = 4  # and lines of its headline


def sniff(raw: bytes) -> bool:
    """Plain text is what is left when no other format knows the bytes."""
    return True


def read(raw: bytes) -> Document:
    """The text, whose takes the conventions find; raises Unreadable for what is not text."""
    text = decode(raw)
    lines = text.text.split("\n")
    return Document(NAME, text, (Page(_item(lines, text.text), 1, len(lines)),))


def _item(lines: Sequence[str], text: str) -> Item:
    """The whole text as an item, and what the head of a press release states."""
    at = next((n for n, line in enumerate(lines[:_REACH]) if _RELEASE.fullmatch(line)), None)
    told, tongue = text.strip("\n"), language(text)
    named = _SOURCE.match(" ".join(line.strip() for line in lines[: at or 0]).strip())
    if at is None or named is None:
        return Item(body=told, language=tongue)
    number = _RELEASE.fullmatch(lines[at])
    titles = list(takewhile(str.strip, lines[at + 1 : at + 2 + _HEADLINE]))
    return Item(
        source=named["name"],
        sequence=(number["number"] or "") if number else "",
        headline=" ".join(line.strip() for line in titles) if len(titles) <= _HEADLINE else "",
        body=told,
        language=tongue,
    )
