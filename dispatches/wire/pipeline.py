"""The order of the stages, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from . import arrange, assemble, checks, clean, conserve, conventions, enveloped, flashes, formats
from .cards import Card
from .conventions import engine
from .items import Document, Item, Page, Reading, Type
from .values import (
    Assembly,
    Copy,
    Draft,
    Fix,
    Joined,
    Line,
    Problem,
    Take,
    Unreadable,
)

AUTO = conventions.AUTO
WAIT = timedelta(hours=2)
_NONE: Mapping[str, Card] = MappingProxyType({})


def read(
    raw: bytes,
    *,
    feed: str = "",
    convention: str = AUTO,
    received_at: datetime | None = None,
    page: str = "",
    known: Mapping[str, conventions.Convention] = conventions.CONVENTIONS,
    read_as: str = "",
) -> Reading:
    """Read a transmission: its bytes become takes with clean paragraphs.

    `feed` names the wire, `convention` how it writes (AUTO: found out), `page` names the
    transmission in the takes' keys, `received_at` is its arrival, `known` are the conventions by
    their names, `read_as` is the format that a person named. Raises Unreadable, with a sentence,
    when there is no copy in it.
    """
    document = formats.read(raw, read_as)
    text, lines = document.text, document.text.lines()
    chosen = conventions.choose(lines, feed if convention == AUTO else convention, known)
    mended, fixes = clean.mend(lines)
    came = {"page": page, "feed": feed, "received_at": received_at}
    takes: list[Take] = []
    envelopes: dict[str, Item] = {}
    for place, (draft, on) in enumerate(_drafts(document, mended, chosen, received_at)):
        take = _take(draft, chosen, place, fixes, mended, came)
        takes.append(enveloped.addressed(take, on) if on else take)
        envelopes |= {take.key: on.item} if on else {}
    if not takes:
        raise Unreadable("There is no take in this file: it holds no line of copy.")
    return Reading(
        tuple(takes), lines, text.charset, chosen.name, text.notes, document.format, envelopes
    )


def _drafts(
    document: Document,
    lines: Sequence[Line],
    convention: conventions.Convention,
    received_at: datetime | None,
) -> Iterator[tuple[Draft, Page | None]]:
    """The takes on a document, each with the page of the document that it is on."""
    if len(document.pages) < 2 and all(page.copy is None for page in document.pages):
        for draft in engine.split(lines, convention, received_at):
            yield draft, enveloped.page_at(document.pages, draft.take.first)
        return
    ends = [page.first - 1 for page in document.pages[1:]] + [len(lines)]
    for page, end in zip(document.pages, ends, strict=True):
        first = 1 if page is document.pages[0] else page.first
        span = lines[first - 1 : end]
        for draft in _on_page(page, span, convention, received_at):
            yield enveloped.alone(draft) if len(ends) > 1 else draft, page


def _on_page(
    page: Page,
    span: Sequence[Line],
    convention: conventions.Convention,
    received_at: datetime | None,
) -> tuple[Draft, ...]:
    """The takes on one page of a document."""
    if page.copy is None:
        return engine.split(span, convention, received_at)
    if page.item.type is not Type.TEXT:
        return (enveloped.beside(page, span),)
    draft = engine.one(
        enveloped.copy_of(page, span),
        convention,
        enveloped.stated(page.item) or received_at,
        headline=page.item.headline,
        slug=page.item.slugline,
    )
    return (enveloped.headed(page, span, draft),)


def _take(
    draft: Draft,
    convention: conventions.Convention,
    place: int,
    fixes: Sequence[Fix],
    lines: Sequence[Line],
    came: dict[str, Any],
) -> Take:
    """A draft's take with its copy cleaned, the fixes made to its lines, and how it came."""
    take, key = draft.take, f"{came['page']}#{place}"
    firsts = lines[take.first - 1 : take.last] if take.dateline else ()
    sent = {line.number: len(line.text.strip()) for line in firsts}
    made = replace(
        take,
        **came,
        key=key,
        place_on_page=place,
        headline=clean.headline(take.headline, take.first),
        paragraphs=clean.paragraphs(
            draft.body, key, convention.crossheads, sent, by_blanks=draft.parted
        ),
        fixes=(*(fix for fix in fixes if take.first <= fix.line <= take.last), *take.fixes),
        removals=(*take.removals, *clean.rules(draft.body)),
    )
    left = conserve.left_over(made, lines)
    return replace(made, removals=(*made.removals, *left)) if left else made


def join(
    takes: Sequence[Take],
    *,
    together: Collection[tuple[str, str]] = (),
    apart: Collection[tuple[str, str]] = (),
    now: datetime | None = None,
    wait: timedelta = WAIT,
    kept: Mapping[str, Card] = _NONE,
) -> Joined:
    """Join takes into stories, whatever order they come in.

    `together` and `apart` are pairs of keys that a person ruled on; `now` is the time by which a
    chain that still waits for more is late (None: nothing is late), after `wait`. `kept` are the
    cards of takes that were looked at before, by their keys: they spare work and decide nothing.
    """
    return assemble.assemble(takes, together=together, apart=apart, now=now, wait=wait, kept=kept)


def tie_flashes(joined: Joined, *, apart: Collection[tuple[str, str]] = ()) -> Joined:
    """What was joined, with each flash set aside in the story that came after it: the desk's view.

    On the wire a flash is a story of its own; `apart` are pairs of keys that a person ruled on.
    """
    return flashes.tied(joined, apart)


def arranged(
    assembly: Assembly, chosen: Sequence[str], *, now: datetime | None, wait: timedelta = WAIT
) -> Assembly:
    """A story whose takes stand in the order that a person chose, by their keys."""
    return arrange.arranged(assembly, chosen, now=now, wait=wait)


def copy_of(assembly: Assembly) -> Copy:
    """The copy of a story as its takes in force give it."""
    return assemble.copy_of(assembly)


def check(copy: Copy, assembly: Assembly, *, muted: Collection[str] = ()) -> tuple[Problem, ...]:
    """What is wrong with a story, in reading order; checks whose code is muted are silent."""
    return checks.check(copy, assembly, muted=muted)
