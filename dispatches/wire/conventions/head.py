"""The head of a take: everything above its copy, read line by line until the copy begins."""

from __future__ import annotations

import re

from dispatches.wire.values import Dateline, Fix, Removal

from . import banners, datelines, envelope, headlines, labels, slugs
from .marks import take_mark, without_prefixes
from .placenames import Found, dateline
from .reader import Reader
from .sheet import Sheet

_DEPTH = 16  # a story's dateline stands among its first lines of words
_GUARD = re.compile(r"[^\n]{0,130}?(?:[)\]]|[–—―_]|--| -| =| \||: |/|\.-)")
_STANDING = re.compile(
    r"=(?P<n>\d{1,2})(?: (?P<city>\S.{0,40}))?|-{1,2} ?(?P<n2>\d{1,2}) ?-{1,2}|"
    r"(?P<words>(?:take|page|add|part|\d{1,2}-\d|\(\d{1,2}|\d{1,2}(?:st|nd|rd|th) (?:add|take)|"
    r"first add|second add|third add)[^a-z]{0,3}[\w ()/-]{0,16})",
    re.IGNORECASE,
)
_PICK_UP = re.compile(r"(?P<city>[A-Z][A-Z.,'’ -]{2,40}): (?P<words>\S.{2,120})")
_PICK_UP_XXX = re.compile(r"(?:x ?x ?x|\.{3,4}|…) ?(?P<words>\S.{2,120})", re.IGNORECASE)


def read(sheet: Sheet, reader: Reader) -> tuple[Dateline | None, tuple[str, ...]]:
    """Read the head off a sheet: what is left on it begins with the copy."""
    _strip_controls(sheet)
    top = 0
    while (at := next_line(sheet, top)) is not None and _reads_line(at, sheet, reader):
        top = at + 1
    opened = _dateline(sheet, top, reader)
    if opened is None:
        _without_dateline(sheet, top, reader)
        return (dateline(sheet.place, None, None) if sheet.place else None), ()
    at, found = opened
    _above(sheet, top, at, reader)
    cut_dateline(sheet, at, found.end)
    return found.dateline, found.credit


def _strip_controls(sheet: Sheet) -> None:
    """The controls before a line's first word frame the line, but for those of a header; those
    alone on a line stay."""
    for at, line in enumerate(sheet.lines[:_DEPTH]):
        bare = line.text.lstrip("␁␂␌␍ ")
        framed = line.text.lstrip()[:1]
        if bare and (
            framed in ("␂", "␌", "␍") or (framed == "␁" and not envelope.heads(line.text))
        ):
            sheet.lines[at] = type(line)(line.number, bare)


def next_line(sheet: Sheet, top: int) -> int | None:
    """The next line with words on it."""
    for at in range(top, len(sheet.lines)):
        if sheet.lines[at].text.strip():
            return at
    return None


def _reads_line(at: int, sheet: Sheet, reader: Reader) -> bool:
    """Read one line of the head, by the first reader that knows it."""
    if reader.serial_line(at, sheet) or reader.number_line(at, sheet):
        return True
    if envelope.read(at, sheet) or slugs.read_page(at, sheet) or banners.read(at, sheet):
        return True
    return (
        labels.read(at, sheet)
        or _reads_mark(at, sheet)
        or _reads_pick_up(at, sheet)
        or slugs.read_serial(at, sheet)
        or _reads_priority(at, sheet)
        or reader.slug_line(at, sheet)
    )


def _reads_priority(at: int, sheet: Sheet) -> bool:
    """URGENT, EXTRA, 1ST LEAD: marks that have a line of their own."""
    text = sheet.lines[at].text.strip().strip("^<").strip()
    if len(text) > 30:
        return False
    marked = without_prefixes(text.removesuffix("=").strip(), sheet.own)
    if marked.text or not marked.cut:
        return False
    sheet.priority = marked.priority or sheet.priority
    sheet.replaces = marked.replaces or sheet.replaces
    sheet.set_aside(at, "priority")
    return True


def _reads_mark(at: int, sheet: Sheet) -> bool:
    """A take number on a line of its own: "=2 TARRAN", "- 2 -", "Page 2"."""
    text = sheet.lines[at].text.strip()
    found = _STANDING.fullmatch(text) if len(text) < 44 else None
    if found is None:
        return False
    number = found["n"] or found["n2"]
    mark = take_mark(number or found["words"])
    if mark is None:
        return False
    sheet.takes_number(mark.number, mark.is_last)
    sheet.set_aside(at, "take number")
    return True


def _reads_pick_up(at: int, sheet: Sheet) -> bool:
    """The line of an add that repeats the last words before it."""
    text = sheet.lines[at].text.strip().strip("^<").strip()
    if not sheet.number or sheet.number < 2 or sheet.pick_up:
        return False
    found = _PICK_UP.fullmatch(text) or _PICK_UP_XXX.fullmatch(text)
    if found is None:
        return False
    sheet.pick_up = found["words"]
    sheet.set_aside(at, "pick-up line")
    return True


def _dateline(sheet: Sheet, top: int, reader: Reader) -> tuple[int, Found] | None:
    """The line that opens the story, looked for among the first lines of words."""
    seen = 0
    for at in range(top, len(sheet.lines)):
        text = sheet.lines[at].text.strip()
        if not text:
            continue
        seen += 1
        if seen > _DEPTH or (seen > 4 and sheet.number and sheet.number > 1):
            break
        own = sheet.own.dateline and sheet.own.dateline.match(text)
        if not own and not _may_open(text):
            continue
        opening = bool(seen > 1 or sheet.headline or sheet.title) and not text.isupper()
        if found := _opens_story(sheet, at, opening):
            return at, found
    return None


def _may_open(text: str) -> bool:
    """Whether a line may begin with a place or a date, and is no note to desks."""
    begins = text[0].isupper() or text[0] in "(1234567890"
    return begins and not labels.is_note(text)


def _opens_story(sheet: Sheet, at: int, opening: bool) -> Found | None:
    """The dateline on a line; one that wraps goes on in its block, on lines no deeper set."""
    line = sheet.lines[at].text
    text = line.strip()
    if own := datelines.described(text, sheet.own.dateline, sheet.near):
        return own
    found = datelines.find(text, sheet.near, opening=opening) if _GUARD.match(text) else None
    if found and found.end >= len(text) and at + 1 < len(sheet.lines):
        rest = sheet.lines[at + 1].text.strip()
        dashed = rest.startswith(("- ", "-- ", "– ", "— ", "= "))
        whole = datelines.find(f"{text} {rest}", sheet.near, opening=opening) if dashed else None
        found = whole or found
    if found or len(text) > datelines.REACH or not datelines.may_run_on(text):
        return found
    run = [text]
    for below in sheet.lines[at + 1 : at + 3]:
        bare = below.text.strip()
        if not bare or below.text[:2].isspace() > line[:2].isspace() or _has_place(bare, sheet):
            break
        run.append(bare)
    return datelines.find(" ".join(run), sheet.near, opening=opening) if len(run) > 1 else None


def _has_place(text: str, sheet: Sheet) -> bool:
    """Whether a line has a whole dateline of its own."""
    found = datelines.find(text, sheet.near) if _GUARD.match(text) else None
    return bool(found and found.dateline.city)


def cut_dateline(sheet: Sheet, at: int, length: int) -> None:
    """Take the dateline off the sheet; it may run over a line's end."""
    while length > 0 and at < len(sheet.lines):
        line = sheet.lines[at]
        indent = len(line.text) - len(line.text.lstrip())
        text = line.text.strip()
        if not text[length:].strip():
            sheet.set_aside(at, "dateline")
        else:
            kept = line.text[:indent] + text[length:].lstrip()
            sheet.removals.append(Removal(line.number, text[:length], "dateline"))
            sheet.lines[at] = type(line)(line.number, kept)
        length -= len(text) + 1
        at += 1


def _above(sheet: Sheet, top: int, bottom: int, reader: Reader) -> None:
    """What stands above the dateline: the headline, and lines that say what they are."""
    at = next_line(sheet, top)
    last_read = True
    while at is not None and at < bottom:
        if last_read and sheet.headline and _reads_line(at, sheet, reader):
            at = next_line(sheet, at + 1)
            continue
        if headlines.is_keyword_above(sheet, at):
            sheet.slug, sheet.headline = sheet.headline, ""
        if not sheet.headline and sheet.title == "":
            at = _take_headline(sheet, at, bottom, reader)
        elif headlines.same(_block(sheet, at, bottom), sheet.title or sheet.headline):
            at = _repeated(sheet, at, bottom)
        else:
            sheet.set_aside(at, "summary")
        at = next_line(sheet, (at or 0))


def _block(sheet: Sheet, at: int, bottom: int) -> str:
    texts = []
    for line in sheet.lines[at:bottom]:
        if not line.text.strip():
            break
        texts.append(line.text.strip())
    return " ".join(texts)


def _repeated(sheet: Sheet, at: int, bottom: int) -> int:
    text = _block(sheet, at, bottom)
    sheet.fixes.append(Fix("headline repeated", sheet.lines[at].number, text, ""))
    while at < bottom and sheet.lines[at].text.strip():
        sheet.set_aside(at, "headline repeated")
        at += 1
    return at


def _take_headline(sheet: Sheet, at: int, bottom: int, reader: Reader) -> int:
    """Take the headline off the sheet: a line, or a few that are one block."""
    first = sheet.lines[at].text.strip()
    texts = [first]
    sheet.set_aside(at, "headline")
    at += 1
    while (
        len(texts) < 3
        and at < bottom
        and sheet.lines[at].text.strip()
        and not first.endswith(("<", "="))
        and not sheet.lines[at].text.startswith(("- ", "* ", "• ", "– "))
        and not sheet.lines[at].text.startswith(("   ", "\t"))
        and not _reads_line(at, sheet, reader)
    ):
        texts.append(sheet.lines[at].text.strip())
        sheet.set_aside(at, "headline")
        at += 1
    keyed = len(texts) > 1 and not sheet.slug and headlines.is_keyword_over(sheet, *texts[:2])
    if keyed:
        sheet.slug = texts.pop(0)
    headlines.keep_numbered(sheet, " ".join(texts))
    return at


def _without_dateline(sheet: Sheet, top: int, reader: Reader) -> None:
    """The head of a continuation, a notice or a flash: take a headline where there is one."""
    at = next_line(sheet, top)
    if at is None:
        return
    if sheet.title:
        if headlines.same(_block(sheet, at, len(sheet.lines)), sheet.title):
            _repeated(sheet, at, len(sheet.lines))
        return
    at = _keyword_first(sheet, at, reader)
    end = headlines.block_end(sheet, at)
    if headlines.has_number(sheet.lines[at].text.strip(), sheet.own):
        end = at + 1
    if sheet.headline or not headlines.may_head(sheet, at, end, reader):
        return
    text = " ".join(sheet.lines[n].text.strip() for n in range(at, end))
    for n in range(at, end):
        sheet.set_aside(n, "headline")
    headlines.keep_marked(sheet, text)
    while (at := next_line(sheet, end)) is not None and _reads_line(at, sheet, reader):
        end = at + 1


def _keyword_first(sheet: Sheet, at: int, reader: Reader) -> int:
    """A keyword line over a headline that carries the take's number, over a line that says what it
    is, or with the number behind it; where the headline stands."""
    below = sheet.lines[at + 1].text.strip() if at + 1 < len(sheet.lines) else ""
    text = sheet.lines[at].text.strip()
    if not sheet.slug and text.isupper() and len(text) < 40:
        if found := headlines.keyword_and_number(text):
            sheet.slug, number = found
            sheet.takes_number(number, last=False)
            sheet.set_aside(at, "slug")
            return next_line(sheet, at + 1) or at
        if below and _reads_line(at + 1, sheet, reader):
            sheet.slug = text
            sheet.set_aside(at, "slug")
            return next_line(sheet, at + 2) or at
    if sheet.slug or not below or not headlines.has_number(below, sheet.own):
        return at
    slug = headlines.without_number(text)
    if not headlines.is_keyword(slug, below):
        return at
    sheet.slug = slug
    sheet.set_aside(at, "slug")
    return at + 1
