"""Lines to drafts: where takes begin and end on a page, and what their marks say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from dispatches.wire.ids import Serial
from dispatches.wire.values import Dateline, Draft, Fix, Kind, Line, SignOff, Take

from . import bodies, head, headlines, notices, tail
from .model import Convention
from .pages import parted
from .reader import Reader, of
from .sheet import Sheet


def split(
    lines: Sequence[Line], convention: Convention, received_at: datetime | None = None
) -> tuple[Draft, ...]:
    """The takes on a page, each with its marks read and its body still in lines.

    A page that numbers several takes at its top ("BFF-08, 09") gives them the numbers in turn.
    """
    reader = of(convention)
    sheets = [Sheet(part, received_at, reader.own) for part in parted(lines, reader)]
    heads = []
    for sheet in sheets:
        tail.read(sheet, reader)
        heads.append(head.read(sheet, reader))
    _deal_serials(sheets)
    drafts = [
        _draft(sheet, reader, line, credit)
        for sheet, (line, credit) in zip(sheets, heads, strict=True)
    ]
    return tuple(_with_embargoes(drafts))


def one(
    lines: Sequence[Line],
    convention: Convention,
    received_at: datetime | None = None,
    *,
    headline: str = "",
    slug: str = "",
) -> Draft:
    """The take whose copy these lines are, where an envelope says what it is called.

    Only what the copy itself says is read off: its dateline, byline and notes above it, and how it
    ends. A line that is none of these stays in the copy.
    """
    reader = of(convention)
    sheet = Sheet([*lines], received_at, reader.own)
    bodies.name(sheet, reader, headline, slug)
    tail.read(sheet, reader)
    line, credit = bodies.read(sheet, reader)
    return _draft(sheet, reader, line, credit)


def _with_embargoes(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts; an embargo that stands alone above a take's own head is that take's."""
    above: Take | None = None
    for draft in drafts:
        take = draft.take
        if above is not None:
            removals = (*above.removals, *take.removals)
            embargo = take.embargo or above.embargo
            take = replace(take, first=above.first, removals=removals, embargo=embargo)
        bare = not (draft.body or take.headline or take.slug or take.serial or take.dateline)
        above = take if take.embargo and bare else None
        if above is None or draft is drafts[-1]:
            yield replace(draft, take=take)


def _deal_serials(sheets: Sequence[Sheet]) -> None:
    """Give the numbers at the top of a page to the takes below that have none of their own."""
    spare: list[Serial] = []
    for sheet in sheets:
        if sheet.serials:
            spare = sheet.serials[1:]
            del sheet.serials[1:]
        elif spare:
            sheet.serials = [spare.pop(0)]


def _draft(sheet: Sheet, reader: Reader, line: Dateline | None, credit: tuple[str, ...]) -> Draft:
    body = _trimmed(sheet.lines)
    heads = (sheet.headline, sheet.slug, sheet.title)
    kind = sheet.own.kind(heads, body, line is not None)
    kind = kind or notices.kind(sheet, body, line is not None and bool(line.date or credit))
    first, last = _span(sheet, body)
    take = Take(
        key="",
        first=first,
        last=last,
        kind=kind,
        serial=sheet.serials[0] if sheet.serials else None,
        headline=sheet.headline or _title(sheet),
        slug=sheet.slug,
        dateline=_dated(line, sheet),
        credit=_credit(credit, line, sheet, reader),
        byline=sheet.byline,
        priority=sheet.priority,
        mark=sheet.mark,
        ends_are_marked=reader.convention.ends_are_marked,
        sign_off=_signed(sheet),
        number=sheet.number,
        is_last=sheet.is_last,
        pick_up=sheet.pick_up,
        replaces=sheet.replaces,
        embargo=sheet.embargo,
        target=sheet.own.aimed(notices.target(sheet, body)) if kind is not Kind.TAKE else None,
        reference=sheet.reference,
        stated_at=sheet.stated_at,
        fixes=tuple(sheet.fixes),
        removals=tuple(sorted(sheet.removals, key=lambda one: one.line)),
    )
    return Draft(take, tuple(body))


def _span(sheet: Sheet, body: Sequence[Line]) -> tuple[int, int]:
    numbers = [one.line for one in sheet.removals]
    numbers += [line.number for line in (*body[:1], *body[-1:])]  # it is trimmed
    return (min(numbers), max(numbers)) if numbers else (1, 1)


def _title(sheet: Sheet) -> str:
    """The headline beside the serials, freed of its marks."""
    if not sheet.title:
        return ""
    line = next(one for one in sheet.removals if one.role == "serial")
    cut = Fix("take numbers cut from the headline", line.line, line.text.strip(), sheet.title)
    sheet.fixes.append(cut)
    headlines.keep(sheet, sheet.title)
    return sheet.headline


def _dated(line: Dateline | None, sheet: Sheet) -> Dateline | None:
    """The dateline, with the day of sending where the wire prints no date."""
    if line is None or line.date or not (sheet.stated_at or sheet.day):
        return line
    return replace(line, date=sheet.stated_at.date() if sheet.stated_at else sheet.day)


def _credit(
    credit: tuple[str, ...], line: Dateline | None, sheet: Sheet, reader: Reader
) -> tuple[str, ...]:
    """Who is credited: the dateline says; else, where a story opens, the end mark or the wire."""
    if credit:
        return sheet.own.credited(credit)
    signed = sheet.agencies or (sheet.sign_off and sheet.sign_off.agencies)
    if line is None and signed:
        return ()
    return tuple(dict.fromkeys(sheet.agencies)) or reader.convention.agencies[:1]


def _signed(sheet: Sheet) -> SignOff | None:
    """The sign-off with the agencies that the end marks name."""
    if not sheet.agencies:
        return sheet.sign_off
    names = tuple(dict.fromkeys(reversed(sheet.agencies)))
    if sheet.sign_off is None:
        return SignOff(agencies=names)
    return replace(sheet.sign_off, agencies=sheet.sign_off.agencies or names)


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    kept = list(lines)
    while kept and not kept[-1].text.strip():
        kept.pop()
    start = next((n for n, line in enumerate(kept) if line.text.strip()), len(kept))
    return kept[start:]
