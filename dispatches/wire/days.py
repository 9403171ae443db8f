"""Days as embargoes name them: dates in five languages, and weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = (
    "jan(?:uary|uar)? jän(?:ner)? janv(?:ier)? enero gennaio",
    "feb(?:ruary|ruar)? fév(?:rier)? febrero febbraio",
    "mar(?:ch)? märz mrz mars marzo",
    "apr(?:il)? avr(?:il)? abril aprile",
    "may mai mayo maggio",
    "june? juni juin junio giugno",
    "july? juli juil(?:let)? julio luglio",
    "aug(?:ust)? août aout agosto",
    "sept?(?:ember)? septembre septiembre settembre",
    "oct(?:ober)? okt(?:ober)? octobre octubre ottobre",
    "nov(?:ember)? novembre noviembre",
    "dec(?:ember)? dez(?:ember)? déc(?:embre)? diciembre dicembre",
)
_WEEKDAYS: Final = (
    "mon(?:day)? montag lundi lunes lunedì",
    "tue(?:s|sday)? dienstag mardi martes martedì",
    "wed(?:nesday)? mittwoch mercredi miércoles mercoledì",
    "thu(?:r|rs|rsday)? donnerstag jeudi jueves giovedì",
    "fri(?:day)? freitag vendredi viernes venerdì",
    "sat(?:urday)? samstag sonnabend samedi sábado sabato",
    "sun(?:day)? sonntag dimanche domingo domenica",
)


def _named(names: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(one.replace(" ", "|"), re.IGNORECASE) for one in names]


_MONTH_NAMES, _DAY_NAMES = _named(_MONTHS), _named(_WEEKDAYS)
_MONTH = "|".join(_MONTHS).replace(" ", "|")
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<mon>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er)?\.? ?(?:de |di |of )?(?P<mon2>{_MONTH})\.?"
    r"(?:,? (?:de )?(?P<year2>\d{4}))?"
    r"|(?P<year3>\d{4})-(?P<mon3>\d{2})-(?P<day3>\d{2})"
    r"|(?P<day4>\d{1,2})\.(?P<mon4>\d{1,2})\.(?P<year4>\d{4})?)(?!\w)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"(?<!\w)(?:{'|'.join(_WEEKDAYS).replace(' ', '|')})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A date where it stands in a text; `on` is None for one that no calendar has."""

    start: int
    end: int
    on: date | None


def dates(text: str, near: date) -> Iterator[Printed]:
    """The dates in a text; one without a year falls next to `near`.

    >>> [str(one.on) for one in dates("bis 3. Mai, May 4, 2020", date(2019, 4, 25))]
    ['2019-05-03', '2020-05-04']
    """
    for found in _DATE.finditer(text):
        form = next(n for n in ("", "2", "3", "4") if found[f"day{n}"])
        month, year = found[f"mon{form}"], found[f"year{form}"]
        number = int(month) if month.isdigit() else _number(month, _MONTH_NAMES) + 1
        years = [int(year)] if year else [near.year + step for step in (-1, 0, 1)]
        days = [day for one in years if (day := _day(one, number, int(found[f"day{form}"])))]
        on = min(days, key=lambda day: abs(day - near)) if days else None
        yield Printed(found.start(), found.end(), on)


def weekdays(text: str) -> set[int]:
    """The days of the week in a text, Monday being 0.

    >>> weekdays("until 1130 GMT THURS"), weekdays("a monument in the sun tower")
    ({3}, {6})
    """
    return {_number(found[0], _DAY_NAMES) for found in _WEEKDAY.finditer(text)}


def without_weekdays(text: str) -> str:
    """The text with a stroke for each day of the week."""
    return _WEEKDAY.sub("|", text)


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month of 31 days, on which summer time begins or ends in Europe."""
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _number(name: str, names: list[re.Pattern[str]]) -> int:
    return next(n for n, pattern in enumerate(names) if pattern.fullmatch(name))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
