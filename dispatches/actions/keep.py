"""Keeping what people did to a story's copy when later takes change it.

The machine’s copy is made anew from the takes; what people typed, left out or wrote above it is
laid over that. Nothing typed is lost: where the machine’s paragraph is gone, the typed one
stays where it stood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from dispatches.models import Revision
from dispatches.models.wording import HEADING, Wording

Row = dict[str, Any]

_ALIKE = 80  # per cent of letters by which a paragraph that was sent again is the same one


@dataclass(slots=True)
class Hand:
    """What people did: the heading's fields that they set, what they typed, what they left out.

    `machine` has the machine's own text of each paragraph by its key, `order` the keys as they last
    stood, and `arranged` says that a person put them so.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Row] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    machine: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    arranged: bool = False

    def with_other(self, other: Hand) -> Hand:
        """Both hands; where they differ this one counts, and the heading is this one’s alone."""
        return Hand(
            self.fields,
            other.typed | self.typed,
            (other.left_out | self.left_out) - set(self.order),
            other.machine | self.machine,
            self.order + [key for key in other.order if key not in self.order],
            self.arranged or other.arranged,
        )


def hand_in(revisions: Sequence[Revision]) -> Hand:
    """What people did to a story, read off its versions, oldest first."""
    hand = Hand()
    for revision in revisions:
        for row in revision.paragraphs:
            if not _is_typed(row):
                hand.machine[row["key"]] = row["text"]
    for elder, younger in pairwise(revisions):
        if younger.made_by_id is not None:
            _note(hand, elder, younger)
    if revisions:
        last = revisions[-1].paragraphs
        hand.order = [row["key"] for row in last]
        hand.typed = {row["key"]: row for row in last if _is_typed(row)}
    return hand


def _is_typed(row: Row) -> bool:
    """Whether a person put it there: in their own words, or out of another story."""
    return row["by"] is not None or "lent" in row


def _note(hand: Hand, elder: Revision, younger: Revision) -> None:
    """What a person changed between two versions."""
    for name in HEADING:
        if getattr(elder, name) != getattr(younger, name):
            hand.fields[name] = getattr(younger, name)
    left = {row["key"] for row in younger.paragraphs}
    stood = [row["key"] for row in elder.paragraphs if row["key"] in left]
    stands = [row["key"] for row in younger.paragraphs if row["key"] in set(stood)]
    hand.arranged |= stood != stands
    hand.left_out |= {row["key"] for row in elder.paragraphs} - left
    hand.left_out -= left


def lay_over(hand: Hand, machine: Wording, elsewhere: Collection[int] = ()) -> Wording:
    """The machine's copy with people's work kept on it.

    `elsewhere`: items that another story holds now; what was typed on their copy went with them.
    """
    rows = [
        _named(row, key) for row, key in zip(machine.paragraphs, _keys(hand, machine), strict=True)
    ]
    kept = [
        _retyped(hand.typed[row["key"]], row) if row["key"] in hand.typed else row
        for row in rows
        if not _is_left_out(hand, row)
    ]
    here = {row["key"] for row in kept}
    for key, row in hand.typed.items():
        if key not in here and not _gone(row, elsewhere):
            kept.insert(_place(hand, key, kept), row)
    kept = _as_arranged(hand, kept) if hand.arranged else kept
    return Wording(machine.heading | hand.fields, kept)


def _as_arranged(hand: Hand, rows: Sequence[Row]) -> list[Row]:
    """The rows as people ordered them; a new one stands behind the one that it follows."""
    place = {key: number for number, key in enumerate(hand.order)}
    ranked, last = [], -1
    for number, row in enumerate(rows):
        is_new = row["key"] not in place
        last = place.get(row["key"], last)
        ranked.append((last, is_new, number))
    return [rows[number] for _, _, number in sorted(ranked)]


def _named(row: Row, key: str) -> Row:
    return row | {"key": key}


def _retyped(typed: Row, row: Row) -> Row:
    """A paragraph in a person's words, from where the machine now finds it."""
    if "lent" in typed:
        return typed
    by = {name: typed[name] for name in ("by", "notice") if name in typed}
    return row | {"text": typed["text"]} | by


def _is_left_out(hand: Hand, row: Row) -> bool:
    """A paragraph stays left out while it says what it said; one that came mended comes back."""
    return row["key"] in hand.left_out and hand.machine.get(row["key"]) == row["text"]


def _gone(row: Row, elsewhere: Collection[int]) -> bool:
    origins = [origin["item"] for origin in row["origins"]]
    return "lent" not in row and bool(origins) and all(item in elsewhere for item in origins)


def _place(hand: Hand, key: str, rows: Sequence[Row]) -> int:
    """Where a typed paragraph goes whose own place is gone: after the one that stood before it."""
    at = {row["key"]: number for number, row in enumerate(rows)}
    before = hand.order[: hand.order.index(key)] if key in hand.order else []
    return next((at[one] + 1 for one in reversed(before) if one in at), 0)


def _keys(hand: Hand, machine: Wording) -> Iterator[str]:
    """The keys for the machine's paragraphs: the old one where it is an old paragraph again."""
    natural = [row["key"] for row in machine.paragraphs]
    free = [key for key in dict.fromkeys([*hand.order, *hand.left_out]) if key not in natural]
    worked_on = hand.typed.keys() | hand.left_out
    for row in machine.paragraphs:
        key = row["key"] if row["key"] in hand.machine else _old_key(hand, row, free, worked_on)
        if key in free:
            free.remove(key)
        yield key


def _old_key(hand: Hand, row: Row, free: Iterable[str], worked_on: Collection[str]) -> str:
    """The key of the old paragraph that this one is: of the same text, or much the same."""
    near: tuple[float, str] = (0.0, row["key"])
    for key in free:
        text = hand.machine.get(key, "")
        if text == row["text"]:
            return key
        if key in worked_on and text:
            near = max(near, (fuzz.ratio(text, row["text"]), key))
    return near[1] if near[0] >= _ALIKE else str(row["key"])
