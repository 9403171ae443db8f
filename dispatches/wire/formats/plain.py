"""Plain text, as a wire printer would have it."""

from __future__ import annotations

from dispatches.wire.decode import decode
from dispatches.wire.values import Text


def sniff(raw: bytes) -> bool:
    """Plain text is what is left when no other format knows the bytes."""
    return True


def read(raw: bytes) -> Text:
    """The text; raises Unreadable for what is not text."""
    return decode(raw)
