"""OpenDocument texts (.odt), as correspondents file them, by odfpy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException

from dispatches.wire.items import Document, Relation
from dispatches.wire.values import Unreadable

from .holding import ZIP, Packed, called
from .moments import moment
from .office import About, Block, headed, opened, written

NAME = "odt"
LABEL = "OpenDocument text (.odt)"

_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
_GONE = frozenset({"tracked-changes", "annotation", "annotation-end", "note", "sequence-decls",
                   "forms", "index-title-template"})  # fmt: skip
_SIGNS = {"tab": "\t", "line-break": "\n", "s": " "}
_ASIDE = {b"<text:note ": "footnotes", b"<office:annotation ": "comments"}
_DEEPEST = 200
_FAULTS = (SAXException, zipfile.BadZipFile, ValueError, LookupError, AttributeError, TypeError,
           OSError, EOFError, RecursionError, AssertionError)  # fmt: skip
_Found = tuple[Block, bool]


def sniff(raw: bytes) -> bool:
    """A ZIP archive whose first member says that it is an OpenDocument text."""
    return raw.startswith(ZIP) and _MIMETYPE in raw[:256]


def read(raw: bytes) -> Document:
    """The document's text: tracked deletions, notes and comments are left out."""
    from odf.opendocument import load  # heavy

    archive = opened(raw)
    try:
        held = load(io.BytesIO(raw))
        found = list(_blocks(held.text, 0, listed=False))
        about = _about(held, archive)
    except _FAULTS:
        raise Unreadable("This OpenDocument text is broken: it cannot be opened.") from None
    about.title, blocks = headed([one for one, _ in found], [title for _, title in found])
    return written(NAME, blocks, about)


def _local(node: Any) -> str:
    return str(node.qname[1]) if getattr(node, "qname", None) else ""


def _blocks(parent: Any, depth: int, *, listed: bool) -> Iterator[_Found]:
    """The blocks under a node, each with whether it is a title."""
    if depth > _DEEPEST:
        raise ValueError
    for node in parent.childNodes:
        name = _local(node)
        if name in {"p", "h"}:
            text = "".join(_words(node, depth)).strip()
            kind = "h" if name == "h" else "li" if listed else "p"
            yield Block(kind, text), _is_title(node)
        elif name == "table":
            rows = [[*_cells(row, depth)] for row in _under(node, "table-row", depth)]
            yield Block("table", rows=rows), False
        elif name and name not in _GONE:
            yield from _blocks(node, depth + 1, listed=listed or name == "list-item")


def _is_title(node: Any) -> bool:
    values = {key[1]: str(value) for key, value in node.attributes.items()}
    style = values.get("style-name", "").lower()
    return style == "title" or (_local(node) == "h" and values.get("outline-level", "1") == "1")


def _under(parent: Any, name: str, depth: int) -> Iterator[Any]:
    if depth > _DEEPEST:
        raise ValueError
    for node in parent.childNodes:
        if _local(node) == name:
            yield node
        elif _local(node):
            yield from _under(node, name, depth + 1)


def _cells(row: Any, depth: int) -> Iterator[str]:
    for cell in row.childNodes:
        if _local(cell) == "table-cell":
            yield " ".join("".join(_words(cell, depth)).split())


def _words(parent: Any, depth: int) -> Iterator[str]:
    """The words under a node and the signs between them; a run of spaces counts as one."""
    if depth > _DEEPEST:
        raise ValueError
    for node in parent.childNodes:
        name = _local(node)
        if not name:
            yield str(getattr(node, "data", ""))
        elif name not in _GONE:
            yield _SIGNS.get(name, "\n" if name in {"p", "h"} else "")
            yield from _words(node, depth + 1)


def _about(held: Any, archive: Packed) -> About:
    told: dict[str, str] = {}
    for node in held.meta.childNodes:
        told.setdefault(_local(node), "".join(_words(node, 0)).strip())
    pictures = [one.filename for one in archive.members if one.filename.startswith("Pictures/")]
    aside = [what for mark, what in _ASIDE.items() if mark in archive["content.xml"]]
    return About(
        author=told.get("creator", "") or told.get("initial-creator", ""),
        keywords=told.get("keyword", ""),
        language=told.get("language", ""),
        created=moment(told.get("creation-date", "")),
        changed=moment(told.get("date", "")),
        relations=tuple(
            Relation("attachment", title=called(one[9:])) for one in pictures if one[9:]
        ),
        notes=tuple(f"Its {what} were not read." for what in aside),
    )
