"""Dates and clocks as wires print them: in datelines, in headers, at the foot."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from .words import AGENCIES, MONTHS

_MONTH = r"[^\W\d_]{3,10}"
DATE = re.compile(
    rf"(?<![\w.])(?:(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?:(?:, ?| )(?P<y1>\d{4}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er)?\.? (?:de |di )?(?P<m2>{_MONTH})\.?"
    r"(?:,? (?:de )?(?P<y2>\d{4}))?"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r"|(?P<d4>\d{1,2})[/.](?P<m4>\d{1,2})[/.](?P<y4>\d{4}))(?!\w)"
)
"""A date as datelines print it; `printed` says whether a calendar has it."""

_ZONES = {
    "GMT": 0, "UTC": 0, "Z": 0, "UT": 0, "WET": 0, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120,
    "MESZ": 120, "EET": 120, "MSK": 180, "IST": 330, "BDT": 360, "BDST": 360, "ICT": 420,
    "WIB": 420, "MYT": 480, "SGT": 480, "HKT": 480, "PHT": 480, "AWST": 480, "JST": 540,
    "KST": 540, "AEST": 600, "AEDT": 660, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "ET": -300,
}  # fmt: skip
ZONE = "|".join(sorted(_ZONES, key=len, reverse=True))
_CLOCKS = (
    # AP-WF-11-13-13 1509GMT
    re.compile(
        rf"(?P<mo>\d\d)-(?P<d>\d\d)-(?P<y>\d\d) (?P<h>\d\d)(?P<mi>\d\d) ?(?P<zone>{ZONE})\b"
    ),
    # 131137 GMT Nov 13, AFP 230244 GMT JUN 20
    re.compile(
        rf"(?<!\d)(?P<d>\d\d)(?P<h>\d\d)(?P<mi>\d\d) ?(?:(?P<zone>{ZONE}) )?"
        rf"(?P<mon>{_MONTH}) (?P<y>\d\d(?:\d\d)?)(?!\d)"
    ),
    # 2019-04-25T08:32:00Z, 2019-04-25 08:32 GMT
    re.compile(
        r"(?<!\d)(?P<y>\d{4})-(?P<mo>\d\d)-(?P<d>\d\d)[T ](?P<h>\d\d):?(?P<mi>\d\d)(?::\d\d)?"
        rf"(?:\.\d{{1,6}})? ?(?P<zone>{ZONE}|[+-]\d\d:?\d\d)?"
    ),
    # 0832 GMT April 25, 2019; 08:32 25 Apr 2019; 25/04/2019 08:32
    re.compile(
        rf"(?<!\d)(?P<h>\d\d)[:.]?(?P<mi>\d\d) ?(?:hrs )?(?:(?P<zone>{ZONE}),? )?"
        rf"(?:(?P<d>\d\d?) (?P<mon>{_MONTH})|(?P<mon2>{_MONTH}) (?P<d2>\d\d?),?) (?P<y>\d{{4}})"
    ),
    # 25-APR-19 10:31
    re.compile(
        rf"(?<!\d)(?P<d>\d\d?)-(?P<mon>{_MONTH})-(?P<y>\d\d(?:\d\d)?) (?P<h>\d\d)[:.](?P<mi>\d\d)"
        rf" ?(?P<zone>{ZONE})?"
    ),
    # 04-25-19 10:31
    re.compile(r"(?P<mo>\d\d)-(?P<d>\d\d)-(?P<y>\d\d) (?P<h>\d\d):(?P<mi>\d\d)(?P<zone>)"),
    re.compile(
        r"(?<!\d)(?P<d>\d\d)[/.](?P<mo>\d\d)[/.](?P<y>\d{4}),? (?P<h>\d\d)[:.]?(?P<mi>\d\d)"
        rf" ?(?P<zone>{ZONE})?"
    ),
    re.compile(
        rf"(?<!\d)(?P<d>\d\d?) (?P<mon>{_MONTH}) (?P<y>\d{{4}}),? (?P<h>\d\d)[:.]?(?P<mi>\d\d)"
        rf"(?::\d\d)? ?(?P<zone>{ZONE}|[+-]\d{{4}})?"
    ),
)


def month(name: str) -> int:
    """The number of a month by its name in any language of the wires; 0 for no month.

    >>> month("Sept."), month("août"), month("Tarran")
    (9, 8, 0)
    """
    return MONTHS.get(name.rstrip(".").casefold(), 0)


def printed(match: re.Match[str], near: date | None) -> date | None:
    """The date that DATE found; one without a year falls next to `near`."""
    form = next(n for n in "1234" if match[f"d{n}"])
    name, year = match[f"m{form}"], match[f"y{form}"]
    number = int(name) if name.isdigit() else month(name)
    if not year and near is None:
        return None
    years = [int(year)] if year else [near.year + step for step in (0, -1, 1)] if near else []
    found = [day for one in years if (day := _day(one, number, int(match[f"d{form}"])))]
    if near is None or len(found) < 2:
        return found[0] if found else None
    return min(found, key=lambda day: abs(day - near))


def is_date(match: re.Match[str]) -> bool:
    """Whether what DATE found names a month and a day that can be."""
    form = next(n for n in "1234" if match[f"d{n}"])
    name = match[f"m{form}"]
    number = int(name) if name.isdigit() else month(name)
    return _day(2000, number, int(match[f"d{form}"])) is not None


def _day(year: int, number: int, day: int) -> date | None:
    try:
        return date(year, number, day)
    except ValueError:
        return None


def clock(text: str, zoned: bool) -> datetime | None:
    """The time of sending in a header or at the foot; aware only where it is asked for `zoned`.

    >>> str(clock("AP-WF-11-13-13 1509GMT", False)), str(clock("131137 GMT Nov 13", True))
    ('2013-11-13 15:09:00', '2013-11-13 11:37:00+00:00')
    """
    for pattern in _CLOCKS:
        for match in pattern.finditer(text[:200]):
            moment = _moment(match.groupdict())
            if moment:
                zone = match.groupdict().get("zone") or "GMT"
                return moment.replace(tzinfo=_zone(zone)) if zoned else moment
    return None


def _moment(parts: dict[str, str | None]) -> datetime | None:
    name = parts.get("mon") or parts.get("mon2")
    number = month(name) if name else int(parts.get("mo") or 0)
    year = int(parts["y"] or 0)
    year += 0 if year > 99 else 1900 if year > 69 else 2000
    day = _day(year, number, int(parts.get("d") or parts.get("d2") or 0))
    hour, minute = int(parts["h"] or 0), int(parts["mi"] or 0)
    if day is None or hour > 23 or minute > 59:
        return None
    return datetime.combine(day, time(hour, minute))


def _zone(name: str) -> timezone:
    if name in _ZONES:
        return timezone(timedelta(minutes=_ZONES[name]))
    digits = name.replace(":", "")
    minutes = int(digits[1:3]) * 60 + int(digits[3:5])
    return timezone(timedelta(minutes=-minutes if digits[0] == "-" else minutes))


_TOKENS = re.compile(r"[\s:/.,<>()-]+|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_BESIDE = frozenset(
    ("am", "pm", "hrs", "hr", "h", "uhr", "at", "aed", "aes", "wf", "t", "z", "es", "ed")
)


def is_clock(text: str) -> bool:
    """Whether a line holds a date and a time of day and nothing else but a wire's own name.

    >>> is_clock("25-APR-19 10:31"), is_clock("upi 04-25-19 10:31 aed"), is_clock("6 of 12 in 3")
    (True, True, False)
    """
    tokens = [token for token in _TOKENS.split(text) if token]
    figures = sum(token.isdigit() for token in tokens)
    named = sum(_is_named(token) for token in tokens)
    months = sum(month(token) > 0 for token in tokens)
    return figures + named == len(tokens) and figures + months >= 4 and len(tokens) < 10


def _is_named(token: str) -> bool:
    low = token.casefold()
    return month(token) > 0 or token.upper() in _ZONES or low in _BESIDE or low in AGENCIES


def of_day(digits: str | None) -> time | None:
    """The wire's clock, "0832" or "08:32"; None for what no clock shows."""
    figures = "".join(char for char in digits or "" if char.isdigit())
    if len(figures) != 4 or int(figures[:2]) > 23 or int(figures[2:]) > 59:
        return None
    return time(int(figures[:2]), int(figures[2:]))
