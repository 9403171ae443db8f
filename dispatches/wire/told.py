"""What is told of each item, by its format first, and by the engine where the format is silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from . import embargo, pipeline
from .items import Document, Item, Page, Place, PubStatus, Type
from .values import Take, Unreadable

_DASHES = " \t-–—―_"
_MARKS = ("take number", "priority")  # what the engine calls the words that mark a take or a lead


def items(document: Document) -> tuple[Item, ...]:
    """The items of a document, complete: nothing that the format states is changed.

    Of text, the headline, the slug, the byline, the dateline, the embargo and the words that mark a
    take are read out of the copy where the format leaves them empty. An item whose embargo ends at
    no certain moment is withheld.
    """
    lines = document.text.text.split("\n")
    return tuple(_complete(page, lines) for page in document.pages)


def _complete(page: Page, lines: list[str]) -> Item:
    item = page.item
    if item.type is Type.TEXT:
        first = page.first if page.copy is None else page.copy
        last = page.last if page.copy is None else page.copy_last or page.last
        sent = item.versioncreated or item.firstcreated
        take = _take("\n".join(lines[first - 1 : last]), sent)
        item = _embargoed(_filled(item, take, sent), take) if take else item
    doubtful = item.embargo and not item.embargoed and item.pubstatus is PubStatus.USABLE
    return replace(item, pubstatus=PubStatus.WITHHELD) if doubtful else item


def _take(text: str, sent: datetime | None) -> Take | None:
    """The first take that the engine reads in a text; None where there is no copy."""
    try:
        return pipeline.read(text.encode("utf-8", "replace"), received_at=sent).takes[0]
    except Unreadable:
        return None


def _filled(item: Item, take: Take, sent: datetime | None) -> Item:
    marks = [one.text.strip() for one in take.removals if one.role in _MARKS]
    return replace(
        item,
        headline=item.headline or take.headline,
        slugline=item.slugline or take.slug,
        byline=item.byline or take.byline,
        take_key=item.take_key or " ".join(_once(marks)),
        dateline=_dateline(item.dateline, take, sent or take.stated_at),
    )


def _embargoed(item: Item, take: Take) -> Item:
    """The item under the embargo that its copy prints, where its format states none."""
    found = None if item.embargo or item.embargoed else embargo.of([take])
    if found is None:
        return item
    return replace(item, embargo=found.words, embargoed=found.until)


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, words)))


def _dateline(stated: Place | None, take: Take, sent: datetime | None) -> Place | None:
    """The dateline as stated; as the copy prints it where that is silent, its date that of sending
    where none is printed."""
    if take.dateline is None:
        return replace(stated, date=stated.date or _day(sent)) if stated else None
    printed = (one.text for one in take.removals if one.role == "dateline")
    text = next(printed, take.dateline.place).strip(_DASHES)
    day = take.dateline.date or _day(sent)
    if stated is None:
        return Place(text, take.dateline.city, day)
    return Place(stated.text or text, stated.city or take.dateline.city, stated.date or day)


def _day(sent: datetime | None) -> date | None:
    return sent.date() if sent else None
