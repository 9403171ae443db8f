"""Word documents (.docx), as correspondents file them, by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dispatches.wire.items import Document, Relation
from dispatches.wire.values import Unreadable

from .holding import ZIP, Packed, called
from .office import About, Block, headed, opened, written

NAME = "docx"
LABEL = "Word document (.docx)"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(
    {*(f"{_W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "instrText")), f"{_MC}Fallback"}
)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-",
          f"{_W}p": "\n"}  # fmt: skip
_TITLES = ("title", "heading 1")
_ASIDE = {"word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes",
          "word/comments.xml": "comments"}  # fmt: skip
_FAULTS = (etree.LxmlError, zipfile.BadZipFile, ValueError, LookupError, AttributeError, TypeError,
           OSError, EOFError, RecursionError, AssertionError, ArithmeticError)  # fmt: skip


def sniff(raw: bytes) -> bool:
    """A ZIP archive with the part in which Word keeps its text."""
    return raw.startswith(ZIP) and b"word/document.xml" in raw


def read(raw: bytes) -> Document:
    """The document's text: what was struck out with changes tracked is left out."""
    import docx  # heavy
    from docx.opc.exceptions import OpcError

    archive = opened(raw)
    try:
        held = docx.Document(io.BytesIO(raw))
        styles = {one.style_id: (one.name or "").lower() for one in held.styles}
        found = list(_blocks(held.element.body, styles))
        about = _about(held, archive)
    except (*_FAULTS, OpcError):
        raise Unreadable("This Word document is broken: it cannot be opened.") from None
    titles = [style in _TITLES for _, style in found]
    about.title, blocks = headed([block for block, _ in found], titles)
    return written(NAME, blocks, about)


def _blocks(body: Any, styles: dict[str, str]) -> Iterator[tuple[Block, str]]:
    """The blocks, each with the name of its style; those in content controls too."""
    for element in body:
        if element.tag == f"{_W}p":
            yield _paragraph(element, styles)
        elif element.tag == f"{_W}tbl":
            yield Block("table", rows=[_row(row) for row in element.iter(f"{_W}tr")]), ""
        elif element.tag not in _GONE and len(element):
            yield from _blocks(element, styles)


def _paragraph(element: Any, styles: dict[str, str]) -> tuple[Block, str]:
    found = element.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get(found.get(f"{_W}val", ""), "") if found is not None else ""
    kind = "p"
    if style.startswith(("heading", "title", "subtitle")):
        kind = "h"
    elif style.startswith("list") or element.find(f"{_W}pPr/{_W}numPr") is not None:
        kind = "li"
    return Block(kind, "".join(_words(element)).strip()), style


def _row(row: Any) -> list[str]:
    return [" ".join("".join(_words(cell)).split()) for cell in row.findall(f"{_W}tc")]


def _words(element: Any) -> Iterator[str]:
    """The words in an element and the signs between them."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag not in _GONE:
            yield _SIGNS.get(child.tag, "")
            yield from _words(child)


def _about(held: Any, archive: Packed) -> About:
    core = held.core_properties
    names = {one.filename for one in archive.members}
    aside = [what for name, what in _ASIDE.items() if b"<w:t" in archive[name]]
    pictures = sorted(name for name in names if name.startswith("word/media/"))
    return About(
        author=core.last_modified_by or core.author or "",
        keywords=core.keywords or "",
        language=core.language or "",
        created=core.created,
        changed=core.modified,
        relations=tuple(
            Relation("attachment", title=called(name.rsplit("/", 1)[-1])) for name in pictures
        ),
        notes=tuple(f"Its {what} were not read." for what in aside),
    )
