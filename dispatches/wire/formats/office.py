"""Documents of word processors: looked at before a library sees them, and written out as items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from dispatches.wire.decode import visible
from dispatches.wire.items import Document, Item, Page, Relation, composed
from dispatches.wire.values import Text, Unreadable

from . import prose
from .holding import Packed, packed
from .jsontext import words

_MOST_XML = 4 * 1024 * 1024
_RULES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCRYPTED = 0x1
_TAGS = {"h": "h2", "li": "li", "p": "p"}


@dataclass(slots=True)
class Block:
    """A block of a document: "p", "h" (a heading), "li" (in a list), or "table" with its rows."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)

    def words(self) -> str:
        """Its text; a table has a line a row."""
        if self.kind == "table":
            return "\n".join("  ".join(row) for row in self.rows)
        return self.text

    def html(self) -> str:
        """Its HTML."""
        if self.kind == "table":
            lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in self.rows)
            return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
        inner = escape(self.text).replace("\n", "<br>")
        return f"<{_TAGS[self.kind]}>{inner}</{_TAGS[self.kind]}>"


@dataclass(slots=True)
class About:
    """What a document says of itself."""

    title: str = ""
    author: str = ""
    keywords: str = ""
    language: str = ""
    created: datetime | None = None
    changed: datetime | None = None
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = ()


def opened(raw: bytes) -> Packed:
    """The archive that a document is, within the bounds and with no rules of its own in its XML.

    Raises Unreadable for every other.
    """
    archive = packed(raw)
    if any(one.flag_bits & _ENCRYPTED for one in archive.members):
        raise Unreadable("This document is protected by a password.")
    names = [one.filename for one in archive.members]
    if len(set(names)) < len(names):
        raise Unreadable("This document holds two parts of one name: newsdesk does not open it.")
    parts = [one for one in archive.members if one.filename.lower().endswith((".xml", ".rels"))]
    if sum(one.file_size for one in parts) > _MOST_XML:
        raise Unreadable("This document is longer than any copy: newsdesk does not open it.")
    for part in archive.members:
        held = archive.unpack(part)
        if _RULES.search(held.replace(b"\x00", b"")):
            raise Unreadable("Its XML brings entities of its own, which newsdesk does not read.")
    return archive


def written(name: str, blocks: Iterable[Block], about: About) -> Document:
    """The document as one item. Raises Unreadable where there is no word in it.

    Without a headline of its own it is a page as a correspondent typed it, whose head the
    conventions tell from the copy.
    """
    kept = [one for one in blocks if one.words().strip()]
    if not kept and not about.title:
        raise Unreadable("There is no text in this document.")
    body = visible("\n\n".join(one.words().strip("\n").rstrip() for one in kept))
    html = _html(kept)
    item = Item(
        headline=" ".join(visible(about.title).split()),
        body=body,
        source=" ".join(visible(about.author).split()),
        language=about.language,
        keywords=words(about.keywords.replace(";", ",")),
        firstcreated=about.created,
        versioncreated=about.changed,
        relations=about.relations,
        markup=prose.markup_of(html),
    )
    if item.headline:
        return composed(name, (item,), "utf-8", *about.notes)
    page = Page(item, 1, body.count("\n") + 1)
    return Document(name, Text(body, "utf-8", about.notes), (page,))


def headed(blocks: list[Block], titles: list[bool]) -> tuple[str, list[Block]]:
    """The headline, which is the first block where that is a title, and the other blocks."""
    first = next((at for at, one in enumerate(blocks) if one.words().strip()), None)
    if first is None or not titles[first]:
        return "", blocks
    return blocks[first].text, blocks[first + 1 :]


def _html(blocks: list[Block]) -> str:
    pieces: list[str] = []
    listed = False
    for block in blocks:
        if (block.kind == "li") is not listed:
            listed = not listed
            pieces.append("<ul>" if listed else "</ul>")
        pieces.append(block.html())
    return "".join([*pieces, "</ul>" if listed else ""])
