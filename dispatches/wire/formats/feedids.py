"""Which id of a feed's entry names that entry, and no other.

Some feeds write the address of their site, or one id, into every entry: taken for ids, each story
would take the place of the one before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from .jsontext import Row, first, said
from .media import address

_EXTENSIONS = ("_original_article_id", "_article_id", "_original_id")


def of(entries: Sequence[Row], feed: Row) -> list[str]:
    """For each entry its id: an agency's own, the feed's, else its page; empty where none is its
    own alone."""
    told = [_told(entry) for entry in entries]
    counts = Counter(one for ids in told for one in set(map(_plain, ids)))
    feeds = {_plain(one) for one in _of_feed(feed)}
    return [
        next((one for one in ids if counts[_plain(one)] == 1 and _names_an_entry(one, feeds)), "")
        for ids in told
    ]


def _told(entry: Row) -> list[str]:
    own = (" ".join(said(entry[key]).split()) for end in _EXTENSIONS for key in entry
           if key.endswith(end))  # fmt: skip
    found = (*own, first(entry, "id"), address(entry.get("link")))
    return [one for one in found if one]


def _of_feed(feed: Row) -> list[str]:
    links = [one for one in feed.get("links") or [] if isinstance(one, dict)]
    found = [first(feed, "id", "link"), first(feed, "link"), *(first(one, "href") for one in links)]
    return [one for one in found if one]


def _plain(words: str) -> str:
    """An id as it is compared: an address with or without its last stroke is the same."""
    return words.rstrip("/") if _is_address(words) else words


def _is_address(words: str) -> bool:
    return words.lower().startswith(("http://", "https://"))


def _names_an_entry(words: str, feeds: set[str]) -> bool:
    if not _is_address(words):
        return True
    try:
        parts = urlsplit(words)
    except ValueError:
        return False
    is_page = bool(parts.path.strip("/") or parts.query or parts.fragment)
    return is_page and _plain(words) not in feeds
