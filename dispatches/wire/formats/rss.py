"""RSS 2.0, and its elders."""

from __future__ import annotations

from dispatches.wire.items import Document

from . import feeds, feedtext

NAME = "rss"
LABEL = "RSS 2.0"


def sniff(raw: bytes) -> bool:
    """XML whose root is rss, or RDF with the namespace of RSS 1.0."""
    root = feedtext.root(raw)
    return root == "rss" or (root == "RDF" and b"purl.org/rss/" in feedtext.head(raw))


def read(raw: bytes) -> Document:
    """The feed's items; raises Unreadable where there are none."""
    return feeds.read(NAME, raw)
