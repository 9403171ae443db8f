"""Banners: a line at the top of a page that names the service, as `*** SUN NEWS ***` does."""

from __future__ import annotations

import re

from .dates import DATE, is_date
from .sheet import CONTROLS, Sheet
from .words import AGENCIES

_DRESS = r"[*<>=#~+_\[\]|]"
_DRESSED = re.compile(rf"{_DRESS}{{2,40}} ?(?P<name>[^\W_][\w .&'’/-]{{1,40}}?) ?{_DRESS}{{2,40}}")
_TITLED = re.compile(
    r"(?P<name>(?:[A-Z][\w.&'’-]{1,20} ){1,4})(?:newswire|wire|news|news agency|press agency|"
    r"wire service|news service|press service)\b(?P<rest>.{0,40})",
    re.IGNORECASE,
)
_RULED = re.compile(rf"(?:{_DRESS}|-){{8,100}}")


def read(at: int, sheet: Sheet) -> bool:
    """Read a banner, or a rule, off the top of a sheet; the name in it is the wire's own.

    It is the very first line, with the next one right under it, or between angles: else it is a
    crosshead.
    """
    text = sheet.lines[at].text.strip(CONTROLS + " ")
    if len(text) > 100 or sheet.headline:
        return False
    if _RULED.fullmatch(text):
        sheet.set_aside(at, "rule")
        return True
    below = sheet.lines[at + 1].text.strip() if at + 1 < len(sheet.lines) else ""
    first = not any(line.text.strip() for line in sheet.lines[:at])
    name = _name(text) if first and (below or text[0] == "<") else ""
    if not name:
        return False
    sheet.own_names |= {name.casefold(), name.split()[0].casefold()}
    sheet.set_aside(at, "banner")
    return True


def _name(text: str) -> str:
    """The name in a banner; empty where a line is none."""
    if (found := _DRESSED.fullmatch(text)) and not any(char.isdigit() for char in found["name"]):
        return found["name"].strip() if len(found["name"].split()) <= 4 else ""
    found = _TITLED.fullmatch(text)
    if found is None or not (text.isupper() or found["name"].strip().casefold() in AGENCIES):
        return ""
    rest = found["rest"].strip(" -–—,|/")
    day = DATE.fullmatch(rest)
    dated = not rest or (day is not None and is_date(day)) or not re.search(r"[^\W\d_]{4}", rest)
    return found["name"].strip() if dated else ""
