"""The difference between two texts, word by word, for people to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that is the "same" in both, "gone" from the first, or "new" in the second."""

    kind: str
    text: str


def words(one: str, two: str) -> list[Change]:
    """What became of `one` on the way to `two`, in runs of whole words and white space.

    >>> [(c.kind, c.text) for c in words("the old man", "the young man")]
    [('same', 'the '), ('gone', 'old'), ('new', 'young'), ('same', ' man')]
    """
    first, second = _PIECES.findall(one), _PIECES.findall(two)
    changes: list[Change] = []
    gone = new = ""
    for step in Indel.opcodes(first, second):
        if step.tag == "equal":
            changes += _changed(gone, new)
            gone = new = ""
            changes.append(Change("same", "".join(first[step.src_start : step.src_end])))
        else:
            gone += "".join(first[step.src_start : step.src_end])
            new += "".join(second[step.dest_start : step.dest_end])
    return [*changes, *_changed(gone, new)]


def _changed(gone: str, new: str) -> list[Change]:
    """What went, and then what came in its place."""
    return [Change(kind, text) for kind, text in (("gone", gone), ("new", new)) if text]
