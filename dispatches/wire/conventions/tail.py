"""The foot of a take: sign-offs, MORE and end marks, initials, contacts, the time of sending."""

from __future__ import annotations

import re

from dispatches.wire.values import Fix, Mark, SignOff

from . import closing, dates, envelope, signatures, suffixes
from .reader import Reader
from .sheet import Sheet
from .words import AGENCIES, END, MORE, agency, bare

_FRAMING = "␃␄␌ "
_DEPTH = 14
_TOP = 14  # lines in which a page names its wire
_SIGNED = re.compile(r"(?P<agency>[A-Za-z]{2,10})(?P<initials>(?: [A-Za-z]{2,4}){1,4})")
_OPENED = re.compile(
    r"[(\[](?P<word>[^()\[\]]{2,20})[)\]][ .-]{0,3}"
    r"(?P<initials>[A-Za-z]{2,4}(?:[/ -][A-Za-z]{2,4}){0,4})"
)
_CLOSED = re.compile(r"[.!?…][\"'”’»)]{0,3}\s*$")


def read(sheet: Sheet, reader: Reader) -> None:
    """Read the foot off a sheet, from its last line up, until copy is met."""
    _set_aside_notebook(sheet)
    _set_aside_after_end(sheet, reader)
    seen = 0
    for at in range(len(sheet.lines) - 1, -1, -1):
        text = sheet.lines[at].text.strip()
        if not text:
            continue
        text = text.rstrip(_FRAMING) or text
        seen += 1
        if seen > _DEPTH or not _reads_line(at, text, sheet, reader):
            suffixes.read(at, sheet)
            break
    if sheet.footed and sheet.mark is Mark.NONE:
        sheet.mark = Mark.END


def _reads_line(at: int, text: str, sheet: Sheet, reader: Reader) -> bool:
    """Read one line of the foot, by the first reader that knows it."""
    if len(text) > 120:
        return False
    return (
        _reads_convention(at, text, sheet, reader)
        or envelope.read_foot(at, sheet)
        or _reads_word(at, text, sheet, reader)
        or _reads_signature(at, text, sheet)
        or _reads_parts(at, text, sheet, reader)
        or _reads_contact(at, text, sheet)
        or _reads_trailer(at, text, sheet)
    )


def _reads_convention(at: int, text: str, sheet: Sheet, reader: Reader) -> bool:
    found = reader.sign_off.fullmatch(text) if reader.sign_off else None
    if found is None:
        return False
    parts = found.groupdict()
    if marks := parts.get("marks"):
        _sign(sheet, marks, parts.get("time") or "")
    else:
        sheet.sign_off, sheet.mark = reader.signed(parts)
    _close(at, sheet)
    return True


def _close(at: int, sheet: Sheet) -> None:
    line = sheet.set_aside(at, "sign-off")
    sheet.fixes.append(Fix("sign-off set aside", line.number, line.text, ""))


def _sign(sheet: Sheet, marks: str, clock: str) -> None:
    """Read "MORE/FI/" or "BSS/AFP/FI/" and a clock."""
    parts = [part for part in marks.upper().split("/") if part]
    more = bool(parts) and (parts[0].casefold() in MORE or parts[0].casefold() in sheet.own.more)
    parts = parts[1:] if more else parts
    signs = bool(clock) and bool(parts) and parts[-1].casefold() not in AGENCIES
    initials = parts[-1] if signs else ""
    agencies = tuple(parts[:-1]) if signs else tuple(parts)
    sheet.sign_off = SignOff(agencies, initials, dates.of_day(clock))
    sheet.mark = Mark.MORE if more else Mark.END


def _reads_word(at: int, text: str, sheet: Sheet, reader: Reader) -> bool:
    """MORE, an end mark, or the agency's own name."""
    if len(text) > 50:
        return False
    mark = closing.mark_of(text, reader)
    if mark is None:
        return False
    if sheet.mark is Mark.NONE or mark is Mark.MORE:
        sheet.mark = mark
    name = bare(text)
    if mark is Mark.END and (name in AGENCIES or name in sheet.own.agencies):
        sheet.agencies.append(sheet.own.agencies.get(name) or agency(name))
    _close(at, sheet)
    return True


def _reads_signature(at: int, text: str, sheet: Sheet) -> bool:
    """Initials, with the agency or a clock beside them or not."""
    if len(text) > 40:
        return False
    if (found := closing.MARKED.fullmatch(text)) and _is_signature(found["marks"]):
        _sign(sheet, found["marks"], found["time"])
    elif closing.STROKED.fullmatch(text):
        sheet.signed(text)
    elif (found := _OPENED.fullmatch(text)) and _reads_opened(found, sheet):
        pass
    elif (found := _SIGNED.fullmatch(text)) and found["agency"].casefold() in AGENCIES:
        sheet.agencies.append(agency(found["agency"]))
        sheet.signed(found["initials"].strip())
    elif closing.INITIALS.fullmatch(text) and _ends_above(at, sheet):
        sheet.signed(text)
        sheet.set_aside(at, "initials")
        return True
    else:
        return False
    _close(at, sheet)
    return True


def _reads_parts(at: int, text: str, sheet: Sheet, reader: Reader) -> bool:
    """A line with a mark, the wire's name, initials and a clock on it, in any order and dress."""
    if not signatures.may_sign(text):
        return False
    if not sheet.own_names:
        top = (line.text for line in sheet.lines[:_TOP])
        sheet.own_names = signatures.names_in(top) | {reader.convention.name}
    found = signatures.read(text, reader, sheet.own_names)
    if found is None:
        return False
    if sheet.mark is Mark.NONE or found.mark is Mark.MORE:
        sheet.mark = found.mark if found.mark is not Mark.NONE else Mark.END
    before = sheet.sign_off or SignOff()
    sheet.agencies += [agency(name) for name in found.names]
    sheet.sign_off = SignOff(
        before.agencies, before.initials or "/".join(found.initials), before.time or found.clock
    )
    _close(at, sheet)
    return True


def _reads_trailer(at: int, text: str, sheet: Sheet) -> bool:
    """What closes a page and says nothing: a rule, a count of words, the serial once more."""
    role = closing.trailer(text)
    if role:
        sheet.set_aside(at, role)
    return bool(role)


def _reads_opened(found: re.Match[str], sheet: Sheet) -> bool:
    """ "(MORE) AB/CD", "(PNA) AB/CD"."""
    word = found["word"].strip().casefold()
    more = word in MORE or word in sheet.own.more
    if not more and word not in AGENCIES and word not in END:
        return False
    if word in AGENCIES:
        sheet.agencies.append(agency(word))
    sheet.signed(found["initials"])
    sheet.mark = Mark.MORE if more else sheet.mark
    return True


def _is_signature(marks: str) -> bool:
    return "/" in marks or marks.isupper() or marks.casefold() in AGENCIES


def _ends_above(at: int, sheet: Sheet) -> bool:
    """Whether initials stand apart from copy: under an end mark, or after a blank line."""
    if at == 0:
        return False
    above = sheet.lines[at - 1].text.strip()
    if not above or (sheet.footed and _CLOSED.search(above)):
        return True
    return bare(above) in AGENCIES or bare(above) in END or bare(above) in MORE


def _reads_contact(at: int, text: str, sheet: Sheet) -> bool:
    if found := closing.MAIL.fullmatch(text):
        sheet.signed(found["name"])
        sheet.set_aside(at, "contact")
        return True
    if _runs_on(at, sheet):
        return False
    if len(text) < 80 and closing.ADDRESS.search(text) and not _CLOSED.search(text):
        sheet.set_aside(at, "contact")
        return True
    if closing.CREDITS.match(text):
        sheet.mark = Mark.END if sheet.mark is Mark.NONE else sheet.mark
        sheet.set_aside(at, "credits")
        return True
    return False


def _runs_on(at: int, sheet: Sheet) -> bool:
    """Whether a line goes on from the one above it, which did not end its sentence."""
    above = sheet.lines[at - 1].text.strip() if at else ""
    if sheet.lines[at].text.lstrip()[:1] in "([" or closing.CREDITS.match(above):
        return False
    return len(above) > 12 and not _CLOSED.search(above) and not closing.ADDRESS.search(above)


def _set_aside_after_end(sheet: Sheet, reader: Reader) -> None:
    """What stands under the end mark is not copy: contacts, notes, boilerplate."""
    seen = 0
    for at in range(len(sheet.lines) - 1, -1, -1):
        text = sheet.lines[at].text.strip()
        if not text:
            continue
        seen += 1
        if seen > 30:
            return
        if len(text) < 30 and _is_strong_end(text, reader):
            break
    else:
        return
    for below in range(at + 1, len(sheet.lines)):
        text = sheet.lines[below].text.strip()
        if text and not _reads_line(below, text, sheet, reader):
            sheet.set_aside(below, "after the end")


def _is_strong_end(text: str, reader: Reader) -> bool:
    """An end mark that is none of a story's words: ###, -30-, (END), -- AGENCY."""
    if text[0] in "#*":
        return bool(re.fullmatch(r"(?:# ?){3,9}", text))
    dressed = text[0] in "-–—(<[/" or bare(text) in {"enditem", "enditems"}
    return dressed and closing.mark_of(text, reader) is Mark.END


def _set_aside_notebook(sheet: Sheet) -> None:
    """Desk notes under the copy: a notebook, or what is "not for publication"."""
    start = None
    for at, line in enumerate(sheet.lines):
        text = line.text
        if (
            at > 4
            and text.startswith(("#", "*", "N"))
            and len(text) < 60
            and _opens_notes(text.strip())
        ):
            start = at
            break
    if start is None:
        return
    for at in range(start, len(sheet.lines)):
        text = sheet.lines[at].text.strip()
        if not text or (at > start and _keeps(text)):
            continue
        sheet.set_aside(at, "desk notes")


def _opens_notes(text: str) -> bool:
    return bool(re.fullmatch(r"#{1,2} ?(?:dpa )?(?:notebook|notizblock)", text, re.IGNORECASE)) or (
        text.casefold().startswith(("not for publication", "notes to editors", "note to editors:"))
    )


def _keeps(text: str) -> bool:
    """Lines under desk notes that the foot still reads."""
    signed = _SIGNED.fullmatch(text)
    return (
        envelope.is_bare(text)
        or "␃" in text
        or bool(signed and signed["agency"].casefold() in AGENCIES)
    )
