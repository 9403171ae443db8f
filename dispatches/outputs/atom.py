"""Atom 1.0 (RFC 4287), with a tombstone for what was withdrawn (RFC 6721)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape

from lxml import etree

from .values import PublishedStory, Site, Withdrawn

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its site, its own address, and what it tells of, newest first."""

    site: Site
    url: str
    entries: Sequence[PublishedStory | Withdrawn] = ()

    @property
    def updated(self) -> datetime:
        """When anything in it last changed; long ago, for one that tells of nothing."""
        return max((_changed(entry) for entry in self.entries), default=_NEVER)


def write(feed: Feed) -> bytes:
    """The feed as a document."""
    spaces = {None: ATOM, "at": TOMBSTONES}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=spaces)  # type: ignore[arg-type]
    _say(root, "id", feed.site.tag(date(2026, 1, 1), "feed"))
    _say(root, "title", feed.site.name)
    _say(root, "updated", stamp(feed.updated))
    _link(root, "self", feed.url, "application/atom+xml")
    _link(root, "alternate", f"{feed.site.url}/", "text/html")
    _say(etree.SubElement(root, f"{{{ATOM}}}author"), "name", feed.site.name)
    _say(root, "generator", "newsdesk")
    for entry in feed.entries:
        if isinstance(entry, Withdrawn):
            _tombstone(root, entry)
        else:
            _entry(root, entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _changed(entry: PublishedStory | Withdrawn) -> datetime:
    return entry.at if isinstance(entry, Withdrawn) else entry.updated_at


def _entry(root: etree._Element, story: PublishedStory) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _say(entry, "id", story.uri)
    _say(entry, "title", story.headline)
    _say(entry, "published", stamp(story.published_at))
    _say(entry, "updated", stamp(story.updated_at))
    _link(entry, "alternate", story.url, "text/html")
    if author := story.byline or story.filed_by:
        _say(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", author)
    _say(entry, "summary", story.first)
    content = _say(entry, "content", body(story))
    content.set("type", "html")
    content.set("{http://www.w3.org/XML/1998/namespace}lang", _legal(story.language))


def _tombstone(root: etree._Element, gone: Withdrawn) -> None:
    entry = etree.SubElement(root, f"{{{TOMBSTONES}}}deleted-entry")
    entry.set("ref", gone.uri)
    entry.set("when", stamp(gone.at))
    comment = etree.SubElement(entry, f"{{{TOMBSTONES}}}comment")
    comment.text = "STORY WITHDRAWN. Please remove it from your pages and archives."


def body(story: PublishedStory) -> str:
    """The copy as HTML: the dateline runs into the first paragraph, crossheads are headings."""
    lines = [f"<p><em>{escape(story.notice)}</em></p>"] if story.caveat else []
    dateline = f"{story.dateline} – " if story.dateline else ""
    for piece in story.pieces:
        if piece.crosshead:
            lines.append(f"<h2>{escape(piece.text)}</h2>")
        else:
            lines.append(f"<p>{escape(dateline + piece.text)}</p>")
            dateline = ""
    return "\n".join(lines)


def stamp(at: datetime) -> str:
    """A moment as RFC 3339 writes it, in UTC.

    >>> stamp(datetime(2026, 3, 1, 12, 30, tzinfo=UTC))
    '2026-03-01T12:30:00Z'
    """
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _say(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = _legal(text)
    return child


def _legal(text: str) -> str:
    """The text with a token for every character that XML does not allow."""
    return _ILLEGAL.sub("\ufffd", text)


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    link = etree.SubElement(parent, f"{{{ATOM}}}link")
    link.set("rel", rel)
    link.set("type", kind)
    link.set("href", href)
