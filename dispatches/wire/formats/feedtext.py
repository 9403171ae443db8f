"""A feed's XML, made sound before a library parses it: no entities of its own, nothing broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from lxml import etree

from dispatches.wire.decode import decode, visible
from dispatches.wire.values import Unreadable

from .trees import without_halves

_DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\ufeff?\s{0,999}<\?xml[^<>]{0,500}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[\]]{0,1000}>")
_KEPT = {"<![CDATA[": "]]>", "<!--": "-->"}
_BARE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|\w{1,31};)")
_NAMED = re.compile(r"&(#\d{1,7};|#x[0-9a-fA-F]{1,6};|\w{1,31};)")
_WHITE = frozenset({9, 10, 13})
_XMLS_OWN = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_START = re.compile(rb"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})")
_SKIPPED = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))
_ENTRY = re.compile(r"<(?:\w{1,40}:)?(?:item|entry|deleted-entry)[\s>/]")
_MOST_ENTRIES = 1000
_FEW = 6 * _MOST_ENTRIES  # characters, in which no more entries have room
_MOST_ENTITIES = 300_000
_MOST_HEADS = 500
_ENTRIES = ("{*}item", "{*}entry", "{*}deleted-entry")
_HEADS = ("{*}category", "{*}catagory", "{*}subject", "{*}link", "{*}keywords")
_HEAD = 16384
_BROKEN = "Its XML is broken or breaks off: what can be read of it was read."


def root(raw: bytes) -> str:
    """The local name of an XML document's root element; empty where there is none."""
    size = _HEAD if b"<!DOCTYPE" not in raw[:_HEAD] else len(raw)
    head = raw[:size].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    while head.startswith(b"<"):
        closer = next((end for mark, end in _SKIPPED if head.startswith(mark)), None)
        if closer is None:
            found = _START.match(head)
            return found[1].decode("ascii", "replace") if found else ""
        _, _, rest = head.partition(closer)
        head = _after_rules(head) if closer == b">" else rest
        head = head.lstrip()
    return ""


def _after_rules(head: bytes) -> bytes:
    """What stands behind a DOCTYPE, with the rules that it may bring."""
    rules, _, rest = head.partition(b">")
    if b"[" in rules:
        _, _, rest = head.partition(b"]")
        _, _, rest = rest.partition(b">")
    return rest


def head(raw: bytes) -> bytes:
    """The first bytes, where a root element declares its namespaces, in ASCII's width."""
    return raw[:_HEAD].replace(b"\x00", b"")


class Sound(NamedTuple):
    """A document's tree, the charset it was sent in, and what is to be said of its mending."""

    root: etree._Element
    charset: str
    notes: tuple[str, ...] = ()


def tree(raw: bytes) -> Sound:
    """The document's tree.

    Bare ampersands and the entities of HTML are read as what they stand for, what is broken is
    closed. Raises Unreadable for entities of its own, too many entries, or no document at all.
    """
    text, charset = _text(raw)
    if "<!ENTITY" in text:
        raise Unreadable("Its XML declares entities of its own, which newsdesk does not expand.")
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    if "<!DOCTYPE" in text[:2000]:
        raise Unreadable("Its XML brings rules of its own (a DTD), which newsdesk does not read.")
    if len(text) > _FEW and len(_ENTRY.findall(text)) > _MOST_ENTRIES:
        raise Unreadable(f"This feed has more than {_MOST_ENTRIES:,} entries.")
    if text.count("&") > _MOST_ENTITIES:
        raise Unreadable(f"This feed has more than {_MOST_ENTITIES:,} entities in it.")
    sound = _ampersands(text).encode("utf-8", "replace").lstrip()
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            strip_cdata=False,
            recover=recover,
        )
        try:
            found = etree.fromstring(without_halves(sound) if recover else sound, parser)
        except etree.XMLSyntaxError:
            continue
        if found is not None:
            return Sound(found, charset, (_BROKEN,) if recover else ())
    raise Unreadable("Its XML is broken before anything can be read of it.")


def refuse_too_many_heads(root: etree._Element) -> None:
    """Raise Unreadable for an entry with more categories, subjects and links than anybody reads:
    feedparser compares each with all that stand before it."""
    count = 0
    for one in root.iter(*_ENTRIES, *_HEADS):
        is_entry = str(one.tag).rpartition("}")[2] in {"item", "entry", "deleted-entry"}
        count = 0 if is_entry else count + 1 + (one.text or "").count(",")
        if count > _MOST_HEADS:
            raise Unreadable(f"An entry of this feed has more than {_MOST_HEADS} categories.")


def _text(raw: bytes) -> tuple[str, str]:
    declared = _DECLARED.search(raw[:512])
    charset = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        text = raw.decode("utf-8" if charset == "us-ascii" else charset)
        if "\x00" in text[:64]:
            raise UnicodeError
    except (LookupError, UnicodeError):
        decoded = decode(raw)
        text, charset = decoded.text, decoded.charset
    return visible(text.replace("\r\n", "\n")), charset


def _ampersands(text: str) -> str:
    """The text with each ampersand an entity that XML knows; CDATA and comments stay."""
    if "&" not in text:
        return text
    return "".join(
        one if kept else _NAMED.sub(_entity, _BARE.sub("&amp;", one)) for one, kept in _pieces(text)
    )


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is CDATA or a comment."""
    at = done = 0
    while (at := text.find("<!", at)) >= 0:
        closer = next((end for mark, end in _KEPT.items() if text.startswith(mark, at)), "")
        if not closer:
            at += 2
            continue
        yield text[done:at], False
        end = text.find(closer, at)
        done = len(text) if end < 0 else end + len(closer)
        yield text[at:done], True
        at = done
    yield text[done:], False


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if name in _XMLS_OWN:
        return found[0]
    if name.startswith("#"):
        return _character(name[1:-1])
    return "".join(f"&#{ord(char)};" for char in html5[name]) if name in html5 else f"&amp;{name}"


def _character(number: str) -> str:
    """A character by its number; the sign for none where XML has none of that number."""
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    is_one = code in _WHITE or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return f"&#{code if is_one or 0xFFFF < code < 0x110000 else 0xFFFD};"
