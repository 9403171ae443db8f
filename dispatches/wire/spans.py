"""Values of a search that span something: days and hours, serials in a row, urgencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_AGO = re.compile(r"(\d{1,4})([hdw])", re.ASCII | re.IGNORECASE)
_TAKE = re.compile(r"(?:(?P<prefix>\S*?)-?)(?P<first>\d{1,9})(?:\.\.(?P<last>\d{1,9}))?", re.ASCII)
_URGENCY = re.compile(r"(\d)(?:\.\.(\d))?", re.ASCII)
_HOURS = {"h": 1, "d": 24, "w": 168}
_FIRST, _LAST = 1900, 2200  # years whose days every zone and database can tell


@dataclass(frozen=True, slots=True)
class Span:
    """From a number to another, both with it; `name` stands before serials."""

    first: int
    last: int
    name: str = ""


def moment(said: str, now: datetime) -> datetime | None:
    """When a day begins in the zone of `now`, or so long before it; None for no such thing.

    >>> moment("2019-04-20", datetime(2019, 4, 25, 12, 30))
    datetime.datetime(2019, 4, 20, 0, 0)
    >>> moment("2d", datetime(2019, 4, 25, 12, 30)), moment("31 June", datetime(2019, 4, 25))
    (datetime.datetime(2019, 4, 23, 12, 30), None)
    """
    word = said.casefold()
    if word in ("today", "yesterday"):
        return _begins(now - timedelta(days=word == "yesterday"))
    if ago := _AGO.fullmatch(word):
        hours = int(ago[1]) * _HOURS[ago[2].lower()]
        return now - timedelta(hours=hours) if hours < 24 * 365 * 50 else None
    day = _DAY.fullmatch(word)
    if day is None or not _FIRST <= int(day[1]) <= _LAST:
        return None
    try:
        return _begins(now.replace(year=int(day[1]), month=int(day[2]), day=int(day[3])))
    except ValueError:
        return None


def _begins(day: datetime) -> datetime:
    return datetime.combine(day.date(), time(), tzinfo=day.tzinfo)


def numbers(said: str, now: datetime) -> Span | None:
    """One serial, or several in a row.

    >>> numbers("BFF-08..12", datetime(2019, 4, 25))
    Span(first=8, last=12, name='BFF')
    """
    found = _TAKE.fullmatch(said)
    if found is None:
        return None
    first, last = int(found["first"]), int(found["last"] or found["first"])
    return Span(min(first, last), max(first, last), found["prefix"])


def urgencies(said: str, now: datetime) -> Span | None:
    """One urgency, or from one to another.

    >>> urgencies("1..3", datetime(2019, 4, 25))
    Span(first=1, last=3, name='')
    """
    found = _URGENCY.fullmatch(said)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return Span(min(first, last), max(first, last))
