"""ninjs, the IPTC's news in JSON: its versions 1, 2 and 3, and lists of such items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dispatches.wire.items import Document, Item, Place, Relation, Subject, Type, composed
from dispatches.wire.values import Unreadable

from . import prose
from .embargoes import noted
from .jsontext import Row, bounded, first, load, lowered, narrow, opens, rows, said, whole, words
from .media import kind, relation, rendition
from .moments import moment
from .statuses import as_free_as, embargo, standing

NAME = "ninjs"
LABEL = "ninjs 1, 2 and 3 (IPTC news in JSON)"

_FIELD = re.compile(
    rb'"(?:headlines?|body_\w{1,20}|bodies|description_\w{1,20}|descriptions|versioncreated|'
    rb'pubstatus|slugline|usageterms|associations|representationtype)"\s{0,9}:',
    re.IGNORECASE,
)
_TELLS = ("headline", "headlines", "body_text", "body_html", "body_xhtml", "bodies", "slugline")
_NAMED = ("pubstatus", "versioncreated", "type", "associations", "renditions", "descriptions")
_LISTS = ("item", "items", "_items", "newsitems", "news", "data", "results", "hits", "entries")
_DEEPEST = 8


def sniff(raw: bytes) -> bool:
    """JSON with a field that ninjs knows."""
    return opens(raw) and _FIELD.search(narrow(raw)) is not None


def read(raw: bytes) -> Document:
    """The items of a ninjs document, each followed by what is associated with it."""
    value, charset = load(raw)
    items: list[Item] = []
    for row in bounded(_found(value, 0)):
        items += _with_associated(row, 0)
    if not items:
        raise Unreadable("There is JSON in it, but no news item as ninjs knows one.")
    return composed(NAME, tuple(bounded(items)), charset)


def _found(value: Any, depth: int) -> Iterator[Row]:
    """The items in a document: itself, or those in its lists."""
    if isinstance(value, list):
        for one in value:
            yield from _found(one, depth + 1) if depth < _DEEPEST else ()
    elif isinstance(value, dict):
        row = lowered(value)
        if _is_item(row):
            yield row
        elif depth < _DEEPEST:
            for name in _LISTS:
                yield from _found(row.get(name), depth + 1)


def _is_item(row: Row) -> bool:
    named = "uri" in row or "guid" in row
    return any(name in row for name in _TELLS) or (named and any(one in row for one in _NAMED))


def _with_associated(row: Row, depth: int) -> list[Item]:
    """An item and, after it, the items that are associated with it."""
    item = _item(row)
    beside: list[Item] = []
    relations = _own(row, item)
    held = _associated(row.get("associations")) if depth < _DEEPEST else []
    for one in bounded(held):
        found = _with_associated(one, depth + 1)
        relations.append(_related(item, found[0], one))
        if found[0].body or found[0].type is not Type.TEXT:
            beside += [as_free_as(item, below) for below in found]
    return [replace(item, relations=tuple(relations)), *beside]


def _associated(value: Any) -> list[Row]:
    """What is associated: objects under names (ninjs 1), lists under names, or a list (2, 3)."""
    if isinstance(value, dict):
        lists = (one if isinstance(one, list) else [one] for one in value.values())
        value = [one for several in lists for one in several]
    return rows(value) if isinstance(value, list) else []


def _related(item: Item, other: Item, row: Row) -> Relation:
    rel = other.type.value
    if other.type in {Type.TEXT, Type.COMPOSITE}:
        rel = "item" if item.type is Type.COMPOSITE else "seealso"
    return relation(rel, other, _where(row), other.abstract)


def _item(row: Row) -> Item:
    body, html = _body(row)
    until, held = embargo(first(row, "embargoed", "embargoeduntil", "embargo"))
    status, hold = standing(first(row, "pubstatus"))
    uri = first(row, "uri", "guid", "_id", "itemid")
    sort = _sort(row, body)
    headline = prose.line(_told(row, "headlines", "headline", "title"))
    slug = prose.line(first(row, "slugline"))
    abstract = prose.line(_told(row, "descriptions", "description_text", "description_html"))
    return Item(
        type=sort,
        guid=first(row, "guid", "uri", "_id", "itemid"),
        uri=uri,
        version=first(row, "version", "_current_version"),
        pubstatus=status,
        headline=headline,
        slugline=slug,
        byline=prose.line(_byline(row)),
        abstract=abstract,
        body=body or abstract,
        dateline=_dateline(row),
        embargoed=until,
        embargo=held or hold or ("" if until else noted(first(row, "ednote"), headline, slug)),
        urgency=whole(row.get("urgency"), 1, 9) or whole(row.get("priority"), 1, 9),
        take_key=first(row, "takekey", "take_key", "anpa_take_key"),
        evolvedfrom=_ids(row.get("evolvedfrom")) or _ids(row.get("rewrite_of")),
        signals=_signals(row),
        markup=prose.markup_of(html),
        **_rights(row),
        **_times(row),
        **_about(row),
    )


def _ids(value: Any) -> tuple[str, ...]:
    """Ids as they are: a comma may stand in one."""
    return words([value] if isinstance(value, str) else value)


def _rights(row: Row) -> dict[str, Any]:
    """Fields of text that go over as they are."""
    return {
        "ednote": prose.line(first(row, "ednote")),
        "usageterms": prose.line(first(row, "usageterms")),
        "copyrightholder": first(row, "copyrightholder"),
        "copyrightnotice": prose.line(first(row, "copyrightnotice")),
        "language": first(row, "language"),
        "sequence": first(row, "sequence", "ingest_provider_sequence"),
        "source": first(row, "source", "infosource", "infosources", "provider"),
    }


def _times(row: Row) -> dict[str, Any]:
    return {
        "firstcreated": moment(first(row, "firstcreated", "contentcreated")),
        "versioncreated": moment(first(row, "versioncreated")),
        "expires": moment(first(row, "expires")),
    }


def _about(row: Row) -> dict[str, Any]:
    subjects = _subjects(row, "subject", "subjects")
    for name in ("service", "person", "people", "organisation", "organisations", "event",
                 "events", "object", "objects"):  # fmt: skip
        subjects += _subjects(row, name, scheme=name)
    return {
        "keywords": words(row.get("keywords")) or words(row.get("keyword")),
        "subjects": subjects,
        "places": _subjects(row, "place", "places"),
        "genre": said(row.get("genre")) or said(row.get("genres")),
    }


def _subjects(row: Row, *names: str, scheme: str = "") -> tuple[Subject, ...]:
    found = [one for name in names for one in _each(row.get(name))]
    return tuple(
        Subject(
            first(one, "name", "literal"),
            first(one, "code", "qcode", "uri", "literal"),
            first(one, "scheme") or scheme,
        )
        for one in found
        if first(one, "name", "literal", "code", "qcode", "uri")
    )


def _each(value: Any) -> list[Row]:
    """Concepts as objects, or no more than their names."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return rows(value)
    return [lowered(one) if isinstance(one, dict) else {"name": said(one)} for one in value]


def _sort(row: Row, body: str) -> Type:
    """What the item is. A type that nobody knows is text only where there is a text to file."""
    word, mimetype = first(row, "type"), first(row, "mimetype", "contenttype")
    found = kind(word, mimetype)
    if found is None and not word and not body:
        found = kind("", _where(row)[1])
    if found is None and (body or not row.get("renditions")) and word != "component":
        return Type.TEXT
    return found or Type.OTHER


def _body(row: Row) -> tuple[str, str]:
    """The text of the body, and its HTML where it has one: HTML keeps paragraphs, so it leads."""
    html = first(row, "body_html", "body_xhtml") or _of_array(row.get("bodies"), html=True)
    text = first(row, "body_text", "body_plain", "body") or _of_array(row.get("bodies"))
    told = prose.text(html) if html else ""
    if not told:
        others = [name for name in row if name.startswith("body_")]
        told, html = text or first(row, *others), ""
        if prose.is_marked(told):
            told, html = prose.text(told), told
    return told, html


def _of_array(value: Any, *, html: bool = False) -> str:
    """The main text of a list of bodies, headlines or descriptions, in HTML or without."""
    found = [row for row in rows(value) if said(row.get("value"))]
    found = [row for row in found if ("htm" in first(row, "contenttype")) is html]
    found.sort(key=lambda row: first(row, "role").lower() not in {"", "main"})
    return said(found[0]["value"]) if found else ""


def _told(row: Row, array: str, *names: str) -> str:
    """A field of ninjs 1, or the main one of the array that ninjs 2 and 3 have for it."""
    others = [name for name in row if name.startswith(names[0].split("_")[0] + "_")]
    array_text = _of_array(row.get(array)) or _of_array(row.get(array), html=True)
    return array_text or first(row, *names, *others)


def _byline(row: Row) -> str:
    authors = row.get("authors")
    return first(row, "byline", "by", "bylines") or said(authors or None)


def _dateline(row: Row) -> Place | None:
    located = row.get("located") or row.get("dateline")
    if isinstance(located, dict):
        line = lowered(located)
        inner = line.get("located")
        place = lowered(inner) if isinstance(inner, dict) else line
        when = moment(first(line, "date"))
        city = first(place, "city", "name") or said(inner)
        found = Place(first(line, "text") or city, city, when.date() if when else None)
    else:
        text = said(located)
        found = Place(text, text.split(",")[0].strip())
    return found if found.text else None


def _where(row: Row) -> tuple[str, str]:
    link, mimetype = rendition(rows(row.get("renditions")))
    return link, mimetype or first(row, "mimetype", "contenttype")


def _own(row: Row, item: Item) -> list[Relation]:
    """The file of a picture, a sound or a film: the best of its renditions."""
    where = _where(row)
    if item.type in {Type.TEXT, Type.COMPOSITE} or not where[0]:
        return []
    return [relation(item.type.value, item, where, item.abstract)]


def _signals(row: Row) -> tuple[str, ...]:
    """What else a desk should know: that the item is not whole, and its profile."""
    part = first(row, "representationtype").lower()
    signals = (part,) if part and part not in {"complete", "full"} else ()
    return signals + words(row.get("signals"))
