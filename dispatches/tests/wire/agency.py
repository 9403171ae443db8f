"""A made-up agency’s day of copy, for the tests of learning and of trials."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dispatches.tests.wire.reader import NOON
from dispatches.wire.trial import Came

_PLACES = ("TARRAN", "OSTBY", "KELVIK", "MIRADELL", "PORT LUNE", "HARDANE")
_THINGS = ("Ferry", "Harvest", "Tram", "Orchard", "Quarry", "Lantern", "Dyke", "Market", "Weir")
_WHAT = ("fares", "count", "repair", "vote", "strike", "rescue")
_EDITORS = ("rk", "lm", "tos", "ab")
_COPY = (
    "The {0} office in {1} said that {2} of its people had been sent for, and no one was hurt.",
    "A clerk counted {2} carts at the {0} gate of {1}, which is more than in any spring so far.",
    "It would be looked at again by the keeper of {1}, who has held the {0} key for {2} years.",
)


def pages(stories: int = 24) -> list[str]:
    """The transmissions of a day: stories of one, two and three takes, some between others."""
    takes = [take for story in range(stories) for take in _takes(story)]
    ordered = sorted(takes, key=lambda one: one[0])
    return [_page(number, *one[1:]) for number, one in enumerate(ordered, start=401)]


def came(stories: int = 24, feed: str = "ops") -> list[Came]:
    """The same as they came, two minutes apart."""
    return [
        Came(f"p{n}", page.encode(), NOON + timedelta(minutes=2 * n), feed)
        for n, page in enumerate(pages(stories))
    ]


def _takes(story: int) -> Iterator[tuple[float, int, int, int]]:
    """Each take's place in the day, its story, its number, and how many there are."""
    many = 1 + story % 3
    for number in range(1, many + 1):
        yield story + 1.4 * (number - 1), story, number, many


def _page(serial: int, story: int, number: int, many: int) -> str:
    thing, what = _THINGS[story % 9], _WHAT[story // 9 % 6]
    place, by = _PLACES[story % 6], _EDITORS[story % 4]
    tail = f" ~{number}" if number > 1 else ""
    copy = [text.format(thing.lower(), place.title(), 3 + 7 * story + number) for text in _COPY]
    if number == 1:
        copy[0] = f"{place}, April 25 (OPS) - {copy[0]}"
        copy.insert(0, f"{thing} {what} moves {place.title()} again")
        copy.insert(3, "= A long night =")
    word = "weiter" if number < many else "ops"
    closing = f"{word}/{by}/{9 + serial // 60 % 10:02}:{serial % 60:02}"
    return "\n\n".join(
        [f"<{serial:04}.{thing[:2].upper()}Q>\n[{thing}{what}]{tail}", *copy, closing]
    )
