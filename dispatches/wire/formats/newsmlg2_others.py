"""The items of NewsML-G2 that are no news themselves: packages, events, plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dispatches.wire.items import Item, Relation, Type

from . import media, stated
from .markup import line_of, text_of
from .newsmlg2_envelope import Envelope, common, name_of, value
from .newsmlg2_items import news_item
from .tags import Element, by_name, local, said

_DATES = ("start", "end", "duration")
_TOLD_OF_AN_EVENT = ("location", "organiser", "participant", "contactinfo", "registration")
_TOLD_OF_A_PLAN = ("headline", "slugline", "description", "ednote", "by", "located")


def package_item(told: Envelope) -> Item:
    """A package: the items that it holds, in their order."""
    named = (one for part in told.parts.get("groupset", ()) for one in part.iter("{*}itemRef"))
    whole = news_item(told)
    relations = (*whole.relations, *map(_held, named))
    return replace(whole, type=Type.COMPOSITE, relations=relations)


def concept_item(told: Envelope) -> Item:
    """An event with its days and places; any other concept is kept as it is named."""
    concepts = list(told.element.iter("{*}concept"))
    events = [one for concept in concepts for one in concept.iter("{*}eventDetails")]
    words = [line for concept in concepts for line in _definitions(concept)]
    words += [line for event in events for line in _event(event)]
    names = tuple(filter(None, map(name_of, concepts)))
    body = "\n\n".join(dict.fromkeys(words))
    sort = Type.EVENT if events or _is_event(concepts) else Type.OTHER
    return Item(type=sort, body=body, **common(told, body, names))


def planning_item(told: Envelope) -> Item:
    """A plan: what is to be covered, by what, and when it is due."""
    described = [line_of(one) for one in told.content.get("description", ())]
    coverages = told.element.iter("{*}newsCoverage")
    words = [*described, *(line for one in coverages for line in _coverage(one))]
    body = "\n\n".join(dict.fromkeys(filter(None, words)))
    return Item(type=Type.PLANNING, body=body, **common(told, body))


def _held(reference: Element) -> Relation:
    inner = by_name(reference)
    titles = (line_of(one) for name in ("title", "headline") for one in inner.get(name, ()))
    described = inner.get("description", ())
    return Relation(
        rel="item",
        uri=said([reference], "residref", "guidref"),
        href=media.address(said([reference], "href")),
        title=next(filter(None, titles), ""),
        caption=next(filter(None, map(line_of, described)), ""),
        mimetype=said([reference], "contenttype"),
    )


def _is_event(concepts: Iterable[Element]) -> bool:
    types = (one for concept in concepts for one in concept if local(one.tag) == "type")
    return any(stated.code(said([one], "qcode", "uri")) == "event" for one in types)


def _definitions(concept: Element) -> Iterable[str]:
    found = (text_of(one) for one in concept if local(one.tag) in ("definition", "note"))
    return filter(None, found)


def _event(details: Element) -> Iterable[str]:
    """The lines that an event is told in: its days, then where, by whom, for whom."""
    inner = by_name(details)
    for dates in inner.get("dates", ()):
        days = [line_of(one) for one in dates if local(one.tag) in _DATES]
        yield " – ".join(filter(None, days))
    for name in _TOLD_OF_AN_EVENT:
        for one in inner.get(name, ()):
            yield value([one]) or line_of(one)


def _coverage(coverage: Element) -> Iterable[str]:
    for planning in coverage.iter("{*}planning"):
        inner = by_name(planning)
        sort = value(inner.get("itemclass", ()))
        due = next(filter(None, map(line_of, inner.get("scheduled", ()))), "")
        yield ": ".join(filter(None, (sort, due)))
        yield from (line_of(one) for name in _TOLD_OF_A_PLAN for one in inner.get(name, ()))
