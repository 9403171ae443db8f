"""Markup to body text, and to safe HTML: for elements of XML formats and for strings of HTML.

Text comes out as a reader of the page would see it: white space inside a paragraph is one space,
<br> ends a line, a blank line parts paragraphs, a table has one row a line.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Iterable
from functools import partial

import nh3
from lxml import etree

from .tags import SAFE, Element, Kind, kind, local

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_BLOCK, _INLINE = Kind.BLOCK, Kind.INLINE
_BREAK = "\x0b"
_WHITE = "\n\t\r\f"
_RUNS = re.compile(r" {2,}")
_COLUMNS = re.compile(r"\S {2,}\S")
_BLANKS = re.compile(r"\n{3,}")
_NOT_IN_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]*>")
_ROWS_OF_A_TABLE = 3

_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_IN_HTML = {"hl1": "h2", "hl2": "h3", "bq": "blockquote", "hr": ""}


def text_of(element: Element) -> str:
    """The copy inside an element: paragraphs parted by a blank line, no tags."""
    found = _Copy()
    found.inside(element)
    found.close()
    return "\n\n".join(found.blocks)


def line_of(element: Element | None) -> str:
    """The words of an element on one line, as a headline wants them; nothing for no element."""
    if element is None:
        return ""
    return " ".join((text_of(element) if len(element) else element.text or "").split())


def text_of_html(html: str) -> str:
    """The copy of a string of HTML, as `text_of` gives it; a string without tags keeps its lines.

    >>> text_of_html("<p>One <b>two</b>.</p><ul><li>three<li>four &amp; five</ul>")
    'One two.\\n\\nthree\\n\\nfour & five'
    """
    if "<" not in html:
        return entities.unescape(html).strip()
    root = _tree(html)
    if root is None:
        return entities.unescape(_TAG.sub(" ", html)).strip()
    return text_of(root)


def safe(html: str) -> str:
    """A string of HTML with nothing in it but copy: a short list of tags, links to pages and mail.

    >>> safe("<p onclick='x()'>One<script>two()</script> <a href='javascript:x'>three</a></p>")
    '<p>One <a rel="nofollow noopener noreferrer">three</a></p>'
    """
    root = _tree(html) if "<" in html else None
    return safe_html((root,)) if root is not None else _as_paragraphs(text_of_html(html))


def safe_html(elements: Iterable[Element]) -> str:
    """What stands inside elements of XML or HTML, as safe HTML."""
    pieces: list[str] = []
    for element in elements:
        _write(element, pieces)
    return _clean("".join(pieces))


def markup_of(*elements: Element) -> Callable[[], str]:
    """A maker of the elements' safe HTML, for Item.markup: nothing is done until it is called."""
    return partial(safe_html, elements)


def markup_of_html(html: str) -> Callable[[], str]:
    """A maker of safe HTML from a string of HTML, for Item.markup."""
    return partial(safe, html)


def _tree(html: str) -> Element | None:
    """The tree of a string of HTML; None where there is none, or one too deep to be read whole."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root: Element | None = etree.fromstring(_NOT_IN_HTML.sub(" ", html).encode(), parser)
    except etree.XMLSyntaxError:
        return None
    too_deep = any("depth" in fault.message.lower() for fault in parser.error_log)
    return None if too_deep else root


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(SAFE),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )


def _as_paragraphs(text: str) -> str:
    return "".join(f"<p>{entities.escape(one)}</p>" for one in text.split("\n\n") if one.strip())


def _all_text(element: Element) -> str:
    return "".join(map(str, element.itertext()))


def _collapsed(text: str) -> str:
    """Text on one line, with white space as HTML shows it."""
    for mark in _WHITE:
        if mark in text:
            text = text.replace(mark, " ")
    return (_RUNS.sub(" ", text) if "  " in text else text).strip(" ")


def _line(text: str) -> str:
    """The text of a paragraph on one line; a table set in type keeps its lines."""
    if "\n" not in text and "  " not in text and "\t" not in text:
        return text.strip(" ")
    if "\n" in text and "  " in text and _COLUMNS.search(text):
        lines = text.split("\n")
        rows = sum(1 for line in lines if _COLUMNS.search(line))
        if len(lines) >= _ROWS_OF_A_TABLE and rows * 2 >= len(lines):
            return "\n".join(line.rstrip() for line in lines).strip()
    return _collapsed(text)


def _flowing(text: str) -> str:
    if _BREAK not in text:
        return _line(text)
    lines = "\n".join(map(_collapsed, text.split(_BREAK)))
    return _BLANKS.sub("\n\n", lines).strip("\n")


class _Copy:
    """The blocks of copy found so far, and the run of text that the next will be made of."""

    __slots__ = ("blocks", "run")

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.run: list[str] = []

    def close(self) -> None:
        """End a block, if there is a word in it."""
        if self.run:
            self.add(_flowing("".join(self.run)))
            self.run.clear()

    def add(self, block: str) -> None:
        """Take a block, unless it is blank."""
        if block and not block.isspace():
            self.blocks.append(block)

    def inside(self, element: Element) -> None:
        """Take what an element holds."""
        run = self.run
        text = element.text
        if text and (run or not text.isspace()):
            run.append(text)
        for child in element:
            how = kind(child.tag)
            if how is _BLOCK:
                self._paragraph(child)
            elif how is _INLINE and not len(child):
                run.append(child.text or "")
            else:
                self.take(child, how)
            tail = child.tail
            if tail and (run or not tail.isspace()):
                run.append(tail)

    def _paragraph(self, element: Element) -> None:
        if self.run:
            self.close()
        if len(element):
            self.inside(element)
            self.close()
        elif element.text:
            text = _line(element.text)
            if text and not text.isspace():
                self.blocks.append(text)

    def take(self, element: Element, how: Kind) -> None:
        """Take an element that is no plain block, as its kind asks."""
        if how is Kind.INLINE:
            self.inside(element)
        elif how is Kind.BREAK:
            self.run.append(_BREAK)
        elif how is not Kind.NO_COPY:
            self.close()
            self._block(element, how)

    def _block(self, element: Element, how: Kind) -> None:
        if how is Kind.AS_SET:
            self.add(_all_text(element).strip("\r\n").rstrip())
        elif how is Kind.TABLE:
            self._table(element)
        elif how is Kind.ROW:
            self.blocks += _row(element)
        else:
            self._paragraph(element)

    def _table(self, element: Element) -> None:
        lines: list[str] = []
        for row in _rows(element):
            found = _row(row) if kind(row.tag) is Kind.ROW else None
            if found is None or len(found) > 1:
                self._rows_so_far(lines)
            if found is None:
                self.take(row, kind(row.tag))
                self.close()
            elif len(found) == 1:
                lines += found
            else:
                self.blocks += found
        self._rows_so_far(lines)

    def _rows_so_far(self, lines: list[str]) -> None:
        if lines:
            self.add("\n".join(lines))
            lines.clear()


def _rows(table: Element) -> Iterable[Element]:
    for child in table:
        if local(child.tag) in _GROUPS:
            yield from child
        else:
            yield child


def _row(row: Element) -> list[str]:
    """A row as one line; a row that lays out a page, with paragraphs in a cell, as its blocks."""
    cells: list[list[str]] = []
    for cell in row:
        found = _Copy()
        found.inside(cell)
        found.close()
        cells.append(found.blocks)
    if any(len(cell) > 1 for cell in cells):
        return [block for cell in cells for block in cell]
    return ["  ".join(" ".join(cell).replace("\n", " ") for cell in cells).rstrip()]


def _write(element: Element, pieces: list[str]) -> None:
    """Write what an element holds as HTML of the allowed tags; nh3 has the last word on it."""
    if element.text:
        pieces.append(entities.escape(element.text))
    for child in element:
        if kind(child.tag) is not Kind.NO_COPY:
            _write_whole(child, pieces)
        if child.tail:
            pieces.append(entities.escape(child.tail))


def _write_whole(element: Element, pieces: list[str]) -> None:
    name = _name_in_html(element)
    if name == "br":
        pieces.append("<br>")
        return
    pieces.append(f"<{name}{_attributes(element, name)}>" if name else "")
    _write(element, pieces)
    pieces.append(f"</{name}>" if name else "")


def _name_in_html(element: Element) -> str:
    name = local(element.tag)
    if name in SAFE or name in _IN_HTML:
        return _IN_HTML.get(name, name)
    is_paragraph = kind(element.tag) is Kind.BLOCK and (element.text or "").strip()
    return "p" if is_paragraph else ""


def _attributes(element: Element, name: str) -> str:
    kept = ((key, element.get(key)) for key in sorted(_ATTRIBUTES.get(name, ())))
    return "".join(f' {key}="{entities.escape(value)}"' for key, value in kept if value)
