"""The time of sending, as the foot of ANPA 1312 and IPTC 7901 prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from .lines import bare

_ANPA = re.compile(r"\b(?P<mo>\d\d)-(?P<d>\d\d)-(?P<y>\d\d) (?P<h>\d\d)(?P<mi>\d\d)\s?GMT")
_KYODO = re.compile(r"\b[A-Z]{3}-(?P<h>\d\d):(?P<mi>\d\d)-(?P<d>\d\d)-(?P<mo>\d\d)-(?P<y>\d\d)\b")
_IPTC = re.compile(
    r"(?<!\d)(?P<d>\d\d)(?P<h>\d\d)(?P<mi>\d\d) ?(?:(?P<zone>[A-Z]{1,4}) )?"
    r"(?P<mon>[^\W\d_]{3,10})\.? ?(?P<y>\d\d(?:\d\d)?)(?!\d)"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar janv janvier ene gen", "feb februar fév févr fev feb",
            "mar mär mrz märz mars mart maa mrt marzo", "apr avr avril abr april",
            "may mai mei mag maj", "jun juni juin june giu jui", "jul juli juil july lug",
            "aug août aou aout ago august", "sep sept set septembre", "oct okt ott out octobre",
            "nov november novembre", "dec dez déc dic des december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {"GMT": 0, "UTC": 0, "Z": 0, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "JST": 9}
_LAST, _SHORT = 3, 40  # lines that may be the foot, and their length
_TOKYO = timezone(timedelta(hours=9))


def sent(foot: str) -> datetime | None:
    """When a transmission was sent, by its foot; in UTC where the foot names no zone.

    >>> str(sent("AP-WF-11-13-13 1509GMT")), str(sent("131137 GMT Nov 13"))
    ('2013-11-13 15:09:00+00:00', '2013-11-13 11:37:00+00:00')
    >>> str(sent("KWS-21:37-09-12-18"))
    '2018-12-09 21:37:00+09:00'
    """
    for pattern in (_ANPA, _KYODO, _IPTC):
        for found in pattern.finditer(foot):
            if moment := _moment(found.groupdict()):
                return moment.replace(tzinfo=_TOKYO) if pattern is _KYODO else moment
    return None


def parted(told: Sequence[str], foot: Sequence[str]) -> tuple[list[str], str]:
    """The lines of copy, and what the foot says; where ETX was lost, the foot is found by its time.

    >>> parted(["It rained.", "", "131137 GMT Nov 13", ""], [])
    (['It rained.', ''], '131137 GMT Nov 13\\n')
    """
    if foot:
        return list(told), "\n".join(map(bare, foot))
    last = [at for at, line in enumerate(told) if bare(line)][-_LAST:]
    at = next((at for at in last if len(bare(told[at])) < _SHORT and sent(told[at])), len(told))
    return list(told[:at]), "\n".join(map(bare, told[at:]))


def _moment(parts: dict[str, str | None]) -> datetime | None:
    month = _MONTHS.get((parts.get("mon") or "").casefold()) or int(parts.get("mo") or 0)
    year = int(parts["y"] or 0)
    hours = _ZONES.get(parts.get("zone") or "")
    zone = timezone(timedelta(hours=hours)) if hours else UTC
    try:
        return datetime(
            year if year > 99 else 2000 + year if year < 70 else 1900 + year,
            month, int(parts["d"] or 0), int(parts["h"] or 0), int(parts["mi"] or 0), tzinfo=zone,
        )  # fmt: skip
    except ValueError:
        return None
