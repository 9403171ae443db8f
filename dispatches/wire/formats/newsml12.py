"""NewsML 1.2: news items made of components, whose copy is NITF, XHTML or text inside them."""

from __future__ import annotations

import re
from typing import Any

from dispatches.wire.items import Document, Item, Place, PubStatus, Relation, Subject, composed
from dispatches.wire.values import Unreadable

from . import media, moments, stated, trees
from .embargoes import noted
from .markup import line_of
from .newsml12_parts import FORMAL, Found, parts_of
from .tags import Element, local, said

NAME = "newsml-1.2"
LABEL = "NewsML 1.2"
Lines = list[tuple[str, str]]
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REVISION = re.compile(r":[0-9]+[A-Z]?$")
_RUN_OF_DIGITS = re.compile(r"[0-9]{6}")
_URN_PARTS = 5
_FULL_URN = 6  # urn:newsml:provider:date:item:revision
_LONG_DUID = 16
_FEW_DIGITS = 6
_CANCELS = frozenset({"delete", "cancel", "kill", "withdraw"})
_SUBJECTS = ("subject", "subjectmatter", "subjectdetail", "subjectqualifier")
_NOTES = frozenset({"advisoryline", "ednote", "editorialnote", "advisory", "note", "ednoteline"})
_KEYWORDS = frozenset({"catchword", "catchline", "keyword", "keywordline"})


def sniff(raw: bytes) -> bool:
    """Whether the root element is that of NewsML 1."""
    name, _ = trees.root_of(raw)
    return name == "newsml"


def read(raw: bytes) -> Document:
    """The news items of a NewsML 1 document; raises Unreadable where there is none."""
    tree = trees.parse(raw)
    envelope = Found(next((one for one in tree.root if local(one.tag) == "newsenvelope"), ()))
    found = [one for one in tree.root if local(one.tag) == "newsitem"]
    trees.refuse_too_many(len(found))
    items = tuple(_item(one, envelope) for one in found)
    if not any(item.body or item.headline or item.relations for item in items):
        raise Unreadable("This is NewsML 1.2, but there is no news item with copy in it.")
    return composed(NAME, items, tree.charset, *tree.notes)


def _item(element: Element, envelope: Found) -> Item:
    parts = parts_of(element)
    stand = parts.stated
    lines = _newslines(stand)
    slugline = stand.line("slugline") or stand.line("namelabel")
    body = parts.text
    ednote = _ednote(lines, parts.body.note)
    headline = stated.headline((stand.line("headline"), parts.title, parts.body.headline), body)
    return Item(
        type=parts.type,
        headline=headline,
        slugline=slugline,
        byline=_byline(stand, parts.body.byline, body),
        abstract=parts.abstract,
        ednote=ednote,
        body=body,
        dateline=_dateline(stand, parts.dateline),
        language=_language(element, stand),
        urgency=_urgency(stand, envelope),
        sequence=envelope.line("transmissionid"),
        source=_source(stand),
        take_key=stated.take_key(slugline),
        series=stand.line("seriesline"),
        keywords=_keywords(stand, lines),
        subjects=_subjects(stand),
        places=_places(stand),
        genre=stand.formal("genre"),
        signals=_signals(stand, lines),
        relations=(*parts.relations, *_beside(stand)),
        markup=parts.markup,
        **_identity(stand, element),
        **_rights(stand),
        **_management(stand, envelope, noted(ednote, headline, slugline)),
    )


def _identity(stand: Found, element: Element) -> dict[str, Any]:
    """The item's ids. A revision of nought is the first; an id that names no item is none."""
    revision = stand.line("revisionid")
    number = int(revision) if revision.isdecimal() else 0
    name = stand.line("newsitemid")
    guid = stand.line("publicidentifier")
    if not name and guid.count(":") < _URN_PARTS - 1:
        guid = ""
    if not guid and name:
        dated = ":".join(filter(None, (stand.line("providerid"), stand.line("dateid"), name)))
        guid = f"urn:newsml:{dated}:{number or 1}"
    if not guid:
        guid = _told_apart(said(element.iter("{*}NewsComponent"), "Duid"))
    before = said(stand["revisionid"], "PreviousRevision")
    tails = {f"{number or 1}", revision}
    tails |= {tail + said(stand["revisionid"], "Update") for tail in tails}
    return {
        "guid": guid,
        "uri": _without_revision(guid, name, tails) if revision else guid,
        "version": str(number or 1) if revision else "",
        "previous": "" if before == "0" else before,
    }


def _told_apart(duid: str) -> str:
    """A component's Duid, where it looks like one of its own in all the world: in most documents
    it is a name such as Text1, which every other document has too."""
    digits = sum(one.isdecimal() for one in duid)
    is_long = len(duid) >= _LONG_DUID and digits >= _FEW_DIGITS
    return duid if ":" in duid or is_long or _RUN_OF_DIGITS.search(duid) else ""


def _without_revision(guid: str, name: str, tails: set[str]) -> str:
    """The id that all revisions share: without a tail that is this revision, behind the item's
    name, for an item's name may well be a number itself."""
    shared, _, tail = guid.rpartition(":")
    is_whole = shared.endswith(f":{name}") if name else guid.count(":") >= _FULL_URN - 1
    return shared if tail in tails and is_whole else guid


def _unrevised(uri: str) -> str:
    """The id of another item without its revision: only an id with all its parts has one."""
    return _REVISION.sub("", uri) if uri.count(":") >= _FULL_URN - 1 else uri


def _management(stand: Found, envelope: Found, noted: str) -> dict[str, Any]:
    """Its status and moments. What is embargoed until it becomes usable is withheld till then."""
    pubstatus, embargo = stated.status(stand.formal("status"))
    if stand.formal("instruction").lower() in _CANCELS:
        pubstatus = PubStatus.CANCELED
    change = Found(next(iter(stand["statuswillchange"]), ()))
    at = moments.moment(change.line("dateandtime"))
    future = stated.status(change.formal("futurestatus"))[0] if at else None
    frees = future is PubStatus.USABLE and pubstatus is PubStatus.WITHHELD
    sent = moments.moment(envelope.line("dateandtime"))
    created = moments.moment(stand.line("firstcreated"))
    return {
        "pubstatus": pubstatus,
        "embargoed": at if frees else None,
        "embargo": "" if frees else embargo or noted,
        "expires": None if future in (None, PubStatus.USABLE) else at,
        "firstcreated": created,
        "versioncreated": moments.moment(stand.line("thisrevisioncreated")) or sent or created,
    }


def _byline(stand: Found, inner: str, body: str) -> str:
    author = (said([one], FORMAL) for one in stand["party"] if one.get("Topic") == "AUTHOR")
    written = stand.line("byline") or inner or next(filter(None, author), "")
    return stated.byline(written, body) or stand.line("creditline")


def _ednote(lines: Lines, inner: str) -> str:
    notes = [text for sort, text in lines if sort in _NOTES]
    return "\n".join(dict.fromkeys(filter(None, (*notes, inner))))


def _newslines(stand: Found) -> Lines:
    """The lines of no name of their own, by their sorts."""
    found = []
    for one in stand["newsline"]:
        inner = Found(one)
        text = inner.line("newslinetext")
        if text:
            found.append((inner.formal("newslinetype").lower(), text))
    return found


def _signals(stand: Found, lines: Lines) -> tuple[str, ...]:
    """What is said of the item and has no field of its own, as sent."""
    known = _NOTES | _KEYWORDS
    others = (text for sort, text in lines if sort not in known)
    sort = stand.formal("newsitemtype")
    told = (stand.formal("instruction"), "" if sort.lower() == "news" else sort, *others)
    return tuple(dict.fromkeys(filter(None, told)))


def _dateline(stand: Found, inner: Place | None) -> Place | None:
    text = stand.line("dateline") or (inner.text if inner else "")
    city = stated.city(text) or (inner.city if inner else "") or _origin(stand)
    when = moments.moment(stand.line("datelinedate"))
    if not (text or city):
        return inner
    return Place(text, city, when.date() if when else None)


def _origin(stand: Found) -> str:
    """The city that the copy comes from: the first, where none is said to be its origin."""
    stand_at = sorted(stand["location"], key=lambda one: one.get("HowPresent") != "Origin")
    return next(filter(None, (_properties(one).get("city", "") for one in stand_at)), "")


def _properties(element: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in element.iter("{*}Property"):
        found.setdefault((one.get(FORMAL) or "").lower(), (one.get("Value") or "").strip())
    return found


def _language(element: Element, stand: Found) -> str:
    inner = element.iter("{*}NewsComponent")
    return stand.formal("language") or said((element, *inner), _LANG)


def _urgency(stand: Found, envelope: Found) -> int | None:
    own = stand.formal("urgency") or stand.line("urgency")
    return (
        stated.urgency(own)
        or stated.urgency(envelope.formal("priority"))
        or stated.urgency(next(iter(stand.properties("priority")), ""))
    )


def _source(stand: Found) -> str:
    parties = (_party(stand[name]) for name in ("provider", "source"))
    return next(filter(None, parties), "") or stand.line("providerid")


def _party(elements: list[Element]) -> str:
    return said((party for one in elements for party in one), FORMAL)


def _keywords(stand: Found, lines: Lines) -> tuple[str, ...]:
    sorted_so = [text for sort, text in lines if sort in _KEYWORDS]
    stand_in_line = [line_of(one) for one in stand["keywordline"]]
    tagged = [line_of(one) for one in stand["item_keyword"]]
    found = (*stand.properties("keyword"), *sorted_so, *stand_in_line, *tagged)
    return tuple(dict.fromkeys(filter(None, found)))


def _subjects(stand: Found) -> tuple[Subject, ...]:
    codes = (said([one], FORMAL) for name in _SUBJECTS for one in stand[name])
    return tuple(Subject(code=code, scheme="subj") for code in dict.fromkeys(filter(None, codes)))


def _places(stand: Found) -> tuple[Subject, ...]:
    found = []
    for one in stand["location"]:
        told = _properties(one)
        names = (told.get(name, "") for name in ("city", "countryarea", "area", "country"))
        found.append(Subject(next(filter(None, names), ""), told.get("country", "")))
    return tuple(dict.fromkeys(one for one in found if one.name))


def _rights(stand: Found) -> dict[str, Any]:
    line = stand.line("copyrightline")
    owner = stand.line("copyrightholder") or _party(stand["copyrightholder"])
    terms = (stand.line("rightsline"), stand.line("usagetype"), stand.line("limitations"))
    return {
        "copyrightholder": owner or stated.holder(line),
        "copyrightnotice": line,
        "usageterms": " ".join(filter(None, terms)),
    }


def _beside(stand: Found) -> tuple[Relation, ...]:
    """The items that it is said to go with, or to derive from: neither takes the other's place."""
    found = []
    for one in (*stand["associatedwith"], *stand["derivedfrom"]):
        uri, href = said([one], "NewsItem"), media.address(said([one], "Href"))
        if uri or href:
            found.append(Relation("seealso", _unrevised(uri), href, said([one], FORMAL)))
    return tuple(found)
