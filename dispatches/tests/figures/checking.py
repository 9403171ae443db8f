"""How good each check is: what it finds on made-up days, beside what was planted there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dispatches.management.commands.assemble_wire import joined_from, pages_of
from dispatches.wire import nearness, pipeline
from dispatches.wire.simulator import Day
from dispatches.wire.values import Assembly, Copy, Problem

from .days import days, lines
from .ledger import Figure, at_least

_CONTROL = re.compile("[\u2400-\u2426]")
_NO_LETTERS = re.compile(r"[\W_]+")
Place = tuple[str, str]  # a true story and the folded paragraph, "" for the story as a whole


@dataclass(slots=True)
class Tally:
    """One check's account: what it ought to find, what it found, each with where."""

    planted: set[Place] = field(default_factory=set)
    found: set[Place] = field(default_factory=set)

    @property
    def precision(self) -> float:
        """The share of its findings that are true; 1 where it is silent."""
        return len(self.found & self.planted) / len(self.found) if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was planted that it finds; 1 where nothing was."""
        return len(self.found & self.planted) / len(self.planted) if self.planted else 1.0


@dataclass(frozen=True, slots=True)
class Read:
    """A story of the engine that holds exactly the takes of a true one, and its findings."""

    name: str
    truth: Mapping[str, Any]
    copy: Copy
    problems: tuple[Problem, ...]


def tallies(made: Iterable[Day]) -> dict[str, Tally]:
    """The account of each check over some days, on stories whose takes were joined rightly.

    A check can be no better than the joining under it, which is measured by itself.
    """
    counted: dict[str, Tally] = defaultdict(Tally)
    for number, day in enumerate(made):
        for story in read(day, f"d{number:03d}"):
            for code, place in _planted(story):
                counted[code].planted.add(place)
            for code, place in _found(story):
                counted[code].found.add(place)
    return dict(sorted(counted.items()))


def read(day: Day, name: str) -> list[Read]:
    """The stories of a day that the engine joined rightly, with what the checks find on them."""
    told = day.truth(name)["stories"]
    true = {tuple(story["takes"]): story for story in told}
    assemblies = joined_from(lines(day))[0].assemblies
    copies = [pipeline.copy_of(assembly) for assembly in assemblies]
    near = _nearness(told, assemblies, copies)
    return [
        Read(story["id"], story, copy, (*pipeline.check(copy, assembly), *near[number]))
        for number, (assembly, copy) in enumerate(zip(assemblies, copies, strict=True))
        if (story := true.get(tuple(pages_of(assembly.takes)))) is not None
    ]


def _nearness(
    told: Sequence[Mapping[str, Any]], assemblies: Sequence[Assembly], copies: Sequence[Copy]
) -> list[list[Problem]]:
    """C12 for each story; not of a story with a take of its own that joining left alone."""
    owner = {
        page: story["id"]
        for story in told
        for page in (*story["takes"], *story["superseded"], *story["duplicates"])
    }
    owned = [{owner.get(take.page) for take in one.takes} for one in assemblies]
    shelf = nearness.Shelf(copies)
    found: list[list[Problem]] = []
    for place in range(len(copies)):
        best = shelf.nearest(place)
        other = copies[best[0]] if best and not owned[place] & owned[best[0]] else None
        found.append(
            [nearness.near_duplicate(best[1], other.headline, other.credit)]
            if best and other
            else []
        )
    return found


def _planted(story: Read) -> Iterator[tuple[str, Place]]:
    paragraphs = story.truth["paragraphs"]
    for plant in story.truth["planted"]:
        at = plant["paragraph"]
        yield plant["code"], (story.name, "" if at is None else folded(paragraphs[at]))
    for part in story.copy.paragraphs:
        if _CONTROL.search(part.text):  # it was sent among the lines, which nothing plants
            yield "C11", (story.name, folded(part.text))


def _found(story: Read) -> Iterator[tuple[str, Place]]:
    for problem in story.problems:
        at = problem.paragraph
        text = "" if at is None else folded(story.copy.paragraphs[at].text)
        yield problem.code, (story.name, text)


def folded(text: str) -> str:
    """The letters of a text alone, by which a paragraph is known again."""
    return _NO_LETTERS.sub("", text).casefold()


# The figures ------------------------------------------------------------------------------------
PRECISE = 0.98
"""What a check must reach before it may stop approval."""
_GOALS = {"C01": (0.98, 0.97), "C07": (0.98, 0.98), "C10": (0.98, 0.98)}
_GOAL = (0.95, 0.95)
_USUAL, _PLANTED = range(1, 25), range(101, 109)


def measured() -> list[Figure]:
    """The precision of each check on usual days, and its recall on days with more to find."""
    figures = []
    for wires, named in (("known", ""), ("unknown", " on wires that nobody described")):
        usual = tallies(days(_USUAL, "usual", wires))
        planted = tallies(days(_PLANTED, "planted", wires))
        for code in sorted({*usual, *planted}):
            exact, whole = _GOALS.get(code, _GOAL)
            figures += _precision(f"{code} precision{named}", usual.get(code, Tally()), exact)
            figures += _recall(f"{code} recall{named}", planted.get(code, Tally()), whole)
    return figures


def _precision(name: str, tally: Tally, goal: float) -> list[Figure]:
    many, true = len(tally.found), len(tally.found & tally.planted)
    value = round(tally.precision, 4)
    return [_at_least(name, value, goal, f"({true} of {many} found)")] if many else []


def _recall(name: str, tally: Tally, goal: float) -> list[Figure]:
    many, true = len(tally.planted), len(tally.found & tally.planted)
    value = round(tally.recall, 4)
    return [_at_least(name, value, goal, f"({true} of {many} planted)")] if many else []


def _at_least(name: str, value: float, goal: float, unit: str) -> Figure:
    return replace(at_least(name, value, goal, unit), command="make eval")
