"""Embargoes: the printed words to a moment, or to nothing where the words leave a doubt.

An hour without a zone is no moment, and neither is a day without an hour. What may be one of two
moments is none: copy that waits for a person is late, copy that goes out early is a broken word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from .days import dates, last_sunday, weekdays, without_weekdays
from .values import Take

_ZONES: Final = {
    "GMT": 0, "UTC": 0, "Z": 0, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "BDT": 360, "ICT": 420, "WIB": 420, "MYT": 480, "SGT": 480,
    "HKT": 480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660,
    "EST": -300, "EDT": -240, "CDT": -300, "MDT": -360, "MST": -420, "PDT": -420, "PST": -480,
    "BST": 60,
}  # fmt: skip
"""Minutes before UTC, of zones whose letters mean one thing: CST, IST and ET are left out. BST is
British while Britain has summer time, and in other months nothing that can be told."""
_ZONE = "|".join(sorted(_ZONES, key=len, reverse=True))
_CLOCK = re.compile(
    rf"(?<![\d.:])(?:(?P<h>2[0-4]|[01]?\d)(?:[:.h](?P<m>[0-5]\d)|(?P<mm>[0-5]\d))?(?!\d)"
    rf"|(?P<noon>noon|12 noon|midday|mittag|midi|mediod[ií]a|mezzogiorno))"
    rf"(?:[:.][0-5]\d)? ?(?P<half>[ap]\.?m\b\.?)? ?(?P<unit>hrs\b|hours\b|h\b|uhr\b|heures\b)?"
    rf",? ?[(\[]?(?P<zone>(?:GMT|UTC) ?[+-] ?\d{{1,2}}(?::?[0-5]\d)?|(?:{_ZONE})\b"
    rf"|[+-][01]\d:?[0-5]\d\b)?",
    re.IGNORECASE,
)
_DAY_AND_HOUR = re.compile(r"(?<=\d)T(?=\d\d:)")  # 2019-05-01T10:00
_OFFSET = re.compile(r"(?P<sign>[+-]) ?(?P<h>\d{1,2}):?(?P<m>[0-5]\d)?")
_OTHER_ZONE = re.compile(
    r"\d ?(?:[ap]\.?m\.? ?)?\(?(?:[A-Z]{1,4}T)\b|\btime\b|ortszeit|heure locale", re.IGNORECASE
)
_NEXT_DAY = re.compile(r"\b(?:tomorrow|morgen|demain|mañana|domani)\b", re.IGNORECASE)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Embargo:
    """What the takes of a story say: their words, and the moment in UTC, or None for a doubt."""

    words: str
    until: datetime | None


def of(takes: Sequence[Take]) -> Embargo | None:
    """The embargo on a story with these takes in force; of several moments the last one counts."""
    said = [take for take in takes if take.embargo]
    if not said:
        return None
    words = " / ".join(dict.fromkeys(take.embargo for take in said))
    ends = [moment(take.embargo, take.stated_at or take.received_at) for take in said]
    known = [end for end in ends if end is not None]
    return Embargo(words, max(known) if len(known) == len(ends) else None)


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour as it was printed, and its zone where one stands beside it."""

    at: time
    zone: tzinfo | None
    is_british: bool = False


def moment(words: str, sent: datetime | None) -> datetime | None:
    """The moment in UTC at which an embargo ends; None where its words leave a doubt.

    `sent` is the time of sending, from which a day without a year, a weekday and an hour without a
    day are counted.

    >>> sent = datetime(2019, 4, 25, 9, tzinfo=UTC)
    >>> str(moment("UNTIL 1800 GMT", sent)), moment("1. Mai, 12 Uhr", sent)
    ('2019-04-25 18:00:00+00:00', None)
    """
    words = _DAY_AND_HOUR.sub(" ", words)
    return _one({_ends(hour, words, sent) for hour in _hours(words)})


def offered(words: str, sent: datetime | None, zone: tzinfo) -> datetime | None:
    """The moment if the hour, printed without a zone, is one of this zone: to ask a person, and
    never to act upon. None where the words name a zone, or name no single hour.

    >>> from zoneinfo import ZoneInfo
    >>> str(offered("1. Mai, 12 Uhr", datetime(2019, 4, 25, tzinfo=UTC), ZoneInfo("Europe/Berlin")))
    '2019-05-01 10:00:00+00:00'
    """
    hours = list(_hours(words))
    if any(hour.zone for hour in hours) or _OTHER_ZONE.search(words):
        return None
    return _one({_ends(Hour(hour.at, zone), words, sent) for hour in hours})


def _one(moments: set[datetime | None]) -> datetime | None:
    """The moment that all hours in the words agree on."""
    return moments.pop() if len(moments) == 1 else None


def _hours(words: str) -> Iterator[Hour]:
    """The hours in the words: those with a zone where there are any, else those without."""
    found = [match for match in _CLOCK.finditer(words) if _is_hour(match, words)]
    zoned = [match for match in found if match["zone"]]
    for match in zoned or found:
        at = _time(match)
        if at is not None:
            zone = match["zone"]
            yield Hour(at, _zone(zone) if zone else None, bool(zone) and zone.upper() == "BST")


def _is_hour(match: re.Match[str], words: str) -> bool:
    """Whether digits are an hour, and no day or year."""
    if any(match[part] for part in ("noon", "half", "unit", "zone", "m")):
        return True
    inside = any(day.start <= match.start() < day.end for day in dates(words, date(2000, 1, 1)))
    return bool(match["mm"]) and not inside


def _time(match: re.Match[str]) -> time | None:
    """The time of day; None for an hour that no clock shows, and for 24:00, whose day is open."""
    if match["noon"]:
        return time(12)
    hour, minute = int(match["h"]), int(match["m"] or match["mm"] or 0)
    half = (match["half"] or "").casefold().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + 12 * (half == "pm")
    return time(hour, minute) if hour < 24 else None


def _zone(text: str) -> tzinfo:
    if offset := _OFFSET.search(text):
        ahead = timedelta(hours=int(offset["h"]), minutes=int(offset["m"] or 0))
        return timezone(-ahead if offset["sign"] == "-" else ahead)
    return timezone(timedelta(minutes=_ZONES[text.upper()]))


def _ends(hour: Hour, words: str, sent: datetime | None) -> datetime | None:
    if hour.zone is None or sent is None:
        return None
    here = (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(hour.zone)
    day = _day(words, here, hour)
    if day is None or (hour.is_british and not _is_british_summer(day)):
        return None
    return datetime.combine(day, hour.at, hour.zone).astimezone(UTC)


def _day(words: str, here: datetime, hour: Hour) -> date | None:
    """The day that the words name; without one, that on which the hour comes next."""
    rest = _CLOCK.sub(lambda found: found[0] if _is_dateless(found) else " | ", words)
    printed = {one.on for one in dates(without_weekdays(rest), here.date())}
    named = weekdays(words)
    if len(printed) > 1 or len(named) > 1:
        return None
    if printed:
        day = printed.pop()
        return day if day and (not named or day.weekday() in named) else None
    today = here.date()
    is_past = hour.at <= here.timetz().replace(tzinfo=None)
    if named:
        ahead = (named.pop() - today.weekday()) % _WEEK
        return None if not ahead and is_past else today + timedelta(days=ahead)
    if _NEXT_DAY.search(words):
        return today + timedelta(days=1)
    if re.search(r"\d", rest):
        return None  # digits that were not understood may be a day
    return today + timedelta(days=int(is_past))


def _is_dateless(match: re.Match[str]) -> bool:
    """Whether digits that look like an hour may be part of a date: nothing says that they are."""
    return ":" not in match[0] and not any(match[part] for part in ("noon", "half", "unit", "zone"))


def _is_british_summer(day: date) -> bool:
    """From the last Sunday of March to the last of October."""
    return last_sunday(day.year, 3) < day < last_sunday(day.year, 10)
