"""Mending what checks found by the edits that they propose: one version, by that person's hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from dispatches.models import Person, Problem, Story
from dispatches.models.wording import Wording, wording_of
from dispatches.wire.corrections import mended
from dispatches.wire.values import Block, Edit
from dispatches.workflow import SAFE, SETTLEMENTS, Power

from .accept import edit_from, rewritten, stands
from .edit import paragraph_at, solve
from .errors import Refused
from .hold import hold, in_work, permit
from .notices import HEADLINE
from .record import record
from .versions import rewrite

SAFEST = "mended"
"""The way that a sure edit is."""


@dataclass(slots=True)
class _Sheet:
    """What a version says, place by place, with the edits that are to be made in it."""

    wording: Wording
    edits: dict[str, list[Edit]] = field(default_factory=lambda: defaultdict(list))

    def text(self, key: str) -> str:
        """What stands at a place now; empty where there is no such place any more."""
        if key == HEADLINE:
            return str(self.wording.heading["headline"])
        at = self.wording.find(key)
        return "" if at is None else str(self.wording.paragraphs[at]["text"])

    def take(self, rows: Sequence[dict[str, Any]]) -> bool:
        """Take the edits of one problem; none of them where one does not fit any more, or meets
        another's."""
        told = [(row["key"], edit_from(row)) for row in rows]
        fits = all(
            stands(self.text(key), edit) and not _meets(edit, self.edits.get(key, ()))
            for key, edit in told
        )
        if fits:
            for key, edit in told:
                self.edits[key].append(edit)
        return fits and bool(told)

    def made(self) -> dict[str, str]:
        """What the places say with their edits made."""
        return {key: mended(self.text(key), edits) for key, edits in self.edits.items()}


def _meets(edit: Edit, others: Sequence[Edit]) -> bool:
    return any(
        edit.start < other.start + len(other.before) and other.start < edit.start + len(edit.before)
        for other in others
    )


def edits_of(problem: Problem, how: str) -> list[dict[str, Any]]:
    """The rows of a problem's edits that this way of settling it makes."""
    return [row for row in problem.proposal if row.get("way") == how]


def is_safe(problem: Problem) -> bool:
    """Whether a problem can be mended without a look: see workflow.SAFE."""
    rows = edits_of(problem, SAFEST)
    mechanical = problem.code in SAFE and SAFEST in problem.ways
    return mechanical and problem.is_open and bool(rows) and all(row["sure"] >= 1 for row in rows)


def mend(
    story: Story, chosen: Sequence[tuple[Problem, str]], *, by: Person
) -> list[tuple[Problem, dict[str, Any]]]:
    """Make one version of a held story in which these problems are mended, each in its way.

    Comes back with those that were, and what history keeps of each; one whose edit meets another's
    is left for the next time.
    """
    sheet = _Sheet(wording_of(story.head()))
    taken = [(problem, how) for problem, how in chosen if sheet.take(edits_of(problem, how))]
    if not taken:
        raise Refused("The copy does not say any more what this would mend.")
    made = sheet.made()
    was = {key: sheet.text(key) for key in made}
    names = ", ".join(dict.fromkeys(problem.code for problem, _ in taken))
    reason = f"Mended by one key: {names}."
    before, after = rewrite(story, rewritten(sheet.wording, made, by=by.pk), by=by, reason=reason)
    left = {problem.mark for problem in after}
    told = []
    for problem, how in taken:
        if problem.mark not in left:
            take_note_of(problem, how, by)
        keys = [row["key"] for row in edits_of(problem, how)]
        solved = [name for key in keys for name in solve(before, after, key, how=how, by=by)]
        told.append((problem, _said(keys, made, was) | {"settled": solved}))
    return told


def take_note_of(problem: Problem, how: str, by: Person) -> None:
    """Write on the version before how a problem was settled by the version after it."""
    Problem.objects.filter(pk=problem.pk).update(how=how, settled_by=by, settled_at=timezone.now())


def _said(keys: Sequence[str], made: dict[str, str], was: dict[str, str]) -> dict[str, Any]:
    """What history keeps: of one place its words, of several each with its place."""
    places = list(dict.fromkeys(keys))
    if len(places) == 1:
        return {"text": made[places[0]], "was": was[places[0]]}
    return {"text": {key: made[key] for key in places}, "was": {key: was[key] for key in places}}


def mend_one(story: Story, problem: Problem, how: str, *, by: Person) -> dict[str, Any]:
    """Mend one problem of a held story in this way; what history keeps of it."""
    if not SETTLEMENTS[how].edits or not edits_of(problem, how):
        raise Refused("This check proposes no words; type them.")
    return mend(story, [(problem, how)], by=by)[0][1]


def reshape(story: Story, key: str, kind: Block, *, by: Person) -> dict[str, Any]:
    """Make a paragraph of a held story a crosshead, or a crosshead a paragraph; its words stay."""
    wording = wording_of(story.head())
    row = paragraph_at(wording, key)
    if row["kind"] == kind.value:
        raise Refused(f"It is a {kind.value} already.")
    rows = [one | {"kind": kind.value} if one["key"] == key else one for one in wording.paragraphs]
    reason = f"“{row['text'][:60]}” was made a {kind.value}."
    before, after = rewrite(story, Wording(wording.heading, rows), by=by, reason=reason)
    solved = solve(before, after, key, how="crosshead", by=by)
    return {"kind": kind.value, "was": row["kind"], "settled": solved}


def reshape_paragraph(story: Story, key: str, kind: Block, *, by: Person, saw: int) -> Story:
    """Make a paragraph a crosshead, or a crosshead a paragraph, as a version of its own."""
    permit(by, Power.EDIT_COPY)
    with transaction.atomic():
        held = hold(story, saw, mine={"kind": kind.value}, theirs=lambda now: {"kind": ""})
        in_work(held)
        facts = reshape(held, key, kind, by=by)
        record("edited", actor=by, origin="desk", story=held, about=f"paragraph {key}"[:60],
               before={"kind": facts["was"]},
               after={"kind": facts["kind"], "version": held.version})  # fmt: skip
    return held
