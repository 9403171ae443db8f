"""Plain text, as a wire printer would have it."""

from __future__ import annotations

from dispatches.wire.decode import decode
from dispatches.wire.items import Document

NAME = "text"
LABEL = "Plain text"


def sniff(raw: bytes) -> bool:
    """Plain text is what is left when no other format knows the bytes."""
    return True


def read(raw: bytes) -> Document:
    """The text, whose takes the conventions find; raises Unreadable for what is not text."""
    return Document(NAME, decode(raw))
