"""What datelines are made of: places, agencies in brackets, dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dispatches.wire.values import Dateline

from .dates import printed
from .words import AGENCIES, agency

REACH_OF_PLACE = 70
CREDIT = re.compile(
    r"[(\[](?P<round>[^\W\d_][\w.&’' /-]{1,40})[)\]]|/(?P<slashed>[^\W\d_][\w.& -]{1,30})/\.?"
)
DASH = re.compile(r"[\s.,:]*(?:-{1,3}|[–—―_]|\.-|:)(?:\s|$)|[\s.,:]*(?:--|[–—―])(?=\S)|\s[=|]\s")
NAMED = re.compile(r"[(\[/](?P<name>[A-Z][\w&’'-]{1,20}(?: [A-Z][\w&’'-]{1,20}){0,2})[)\]/]")
_WEEKDAY = re.compile(r",? (?:mon|tues|wednes|thurs|fri|satur|sun)day,?$", re.IGNORECASE)
SMALL = frozenset(
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
"""Words of places, and before them, that are written small."""


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline and where it ends in the text that it opens."""

    dateline: Dateline
    credit: tuple[str, ...]
    end: int


def is_place(text: str) -> bool:
    """Whether words look like the name of a place: capitals throughout, and few of them.

    >>> is_place("ABHA, Saudi Arabia, "), is_place("He said on"), is_place("NEW DELHI [India], ")
    (True, False, True)
    """
    words = text.strip(" ,.;:").replace("[", " ").replace("]", " ").replace(",", " ").split()
    if not words or len(text.strip()) > REACH_OF_PLACE or len(words) > 8:
        return False
    if not words[0][:1].isalpha() or words[0][:1].upper() != words[0][:1]:
        return False
    return all(
        word[0].isupper() or not word[0].isascii() or word.casefold() in SMALL for word in words
    ) and not text.rstrip().endswith((" of", " in", " on", " by", " the"))


def dateline(place: str, day: re.Match[str] | None, near: date | None) -> Dateline:
    place = " ".join(place.split()).strip(" ,;:-–—/(").removesuffix(" -")
    place = _WEEKDAY.sub("", place)
    if place.endswith(".") and place.count(".") == 1 and len(place.rsplit(None, 1)[-1]) > 7:
        place = place[:-1]
    city = re.split(r"[,\[(]|\. ?$", place, maxsplit=1)[0].strip()
    return Dateline(place, city or place, printed(day, near) if day else None)


def agencies_in(name: str) -> tuple[str, ...]:
    whole = AGENCIES.get(name.strip().casefold())
    if whole:
        return (whole,)
    return tuple(agency(part) for part in re.split(r"[/,]", name) if part.strip())
