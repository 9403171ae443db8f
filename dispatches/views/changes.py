"""What changed: texts compared word by word, and history told so that a person can read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dispatches.actions.record import KINDS
from dispatches.models import Event, Revision, StoryTake
from dispatches.wire.compare import Change, words
from dispatches.wire.values import Line
from dispatches.workflow import SETTLEMENTS

from .lent import BORROWED, lent_lines
from .sheet import lines_of

MOST_WORDS = 20_000
"""Longer texts are not compared: the table for it grows with the square of their length."""

Runs = list[Change]


def copy_text(revision: Revision) -> str:
    """A revision's headline and paragraphs as one text."""
    return "\n\n".join([revision.headline, *(block["text"] for block in revision.paragraphs)])


def raw_text(placings: Iterable[StoryTake]) -> str:
    """The lines of the takes in force as received, rewrapped, in reading order; then those that
    were brought in from elsewhere."""
    parts: list[str] = []
    for placing in placings:
        if placing.role in (StoryTake.Role.IN_FORCE, BORROWED):
            item = placing.item
            lines = lines_of(item.transmission)[item.first_line - 1 : item.last_line]
            parts += _rewrapped(lent_lines(placing, lines) if placing.role == BORROWED else lines)
    return "\n\n".join(parts)


def _rewrapped(lines: Sequence[Line]) -> list[str]:
    """The paragraphs that blank lines make of some lines, each on one line."""
    text = "\n".join(line.text.strip() for line in lines)
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return [part for part in parts if part]


def changes(before: str, after: str) -> list[Runs] | None:
    """What became of `before`, by paragraphs; None when the texts are too long for it."""
    if max(len(before.split()), len(after.split())) > MOST_WORDS:
        return None
    paragraphs: list[Runs] = [[]]
    for change in words(before, after):
        first, *others = change.text.split("\n\n")
        if first:
            paragraphs[-1].append(Change(change.kind, first))
        paragraphs.extend([Change(change.kind, part)] if part else [] for part in others)
    return [runs for runs in paragraphs if runs]


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the history page shows it."""

    event: Event
    what: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that an event says: what it was and became, or (`runs` alone) how it stands."""

    name: str
    before: str
    after: str
    runs: tuple[Change, ...] = ()


def told(events: Iterable[Event]) -> list[Told]:
    """Each event in the desk's words, with what it changed."""
    return [Told(event, _what(event), tuple(_facts(event))) for event in events]


def _what(event: Event) -> str:
    """What was done, in the words of the table; of a problem, which one and how."""
    way = SETTLEMENTS.get(str(event.after.get("how", "")))
    if way is None:
        return KINDS.get(event.kind, event.kind)
    return f"{event.about.split(' ')[0]}: {way.label.lower()}"


def _facts(event: Event) -> list[Fact]:
    """What an event says; what did not change is left out."""
    facts = []
    for name in dict.fromkeys([*event.before, *event.after]):
        before, after = _plain(event.before.get(name)), _plain(event.after.get(name))
        changed = name in event.before and name in event.after
        if before == after or (name == "how" and not changed):
            continue
        runs = _runs(before, after) if changed else (Change("same", after or before),)
        facts.append(Fact(name.replace("_", " "), before, after, runs))
    return facts


def _runs(before: str, after: str) -> tuple[Change, ...]:
    """Long texts are told by their difference; short ones speak for themselves."""
    long_enough = min(len(before.split()), len(after.split())) > 5
    if not long_enough or max(len(before), len(after)) > 20_000:
        return ()
    return tuple(words(before, after))


def _plain(value: Any) -> str:
    """A value of an event as text."""
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(_plain, value))
        case dict():
            return "; ".join(f"{name}: {_plain(one)}" for name, one in value.items())
    return str(value)
