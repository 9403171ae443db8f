"""The copy inside an envelope: NITF, XHTML, HTML in a string, or plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from dispatches.wire.items import Place, Relation
from dispatches.wire.values import Unreadable

from . import moments, stated, trees
from .markup import line_of, markup_of, markup_of_html, text_of, text_of_html
from .media import address
from .tags import MOST, Element, by_name, local, said

_LEDE_IS_ABOVE = 8
_BESIDE_THE_NAME = frozenset({"byttl", "virtloc"})
_TAGGED = re.compile(r"</?[A-Za-z][\w.:-]*(?:\s[^<>]*)?/?>")
_ONE_PARAGRAPH = re.compile(r"\s*<p>([^<]*)</p>\s*", re.IGNORECASE)
_INDENTED = re.compile(r"\n[ \t]{2,}(?=\S)")


@dataclass(frozen=True, slots=True)
class Body:
    """The copy, and what stands at its head; `markup` makes its safe HTML."""

    text: str = ""
    markup: Callable[[], str] | None = None
    headline: str = ""
    byline: str = ""
    abstract: str = ""
    note: str = ""
    source: str = ""
    rights: str = ""
    dateline: Place | None = None
    relations: tuple[Relation, ...] = ()


def of_nitf(nitf: Element) -> Body:
    """The body of a NITF document."""
    body = next((one for one in nitf if local(one.tag) == "body"), nitf)
    parts = {local(part.tag): part for part in body}
    content = parts.get("body.content", body if body is not nitf else None)
    head = by_name(parts["body.head"].iter()) if "body.head" in parts else {}
    text = text_of(content) if content is not None else ""
    end = by_name(parts["body.end"].iter()).get("tagline", ()) if "body.end" in parts else ()
    text = "\n\n".join(filter(None, (text, *map(line_of, end))))
    return Body(
        text=text,
        markup=markup_of(content) if content is not None else None,
        headline=_headline(head) or _title(nitf),
        byline=", ".join(filter(None, map(_byline, head.get("byline", ())))),
        abstract=_abstract(head, content),
        note="\n".join(filter(None, map(line_of, head.get("note", ())))),
        source=_first_line(head, "distributor"),
        rights=_first_line(head, "rights"),
        dateline=_dateline(head),
        relations=_media(content),
    )


def of_html(page: Element) -> Body:
    """The body of a page of XHTML."""
    body = next((one for one in page if local(one.tag) == "body"), page)
    return Body(text=text_of(body), markup=markup_of(body), headline=_title(page))


def of_string(text: str, mimetype: str = "") -> Body:
    """The body in a string: a document of its own, HTML, or plain text."""
    text = text.strip("\ufeff\r\n")
    if text.lstrip().startswith(("<?xml", "<nitf", "<!DOCTYPE nitf")):
        return _of_document(text)
    wrapped = _ONE_PARAGRAPH.fullmatch(text) if "plain" in mimetype else None
    if wrapped or not _TAGGED.search(text):
        return Body(text=_plain(wrapped[1] if wrapped else text))
    return Body(text=text_of_html(text), markup=markup_of_html(text))


def of_container(element: Element, mimetype: str = "") -> Body:
    """The body in an element that may hold any of these."""
    first = next(iter(element), None)
    if first is None:
        return of_string(element.text or "", mimetype)
    name = local(first.tag)
    if name == "nitf":
        return of_nitf(first)
    if name in ("body", "body.content"):
        return of_nitf(element)
    return of_html(first) if name == "html" else Body(text_of(element), markup_of(element))


def _of_document(text: str) -> Body:
    try:
        root = trees.parse(text.encode("utf-8", "replace")).root
    except Unreadable:
        return Body(text=text_of_html(text), markup=markup_of_html(text))
    return of_nitf(root) if local(root.tag) == "nitf" else of_html(root)


def _plain(text: str) -> str:
    """Plain text with a blank line between paragraphs, where only an indent parts them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\n\n" not in text and 0 < 2 * len(_INDENTED.findall(text)) <= 1 + text.count("\n"):
        text = _INDENTED.sub("\n\n", text)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _first_line(head: dict[str, list[Element]], name: str) -> str:
    found = head.get(name)
    return next(filter(None, map(line_of, found)), "") if found else ""


def _title(page: Element) -> str:
    head = next((one for one in page if local(one.tag) == "head"), ())
    return next((line_of(one) for one in head if local(one.tag) == "title"), "")


def _headline(head: dict[str, list[Element]]) -> str:
    names = ("hl1", "hedline", "headline", "hl2")
    return next(filter(None, (_first_line(head, name) for name in names)), "")


def _byline(element: Element) -> str:
    """The words of a byline, without the reporter's title."""
    pieces = [element.text or ""]
    for child in element:
        if local(child.tag) not in _BESIDE_THE_NAME:
            pieces.append(line_of(child))
        pieces.append(child.tail or "")
    return " ".join(" ".join(pieces).split()).replace(" ,", ",")


def _abstract(head: dict[str, list[Element]], content: Element | None) -> str:
    """The abstract, or the paragraph that says of itself that it leads the story."""
    written = next(filter(None, map(text_of, head.get("abstract", ()))), "")
    if written or content is None:
        return written
    above = islice(content.iter(), _LEDE_IS_ABOVE)
    return next((line_of(one) for one in above if one.get("lede") == "true"), "")


def _dateline(head: dict[str, list[Element]]) -> Place | None:
    for element in head.get("dateline", ()):
        text = " ".join(filter(None, (str(one).strip() for one in element.itertext())))
        text = " ".join(text.split()).replace(" ,", ",")
        dated = [one for one in element if local(one.tag) == "story.date"]
        when = moments.moment(said(dated, "norm"))
        text = text.replace(line_of(dated[0]), "").strip() if dated else text
        if text or when:
            city = next(filter(None, map(line_of, element.iter("{*}city"))), "")
            return Place(text, city or stated.city(text), when.date() if when else None)
    return None


def _media(content: Element | None) -> tuple[Relation, ...]:
    """The pictures and films that stand in the copy."""
    if content is None:
        return ()
    return tuple(_medium(one) for one in islice(content.iter("{*}media"), MOST))


def _medium(media: Element) -> Relation:
    inner = by_name(media.iter())
    files = inner.get("media-reference", [])
    mimetype = said(files, "mime-type")
    rel = stated.type_of_media(media.get("media-type") or mimetype)
    return Relation(
        rel=rel,
        href=next(filter(None, (address(said([one], "source")) for one in files)), ""),
        uri=said(files, "id", "name"),
        title=said(files, "alternate-text"),
        caption="\n\n".join(filter(None, map(text_of, inner.get("media-caption", ())))),
        mimetype=mimetype,
    )
