"""Feeds of syndication, RSS and Atom: what their entries say, by feedparser.

feedparser opens what it is handed as a path or an address, so it is handed a stream; and its own
sanitising is not trusted: each field is read as text here, each address is looked at.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from lxml import etree

from dispatches.wire.items import (
    Document,
    Item,
    Place,
    PubStatus,
    Relation,
    Subject,
    Type,
    composed,
)
from dispatches.wire.values import Unreadable

from . import feedids, feedtext, prose
from .embargoes import noted
from .jsontext import Row, first, said, whole
from .media import address, kind
from .moments import moment
from .statuses import embargo, standing

_HELD = ("embargo", "embargoed", "embargodate", "embargo_date", "embargoeduntil", "holduntil")
_FAULTS = (
    ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError,
    ArithmeticError,
)  # fmt: skip
_MEDIA = "{http://search.yahoo.com/mrss/}"
_COPY = frozenset({"description", "summary", "content", "encoded", "body"})
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"
_DRAFT = "{http://www.w3.org/2007/app}draft"


def read(name: str, raw: bytes) -> Document:
    """The entries of a feed, in the order of the feed."""
    root, charset, notes = feedtext.tree(raw)
    feedtext.refuse_too_many_heads(root)
    parsed = _parsed(root)
    elements = list(root.iter("{*}item", "{*}entry"))
    entries = [dict(one) for one in parsed["entries"]]
    if len(elements) != len(entries):
        elements = [etree.Element("entry")] * len(entries)
    feed = dict(parsed["feed"])
    ids = feedids.of(entries, feed)
    items = [_item(*told, feed) for told in zip(entries, elements, ids, strict=True)]
    items += _tombstones(root)
    if not items:
        raise Unreadable("This feed has no entries.")
    return composed(name, tuple(items), charset, *notes)


def _parsed(root: etree._Element) -> Any:
    import feedparser  # heavy, and most copy never needs it

    stream = io.BytesIO(etree.tostring(root, encoding="utf-8"))
    try:
        return feedparser.parse(stream, sanitize_html=False, resolve_relative_uris=False)
    except _FAULTS:
        raise Unreadable("This feed is broken: its entries cannot be read.") from None


def _item(entry: Row, element: etree._Element, uri: str, feed: Row) -> Item:
    body, html, summary = _body(entry)
    status, hold = _status(entry, element)
    until, held = embargo(_held(entry))
    headline = _field(entry, "title") or _ending(entry, "_headline")
    slug = _ending(entry, "_slug", "_slugline")
    note = _ending(entry, "_ednote", "_editorsnote")
    line = _ending(entry, "_dateline")
    relations = _relations(entry, element)
    return Item(
        type=_type(element, relations),
        guid=uri,
        uri=uri,
        pubstatus=status,
        version=_ending(entry, "_managementsequencenumber"),
        headline=headline,
        slugline=slug,
        byline=_byline(entry) or _ending(entry, "_byline"),
        abstract=_ending(entry, "_first_line", "_extendedheadline") or summary,
        ednote=note,
        usageterms=_ending(entry, "_usageterms"),
        copyrightnotice=_field(entry, "rights") or _field(feed, "rights"),
        body=body,
        dateline=Place(line, line.split(",")[0].strip()) if line else None,
        language=_language(entry, feed),
        urgency=_urgency(entry),
        firstcreated=moment(first(entry, "published") or _ending(entry, "_published")),
        versioncreated=_versioned(entry),
        embargoed=until,
        embargo=held or hold or ("" if until else noted(note, headline, slug)),
        expires=moment(first(entry, "expired")),
        source=_source(entry, feed),
        keywords=_keywords(element),
        subjects=_subjects(entry),
        places=tuple(Subject(name) for name in _places(element)),
        relations=relations,
        markup=prose.markup_of(html),
    )


def _ending(entry: Row, *names: str) -> str:
    """A field of an extension: feedparser writes its prefix before its name."""
    found = (said(entry[key]) for end in names for key in entry if key.endswith(end))
    return next((prose.line(one) for one in found if one), "")


def _field(entry: Row, name: str) -> str:
    """A field on one line: tags and entities are read, unless it is said to be plain text."""
    detail = entry.get(f"{name}_detail")
    plain = isinstance(detail, dict) and detail.get("type") == "text/plain"
    text = said(entry.get(name))
    return " ".join(text.split()) if plain else prose.line(text)


def _body(entry: Row) -> tuple[str, str, str]:
    """The body, its HTML where it has one, and the summary; a summary alone is the body too."""
    contents = [one for one in entry.get("content") or [] if said(one.get("value"))]
    told = prose.line(said(entry.get("summary")))
    held = contents[0] if contents else {"value": entry.get("summary"), "type": "text/html"}
    words = said(held.get("value"))
    if "<body.content>" in words:  # NITF, as some agencies put it into Atom
        words = words.partition("<body.content>")[2].partition("</body.content>")[0]
    html = words if "html" in said(held.get("type")) and prose.is_marked(words) else ""
    body = prose.text(html) if html else prose.paragraphs(words)
    more = next((said(entry[key]) for key in entry if key.endswith("_body")), "")
    if more and _folded(more) not in _folded(body):
        text = prose.text(more) if prose.is_marked(more) else prose.paragraphs(more)
        body, html = f"{body}\n\n{text}".strip(), ""
    return body, html, told if _folded(told) != _folded(body) or not contents else ""


def _folded(words: str) -> str:
    return " ".join(prose.line(words).split())


def _status(entry: Row, element: etree._Element) -> tuple[PubStatus, str]:
    drafts = (one.text or "" for one in element.iter(_DRAFT))
    if any(one.strip().lower() == "yes" for one in drafts):
        return PubStatus.WITHHELD, "draft"
    return standing(_ending(entry, "_publishing_status", "_publishingstatus", "_pubstatus"))


def _held(entry: Row) -> str:
    """An embargo that any extension names."""
    names = (key for key in entry if key.lower().split("_", 1)[-1] in _HELD)
    return next((said(entry[key]) for key in names if said(entry[key])), "")


def _urgency(entry: Row) -> int | None:
    """The number of an extension's urgency or priority."""
    held = (entry[key] for key in entry if key.endswith(("_urgency", "_priority")))
    told = (one.get("numeric") if isinstance(one, dict) else one for one in held)
    return next((number for one in told if (number := whole(one, 1, 9))), None)


def _byline(entry: Row) -> str:
    authors = entry.get("authors")
    names = [first(one, "name") for one in authors or [] if isinstance(one, dict)]
    return prose.line(", ".join(dict.fromkeys(one for one in names if one)))


def _source(entry: Row, feed: Row) -> str:
    source = entry.get("source")
    title = _field(dict(source), "title") if isinstance(source, dict) else ""
    return title or _field(feed, "title") or first(feed, "author")


def _versioned(entry: Row) -> Any:
    """When it was last changed: an extension knows that better, RSS says when it was published."""
    found = (_ending(entry, "_nm_updated"), first(entry, "updated"), first(entry, "published"))
    return next((when for one in found if one and (when := moment(one))), None)


def _language(entry: Row, feed: Row) -> str:
    detail = entry.get("title_detail")
    told = said(detail.get("language")) if isinstance(detail, dict) else ""
    return first(entry, "language") or told or first(feed, "language")


def _subjects(entry: Row) -> tuple[Subject, ...]:
    tags = [one for one in entry.get("tags") or [] if isinstance(one, dict)]
    found = (
        Subject(
            prose.line(first(one, "label", "term")),
            first(one, "term") if first(one, "label") else "",
            first(one, "scheme"),
        )
        for one in tags
    )
    return tuple(dict.fromkeys(one for one in found if one.name))


def _keywords(element: etree._Element) -> tuple[str, ...]:
    """Words in an extension's tags, and in Media RSS's list."""
    found = [prose.line(one.get("value") or "") for one in element.iter("{*}tag", "{*}catagory")]
    for one in element.iter("{*}keywords", "{*}Keywords"):
        found += [word.strip() for word in (one.text or "").split(",")]
    return tuple(dict.fromkeys(word for word in found if word))


def _places(element: etree._Element) -> Iterable[str]:
    for one in element.iter("{*}tag", "{*}region"):
        place = (one.text or "") if _local(one) == "region" else one.get("value") or ""
        if place.strip() and (_local(one) == "region" or one.get("type_value") == "Place"):
            yield prose.line(place)


def _local(element: etree._Element) -> str:
    """The name of a tag; in a broken feed its prefix may stand before it."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _relations(entry: Row, element: etree._Element) -> tuple[Relation, ...]:
    """The entry's page, its enclosures and what Media RSS shows: of each file the widest."""
    found = [_linked(one) for one in entry.get("links") or [] if isinstance(one, dict)]
    found += _media(element)
    return tuple(dict.fromkeys(one for one in found if one.href))


def _type(element: etree._Element, relations: tuple[Relation, ...]) -> Type:
    """Text as a rule; what shows a picture with its caption, and has no copy, is the picture."""
    captions = element.iterfind(f".//{_MEDIA}description")
    if any(_local(one) in _COPY and _MEDIA not in str(one.tag) for one in element.iter("{*}*")):
        return Type.TEXT
    shown = (kind(one.rel) for one in relations if one.rel != "alternate")
    captioned = any((one.text or "").strip() for one in captions)
    return next(filter(None, shown), Type.TEXT) if captioned else Type.TEXT


def _linked(link: Row) -> Relation:
    rel, mimetype = first(link, "rel") or "alternate", first(link, "type")
    sort = kind("", mimetype)
    if rel == "enclosure":
        rel = sort.value if sort and sort is not Type.TEXT else "attachment"
    rel = {"related": "seealso", "via": "seealso"}.get(rel, rel)
    return Relation(rel, "", address(link.get("href")), first(link, "title"), "", mimetype)


def _media(element: etree._Element) -> list[Relation]:
    widest: dict[str, tuple[int, Relation]] = {}
    for one in element.iter(_MEDIA + "*"):
        if _local(one) not in {"content", "thumbnail"}:
            continue
        href = address(one.get("url"))
        width = int(one.get("width", "0")) if one.get("width", "0")[:6].isdecimal() else 0
        known = widest.get(href.split("?")[0])
        if href and (known is None or known[0] < width):
            widest[href.split("?")[0]] = (width, _shown(one, href))
    return [relation for _, relation in widest.values()]


def _shown(one: etree._Element, href: str) -> Relation:
    mimetype = one.get("type", "")
    sort = kind(one.get("medium", ""), mimetype) or Type.PICTURE
    title, caption = (prose.line(one.findtext("{*}" + name) or "") for name in _SHOWN)
    return Relation(sort.value, "", href, title, caption, mimetype)


_SHOWN = ("title", "description")


def _tombstones(root: etree._Element) -> list[Item]:
    """Entries that were taken away (RFC 6721): each is a cancel of the item that it names."""
    return [
        Item(
            guid=one.get("ref", ""),
            uri=one.get("ref", ""),
            pubstatus=PubStatus.CANCELED,
            versioncreated=moment(one.get("when", "")),
            ednote=prose.line(one.findtext(f"{_TOMBSTONE}comment") or ""),
        )
        for one in root.iter(f"{_TOMBSTONE}deleted-entry")
        if one.get("ref", "").strip()
    ]
