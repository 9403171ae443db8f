"""The AP Media API: an item by itself, or the answer to a search or a feed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from dispatches.wire.items import Document, Item, Place, PubStatus, Relation, Subject, Type
from dispatches.wire.items import composed as _composed
from dispatches.wire.values import Unreadable

from . import prose
from .embargoes import noted
from .jsontext import Row, bounded, first, load, lowered, narrow, opens, rows, said, whole, words
from .media import address, kind, relation, rendition
from .moments import moment
from .statuses import as_free_as, embargo, standing, stricter

NAME = "apmedia"
LABEL = "AP Media API (JSON)"

_IDS = re.compile(rb'"altids"\s{0,9}:\s{0,99}\{[^{}]{0,2000}"itemid"\s{0,9}:')
_TAKE = re.compile(
    r"(?:\d(?:st|nd|rd|th)\s?|urgent\b|writethru\b|ld\b|lead\b|add\b|insert\b|sub\b|takes?\b|"
    r"correct|advisory\b)",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\d{2,5}")  # the count of words that a slug ends in
_KILLS = frozenset({"kill", "disregard"})
_HOLDS = frozenset({"withhold", "holdforrelease"})
_TAKES = ("lead", "writethru", "add", "insert", "sub", "takes", "corrective", "clarification")
_DEEPEST = 4


def sniff(raw: bytes) -> bool:
    """JSON whose items carry the AP's own ids."""
    return opens(raw) and _IDS.search(narrow(raw)) is not None


def read(raw: bytes) -> Document:
    """The items of the answer, each followed by the media linked to it."""
    value, charset = load(raw)
    items = [one for row in bounded(_found(value, 0)) for one in _with_linked(row, 0)]
    if not items:
        raise Unreadable("There is an answer of the AP Media API in it, but no item.")
    bare = sum(one.type is Type.TEXT and not one.body for one in items)
    notes = (f"Of its text items, {bare} came without their text: a link alone.",) if bare else ()
    return _composed(NAME, tuple(bounded(items)), charset, *notes)


def _found(value: Any, depth: int) -> list[Row]:
    """The items: the one that the document is or holds, or those in its list.

    What was fetched for an item, its NITF and its linked media, may stand beside it.
    """
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [row for one in value for row in _found(one, depth + 1)]
    if not isinstance(value, dict):
        return []
    row = lowered(value)
    if isinstance(row.get("altids"), dict):
        return [row]
    beside: Row = {name: row[name] for name in ("nitf", "associations") if name in row}
    inner = (_found(row.get(name), depth + 1) for name in ("data", "item", "items"))
    return [{**beside, **one} for held in inner for one in held]


def _with_linked(row: Row, depth: int) -> list[Item]:
    """An item, and after it the media that are linked to it, where more is told than their ids."""
    item = _item(row)
    beside: list[Item] = []
    relations = _relations(row, item)
    for link in bounded(_linked(row.get("associations"))) if depth < _DEEPEST else ():
        found = _with_linked(link, depth + 1)
        other = found[0]
        rel = "seealso" if other.type is Type.TEXT else other.type.value
        relations.append(relation(rel, other, _where(link, other.type), other.body))
        if other.type is not Type.TEXT and (other.body or other.headline):
            beside += [as_free_as(item, one) for one in found]
    return [replace(item, relations=tuple(relations)), *beside]


def _linked(value: Any) -> list[Row]:
    held = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(held, list):
        return []
    return [
        found for one in held if isinstance(one, dict) for found in (_found(one, 1) or rows(one))
    ]


def _item(row: Row) -> Item:
    ids = lowered(row["altids"]) if isinstance(row.get("altids"), dict) else {}
    itemid, version = first(ids, "itemid"), first(row, "version")
    uri = itemid or first(row, "uri")  # its address may carry the token of a session
    sort = kind(first(row, "type")) or Type.OTHER
    html = _html(row)
    told = _told(row)
    headline = prose.line(first(row, "headline", "title"))
    caption = prose.line(first(row, "description_caption", "description_summary"))
    until, held = embargo(first(row, "embargoed"))
    status, hold = _status(row)
    slug, take = _slug(row)
    body = prose.text(html) if html else _plain(row, sort, caption)
    if sort is Type.TEXT and not body:
        told["signals"] += ("incomplete",)
    return Item(
        type=sort,
        guid=f"{itemid}:{version}" if itemid and version else itemid or uri,
        uri=uri,
        version=version,
        pubstatus=status,
        headline=headline,
        slugline=slug,
        byline=prose.line(_byline(row)),
        abstract=prose.line(first(row, "headline_extended", "description_summary")),
        body=body,
        dateline=_dateline(row),
        urgency=whole(row.get("urgency"), 1, 9) or whole(row.get("editorialpriority"), 1, 9),
        embargoed=until,
        embargo=held or hold or ("" if until else noted(told["ednote"], headline, slug)),
        sequence=first(ids, "transref", "sequence"),
        take_key=take,
        markup=prose.markup_of(html),
        **told,
    )


def _told(row: Row) -> dict[str, Any]:
    """What goes over as it is."""
    subjects = tuple(one for name in ("subject", "person", "organisation", "event", "audience")
                     for one in _concepts(row.get(name), name))  # fmt: skip
    return {
        "ednote": prose.line(first(row, "ednote")),
        "usageterms": prose.line(first(row, "usageterms")),
        "copyrightnotice": prose.line(first(row, "copyrightnotice")),
        "copyrightholder": first(row, "copyrightholder"),
        "language": first(row, "language"),
        "firstcreated": moment(first(row, "firstcreated")),
        "versioncreated": moment(first(row, "versioncreated")),
        "expires": moment(first(row, "expires")),
        "source": first(row, "infosource", "sources", "source", "provider"),
        "keywords": words(row.get("keywords")),
        "subjects": subjects,
        "places": _concepts(row.get("place"), "place"),
        "genre": said(row.get("genre")),
        "signals": words(row.get("editorialtypes")) + words(row.get("signals")),
    }


def _concepts(value: Any, name: str) -> tuple[Subject, ...]:
    return tuple(
        Subject(first(one, "name"), first(one, "code"), first(one, "scheme") or name)
        for one in rows(value)
        if first(one, "name", "code")
    )


def _status(row: Row) -> tuple[PubStatus, str]:
    """Its status, and what of its editorial types holds it back or takes it away."""
    status, hold = standing(first(row, "pubstatus"))
    types = {said(one).lower(): said(one) for one in words(row.get("editorialtypes"))}
    if _KILLS & types.keys():
        return PubStatus.CANCELED, ""
    for word in _HOLDS & types.keys():
        status, hold = stricter(status, PubStatus.WITHHELD), hold or types[word]
    return status, hold if status is PubStatus.WITHHELD else ""


def _slug(row: Row) -> tuple[str, str]:
    """The slug, and the words for a take behind its comma, else its editorial types' words."""
    slug = prose.line(first(row, "slugline"))
    for line in (slug, prose.line(first(row, "title"))):
        _, *marks = (part.strip() for part in line.split(","))
        takes = [one for one in marks if _TAKE.match(one) and not _LENGTH.fullmatch(one)]
        if takes:
            return slug.split(",")[0].strip(), ", ".join(takes)
    types = [one for one in words(row.get("editorialtypes")) if one.lower() in _TAKES]
    return slug, ", ".join(types)


def _byline(row: Row) -> str:
    photographer = row.get("photographer")
    found = [one for one in rows(row.get("bylines")) if first(one, "by", "name")]
    named = [
        first(one, "by", "name") + (f" ({title})" if (title := first(one, "title")) else "")
        for one in found
    ]
    return ", ".join(named) or said(row.get("byline")) or said(photographer)


def _html(row: Row) -> str:
    """The body: as HTML in the item or in the NITF that was fetched for it."""
    fetched = row.get("nitf")
    held = lowered(fetched) if isinstance(fetched, dict) else {}
    return first(row, "body_html", "body_nitf") or first(held, "body_html", "body", "body_nitf")


def _plain(row: Row, sort: Type, caption: str) -> str:
    text = first(row, "body_text", "body")
    return text or ("" if sort is Type.TEXT else caption)


def _dateline(row: Row) -> Place | None:
    place = row.get("datelinelocation")
    city = first(lowered(place), "city", "name") if isinstance(place, dict) else ""
    text = prose.line(first(row, "located", "dateline")) or city
    return Place(text, city or text.split(",")[0].strip()) if text else None


def _where(row: Row, sort: Type) -> tuple[str, str]:
    held = rows(row.get("renditions"))
    if sort is Type.TEXT:
        held = [one for one in held if first(one, "name").lower() in {"nitf", "plain", "anpa"}]
    return rendition(held)


def _relations(row: Row, item: Item) -> list[Relation]:
    """The item's own file, and the items that it says it refers to or derives from."""
    is_text = item.type is Type.TEXT
    where = _where(row, item.type)
    rel = "rendition" if is_text else item.type.value
    own = [relation(rel, item, where, "" if is_text else item.body)] if where[0] else []
    named = words(row.get("refersto")) + words(row.get("derivedfrom"))
    return own + [Relation("seealso", uri=one, href=address(one)) for one in named]
