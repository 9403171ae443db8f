"""One page of the wire: what stands above and below the copy, filled in for one take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .copy import Copy
from .looks import Look
from .words import MONTHS

_FIELD = re.compile(r"\{(\w+)")
_ORDINALS = ("", "1st", "2nd", "3rd", "4th", "5th", "6th")


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one take's page says besides its copy.

    `number` counts the takes of the story from 1; `follows` says that the page promises another,
    `last` that it is the last; `again` that the take was sent before. `flag` is "", "corrected",
    "lead" or "urgent".
    """

    look: Look
    copy: Copy
    number: int
    follows: bool
    last: bool
    serial: int
    prefix: str
    sent: datetime
    words: int
    initials: tuple[str, str]
    reference: str
    flag: str = ""
    eds: str = ""
    embargo: str = ""
    pickup: str = ""
    slug: str = ""
    credit: tuple[str, ...] = ()
    again: bool = False


def head(sheet: Sheet) -> list[str]:
    """The lines above the copy."""
    look = sheet.look
    lines = list(look.head if sheet.number == 1 else look.then)
    if sheet.embargo and not any("{release}" in line for line in lines) and sheet.number == 1:
        at = next(n for n, line in enumerate(lines) if "{headline}" in line)
        lines.insert(at, sheet.embargo)
    return fill(lines, fields(sheet))


def foot(sheet: Sheet) -> list[str]:
    """The lines below the copy."""
    look = sheet.look
    return fill(look.more if sheet.follows else look.end, fields(sheet))


def dateline(sheet: Sheet) -> str:
    """What stands before the first paragraph of the first take."""
    if sheet.number > 1 or sheet.copy.bad_date == "missing":
        return ""
    return sheet.look.dateline.format(**fields(sheet))


def fill(lines: Sequence[str], told: dict[str, object]) -> list[str]:
    """Templates with their fields put in; an optional line with an empty field is left out."""
    filled = []
    for line in lines:
        if line.startswith("?") and not all(told[name] for name in _FIELD.findall(line)):
            continue
        filled.append(line.removeprefix("?").format(**told))
    return filled


def fields(sheet: Sheet) -> dict[str, object]:
    """Everything that a template may ask for."""
    return {
        **_clock(sheet.sent),
        **_names(sheet),
        **_numbers(sheet),
        **_flags(sheet),
        "release": sheet.embargo or "FOR IMMEDIATE RELEASE",
        "pickup": sheet.pickup,
        "letter": "u" if sheet.flag in ("urgent", "corrected") else "r",
        "grade": "3" if sheet.flag == "urgent" else "4",
    } | _day(sheet)


def _clock(sent: datetime) -> dict[str, object]:
    month = MONTHS[sent.month - 1]
    return {
        "hhmm": f"{sent:%H%M}", "hh": f"{sent:%H}", "mi": f"{sent:%M}", "dd": f"{sent:%d}",
        "mm": f"{sent:%m}", "yy": f"{sent:%y}", "MON": month[:3].upper(),
    }  # fmt: skip


def _day(sheet: Sheet) -> dict[str, object]:
    """The day of the story; a stale one contradicts `dd` and `mm`, which are of the sending."""
    day = sheet.copy.day
    month = MONTHS[day.month - 1]
    short = month[:3]
    return {
        "day": day.day, "day2": f"{day.day:02d}", "month": month, "month2": f"{day.month:02d}",
        "year": day.year, "Mon": short, "Pmon": short if short == "May" else short + ".",
    }  # fmt: skip


def _names(sheet: Sheet) -> dict[str, object]:
    copy, look = sheet.copy, sheet.look
    slug = sheet.slug or slug_of(look, copy)
    headline = headline_of(look, copy)
    first = copy.headline.split()
    credit = sheet.credit or look.credit
    agency = look.agency or look.credit[0]
    return {
        "slug": slug, "slashed": slug.replace("-", "/"), "SLUG24": slug.upper()[:21],
        "headline": headline, "FIRST": first[0].upper(), "SHORT": " ".join(first[:3]).upper(),
        "FOUR": " ".join(first[:4]), "city": copy.place, "CITY": _upper_city(copy),
        "TOWN": copy.city.upper(), "byline": copy.byline,
        "BYLINE": copy.byline.upper(), "agencies": "/".join(credit), "agency": agency,
        "AGENCY": agency.upper(), "name": copy.byline or "Our staff", "second_name": "Night desk",
    }  # fmt: skip


def _upper_city(copy: Copy) -> str:
    return copy.city.upper() + copy.place[len(copy.city) :]


def _numbers(sheet: Sheet) -> dict[str, object]:
    number, first, second = sheet.number, sheet.initials[0], sheet.initials[1]
    last = sheet.last and not sheet.follows
    return {
        "serial": sheet.look.serial.format(
            prefix=sheet.prefix, number=sheet.serial, **_clock(sheet.sent), year=sheet.sent.year
        ),
        "number": sheet.serial, "n": number, "next": number + 1, "nth": _ORDINALS[number - 1],
        "words": sheet.words, "initials": first.upper(), "INITIALS": first.upper(),
        "low": first.lower(), "second_low": second.lower(), "SECOND": second.upper(),
        "reference": sheet.reference, "last_word": " LAST" if last else "",
        "last_small": " last" if last else "", "last_bracket": " (LAST)" if last else "",
    }  # fmt: skip


def _flags(sheet: Sheet) -> dict[str, object]:
    told: dict[str, object] = dict.fromkeys(
        ("flag_headline", "flag_line", "flag_slug", "flag_before"), ""
    )
    told["flag_eds"], told["stx"] = sheet.eds, "\x02"
    if sheet.flag:
        place, text = sheet.look.flags[sheet.flag]
        told[f"flag_{place}"] = text
        told["stx"] = "" if place == "line" else "\x02"
    return told


def slug_of(look: Look, copy: Copy) -> str:
    """The slug line's words, in the way of this wire."""
    text = look.slug_join.join(copy.slug)
    return {"upper": text.upper(), "lower": text.lower(), "title": text.capitalize()}[
        look.slug_case
    ]


def headline_of(look: Look, copy: Copy) -> str:
    """The headline as this wire prints it."""
    return copy.headline.upper() if look.headline_case == "upper" else copy.headline


def prints_flag(look: Look, flag: str, number: int) -> bool:
    """Whether a take of this number can say that it is corrected, a lead or urgent."""
    place, text = look.flags[flag]
    return bool(text) and any(
        f"{{flag_{place}}}" in line for line in (look.head if number == 1 else look.then)
    )
