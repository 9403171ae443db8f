"""What an envelope says of an item, laid over what its copy says of itself.

The envelope names, dates and numbers an item better than any line does; what the copy alone can
say (that more follows, who signed) stays the copy's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Final

from .ids import Identity, Target
from .items import Item, Page, Place, PubStatus
from .values import Block, Dateline, Draft, Kind, Line, Paragraph, Removal, Take

WITHHELD: Final = "withheld by the agency"
"""The words of an embargo of which an envelope says no more."""
_LONGEST_CROSSHEAD = 120
_WIDEST = 100  # letters on a line of copy that was wrapped for a printer
_BY = re.compile(r"^(?:by|par|von|por|di|door) (?=\w)", re.IGNORECASE)
_GAP = re.compile(r"\S(?:\t|  )\s*\S")
_HEADING = re.compile(r"<h[1-6]\b[^>]*>([^<]*(?:<(?!/h[1-6])[^<]*)*)</h[1-6]>")
_TAG = re.compile(r"<[^>]*>")
_PRIORITIES: Final = {1: "flash", 2: "bulletin", 3: "urgent", 6: "deferred"}


def page_at(pages: Sequence[Page], line: int) -> Page | None:
    """The page on which a line stands."""
    return next((page for page in pages if page.first <= line <= page.last), None)


def headed(page: Page, span: Sequence[Line], draft: Draft) -> Draft:
    """A draft with what stands above and below the copy on its page set aside by name; an envelope
    is whole or it is none, so the copy in it needs no mark at its end."""
    removals = sorted([*_envelope(page, span), *draft.take.removals], key=lambda one: one.line)
    take = replace(
        draft.take,
        first=page.first,
        last=page.last,
        removals=tuple(removals),
        ends_are_marked=False,
        alone=True,
    )
    wide = any(len(line.text) > _WIDEST for line in draft.body)
    return replace(draft, take=take, parted=wide or page.item.markup is not None)


def alone(draft: Draft) -> Draft:
    """A draft of one of several pages: what stands above it in the file is no part of it."""
    return replace(draft, take=replace(draft.take, alone=True))


def beside(page: Page, span: Sequence[Line]) -> Draft:
    """A picture, a film, a plan: kept with its words, and never filed as copy."""
    take = Take(
        key="",
        first=page.first,
        last=page.last,
        kind=Kind.BESIDE,
        headline=page.item.headline,
        slug=page.item.slugline,
        removals=tuple(_envelope(page, span)),
    )
    return Draft(take, tuple(line for line in span if is_copy(line, page)), parted=True)


def is_copy(line: Line, page: Page) -> bool:
    """Whether a line of a page stands in its copy."""
    first, last = page.copy or page.first, page.copy_last or page.last
    return first <= line.number <= last


def copy_of(page: Page, span: Sequence[Line]) -> list[Line]:
    """The lines of a page's copy. Where the format tells structure, a row of a table stands alone:
    its cells are all that has gaps in it."""
    copy = [line for line in span if is_copy(line, page)]
    if page.item.markup is None:
        return copy
    parted: list[Line] = []
    for line in copy:
        row = _GAP.search(line.text) is not None
        parted += [Line(line.number, ""), line, Line(line.number, "")] if row else [line]
    return parted


def _crossheads(item: Item, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs, with those that the format calls headings made crossheads."""
    short = [one for one in paragraphs if len(one.text) <= _LONGEST_CROSSHEAD]
    if not short or not item.markup:
        return tuple(paragraphs)
    heads = {_words(found[1]) for found in _HEADING.finditer(item.body_html)}
    return tuple(
        replace(one, kind=Block.CROSSHEAD) if one in short and _words(one.text) in heads else one
        for one in paragraphs
    )


def _words(markup: str) -> str:
    return "".join(filter(str.isalnum, unescape(_TAG.sub("", markup))))


def _envelope(page: Page, span: Sequence[Line]) -> Iterator[Removal]:
    """The lines of a page outside its copy, by what they hold."""
    item = page.item
    roles = {item.headline: "headline", item.slugline: "slug", item.byline: "byline"}
    named = {" ".join(text.split()): role for text, role in roles.items()}
    for line in span:
        if line.text.strip() and not is_copy(line, page):
            yield Removal(line.number, line.text, named.get(line.text.strip(), "header"))


def addressed(take: Take, page: Page) -> Take:
    """A take with what its envelope says; what the envelope does not say stays as it was read.

    Where the format parts no copy from its head, the names and the id may be those of several
    takes, and the copy says them; that an item is held or canceled holds for all that is in it.
    """
    item = page.item
    if page.copy is None:
        return _killed(replace(take, embargo=take.embargo or _embargo(item)), item, None)
    identity = _identity(item)
    told = replace(
        take,
        slug=take.slug or item.slugline,
        headline=take.headline or item.headline,
        byline=take.byline or _BY.sub("", item.byline, count=1),
        dateline=take.dateline or _dateline(item.dateline),
        priority=take.priority or _PRIORITIES.get(item.urgency or 0, ""),
        embargo=_embargo(item) or take.embargo,
        paragraphs=_crossheads(item, take.paragraphs),
        identity=identity,
        stated_at=stated(item) or take.stated_at,
    )
    return _killed(told, item, identity)


def _killed(told: Take, item: Item, identity: Identity | None) -> Take:
    """A take, as a kill notice where its item was canceled."""
    if item.pubstatus is not PubStatus.CANCELED or told.kind is Kind.BESIDE:
        return told
    uris = (identity.uri, *identity.instead_of) if identity else ()
    aimed = told.target or Target()
    if not uris and aimed == Target():
        aimed = Target(slug=told.slug, headline=told.headline)
    return replace(told, kind=Kind.KILL, target=replace(aimed, uris=uris))


def _identity(item: Item) -> Identity | None:
    uri = item.uri or item.guid
    if not uri:
        return None
    whole = not item.part or (item.part == 1 and not item.parts)
    return Identity(uri if whole else f"{uri}#{item.part}", item.version, item.evolvedfrom)


def _dateline(place: Place | None) -> Dateline | None:
    if place is None or not (place.city or place.text):
        return None
    return Dateline(place.text or place.city, place.city, place.date)


def stated(item: Item) -> datetime | None:
    """When this version was made, where the envelope says in which zone."""
    made = item.versioncreated
    return made if made and made.tzinfo else None


def _embargo(item: Item) -> str:
    """The words by which the desk knows an embargo; those without a moment end in no certain one.

    >>> _embargo(Item(embargoed=datetime.fromisoformat("2026-05-01T10:00:00+00:00")))
    'until 2026-05-01T10:00:00+00:00'
    """
    if item.embargoed:
        return f"until {item.embargoed.isoformat(timespec='seconds')}"
    if item.embargo:
        return item.embargo
    return WITHHELD if item.pubstatus is PubStatus.WITHHELD else ""
