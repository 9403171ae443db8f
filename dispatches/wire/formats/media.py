"""What stands beside copy: kinds of media, and the addresses under which they lie."""

from __future__ import annotations

import re

from dispatches.wire.items import Item, Relation, Type

from .jsontext import Row, first, said, whole

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\x00-\x20\x7f]{1,2000}", re.IGNORECASE)
_KINDS = {
    "text": Type.TEXT, "story": Type.TEXT, "article": Type.TEXT, "news": Type.TEXT,
    "picture": Type.PICTURE, "image": Type.PICTURE, "photo": Type.PICTURE,
    "photograph": Type.PICTURE, "audio": Type.AUDIO, "video": Type.VIDEO, "film": Type.VIDEO,
    "graphic": Type.GRAPHIC, "composite": Type.COMPOSITE, "package": Type.COMPOSITE,
    "planning": Type.PLANNING, "event": Type.EVENT,
}  # fmt: skip
_BEST = ("original", "main", "full", "baseimage", "highres", "viewimage", "preview", "thumbnail")


def address(words: object) -> str:
    """An address of the web, http or https; empty for every other.

    >>> address("https://news.example/a.jpg"), address("javascript:alert(1)")
    ('https://news.example/a.jpg', '')
    """
    text = words.strip() if isinstance(words, str) else ""
    return text if _ADDRESS.fullmatch(text) else ""


def kind(word: str, mimetype: str = "") -> Type | None:
    """The type that a word or a MIME type names; None where neither names one."""
    found = _KINDS.get(word.strip().lower())
    if found is None and "/" in mimetype:
        found = _KINDS.get(mimetype.split("/", maxsplit=1)[0].strip().lower())
    return found


def rendition(renditions: list[Row]) -> tuple[str, str]:
    """The address and the MIME type of the best rendition: the original, else the widest."""
    found = [(row, link) for row in renditions if (link := address(row.get("href")))]
    if not found:
        return "", ""
    row, link = min(found, key=lambda one: _rank(one[0]))
    return link, first(row, "mimetype", "contenttype")


def _rank(row: Row) -> tuple[int, int]:
    name = said(row.get("name")).lower()
    width = whole(row.get("width"), 0, 1_000_000) or 0
    return (_BEST.index(name) if name in _BEST else 2, -width)


def relation(rel: str, item: Item, where: tuple[str, str], caption: str) -> Relation:
    """The relation to an item whose file lies somewhere, with its headline for a title."""
    return Relation(rel, item.uri, where[0], item.headline, caption, where[1])
