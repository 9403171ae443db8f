"""Atom: feeds, and entries by themselves."""

from __future__ import annotations

from dispatches.wire.items import Document

from . import feeds, feedtext

NAME = "atom"
LABEL = "Atom"

_NAMESPACES = (b"http://www.w3.org/2005/Atom", b"http://purl.org/atom/ns#")


def sniff(raw: bytes) -> bool:
    """XML whose root is a feed or an entry of Atom's namespace."""
    if feedtext.root(raw) not in {"feed", "entry"}:
        return False
    head = feedtext.head(raw)
    return any(name in head for name in _NAMESPACES)


def read(raw: bytes) -> Document:
    """The feed's entries, and those it says were taken away; Unreadable where there are none."""
    return feeds.read(NAME, raw)
