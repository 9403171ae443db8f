"""Datelines that are told only where a story is known to open: else copy may look like them."""

from __future__ import annotations

import re
from datetime import date

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

_BRACKETED = re.compile(
    r"[(\[](?P<place>[^\W\d_][^()\[\]\d]{1,40}), "
    r"(?P<date>[^()\[\],]{3,12}(?:,? \d{4})?)[)\]] ?[-–—:]? "
)
_CAPITALS = re.compile(
    r"[^\W\d_a-z]{3}[^a-z\d_]{0,50}?(?:, [^\W\d_][\w. ]{1,30})?(?= ?(?:--|–|—| - ))"
)


def find(text: str, offset: int, near: date | None) -> Found | None:
    """The dateline that a text opens with, from `offset` on; `near` is a day close to it."""
    return (
        capitals(text, offset)
        or _by_name(text, offset, near)
        or _by_known(text, offset)
        or _within_brackets(text, offset, near)
    )


def capitals(text: str, offset: int) -> Found | None:
    """A place in capitals before a dash."""
    match = _CAPITALS.match(text, offset)
    if match is None or not is_place(match[0]) or len(match[0].split()) > 6:
        return None
    dash = DASH.match(text, match.end())
    if dash is None or not text[dash.end() :].strip():
        return None
    return Found(dateline(match[0], None, None), (), dash.end())


def _by_name(text: str, offset: int, near: date | None) -> Found | None:
    """A place, and an agency that nobody knows, before a dash or a date and a dash; only where a
    story opens: "Port Tarran [SunWire], 2 May 2019 -- ..."."""
    match = NAMED.search(text, offset, offset + REACH_OF_PLACE)
    place = text[offset : match.start()] if match else ""
    if not match or not is_place(place) or place.split()[0].casefold() in SMALL:
        return None
    comma = match.end() + 2 * text.startswith(", ", match.end())
    day = DATE.match(text, comma)
    day = day if day and is_date(day) else None
    dash = DASH.match(text, day.end() if day else match.end())
    said = text[dash.start() : dash.end()].strip() if dash else ""
    if not dash or (not day and not said) or (said == ":" and not (day or "," in place)):
        return None
    return Found(dateline(place, day, near), agencies_in(match["name"]), dash.end())


def _by_known(text: str, offset: int) -> Found | None:
    """A place, and an agency that is known, before nothing but the first word; only where a story
    opens: "Tarran (dpa) The ferry ..."."""
    match = CREDIT.search(text, offset, offset + REACH_OF_PLACE)
    name = (match["round"] or match["slashed"]) if match else ""
    place = text[offset : match.start()] if match else ""
    if not match or name.casefold() not in AGENCIES or not is_place(place):
        return None
    end = match.end() + text.startswith(":", match.end())
    begins = text[end:].lstrip(" \"'“‘")[:1].isupper()
    small = place.split()[0].casefold() in SMALL
    return (
        Found(dateline(place, None, None), agencies_in(name), end) if begins and not small else None
    )


def _within_brackets(text: str, offset: int, near: date | None) -> Found | None:
    """Place and date in brackets, before the first word: "(TARRAN, 2 May) The ferry ..."."""
    match = _BRACKETED.match(text, offset)
    day = DATE.fullmatch(match["date"]) if match else None
    if not (match and day and is_date(day) and is_place(match["place"])):
        return None
    return Found(dateline(match["place"], day, near), (), match.end())
