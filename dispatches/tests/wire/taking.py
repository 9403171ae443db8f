"""Takes as any reader would hand them on, made in a few words: for the tests of joining."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

from dispatches.tests.wire.reader import NOON
from dispatches.wire import pipeline
from dispatches.wire.ids import Serial, Target
from dispatches.wire.values import Assembly, Dateline, Kind, Mark, Paragraph, SignOff, Take

COPY = (
    "The lock keeper at {0} said on Monday that {1} barges had waited since dawn for the {0} gate.",
    "A chain had parted under the water, and a diver from {0} was sent for at {1} in the morning.",
    "Nobody was hurt, the parish council of {0} said in a note pinned to door {1} of its hall.",
)


def words(of: str, number: int = 4, sentences: int = 3) -> tuple[Paragraph, ...]:
    """Copy that no other story has: `of` and the number stand in every sentence."""
    return tuple(Paragraph(text.format(of, number)) for text in COPY[:sentences])


def take(name: str, at: int = 0, **told: Any) -> Take:
    """A take that came `at` minutes past noon on the wire "w", and says this of itself."""
    place = told.pop("city", "")
    if place:
        told["dateline"] = Dateline(place, place)
    if serial := told.pop("serial", None):
        told["serial"] = Serial(serial[0], serial[1])
    if initials := told.pop("initials", ""):
        told["sign_off"] = SignOff((), initials, told.pop("clock", None))
    told.setdefault("paragraphs", words(name))
    told.setdefault("feed", "w")
    came = NOON + timedelta(minutes=at)
    return Take(key=f"{name}#0", page=name, received_at=came, **told)


def kill(at: int, text: str, **target: Any) -> Take:
    """A kill notice with this text."""
    return take(
        f"kill{at}", at, kind=Kind.KILL, paragraphs=(Paragraph(text),), target=Target(**target)
    )


def told(takes: Sequence[Take], **rules: Any) -> list[tuple[str, ...]]:
    """The stories in these takes: the pages in force, in reading order."""
    return [_pages(one.takes) for one in pipeline.join(takes, **rules).assemblies]


def story(takes: Sequence[Take]) -> Assembly:
    """The one story in these takes."""
    (one,) = pipeline.join(takes).assemblies
    return one


def set_aside(one: Assembly) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pages that were superseded, and those that are duplicates."""
    return _pages(one.superseded), _pages(one.duplicates)


def _pages(takes: Sequence[Take]) -> tuple[str, ...]:
    return tuple(one.page for one in takes)


def clock(hour: int, minute: int) -> time:
    return time(hour, minute)


MORE, END = Mark.MORE, Mark.END
