"""Accepting the correction that a notice proposes: a version of its own, by that person's hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from dispatches.models import Person, Problem, Story
from dispatches.models.wording import Wording, wording_of
from dispatches.wire.corrections import mended
from dispatches.wire.values import Edit

from .edit import fit, solve
from .errors import Refused
from .notices import HEADLINE, name_of
from .versions import rewrite


def accept(story: Story, problem: Problem, *, by: Person) -> dict[str, Any]:
    """Make the version that a correction notice asks for; what history keeps of it.

    The story is held, and the problem stands on its present version.
    """
    notice = problem.notice
    if notice is None or not problem.proposal:
        raise Refused("The notice proposes no words; edit the copy, and mark it fixed.")
    before = wording_of(story.head())
    texts = {row["key"]: row["text"] for row in before.paragraphs}
    texts[HEADLINE] = before.heading["headline"]
    made = {key: _made(texts.get(key, ""), edits) for key, edits in _by_place(problem).items()}
    wording = rewritten(before, made, by=by.pk, notice=notice.pk)
    take_note(problem, "accepted", by=by)
    reason = f"Correction notice {name_of(notice)} was accepted."
    old, new = rewrite(story, wording, by=by, reason=reason)
    solved = [name for key in made for name in solve(old, new, key, how="accepted", by=by)]
    was = {key: texts[key] for key in made}
    return {"notice": notice.pk, "text": made, "was": was, "settled": solved}


def take_note(problem: Problem, how: str, *, by: Person, reason: str = "") -> None:
    """Write how a problem was settled."""
    problem.how, problem.reason = how, reason
    problem.settled_by, problem.settled_at = by, timezone.now()
    problem.save(update_fields=["how", "reason", "settled_by", "settled_at"])


def _by_place(problem: Problem) -> dict[str, list[Edit]]:
    edits: dict[str, list[Edit]] = defaultdict(list)
    for row in problem.proposal:
        edits[row["key"]].append(edit_from(row))
    return edits


def edit_from(row: Mapping[str, Any]) -> Edit:
    """The edit that a row of a problem's proposal holds."""
    return Edit(None, row["start"], row["before"], row["after"], row["sure"], row["why"])


def _made(text: str, edits: list[Edit]) -> str:
    if not all(stands(text, edit) for edit in edits):
        raise Refused("The copy does not say any more what the notice corrects.")
    return mended(text, edits)


def stands(text: str, edit: Edit) -> bool:
    """Whether a text still says what an edit changes."""
    return text[edit.start :][: len(edit.before)] == edit.before


def rewritten(wording: Wording, made: Mapping[str, str], **hand: int) -> Wording:
    """The wording with the new texts by somebody's hand; a paragraph without text is left out."""
    heading, rows = dict(wording.heading), []
    if HEADLINE in made:
        heading["headline"] = fit(HEADLINE, made[HEADLINE])
    for row in wording.paragraphs:
        if row["key"] not in made:
            rows.append(row)
        elif made[row["key"]]:
            rows.append(row | {"text": made[row["key"]]} | hand)
    if not rows and wording.paragraphs:
        raise Refused("It is the story's only paragraph; spike the story instead.")
    return Wording(heading, rows)
