"""What wraps copy on the line: frames, the headers of ANPA 1312 and IPTC 7901, the foot."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dispatches.wire.ids import Serial

from .dates import clock, is_clock
from .sheet import CONTROLS, Sheet
from .words import AGENCIES, agency

FRAME: Final = re.compile(r"V?ZCZC(?: ?[A-Z]{2,4}\d{3,5})?|NNNN|VVVV|[NZ]{4,8}")
_FRAMED_SERIAL = re.compile(
    r"V?ZCZC ?(?P<prefix>[A-Z]{0,4})(?P<number>\d{2,5})(?:[/ ]\S{1,8}){0,3}"
)
_ONLY_CONTROLS = re.compile(rf"[\s{CONTROLS}]+")
_ANPA_FIRST = re.compile(r"␖*␁(?P<letter>[A-Za-z]{0,3})(?P<number>\d{2,4})␟?(?P<selector>\S*)")
_ANPA_BARE = re.compile(r"(?P<letter>[A-Za-z]{1,3})(?P<number>\d{4}) ?(?P<selector>_?[a-z]{3,6})?")
_ANPA_SELECTORS_BARE = re.compile(r"[A-Z]{1,3}")
_ANPA_SELECTORS = re.compile(r"␅+[A-Z]{0,3}(?: [A-Z]{1,3})*")
_ANPA_SECOND = re.compile(
    r"(?P<priority>[a-z]) (?P<category>[a-z]{1,3}) ?[␓␔]?[␑␒]? ?(?P<slug>\S.*?)"
    r"(?: {1,3}(?P<version>\d\w{1,20}(?:-\w{1,20})?))? {1,4}(?P<mm>\d\d)-(?P<dd>\d\d) "
    r"(?P<words>\d{3,4})"
)
_IPTC_FIRST = re.compile(
    r"␁?(?P<source>[A-Za-z]{2,6})-?(?P<number>\d{3,5}) (?P<priority>[1-9]) "
    r"(?P<category>[A-Za-z]{1,3}) (?P<words>\d{1,5})\b(?P<rest> .*)?"
)
_REFERENCE = re.compile(r"/?[A-Z]{2,5}-(?P<reference>[A-Z]{1,3}\d{2,5})\b")
_PRIORITIES = {"f": "flash", "b": "bulletin", "u": "urgent", "d": "deferred"}
_LEVELS = {"1": "flash", "2": "bulletin", "3": "urgent", "5": "", "6": "deferred"}
_FRAMED = re.compile(r"\s+(?:N{4,8}|V{4}|␃)$")
_ROUTING = re.compile(r"(?:[A-Z0-9]{1,4} ){2,8}[A-Z0-9]{1,4}")
_CODED = re.compile(r"[A-Z]\d|\d[A-Z]")
_FOOT = re.compile(
    rf"[{CONTROLS}\s]*(?:[A-Z][A-Za-z]{{1,9}}(?:-[A-Za-z]{{2,4}}){{0,2}}[ -])?"
    r"(?:\d{2}-\d{2}-\d{2,4} \d{4} ?[A-Z]{1,4}|\d{6} ?(?:[A-Z]{1,4} )?[A-Za-z]{3,9} \d{2,4}"
    r"|\d{1,2}[:.]?\d{2} ?(?:hrs )?[A-Z]{2,4},? (?:\d{1,2} [A-Za-z]{3,9}|[A-Za-z]{3,9} \d{1,2},?)"
    r" \d{4}|\d{4}-\d\d-\d\d[T ]\d\d:?\d\d(?::\d\d)? ?(?:[A-Z]{1,4}|[+-]\d\d:?\d\d)?)[<\s]*"
)


def is_bare(text: str) -> bool:
    """Whether a line holds nothing but control characters."""
    return _ONLY_CONTROLS.fullmatch(text) is not None


def opens(text: str) -> bool:
    """Whether a line begins a transmission of its own: the envelope's first line.

    >>> opens("␖␖␁a0412␟_wire"), opens("ZCZC"), opens("A ferry")
    (True, True, False)
    """
    if text.startswith(("␖", "␁", "␅")):
        return True
    return text.startswith(("ZCZC", "VZCZC"))


def heads(text: str) -> bool:
    """Whether a line is the first of an ANPA or IPTC header."""
    text = text.strip()
    return bool(_ANPA_FIRST.fullmatch(text) or _IPTC_FIRST.fullmatch(text))


def read(at: int, sheet: Sheet) -> bool:
    """Read a line of the envelope off the head of a sheet."""
    text = sheet.lines[at].text.strip()
    if _reads_routing(at, text, sheet):
        return True
    if is_bare(text) or FRAME.fullmatch(text) or _ANPA_SELECTORS.fullmatch(text):
        sheet.set_aside(at, "frame")
        return True
    if found := _FRAMED_SERIAL.fullmatch(text):
        sheet.serials = [Serial(found["prefix"], int(found["number"]), len(found["number"]))]
        sheet.set_aside(at, "frame")
        return True
    bare = _bare_header(at, text, sheet)
    if bare and bare.re is _ANPA_SELECTORS_BARE:
        sheet.set_aside(at, "frame")
        return True
    if found := bare or _ANPA_FIRST.fullmatch(text):
        sheet.serials = [Serial(found["letter"], int(found["number"]), len(found["number"]))]
        _names_cut(found["selector"] or "", sheet)
        sheet.set_aside(at, "header")
        return True
    return _reads_second(at, text, sheet) or _reads_iptc(at, text, sheet)


def _bare_header(at: int, text: str, sheet: Sheet) -> re.Match[str] | None:
    """The first line of a header that lost its control characters, or the line above it: they are
    known by the lines below them alone."""
    below = [line.text.strip() for line in sheet.lines[at + 1 : at + 3]]
    if any(below[:1]) and _ANPA_SECOND.fullmatch(below[0]):
        return _ANPA_BARE.fullmatch(text)
    if len(below) == 2 and _ANPA_BARE.fullmatch(below[0]) and _ANPA_SECOND.fullmatch(below[1]):
        return _ANPA_SELECTORS_BARE.fullmatch(text)
    return None


def _reads_routing(at: int, text: str, sheet: Sheet) -> bool:
    """Codes that say where a page goes, "R EST S0A S41 QBXB", or the time of sending alone."""
    if len(text) > 60 or sheet.headline:
        return False
    if _ROUTING.fullmatch(text) and _CODED.search(text):
        sheet.set_aside(at, "header")
        return True
    bare = text.strip("[](){}<> ")
    if not is_clock(bare):
        return False
    zoned = bool(sheet.received_at and sheet.received_at.tzinfo)
    sheet.stated_at = clock(bare, zoned) or sheet.stated_at
    sheet.set_aside(at, "header")
    return True


def _reads_second(at: int, text: str, sheet: Sheet) -> bool:
    found = _ANPA_SECOND.fullmatch(text)
    if found is None:
        return False
    sheet.priority = _PRIORITIES.get(found["priority"], "")
    near = sheet.near
    sheet.day = _nearest(int(found["mm"]), int(found["dd"]), near) if near else None
    if "writethru" in (found["version"] or "").casefold():
        sheet.replaces = sheet.replaces or "lead"
    sheet.set_aside(at, "header")
    return True


def _nearest(month: int, day: int, near: date) -> date | None:
    days = []
    for year in (near.year, near.year - 1, near.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return min(days, key=lambda one: abs(one - near)) if days else None


def _reads_iptc(at: int, text: str, sheet: Sheet) -> bool:
    found = _IPTC_FIRST.fullmatch(text)
    if found is None:
        return False
    sheet.serials = [Serial(found["source"], int(found["number"]), len(found["number"]))]
    sheet.priority = _LEVELS.get(found["priority"], "")
    reference = _REFERENCE.search(found["rest"] or "")
    sheet.reference = reference["reference"] if reference else ""
    _names_agency(reference[0] if reference else text.strip("␁"), sheet)
    sheet.set_aside(at, "header")
    return True


def _names_cut(selector: str, sheet: Sheet) -> None:
    """An agency whose name the header cuts short: "reute"."""
    names = {full for low, full in AGENCIES.items() if low.startswith(selector.casefold())}
    if len(selector) > 3 and len(names) == 1:
        sheet.agencies.append(names.pop())


def _names_agency(text: str, sheet: Sheet) -> None:
    """An agency that the envelope names: "AFP 230244 GMT", "AP-WF-...", "/AFP-XD25"."""
    name = re.split(r"[- \d]", text.lstrip("/"), maxsplit=1)[0]
    if name.casefold() in AGENCIES and name.isupper():
        sheet.agencies.append(agency(name))


def is_foot(text: str) -> bool:
    """Whether a line is a frame or the time of sending."""
    return is_bare(text) or bool(FRAME.fullmatch(text)) or _is_time_line(text)


def _is_time_line(text: str) -> bool:
    text = _FRAMED.sub("", text)
    if len(text) > 60 or not any(char.isdigit() for char in text):
        return False
    return _FOOT.fullmatch(text) is not None or is_clock(text.strip(CONTROLS + " "))


def read_foot(at: int, sheet: Sheet) -> bool:
    """Read a frame or the time of sending off the foot of a sheet."""
    text = sheet.lines[at].text.strip()
    if is_bare(text) or FRAME.fullmatch(text):
        sheet.set_aside(at, "frame")
        sheet.footed = True
        return True
    if not _is_time_line(text):
        return False
    zoned = bool(sheet.received_at and sheet.received_at.tzinfo)
    sheet.stated_at = clock(text, zoned) or sheet.stated_at
    sheet.footed = True
    _names_agency(text.strip(CONTROLS + " "), sheet)
    sheet.set_aside(at, "foot")
    return True
