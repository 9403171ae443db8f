"""What changed: texts compared word by word, and history told so that a person can read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dispatches.actions.record import KINDS
from dispatches.models import Event
from dispatches.wire.compare import MOST_WORDS, Change, words
from dispatches.workflow import SETTLEMENTS

Runs = list[Change]

_MAKE_VERSIONS = frozenset({"filed", "revised", "edited", "corrected", "settled", "reverted"})
"""The kinds of event that may say which version they made."""


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

    @property
    def version(self) -> int:
        """The version that it made; 0 where it made none."""
        made, stood = self.event.after.get("version"), self.event.before.get("version")
        is_new = self.event.kind in _MAKE_VERSIONS and made != stood
        return made if is_new and isinstance(made, int) else 0

    @property
    def step(self) -> str:
        """The two states between which the version lies, as an address names them."""
        return f"{self.version - 1}..{self.version}" if self.version > 1 else "raw..1"


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
