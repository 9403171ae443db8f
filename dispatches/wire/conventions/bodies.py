"""Copy that came in an envelope: its names are known, its first lines may still say things."""

from __future__ import annotations

from dispatches.wire.values import Dateline, Line

from . import banners, datelines, head, headlines, labels, slugs
from .placenames import Found
from .reader import Reader
from .sheet import Sheet

_SHORT = 100  # a longer line above the dateline is copy
_DEEP = 6  # lines of words in which the dateline is looked for


def name(sheet: Sheet, reader: Reader, headline: str, slug: str) -> None:
    """Note what the envelope calls the take, and what the marks on these names say."""
    if slug:
        trial = Sheet([Line(1, slug)], sheet.received_at, reader.own)
        told = reader.slug_line(0, trial)
        sheet.slug = trial.slug if told and trial.slug else slugs.tidy(slug)
        sheet.priority, sheet.replaces = trial.priority, trial.replaces
        sheet.takes_number(trial.number, trial.is_last)
    if headline:
        headlines.keep_numbered(sheet, headline)


def read(sheet: Sheet, reader: Reader) -> tuple[Dateline | None, tuple[str, ...]]:
    """Read off what stands above the copy, and the dateline that opens it."""
    seen, top = 0, 0
    while seen < _DEEP and (at := head.next_line(sheet, top)) is not None:
        seen, top = seen + 1, at + 1
        if headlines.same(sheet.lines[at].text, sheet.headline):
            sheet.set_aside(at, "headline repeated")
        elif found := _opening(sheet, at):
            head.cut_dateline(sheet, at, found.end)
            return found.dateline, found.credit
        elif not _says_what_it_is(at, sheet, reader) and len(sheet.lines[at].text) > _SHORT:
            break
    return None, ()


def _opening(sheet: Sheet, at: int) -> Found | None:
    """The dateline on a line; nothing else on it may be read for one."""
    text = sheet.lines[at].text.strip()
    return datelines.described(text, sheet.own.dateline, sheet.near) or datelines.find(
        text, sheet.near, opening=True
    )


def _says_what_it_is(at: int, sheet: Sheet, reader: Reader) -> bool:
    """Read a line that says what it is; of these, none is a keyword or a number alone."""
    return reader.number_line(at, sheet) or banners.read(at, sheet) or labels.read(at, sheet)
