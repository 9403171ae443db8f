"""The paragraphs of own copy as rows of a revision: new ones, and those that were there before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz

from dispatches.wire.typed import Written

Row = dict[str, Any]

_ALIKE = 60  # per cent of letters by which a paragraph that was written over is the same one


def rows_of(written: Iterable[Written], item: int, by: int) -> list[Row]:
    """The rows of paragraphs that this person typed into the item of this id."""
    return [_row(one, item, by) for one in written]


def _row(one: Written, item: int, by: int) -> Row:
    return {
        "key": f"{item}-{one.first}",
        "text": one.text,
        "kind": "paragraph",
        "origins": [_origin(one, item)],
        "by": by,
        "fixes": [],
        "widths": [],
    }


def _origin(one: Written, item: int) -> dict[str, int]:
    return {"item": item, "first": one.first, "last": one.last}


def rows_again(
    written: Sequence[Written], old: Sequence[Row], item: int, elder: int, by: int
) -> list[Row]:
    """The rows of copy that was handed in again, as `item` in the place of `elder`.

    A paragraph that says what it said keeps its key and its hand; one that was written over keeps
    its key. What came from elsewhere goes on tracing to there.
    """
    left = [dict(row) for row in old]
    found = [_taken(left, one.text) for one in written]
    pairs = [
        (one, before or _nearest(left, one.text))
        for one, before in zip(written, found, strict=True)
    ]
    return [_again(one, before, item, elder, by) for one, before in pairs]


def _taken(left: list[Row], text: str) -> Row | None:
    """The first row that says just this, taken out of what is left."""
    row = next((row for row in left if row["text"] == text), None)
    if row is not None:
        left.remove(row)
    return row


def _nearest(left: list[Row], text: str) -> Row | None:
    """The row that is most like this text, if any is much like it; taken out of what is left."""
    scored = [(fuzz.ratio(row["text"], text), -n) for n, row in enumerate(left)]
    score, at = max(scored, default=(0.0, 0))
    return left.pop(-at) if score >= _ALIKE else None


def _again(one: Written, before: Row | None, item: int, elder: int, by: int) -> Row:
    if before is None:
        return _row(one, item, by)
    kept = [origin for origin in before["origins"] if origin["item"] != elder]
    hand = before["by"] if before["text"] == one.text else by
    return before | {"text": one.text, "by": hand, "origins": kept or [_origin(one, item)]}
