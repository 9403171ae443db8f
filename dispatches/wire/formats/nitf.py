"""NITF 3.x, the News Industry Text Format: a head of elements, and a body of paragraphs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from dispatches.wire.items import Document, Item, Place, PubStatus, Subject, Type, composed
from dispatches.wire.values import Unreadable

from . import bodies, moments, stated, trees
from .embargoes import noted
from .markup import line_of
from .tags import Element, by_name, local, said

NAME = "nitf"
LABEL = "NITF"
_SUBJECT = "tobject.subject."
_SUBJECT_NAMES = tuple(_SUBJECT + part for part in ("detail", "matter", "type", "qualifier"))
_PLACE_NAMES = ("city", "county-dist", "state-prov", "country", "iso-cc", "world-region")
_SLUGS = ("anpa-keyword", "slug", "slugline", "slug-line", "ntbstikkord")
_SOURCES = ("ntbkilde", "source", "provider")
_SEQUENCES = ("anpa-sequence", "sequence", "sequence-number", "ap-transref", "wire-sequence")
_TAKE_KEYS = ("anpa-takekey", "takekey", "take-key", "anpa-version")
_URGENCIES = ("urgency", "priority", "ntbprioritet", "prioridad")

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Head = dict[str, list[Element]]


def sniff(raw: bytes) -> bool:
    """Whether the root element is NITF's."""
    return trees.root_of(raw)[0] == "nitf"


def read(raw: bytes) -> Document:
    """The story in a NITF document; raises Unreadable where there is none."""
    tree = trees.parse(raw)
    found = [tree.root] if local(tree.root.tag) == "nitf" else list(tree.root.iter("{*}nitf"))
    trees.refuse_too_many(len(found))
    items = tuple(_item(one) for one in found)
    if not any(item.body or item.headline for item in items):
        raise Unreadable("This is NITF, but there is no story in it.")
    return composed(NAME, items, tree.charset, *tree.notes)


def _item(nitf: Element) -> Item:
    body = bodies.of_nitf(nitf)
    head = by_name(one for part in nitf if local(part.tag) != "body" for one in part.iter())
    meta = _meta(head)
    slugline = _slugline(head, meta)
    headline = stated.headline((body.headline, _line(head, "title")), body.text)
    ednote = _ednote(head, body)
    return Item(
        uri=said(head.get("doc-id", ()), "id-string"),
        guid=said(head.get("doc-id", ()), "id-string"),
        version=said(head.get("du-key", ()), "version"),
        headline=headline,
        slugline=slugline,
        byline=stated.byline(body.byline, body.text),
        abstract=body.abstract,
        ednote=ednote,
        dateline=_dateline(head, body),
        language=_language(nitf, meta),
        urgency=_urgency(head, meta),
        sequence=_one_of(meta, _SEQUENCES),
        source=_source(head, meta, body),
        keywords=_keywords(head),
        subjects=_subjects(head),
        places=_places(head),
        genre=said(head.get("tobject.property", ()), "tobject.property.type"),
        evolvedfrom=_evolvedfrom(head),
        relations=body.relations,
        markup=body.markup,
        take_key=_one_of(meta, _TAKE_KEYS) or stated.take_key(slugline),
        **_series(head),
        **_rights(head, body),
        **_status(head, noted(ednote, headline, slugline)),
        **_type(body),
    )


def _meta(head: Head) -> dict[str, str]:
    """What the meta elements say, by their names in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for one in head.get("meta", ()):
        found.setdefault((one.get("name") or "").lower(), (one.get("content") or "").strip())
    return found


def _one_of(meta: dict[str, str], names: tuple[str, ...]) -> str:
    if not meta:
        return ""
    return next(filter(None, map(meta.get, names)), None) or ""


def _line(head: Head, name: str) -> str:
    found = head.get(name)
    return next(filter(None, map(line_of, found)), "") if found else ""


def _slugline(head: Head, meta: dict[str, str]) -> str:
    return (
        _one_of(meta, _SLUGS)
        or said(head.get("du-key", ()), "key")
        or said(head.get("keyword", ()), "key")
        or said(head.get("fixture", ()), "fix-id")
    )


def _ednote(head: Head, body: bodies.Body) -> str:
    """The message to editors, what a correction says of itself, and the notes above the copy."""
    notes = [said([one], "info") for name in ("ed-msg", "correction") for one in head.get(name, ())]
    return "\n".join(dict.fromkeys(filter(None, (*notes, body.note))))


def _dateline(head: Head, body: bodies.Body) -> Place | None:
    """The dateline; its city may stand in the head alone."""
    place = body.dateline
    if place and place.city:
        return place
    city = said(head.get("evloc", ()), "city")
    return replace(place or Place(), city=city) if city or place else None


def _language(nitf: Element, meta: dict[str, str]) -> str:
    inner = (one for one in nitf if local(one.tag) == "body")
    return (
        said((nitf,), _LANG, "baselang", "lang")
        or said(inner, _LANG, "lang")
        or _one_of(meta, ("language", "lang"))
    )


def _urgency(head: Head, meta: dict[str, str]) -> int | None:
    stand = stated.urgency(said(head.get("urgency", ()), "ed-urg"))
    return stand or stated.urgency(_one_of(meta, _URGENCIES))


def _source(head: Head, meta: dict[str, str], body: bodies.Body) -> str:
    return (
        _one_of(meta, _SOURCES)
        or body.source
        or said(head.get("from-src", ()), "src-name")
        or said(head.get("doc-id", ()), "regsrc")
        or said(head.get("doc.rights", ()), "agent", "owner")
        or said(head.get("doc.copyright", ()), "holder")
    )


def _keywords(head: Head) -> tuple[str, ...]:
    found = (said([one], "key") for one in head.get("keyword", ()))
    return tuple(dict.fromkeys(filter(None, found)))


def _subjects(head: Head) -> tuple[Subject, ...]:
    found = []
    for one in head.get("tobject.subject", ()):
        scheme = said([one], _SUBJECT + "ipr") or "subj"
        code = said([one], _SUBJECT + "refnum", _SUBJECT + "code")
        name = said([one], *_SUBJECT_NAMES)
        found.append(Subject(name, code, "subj" if scheme.upper() == "IPTC" else scheme))
    return tuple(dict.fromkeys(one for one in found if one.name or one.code))


def _places(head: Head) -> tuple[Subject, ...]:
    found = [
        Subject(said([one], *_PLACE_NAMES), said([one], "iso-cc")) for one in head.get("evloc", ())
    ]
    return tuple(dict.fromkeys(one for one in found if one.name))


def _evolvedfrom(head: Head) -> tuple[str, ...]:
    """What this document takes the place of: the one corrected, or the one its status is about."""
    corrected = said(head.get("correction", ()), "id-string")
    managed = said(head.get("docdata", ()), "management-doc-idref")
    return tuple(dict.fromkeys(filter(None, (corrected, managed))))


def _series(head: Head) -> dict[str, Any]:
    """Which part of how many it is; a part 1 of nobody knows how many says nothing."""
    series = head.get("series", [])
    keyed = said(head.get("du-key", ()), "part")
    part = stated.number(said(series, "series.part") or keyed)
    parts = stated.number(said(series, "series.totalpart"))
    return {
        "series": said(series, "series.name"),
        "part": None if part == 1 and not parts else part,
        "parts": parts,
    }


def _rights(head: Head, body: bodies.Body) -> dict[str, Any]:
    rights = head.get("doc.rights", [])
    owner = said(head.get("doc.copyright", ()), "holder") or said(rights, "owner")
    terms = [said(rights, name) for name in ("type", "limitations")] if rights else ()
    return {
        "copyrightholder": owner or stated.holder(body.rights),
        "copyrightnotice": body.rights,
        "usageterms": " ".join(filter(None, terms)),
    }


def _status(head: Head, noted: str) -> dict[str, Any]:
    """Its status and its moments; one under embargo may not be used before its release."""
    word = said(head.get("docdata", ()), "management-status")
    pubstatus, embargo = stated.status(word)
    issued = _moment(head, "date.issue") or _moment(head, "pubdata", "date.publication")
    release = _moment(head, "date.release")
    unsaid = release if not word and issued is None else None
    until = release if embargo or _is_later(release, issued) else unsaid
    until = None if pubstatus is PubStatus.CANCELED else until
    return {
        "pubstatus": pubstatus,
        "embargoed": until,
        "embargo": "" if until else embargo or noted,
        "firstcreated": issued,
        "versioncreated": issued,
        "expires": _moment(head, "date.expire"),
    }


def _moment(head: Head, name: str, attribute: str = "norm") -> datetime | None:
    return moments.moment(said(head.get(name, ()), attribute))


def _is_later(one: datetime | None, other: datetime | None) -> bool:
    """Whether a document is released later than it is sent; without a zone both are read alike."""
    if one is None or other is None:
        return False
    if one.tzinfo is None or other.tzinfo is None:
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return one > other


def _type(body: bodies.Body) -> dict[str, Any]:
    """Text as a rule; a document without copy that holds a picture is one, its caption the body."""
    if body.text or not body.relations:
        return {"body": body.text}
    captions = "\n\n".join(filter(None, (one.caption for one in body.relations)))
    return {"type": stated.kind(body.relations[0].rel) or Type.OTHER, "body": captions}
