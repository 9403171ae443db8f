"""C09: does the day of the dateline agree with the transmission and with the lead?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from .cards import card
from .values import Assembly, Block, Copy, Level, Problem, Take

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile(
    rf"\b(?P<before>[\w’']+) (?P<day>{'|'.join(DAYS)})\b(?!['’-]| (?:will|would|shall|may|is to)\b)"
)
_TOLD_ON = ("on", "said", "told", "announced", "reported", "late", "early")
_CLAUSE = re.compile(r"[,;:–—]|\.\s|\b(?:that|but|after|before|when|which|who)\b")
_TO_COME = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|must|due|set|expect\w*|schedul\w*|hop\w+|want\w*|"
    r"plan(?:s|ned|ning)?|start(?:s|ing)?|begin(?:s|ning)?|agreed|to [a-z]+)\b"
)
_HEADER_DAY = re.compile(r"\s(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01]) \d{4}\s*$")
_NEAR = timedelta(days=1)


def dateline(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C09: no dateline, or a date that the transmission or the copy itself contradicts.

    The day of arrival says nothing: old copy comes again. Only a time that the transmission itself
    states is compared, and the check is silent without one.
    """
    if not assembly.takes[0].heads_a_story or not copy.paragraphs:
        return
    if copy.dateline is None:
        if not card(assembly.takes[0]).opens:
            return  # its headline tells that it is a later take
        yield _problem("There is no dateline.", _suggested(_stated(assembly, None)))
        return
    day = copy.dateline.date
    if day is None:
        return
    stated = _stated(assembly, day)
    if stated and abs(stated - day) > _NEAR:
        yield _problem(f"The dateline says {day}, the transmission {stated}.", _suggested(stated))
    named = _day_told(copy)
    if named is not None and all(named != (day + step * _NEAR).weekday() for step in (-1, 0, 1)):
        message = f"The lead says {DAYS[named]}; {day} is a {DAYS[day.weekday()]}."
        yield _problem(message, _suggested(_nearest(named, stated or day)))


def _problem(message: str, suggestion: str) -> Problem:
    choices = ("heading", "fixed", "ignored")
    return Problem("C09", Level.WARNING, message, None, "", suggestion, choices)


def _suggested(day: date | None) -> str:
    return f"Perhaps {day:%A} {day}." if day else ""


def _nearest(weekday: int, day: date) -> date:
    """The last day before this one, or this one, that is such a weekday."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _stated(assembly: Assembly, near: date | None) -> date | None:
    """The day that the transmissions state: by their clock, else in a header without a year."""
    for take in assembly.takes:
        if take.stated_at:
            return take.stated_at.date()
    headed = (_headed(take, near) for take in assembly.takes)
    return next((day for day in headed if day), None)


def _headed(take: Take, near: date | None) -> date | None:
    """The month and the day in a wire's header, in the year that is nearest to the dateline's."""
    came = near or (take.received_at.date() if take.received_at else None)
    headers = (one.text for one in take.removals if one.role == "header")
    found = next((match for text in headers if (match := _HEADER_DAY.search(text))), None)
    if came is None or found is None:
        return None
    days = (_date(came.year + step, int(found["month"]), int(found["day"])) for step in (-1, 0, 1))
    return min((day for day in days if day), key=lambda day: abs(day - came), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_told(copy: Copy) -> int | None:
    """The one weekday on which the lead says that something happened; None where it is unsure."""
    lead = next((part.text for part in copy.paragraphs if part.kind is Block.PARAGRAPH), "")
    told = {
        DAYS.index(found["day"])
        for found in _DAY.finditer(lead)
        if _is_past(lead[: found.start()], found["before"])
    }
    return told.pop() if len(told) == 1 else None


def _is_past(text: str, before: str) -> bool:
    """Whether the clause up to a weekday speaks of what was: “said on”, not “will meet on”."""
    clause = _CLAUSE.split(text)[-1]
    return before in _TOLD_ON and not _TO_COME.search(f"{clause} {before}")
