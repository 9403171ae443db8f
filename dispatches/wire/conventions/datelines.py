"""Datelines: place, date and agency before the dash, in whatever order and dress they come.

A dateline is told by its agency in brackets, by a date before a dash, or by both. A place in
capitals before a dash is one too, but only where the caller knows that a story opens here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dispatches.wire.values import Dateline

from .dates import DATE, is_date, printed
from .words import AGENCIES, agency

REACH = 150  # a dateline ends within so many characters
_PLACE_REACH = 70

_CREDIT = re.compile(
    r"[(\[](?P<round>[^\W\d_][\w.&’' /-]{1,40})[)\]]|/(?P<slashed>[^\W\d_][\w.& -]{1,30})/\.?"
)
_DASH = re.compile(r"[\s.,:]*(?:-{1,3}|[–—―_]|\.-|:)(?:\s|$)|[\s.,:]*(?:--|[–—―])(?=\S)|\s[=|]\s")
_DATED_CREDIT = re.compile(
    r" ?[(\[](?P<name>[^\W\d_][\w.&’' /-]{1,30}), (?P<date>[^()\[\]]{3,20})[)\]]"
)
_NAMED = re.compile(r"[(\[/](?P<name>[A-Z][\w&’'-]{1,20}(?: [A-Z][\w&’'-]{1,20}){0,2})[)\]/]")
_OPENING_DASH = re.compile(r"\s*(?:--|[–—―_]|-(?=\s|$))\s*")
_LEADING = re.compile(r"^(?:\(?(?:RPT|CORR|CORRECTED|LEAD|UPDATE)\)? ?--? ?)?")
_CAPITALS = re.compile(
    r"[^\W\d_a-z]{3}[^a-z\d_]{0,50}?(?:, [^\W\d_][\w. ]{1,30})?(?= ?(?:--|–|—| - ))"
)
_SMALL = frozenset(
    [
        "of",
        "and",
        "de",
        "la",
        "le",
        "del",
        "do",
        "da",
        "dos",
        "das",
        "the",
        "on",
        "en",
        "sur",
        "am",
        "an",
        "der",
        "die",
        "di",
        "upon",
        "al",
        "el",
        "et",
        "und",
        "y",
        "e",
        "by",
        "near",
        "off",
        "in",
        "al-",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline and where it ends in the text that it opens."""

    dateline: Dateline
    credit: tuple[str, ...]
    end: int


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
    return _by_capitals(text, offset) or _by_name(text, offset, near)


def _by_dated_credit(text: str, offset: int, near: date | None) -> Found | None:
    """Agency and date in one pair of brackets: "Port Tarran (SUN, May 2, 2019) - ..."."""
    match = _DATED_CREDIT.search(text, offset, offset + 2 * _PLACE_REACH)
    day = DATE.fullmatch(match["date"].strip()) if match else None
    dash = _DASH.match(text, match.end()) if match else None
    place = text[offset : match.start()] if match else ""
    if not (match and dash and day and is_date(day) and is_place(place)):
        return None
    return Found(_line(place, day, near), _agencies(match["name"]), dash.end())


def _by_name(text: str, offset: int, near: date | None) -> Found | None:
    """A place, and an agency that nobody knows, before a dash or a date and a dash; only where a
    story opens: "Port Tarran [SunWire], 2 May 2019 -- ..."."""
    match = _NAMED.search(text, offset, offset + _PLACE_REACH)
    place = text[offset : match.start()] if match else ""
    if not match or not is_place(place) or place.split()[0].casefold() in _SMALL:
        return None
    comma = match.end() + 2 * text.startswith(", ", match.end())
    day = DATE.match(text, comma)
    day = day if day and is_date(day) else None
    dash = _DASH.match(text, day.end() if day else match.end())
    said = text[dash.start() : dash.end()].strip() if dash else ""
    if not dash or (not day and not said) or (said == ":" and not (day or "," in place)):
        return None
    return Found(_line(place, day, near), _agencies(match["name"]), dash.end())


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
    return Found(_line(parts["place"], day, near), _agencies(name) if name else (), match.end())


def _by_credit(text: str, offset: int, near: date | None) -> Found | None:
    for match in _CREDIT.finditer(text, offset):
        if match.start() > offset + 2 * _PLACE_REACH:
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
    if day and text[day.end() : match.start()].strip(" .,:-–—"):
        return None
    place = text[offset : day.start() if day else match.start()]
    if not is_place(place) and (place.strip() or not day):
        return None
    if not day and not known and not place.isupper():
        return None
    dash = _DASH.match(text, match.end())
    if not dash and not (day and (known or name.isupper())) and not (known and place.isupper()):
        return None
    end = dash.end() if dash else match.end()
    later = None if day else _after_credit(text, end)
    if later:
        day, end = later
    return Found(_line(place, day, near), _agencies(name), end)


def _after_credit(text: str, end: int) -> tuple[re.Match[str], int] | None:
    """A date between credit and dash: "NEW DELHI (ANI) Jan 5: ..."."""
    match = DATE.match(text, end)
    dash = _DASH.match(text, match.end()) if match and is_date(match) else None
    return (match, dash.end()) if match and dash else None


def _led_by_credit(text: str, match: re.Match[str], near: date | None) -> Found | None:
    """The agency first: "(ANSA) - ROMA, 12 GEN - ..."."""
    name = match["round"] or match["slashed"]
    dash = _OPENING_DASH.match(text, match.end())
    if name.casefold() not in AGENCIES and not name.isupper():
        return None
    start = dash.end() if dash else match.end()
    rest = _by_date(text, start, near) or _by_capitals(text, start)
    if rest is None and dash and name.casefold() in AGENCIES:
        return Found(Dateline("", ""), _agencies(name), dash.end())
    if rest is None:
        return None
    return Found(rest.dateline, _agencies(name), rest.end)


def _by_date(text: str, offset: int, near: date | None, *, opening: bool = False) -> Found | None:
    day = _dated(text, offset, offset + _PLACE_REACH)
    if day is None:
        return None
    credit: tuple[str, ...] = ()
    dash = _DASH.match(text, day.end())
    if dash is None:
        bare = re.compile(r",? (?P<name>[^\W\d_][\w-]{1,15}(?: [A-Z]\w+)?) ?(?=[-–—:])").match(
            text, day.end()
        )
        dash = _DASH.match(text, bare.end()) if bare else None
        if not bare or not dash or bare["name"].casefold() not in AGENCIES:
            return None
        credit = _agencies(bare["name"])
    elif text[dash.start() : dash.end()].strip() in {":", ""}:
        first = text[offset : day.start()].split()[:1]
        if not opening or not first or first[0].casefold() in _SMALL:
            return None
    place = text[offset : day.start()]
    named = _NAMED.search(place) if not credit else None
    if named and not place[named.end() :].strip(" ,") and is_place(place[: named.start()]):
        place, credit = place[: named.start()], _agencies(named["name"])
    if is_place(place):
        return Found(_line(place, day, near), credit, dash.end())
    return _date_first(text, offset, day, near, credit)


def _date_first(
    text: str, offset: int, day: re.Match[str], near: date | None, credit: tuple[str, ...]
) -> Found | None:
    """The date before the place: "5 January 2019 – GENEVA – ..."."""
    if day.start() != offset:
        return None
    dash = _DASH.match(text, day.end())
    rest = _by_capitals(text, dash.end()) if dash else None
    if rest is None:
        return None
    return Found(_line(rest.dateline.place, day, near), credit, rest.end)


def _dated(text: str, start: int, stop: int) -> re.Match[str] | None:
    match = DATE.search(text, start, stop + 24)
    while match and match.start() <= stop:
        if is_date(match):
            return match
        match = DATE.search(text, match.start() + 1, stop + 24)
    return None


def _by_capitals(text: str, offset: int) -> Found | None:
    match = _CAPITALS.match(text, offset)
    if match is None or not is_place(match[0]) or len(match[0].split()) > 6:
        return None
    dash = _DASH.match(text, match.end())
    if dash is None or not text[dash.end() :].strip():
        return None
    return Found(_line(match[0], None, None), (), dash.end())


def may_run_on(text: str) -> bool:
    """Whether a line may be the beginning of a dateline that its end cuts."""
    return len(text.split()) <= 10 and is_place(re.split(r"[(/\d]", text, maxsplit=1)[0])


def is_place(text: str) -> bool:
    """Whether words look like the name of a place: capitals throughout, and few of them.

    >>> is_place("ABHA, Saudi Arabia, "), is_place("He said on"), is_place("NEW DELHI [India], ")
    (True, False, True)
    """
    words = text.strip(" ,.;:").replace("[", " ").replace("]", " ").replace(",", " ").split()
    if not words or len(text.strip()) > _PLACE_REACH or len(words) > 8:
        return False
    if not words[0][:1].isalpha() or words[0][:1].upper() != words[0][:1]:
        return False
    return all(
        word[0].isupper() or not word[0].isascii() or word.casefold() in _SMALL for word in words
    ) and not text.rstrip().endswith((" of", " in", " on", " by", " the"))


def _line(place: str, day: re.Match[str] | None, near: date | None) -> Dateline:
    place = " ".join(place.split()).strip(" ,;:-–—/(").removesuffix(" -")
    if place.endswith(".") and place.count(".") == 1 and len(place.rsplit(None, 1)[-1]) > 7:
        place = place[:-1]
    city = re.split(r"[,\[(]|\. ?$", place, maxsplit=1)[0].strip()
    return Dateline(place, city or place, printed(day, near) if day else None)


def _agencies(name: str) -> tuple[str, ...]:
    whole = AGENCIES.get(name.strip().casefold())
    if whole:
        return (whole,)
    return tuple(agency(part) for part in re.split(r"[/,]", name) if part.strip())
