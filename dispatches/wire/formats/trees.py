"""XML read without trust: no entity is expanded, no DTD is read, nothing is fetched.

A document that declares entities of its own is refused. One that is broken is mended as little as
it takes, and what was done is said in the notes.
"""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass
from functools import cache

from lxml import etree

from dispatches.wire.decode import decode
from dispatches.wire.values import Unreadable

from .tags import Element

ESCAPED = "Bare ampersands in its XML were read as text."
BROKEN = "Its XML is broken or cut short: what could be read of it is here, look for its end."
_ENTITIES = "Its XML declares entities of its own; newsdesk does not read such XML."
_DEEPEST, _MOST_ITEMS = 256, 1_000
_HEAD = 16_384
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x00\x00", b"\x4c\x6f\xa7\x94")
_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(rb"<\?xml\s[^>]{0,400}?\?>")
_DECLARED = re.compile(rb"""\sencoding\s*=\s*["']([\w.:-]{1,40})["']""", re.IGNORECASE)
_START = re.compile(rb"<([^\s<>/!?]{1,80})([^>]{0,2000})")
_NO_DOCTYPE = re.compile(rb"(?:<\?xml\s[^>]{0,200}\?>\s*)?<[^!?]")
_NAMED_BY_DOCTYPE = re.compile(rb"<!DOCTYPE\s+([\w.:-]{1,80})([^>]{0,200})", re.IGNORECASE)
_DOCTYPE = re.compile(rb"""<!DOCTYPE\s(?:"[^"]*"|'[^']*'|[^"'\[>])*""", re.IGNORECASE)
_OUTER_PARTS = re.compile(
    rb"""\[(?:\s|<!--(?:[^-]|-(?!->))*-->|%[\w.-]+;"""
    rb"""|<!ENTITY\s+%\s+[\w.-]+\s+(?:SYSTEM|PUBLIC\s+["'][^"']*["'])\s+["'][^"']*["']\s*>)*\]\s*>"""
)
_ODD = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN = (b"amp", b"lt", b"gt", b"quot", b"apos")
_SPACE = re.compile(rb"\s*")
_HIGH_LATIN = bytes(range(0x80, 0xA0))
_LATIN = ("iso-8859-", "latin", "us-ascii", "ascii", "windows-", "cp125")
_AS_ASCII = (*_LATIN, "utf-8")
_LATIN_1 = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")


_COUNTED = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,9})|([0-9]{1,9}));?")


@dataclass(frozen=True, slots=True)
class Tree:
    """A document read: its root, the charset it came in, and what a desk should know of it."""

    root: Element
    charset: str
    notes: tuple[str, ...] = ()


def root_of(raw: bytes) -> tuple[str, str]:
    """The name of the root element, in small letters, and its attributes; nothing for no XML.

    >>> root_of(b'<?xml version="1.0"?> <!-- a --> <g:newsItem xmlns:g="urn:x">')
    ('newsitem', ' xmlns:g="urn:x"')
    """
    head = raw[:_HEAD].lstrip()
    if head.startswith(_WIDE):
        head = _narrow(head)
    if not head.startswith((b"<", _BOM)):
        return "", ""
    doctype, at = _prolog(head)
    found = _START.match(head, at) or (_NAMED_BY_DOCTYPE.match(head, at) if doctype < 0 else None)
    if found is None:
        return "", ""
    name = found[1].decode("utf-8", "replace").rpartition(":")[2].lower()
    return name, found[2].decode("utf-8", "replace")


def parse(raw: bytes) -> Tree:
    """Read bytes as XML. Raises Unreadable for what is none, and for what is not to be trusted."""
    charset = "utf-8"
    if raw.startswith(_WIDE):
        raw, charset = _as_utf8(raw)
    raw = _without_doctype(raw.lstrip())
    mended, escaped = _mended(raw)
    try:
        return Tree(*_strict(mended, charset), (ESCAPED,) if escaped else ())
    except etree.XMLSyntaxError as fault:
        if "depth" in str(fault):
            raise Unreadable(f"Its XML is nested more than {_DEEPEST} deep.") from fault
    return _second_try(raw, charset)


def refuse_too_many(items: int) -> None:
    """Raise Unreadable for a document of more items than any wire sends at once."""
    if items > _MOST_ITEMS:
        raise Unreadable(f"It holds more than {_MOST_ITEMS:,} items.")


def _strict(raw: bytes, charset: str) -> tuple[Element, str]:
    """The root and the charset that the document is in, by its word and by its bytes."""
    said = _charset_said(raw)
    override = _meant(raw, said) if said.startswith(_LATIN) and not raw.isascii() else None
    root = etree.fromstring(raw, _parser(encoding=override))
    if raw.startswith(b"<?xml") and not said.startswith(_AS_ASCII):
        _refuse_entities(root)
    return root, override or (said if charset == "utf-8" and said else charset)


def _meant(raw: bytes, said: str) -> str | None:
    """What is meant by a Latin charset: UTF-8 where the bytes are, Windows-1252 by Latin-1."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        has_letters_of_windows = len(raw.translate(None, _HIGH_LATIN)) != len(raw)
        return "cp1252" if has_letters_of_windows and said in _LATIN_1 else None
    return "utf-8"


def _second_try(raw: bytes, charset: str) -> Tree:
    """Read again by the charset that the bytes are in, then for as far as it can be read."""
    decoded = decode(raw)
    if charset == "utf-8":
        charset = decoded.charset
    plain = _DECLARATION.sub(b"", decoded.text.encode("utf-8", "replace"), count=1).lstrip()
    plain, escaped = _mended(plain)
    notes = (*decoded.notes, *((ESCAPED,) if escaped else ()))
    try:
        root = etree.fromstring(plain, _parser(encoding="utf-8"))
    except etree.XMLSyntaxError:
        root = _as_far_as_it_goes(plain)
        notes = (*notes, BROKEN)
    _refuse_entities(root)
    return Tree(root, charset, notes)


def without_halves(raw: bytes) -> bytes:
    """XML without references to what is no character: libxml lets them pass where it recovers.

    >>> without_halves(b"a&#xD800;b&#65;")
    b'a&#xFFFD;b&#65;'
    """

    def told(found: re.Match[bytes]) -> bytes:
        code = int(found[1], 16) if found[1] else int(found[2])
        odd = code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
        return b"&#xFFFD;" if odd else found[0]

    return _COUNTED.sub(told, raw)


def _as_far_as_it_goes(raw: bytes) -> Element:
    raw = without_halves(raw)
    try:
        root: Element | None = etree.fromstring(raw, _parser(encoding="utf-8", recover=True))
    except etree.XMLSyntaxError as fault:
        raise Unreadable("This is no XML that can be read.") from fault
    if root is None:
        raise Unreadable("This is no XML that can be read.")
    return root


@cache
def _parser(encoding: str | None, recover: bool = False) -> etree.XMLParser:
    """A parser, kept: lxml lets one thread after the other use it."""
    return etree.XMLParser(
        encoding=encoding,
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _charset_said(raw: bytes) -> str:
    declaration = _DECLARATION.match(raw, 3 if raw.startswith(_BOM) else 0)
    said = _DECLARED.search(declaration[0]) if declaration else None
    return said[1].decode().lower() if said else ""


def _narrow(head: bytes) -> bytes:
    """The head of a document in UTF-16 or UTF-32, near enough to find its root."""
    return head.replace(b"\x00", b"").lstrip(b"\xff\xfe").lstrip()


def _as_utf8(raw: bytes) -> tuple[bytes, str]:
    decoded = decode(raw)
    return _DECLARATION.sub(b"", decoded.text.encode("utf-8", "replace"), count=1), decoded.charset


def _prolog(raw: bytes) -> tuple[int, int]:
    """Where a harmless DOCTYPE stands (or -1), and what comes next: the root, or a DOCTYPE."""
    at, doctype = 3 if raw.startswith(_BOM) else 0, -1
    while True:
        at = _SPACE.match(raw, at).end()  # type: ignore[union-attr]  # nothing is space too
        end = 0
        if raw.startswith(b"<!--", at):
            end = raw.find(b"-->", at) + 3
        elif raw.startswith(b"<?", at):
            end = raw.find(b"?>", at) + 2
        elif raw[at : at + 9].upper() == b"<!DOCTYPE" and doctype < 0:
            end = _end_of_doctype(raw, at)
            doctype = at if end > 0 else doctype
        if end <= at:
            return doctype, at
        at = end


def _end_of_doctype(raw: bytes, at: int) -> int:
    """Where a DOCTYPE ends that names no more than DTDs elsewhere; -1 for any other."""
    found = _DOCTYPE.match(raw, at)
    if found is None:
        return -1
    if raw.startswith(b">", found.end()):
        return found.end() + 1
    inner = _OUTER_PARTS.match(raw, found.end())
    return inner.end() if inner else -1


def _without_doctype(raw: bytes) -> bytes:
    """The document without its DOCTYPE, which newsdesk has no use for."""
    if _NO_DOCTYPE.match(raw):
        return raw
    doctype, at = _prolog(raw)
    if _NAMED_BY_DOCTYPE.match(raw, at):
        raise Unreadable(_ENTITIES)
    return raw[:doctype] + raw[_end_of_doctype(raw, doctype) :] if doctype >= 0 else raw


def _refuse_entities(root: Element) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None:
        raise Unreadable(_ENTITIES)


def _mended(raw: bytes) -> tuple[bytes, bool]:
    """HTML's entities as numbers, other bare ampersands escaped, and whether there were such."""
    if b"&" not in raw or _ODD.search(raw) is None:
        return raw, False
    pieces: list[bytes] = []
    at = found = 0
    while at < len(raw):
        start = raw.find(b"<![CDATA[", at)
        end = raw.find(b"]]>", start) if start >= 0 else -1
        start, end = (start, end) if end >= 0 else (len(raw), len(raw))
        part, bare = _ODD.subn(rb"&amp;", _NAMED.sub(_numbered, raw[at:start]))
        found += bare
        pieces += [part, raw[start:end]]
        at = end
    return b"".join(pieces), found > 0


def _numbered(found: re.Match[bytes]) -> bytes:
    code = html.entities.name2codepoint.get(found[1].decode())
    return found[0] if code is None or found[1] in _OWN else b"&#%d;" % code
