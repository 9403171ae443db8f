"""The news items of NewsML-G2: their copy, and what stands beside it."""

from __future__ import annotations

import re

from dispatches.wire.items import Item, Place, Relation, Type

from . import bodies, media, stated
from .markup import line_of, text_of
from .newsmlg2_envelope import Envelope, common, first, headline, rel_of, target, type_of, value
from .tags import Element, by_name, local, said

_SUMMARIES = frozenset({"summary", "abstract", "lead", "teaser", "intro"})
_CAPTIONS = frozenset({"caption", "text", "longcaption"})
_EVOLVED = frozenset({"evolvedfrom", "replaces", "supersedes", "supersededitem"})
_NOTEBOOK = re.compile(r"(?:notizblock|notebook)\b", re.IGNORECASE)
_PAGE_HEAD = re.compile(r"\b(?:slugline|genre|publicationdate)\b", re.IGNORECASE)


def news_item(told: Envelope) -> Item:
    """A piece of news: text, or a picture with its caption."""
    body = _body(told)
    sort = type_of(told) if told.meta.get("itemclass") else _type_of_files(told)
    text, markup = body.text, body.markup
    if sort is not Type.TEXT and not text:
        text, markup = _described(told, _CAPTIONS) or _described(told, None), None
    return Item(
        type=Type.TEXT if sort is Type.OTHER and body.text else sort,
        body="\n\n".join(filter(None, (text, _notepad(told)))),
        markup=markup,
        byline=stated.byline(first(told.content, "by") or body.byline, body.text),
        abstract=_described(told, _SUMMARIES) or body.abstract,
        dateline=_dateline(told, body.dateline),
        relations=(*_linked(told), *_files(told, sort), *body.relations),
        **common(told, text, (body.headline,)),
    )


def _type_of_files(told: Envelope) -> Type:
    """What an item of no class is: text, unless it holds no more than a file of another kind."""
    contents = [one for part in told.parts.get("contentset", ()) for one in part]
    if not contents or any(local(one.tag) != "remotecontent" for one in contents):
        return Type.TEXT
    kinds = (stated.kind((one.get("contenttype") or "").partition("/")[0]) for one in contents)
    return next(filter(None, kinds), Type.TEXT)


def _notepad(told: Envelope) -> str:
    """The notes that close the copy, as the printed wire has them: a notebook is below a #."""
    for one in told.meta.get("ednote", ()):
        if len(one) and stated.code(one.get("role") or "").lower() == "notepad":
            text = text_of(one)
            return f"# {text}" if _NOTEBOOK.match(text) else text
    return ""


def _described(told: Envelope, roles: frozenset[str] | None) -> str:
    """The descriptions that play one of these roles; all of them for None."""
    found = []
    for one in told.content.get("description", ()):
        role = stated.code(one.get("role") or "").lower()
        if roles is None or role in roles:
            found.append(_paragraphs(one))
    return "\n\n".join(dict.fromkeys(filter(None, found)))


def _paragraphs(element: Element) -> str:
    """Text that may part its paragraphs by blank lines, as descriptions do."""
    if len(element):
        return text_of(element)
    parts = re.split(r"\n\s*\n", (element.text or "").strip())
    return "\n\n".join(" ".join(part.split()) for part in parts)


def _dateline(told: Envelope, inner: Place | None) -> Place | None:
    text = first(told.content, "dateline") or (inner.text if inner else "")
    located = value(told.content.get("located", ()))
    city = stated.city(text) or (inner.city if inner else "") or stated.city(located)
    return Place(text, city, inner.date if inner else None) if text or city else inner


def _linked(told: Envelope) -> tuple[Relation, ...]:
    """The items and pages that an item names; not its own earlier versions."""
    found = []
    for one in told.meta.get("link", ()):
        rel = rel_of(one)
        href = media.address(said([one], "href"))
        if rel in _EVOLVED | {"", "previousversion"} or not (href or target(one)):
            continue
        mimetype = said([one], "contenttype")
        found.append(Relation(_sort(mimetype, rel), target(one), href, *_titles(one), mimetype))
    return tuple(found)


def _sort(mimetype: str, rel: str) -> str:
    sort = stated.type_of_media(mimetype)
    return ("seealso" if rel else "attachment") if sort == "attachment" else sort


def _titles(element: Element) -> tuple[str, str]:
    """The title and the caption that a link or a reference carries."""
    inner = by_name(element)
    titles = [one for name in ("title", "name", "headline") for one in inner.get(name, ())]
    captions = [one for one in titles if "caption" in (one.get("role") or "")]
    plain = (one for one in titles if one not in captions)
    caption = next(filter(None, map(line_of, (*captions, *inner.get("description", ())))), "")
    return next(filter(None, map(line_of, plain)), ""), caption


def _files(told: Envelope, sort: Type) -> list[Relation]:
    """The files of the content; of the renditions of a picture, the greatest with an address."""
    contents = by_name(child for part in told.parts.get("contentset", ()) for child in part)
    remote = contents.get("remotecontent", [])
    if sort is not Type.TEXT and len(remote) > 1:
        remote = [max(remote, key=_greatness)]
    return [_file(one) for one in remote]


def _greatness(content: Element) -> tuple[bool, int]:
    size = content.get("size") or content.get("width") or ""
    return bool(media.address(content.get("href") or "")), stated.number(size) or 0


def _file(content: Element) -> Relation:
    href = said([content], "href")
    mimetype = said([content], "contenttype")
    link = media.address(href)
    uri = target(content) or ("" if link else href)
    return Relation(stated.type_of_media(mimetype), uri, link, *_titles(content), mimetype)


def _body(told: Envelope) -> bodies.Body:
    """The copy of the first content that has any."""
    for part in told.parts.get("contentset", ()):
        for one in part:
            found = _inline(one, told)
            if found and found.text:
                return found
    return bodies.Body()


def _inline(content: Element, told: Envelope) -> bodies.Body | None:
    name, mimetype = local(content.tag), content.get("contenttype") or ""
    if name == "inlinexml":
        _drop_page_head(content, headline(told))
        return bodies.of_container(content, mimetype)
    if name != "inlinedata" or content.get("encoding"):
        return None
    sort = mimetype.partition("/")[0].strip().lower()
    return bodies.of_container(content, mimetype) if sort in ("", "text", "application") else None


def _drop_page_head(content: Element, headline: str) -> None:
    """Take out of a page's header what only repeats the envelope: slug, genre, time, headline."""
    for header in list(content.iter("{*}header")):
        for child in list(header):
            repeats = local(child.tag) == "h1" and line_of(child) == headline
            if repeats or _PAGE_HEAD.search(child.get("class") or ""):
                header.remove(child)
