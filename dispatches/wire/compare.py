"""The difference between two texts, word by word and paragraph by paragraph, to look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_PIECES = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.55  # of their words, and two paragraphs without a name in common are one
_MOST_PAIRS = 4_000  # paragraphs to compare with each other where no name tells which are one
MOST_WORDS = 20_000
"""Longer texts are not compared: the table for it grows with the square of their length."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that is the "same" in both, "gone" from the first, or "new" in the second."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a text; `key` names it in both texts, `name` says what it is.

    `place` is how people count it; 0 where they do not.
    """

    key: str
    text: str
    name: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one paragraph: "same", "changed", "moved", "gone" or "new".

    `was` and `now` are its places as people count; 0 where it does not stand, or is not counted.
    One that moved is told where it stands now, and once more, "left", where it stood.
    """

    kind: str
    was: int
    now: int
    key: str
    name: str
    changes: tuple[Change, ...]
    down: bool = False


def words(one: str, two: str) -> list[Change]:
    """What became of `one` on the way to `two`, in runs of whole words and white space.

    Words that changed side by side are one run.

    >>> [(c.kind, c.text) for c in words("the old man", "the young man")]
    [('same', 'the '), ('gone', 'old'), ('new', 'young'), ('same', ' man')]
    """
    first, second = _PIECES.findall(one), _PIECES.findall(two)
    changes: list[Change] = []
    gone = new = ""
    for step in Indel.opcodes(first, second):
        same = "".join(first[step.src_start : step.src_end])
        if step.tag == "equal" and same.isspace() and (gone or new):
            gone, new = gone + same, new + same
        elif step.tag == "equal":
            changes += _changed(gone, new)
            gone = new = ""
            changes.append(Change("same", same))
        else:
            gone += same
            new += "".join(second[step.dest_start : step.dest_end])
    return [*changes, *_changed(gone, new)]


def _changed(gone: str, new: str) -> list[Change]:
    """What went, and then what came in its place."""
    return [Change(kind, text) for kind, text in (("gone", gone), ("new", new)) if text]


def runs(one: str, two: str) -> tuple[Change, ...]:
    """As `words`; texts that are too long for it are told as one gone and one new.

    >>> runs("It rained.", "It rained.")
    (Change(kind='same', text='It rained.'),)
    """
    if one == two:
        return (Change("same", one),) if one else ()
    if max(len(one.split()), len(two.split())) > MOST_WORDS:
        return tuple(_changed(one, two))
    return tuple(words(one, two))


def aligned(one: Sequence[Part], two: Sequence[Part]) -> list[Step]:
    """What became of each paragraph of `one` on the way to `two`, in the order of `two`.

    A paragraph is known again by its key, else by its text, else by most of its words. One that
    stands among others than before has moved.

    >>> a, b, c = (Part(key, f"It is {key}.", place=n) for n, key in enumerate("abc", 1))
    >>> now = [Part("c", "It is c.", place=1), Part("a", "It is a.", place=2), Part("b", "B.")]
    >>> [(s.kind, s.was, s.now) for s in aligned([a, b, c], now)]
    [('moved', 3, 1), ('same', 1, 2), ('changed', 2, 0), ('left', 3, 1)]
    """
    pairs = _pairs(one, two)
    stayed = _in_order([pairs[now] for now in sorted(pairs)])
    return list(_steps(one, two, pairs, stayed))


def _pairs(one: Sequence[Part], two: Sequence[Part]) -> dict[int, int]:
    """For places in `two`, the place in `one` of the same paragraph."""
    pairs: dict[int, int] = {}
    for name in (_by_key, _by_text):
        left = {name(part): n for n, part in reversed(list(enumerate(one))) if name(part)}
        for n in pairs.values():
            left.pop(name(one[n]), None)
        for now, part in enumerate(two):
            if now not in pairs and (was := left.pop(name(part), None)) is not None:
                pairs[now] = was
    return _near(one, two, pairs)


def _by_key(part: Part) -> str:
    return part.key


def _by_text(part: Part) -> str:
    return " ".join(part.text.split())


def _near(one: Sequence[Part], two: Sequence[Part], pairs: dict[int, int]) -> dict[int, int]:
    """The pairs, and those of what is left that share most of their words, the nearest first."""
    taken = set(pairs.values())
    old = [n for n in range(len(one)) if n not in taken and one[n].text]
    new = [n for n in range(len(two)) if n not in pairs and two[n].text]
    if len(old) * len(new) > _MOST_PAIRS:
        return pairs
    told = {("old", n): one[n].text.split() for n in old}
    told |= {("new", n): two[n].text.split() for n in new}
    found = [
        (alike, was, now)
        for was in old
        for now in new
        if (alike := Indel.normalized_similarity(told["old", was], told["new", now])) >= _ALIKE
    ]
    for _, was, now in sorted(found, key=lambda row: (-row[0], row[1], row[2])):
        if was not in taken and now not in pairs:
            pairs[now] = was
            taken.add(was)
    return pairs


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest run of places that rise: what stands in it has not moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [n]
    at, stayed = (ends[-1] if ends else -1), set()
    while at >= 0:
        stayed.add(places[at])
        at = before[at]
    return stayed


def _steps(
    one: Sequence[Part], two: Sequence[Part], pairs: dict[int, int], stayed: set[int]
) -> Iterator[Step]:
    """The steps in the order of `two`; what is gone is told where it stood."""
    goes = {was: now for now, was in pairs.items()}
    at = 0
    for now, part in enumerate(two):
        was = pairs.get(now)
        in_place = was is not None and was in stayed
        if was is not None and in_place:
            yield from _left(one, range(at, was), goes, two)
            at = was + 1
        yield _step(one[was] if was is not None else None, part, in_place, now > (was or 0))
    yield from _left(one, range(at, len(one)), goes, two)


def _step(before: Part | None, part: Part, in_place: bool, down: bool) -> Step:
    if before is None:
        return Step("new", 0, part.place, part.key, part.name, (Change("new", part.text),))
    changes = runs(before.text, part.text)
    same = before.text == part.text
    kind = ("same" if same else "changed") if in_place else "moved"
    return Step(kind, before.place, part.place, part.key, part.name or before.name, changes, down)


def _left(
    one: Sequence[Part], places: range, goes: dict[int, int], two: Sequence[Part]
) -> Iterator[Step]:
    """What stands no more where it stood: gone, or elsewhere now."""
    for was in places:
        part = one[was]
        if was in goes:
            yield Step("left", part.place, two[goes[was]].place, part.key, part.name, ())
        else:
            gone = (Change("gone", part.text),)
            yield Step("gone", part.place, 0, part.key, part.name, gone)
