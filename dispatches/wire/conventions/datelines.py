"""Datelines: place, date and agency before the dash, in whatever order and dress they come.

A dateline is told by its agency in brackets, by a date before a dash, or by both. A place in
capitals before a dash is one too, but only where the caller knows that a story opens here.
"""

from __future__ import annotations

import re
from datetime import date

from . import openings
from .dates import DATE, is_date
from .placenames import (
    CREDIT,
    DASH,
    NAMED,
    REACH_OF_PLACE,
    SMALL,
    Found,
    agencies_in,
    dateline,
    is_place,
)
from .words import AGENCIES

REACH = 150  # a dateline ends within so many characters

_DATED_CREDIT = re.compile(
    r" ?[(\[](?P<name>[^\W\d_][\w.&’' /-]{1,30}), (?P<date>[^()\[\]]{3,20})[)\]]"
)
_OPENING_DASH = re.compile(r"\s*(?:--|[–—―_]|-(?=\s|$))\s*")
_LEADING = re.compile(r"^(?:\(?(?:RPT|CORR|CORRECTED|LEAD|UPDATE)\)? ?--? ?)?")


def find(text: str, near: date | None, *, opening: bool = False) -> Found | None:
    """The dateline that a text opens with; `opening` says that a story is known to open here.

    >>> found = find("PORT TARRAN, Ostrand, May 2, 2019 (BSS/AFP) – A ferry", None)
    >>> found.dateline.city, str(found.dateline.date), found.credit
    ('PORT TARRAN', '2019-05-02', ('BSS', 'AFP'))
    """
    text = text[:REACH]
    start = _LEADING.match(text)
    offset = start.end() if start else 0
    found = _by_dated_credit(text, offset, near) or _by_credit(text, offset, near)
    found = found or _by_date(text, offset, near, opening=opening)
    if found or not opening:
        return found
    return openings.find(text, offset, near)


def _by_dated_credit(text: str, offset: int, near: date | None) -> Found | None:
    """Agency and date in one pair of brackets: "Port Tarran (SUN, May 2, 2019) - ..."."""
    match = _DATED_CREDIT.search(text, offset, offset + 2 * REACH_OF_PLACE)
    day = DATE.fullmatch(match["date"].strip()) if match else None
    dash = DASH.match(text, match.end()) if match else None
    place = text[offset : match.start()] if match else ""
    if not (match and dash and day and is_date(day) and is_place(place)):
        return None
    return Found(dateline(place, day, near), agencies_in(match["name"]), dash.end())


def described(text: str, pattern: re.Pattern[str] | None, near: date | None) -> Found | None:
    """The dateline that a text opens with as one convention writes it, by its notation."""
    match = pattern.match(text[:REACH]) if pattern else None
    if match is None:
        return None
    parts = match.groupdict()
    day = DATE.search(parts["date"]) if parts.get("date") else None
    if parts.get("date") and not (day and is_date(day)):
        return None
    name = parts.get("agencies") or parts.get("agency") or ""
    return Found(
        dateline(parts["place"], day, near), agencies_in(name) if name else (), match.end()
    )


def _by_credit(text: str, offset: int, near: date | None) -> Found | None:
    for match in CREDIT.finditer(text, offset):
        if match.start() > offset + 2 * REACH_OF_PLACE:
            break
        if match.start() == offset:
            return _led_by_credit(text, match, near)
        found = _at_credit(text, offset, match, near)
        if found:
            return found
    return None


def _at_credit(text: str, offset: int, match: re.Match[str], near: date | None) -> Found | None:
    name = match["round"] or match["slashed"]
    known = all(part.strip().casefold() in AGENCIES for part in re.split(r"[/,]", name))
    day = _dated(text, offset, match.start())
    if day and day.start() > offset and text[day.end() : match.start()].strip(" .,:-–—"):
        return None
    first = day is not None and day.start() == offset  # "2 May 2019, Tarran (SUN) - ..."
    place = text[offset : day.start() if day else match.start()]
    if day and first:
        place = text[day.end() : match.start()].strip(" ,")
    if not is_place(place) and (place.strip() or not day):
        return None
    if not day and not known and not place.isupper():
        return None
    dash = DASH.match(text, match.end())
    if not dash and not (day and (known or name.isupper())) and not (known and place.isupper()):
        return None
    end = dash.end() if dash else match.end() + text.startswith(":", match.end())
    later = None if day else _after_credit(text, end)
    if later:
        day, end = later
    return Found(dateline(place, day, near), agencies_in(name), end)


def _after_credit(text: str, end: int) -> tuple[re.Match[str], int] | None:
    """A date between credit and dash: "NEW DELHI (ANI) Jan 5: ..."."""
    match = DATE.match(text, end)
    dash = DASH.match(text, match.end()) if match and is_date(match) else None
    return (match, dash.end()) if match and dash else None


def _led_by_credit(text: str, match: re.Match[str], near: date | None) -> Found | None:
    """The agency first: "(ANSA) - ROMA, 12 GEN - ..."."""
    name = match["round"] or match["slashed"]
    dash = _OPENING_DASH.match(text, match.end())
    if name.casefold() not in AGENCIES and not name.isupper():
        return None
    start = dash.end() if dash else match.end()
    rest = _by_date(text, start, near) or openings.capitals(text, start)
    if rest is None and dash and name.casefold() in AGENCIES:
        return Found(dateline("", None, None), agencies_in(name), dash.end())
    if rest is None:
        return None
    return Found(rest.dateline, agencies_in(name), rest.end)


def _by_date(text: str, offset: int, near: date | None, *, opening: bool = False) -> Found | None:
    day = _dated(text, offset, offset + REACH_OF_PLACE)
    if day is None:
        return None
    credit: tuple[str, ...] = ()
    dash = DASH.match(text, day.end())
    if dash is None:
        bare = re.compile(r",? (?P<name>[^\W\d_][\w-]{1,15}(?: [A-Z]\w+)?) ?(?=[-–—:])").match(
            text, day.end()
        )
        dash = DASH.match(text, bare.end()) if bare else None
        if not bare or not dash or bare["name"].casefold() not in AGENCIES:
            return None
        credit = agencies_in(bare["name"])
    elif text[dash.start() : dash.end()].strip() in {":", ""}:
        first = text[offset : day.start()].split()[:1]
        if not opening or not first or first[0].casefold() in SMALL:
            return None
    place = text[offset : day.start()]
    named = NAMED.search(place) if not credit else None
    if named and not place[named.end() :].strip(" ,") and is_place(place[: named.start()]):
        place, credit = place[: named.start()], agencies_in(named["name"])
    if is_place(place):
        return Found(dateline(place, day, near), credit, dash.end())
    return _date_first(text, offset, day, near, credit)


def _date_first(
    text: str, offset: int, day: re.Match[str], near: date | None, credit: tuple[str, ...]
) -> Found | None:
    """The date before the place: "5 January 2019 – GENEVA – ..."."""
    if day.start() != offset:
        return None
    dash = DASH.match(text, day.end())
    rest = openings.capitals(text, dash.end()) if dash else None
    if rest is None:
        return None
    return Found(dateline(rest.dateline.place, day, near), credit, rest.end)


def _dated(text: str, start: int, stop: int) -> re.Match[str] | None:
    match = DATE.search(text, start, stop + 24)
    while match and match.start() <= stop:
        if is_date(match):
            return match
        match = DATE.search(text, match.start() + 1, stop + 24)
    return None


def may_run_on(text: str) -> bool:
    """Whether a line may be the beginning of a dateline that its end cuts."""
    return len(text.split()) <= 10 and is_place(re.split(r"[(/\d]", text, maxsplit=1)[0])
