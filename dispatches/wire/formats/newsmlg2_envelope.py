"""What every item of NewsML-G2 states alike: its ids, status, moments, rights, subjects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dispatches.wire.items import Subject, Type

from . import moments, stated
from .embargoes import noted
from .markup import line_of
from .tags import Element, by_name, local, said

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_TIME = "Under embargo; no time is given."
_ASIDE = ("notepad", "closingline", "contacts")
_LESSER_HEADLINES = re.compile(r"sub|short|kicker|over|sms|mobile|web|seo|alternat", re.IGNORECASE)
_EVOLVED = frozenset({"evolvedfrom", "replaces", "supersedes", "supersededitem"})
_PREVIOUS = frozenset({"", "previousversion", "previous"})
_PLACES = (":geoarea", "/geoarea", ":poi", "/poi", "cpttype:5")
_COUNTERS = frozenset({"runningnumber", "sequence", "sequencenumber", "transref", "serial"})
_IN_7901 = 2


class Envelope:
    """An item's blocks of metadata, each by the names of what is right in it."""

    __slots__ = ("content", "element", "guid", "meta", "parts", "rights")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.guid = (element.get("guid") or "").strip()
        self.parts = by_name(element)
        self.meta = self._inside("itemmeta")
        self.content = self._inside("contentmeta")
        self.rights = self._inside("rightsinfo")

    def _inside(self, name: str) -> dict[str, list[Element]]:
        return by_name(child for part in self.parts.get(name, ()) for child in part)


def common(told: Envelope, text: str, headlines: tuple[str, ...] = ()) -> dict[str, Any]:
    """What every kind of item states alike."""
    slugline = first(told.content, "slugline")
    written = (headline(told), *headlines, first(told.meta, "title"))
    return {
        "headline": stated.headline(written, text),
        "slugline": slugline,
        "ednote": _ednote(told),
        "language": said(told.content.get("language", ()), "tag") or said([told.element], _LANG),
        "urgency": stated.urgency(first(told.content, "urgency")),
        "sequence": _sequence(told),
        "source": value(told.meta.get("provider", ())) or value(told.content.get("infosource", ())),
        "take_key": stated.take_key(slugline),
        "keywords": _lines(told.content.get("keyword", ())),
        "genre": value(told.content.get("genre", ())),
        "signals": _signals(told),
        **_identity(told),
        **_status(told),
        **_rights(told),
        **_subjects(told),
    }


def type_of(told: Envelope) -> Type:
    """What an item is, by its class; text where it has none, other where nobody knows the class."""
    word = said(told.meta.get("itemclass", ()), "qcode", "uri", "literal")
    return (stated.kind(word) or Type.OTHER) if word else Type.TEXT


def value(elements: Iterable[Element]) -> str:
    """What the first of these elements stands for that says it: a name, a literal, a code."""
    for one in elements:
        found = name_of(one) or said([one], "literal") or _code(one) or (one.text or "").strip()
        if found:
            return found
    return ""


def name_of(element: Element) -> str:
    """The name in an element; a mnemonic only where there is no other."""
    names = [one for one in element if local(one.tag) == "name"] if len(element) else []
    names.sort(key=lambda one: "mnemonic" in (one.get("role") or ""))
    return next(filter(None, map(line_of, names)), "")


def _code(element: Element) -> str:
    return stated.code(said([element], "qcode", "uri"))


def first(found: dict[str, list[Element]], name: str) -> str:
    """The words of the first element of this name that has any."""
    alike = found.get(name)
    return next(filter(None, map(line_of, alike)), "") if alike else ""


def _lines(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(line_of, elements))))


def _identity(told: Envelope) -> dict[str, Any]:
    version = said([told.element], "version")
    links = told.meta.get("link", ())
    evolved = (target(one) for one in links if rel_of(one) in _EVOLVED)
    before = (said([one], "version") for one in links if rel_of(one) in _PREVIOUS)
    return {
        "guid": f"{told.guid}:{version}" if told.guid and version else told.guid,
        "uri": told.guid,
        "version": version,
        "evolvedfrom": tuple(dict.fromkeys(filter(None, evolved))),
        "previous": next(filter(None, before), ""),
    }


def rel_of(link: Element) -> str:
    """How a link says that it is tied, in small letters and without a scheme."""
    return stated.code(link.get("rel") or "").lower()


def target(element: Element) -> str:
    """The id of the item that an element names."""
    return said([element], "residref", "guidref", "guid", "qcode", "uri")


def _status(told: Envelope) -> dict[str, Any]:
    """The status and the moments; an embargo without a time that can be read is one without end."""
    pubstatus, unknown = stated.status(
        said(told.meta.get("pubstatus", ()), "qcode", "uri", "literal")
    )
    embargoes = [(one.text or "").strip() for one in told.meta.get("embargoed", ())]
    until = next(filter(None, map(moments.moment, embargoes)), None)
    words = next(filter(None, embargoes), _NO_TIME) if embargoes else _embargo(told)
    created = _moment(told.meta, "firstcreated") or _moment(told.content, "contentcreated")
    changed = _moment(told.meta, "versioncreated") or _moment(told.content, "contentmodified")
    return {
        "pubstatus": pubstatus,
        "embargoed": until,
        "embargo": unknown or ("" if until else words),
        "firstcreated": created or changed,
        "versioncreated": changed or created,
        "expires": _moment(told.meta, "expires"),
    }


def _embargo(told: Envelope) -> str:
    """An embargo that a signal, a note or the mark on a head tells of."""
    signals = (one for one in _signals(told) if "embargo" in one.lower())
    heads = (headline(told), first(told.content, "slugline"))
    return next(signals, "") or noted(_ednote(told), *heads)


def _moment(found: dict[str, list[Element]], name: str) -> Any:
    return next(filter(None, (moments.moment(one.text) for one in found.get(name, ()))), None)


def _rights(told: Envelope) -> dict[str, Any]:
    notice = first(told.rights, "copyrightnotice")
    return {
        "copyrightholder": value(told.rights.get("copyrightholder", ())) or stated.holder(notice),
        "copyrightnotice": notice,
        "usageterms": first(told.rights, "usageterms"),
    }


def headline(told: Envelope) -> str:
    """The headline that is no lesser one: no line under it, no short form of it."""
    found = told.content.get("headline", ())
    main = (one for one in found if not _LESSER_HEADLINES.search(one.get("role") or ""))
    return next(filter(None, map(line_of, (*main, *found))), "")


def _ednote(told: Envelope) -> str:
    notes = (one for one in told.meta.get("ednote", ()) if not _is_aside(one))
    return "\n".join(_lines(notes))


def _is_aside(note: Element) -> bool:
    return stated.code(note.get("role") or "").lower().endswith(_ASIDE)


def _signals(told: Envelope) -> tuple[str, ...]:
    found = (said([one], "qcode", "uri", "literal") for one in told.meta.get("signal", ()))
    return tuple(dict.fromkeys(filter(None, found)))


def _sequence(told: Envelope) -> str:
    """The number on the wire: a running number, or the one in the ids of IPTC 7901."""
    for one in told.content.get("altid", ()):
        sort = stated.code(one.get("type") or "").lower()
        words = line_of(one)
        if sort in _COUNTERS:
            return words.split(" ")[-1]
        fields = words.split(":")
        if sort == "iptc7901id" and len(fields) > _IN_7901:
            return fields[1]
    return ""


def _subjects(told: Envelope) -> dict[str, Any]:
    subjects: list[Subject] = []
    places = [_subject(one) for one in told.content.get("located", ())]
    for one in told.content.get("subject", ()):
        sort = (one.get("type") or "").lower()
        (places if sort.endswith(_PLACES) else subjects).append(_subject(one))
    return {
        "subjects": tuple(dict.fromkeys(one for one in subjects if one.name or one.code)),
        "places": tuple(dict.fromkeys(one for one in places if one.name or one.code)),
    }


def _subject(element: Element) -> Subject:
    word = element.get("qcode") or element.get("uri") or ""
    scheme, _, code = word.rpartition("/" if "/" in word else ":")
    name = name_of(element) if len(element) else ""
    return Subject(name or element.get("literal") or "", code, scheme)
