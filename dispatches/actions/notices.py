"""Notices about stories: what each asks for, and the problem that it makes of what it names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from dispatches.models import Problem, Story, StoryTake, WireItem
from dispatches.models.shapes import fitting, plain
from dispatches.models.wording import Wording
from dispatches.wire import corrections, stops, values
from dispatches.wire.stops import CODE
from dispatches.wire.values import Copy, Edit, Kind, Level

TIED = frozenset({Kind.KILL, Kind.CORRECTION})
"""The notices that are about one story; an advisory is about none."""
HEADLINE = "headline"
"""What stands for a paragraph's key where a correction is one of the headline."""
_ROLE = StoryTake.Role


def role_of(notice: WireItem) -> StoryTake.Role:
    """The place of a notice in a story that it names."""
    if notice.kind == Kind.CORRECTION:
        return _ROLE.CORRECTION
    is_hold = stops.holds([notice.headline, notice.slug], words_of(notice))
    return _ROLE.HOLD if is_hold else _ROLE.KILL


def words_of(notice: WireItem) -> str:
    """What a notice says, in one paragraph."""
    return " ".join(row["text"] for row in notice.body) or notice.headline


def name_of(notice: WireItem) -> str:
    """What the desk calls a notice."""
    return notice.serial or notice.slug or "without a number"


def stops_a_story(notice: WireItem) -> bool:
    """Whether a notice kills or holds what it names, and does not only correct it."""
    return notice.kind == Kind.KILL


def problem_of(
    story: Story,
    notice: WireItem,
    wording: Wording,
    copy: Copy,
    takes: Sequence[str],
    lender: Story | None = None,
) -> Problem:
    """The problem that a notice makes of a story whose present version says `wording`.

    `copy` is the same as the checks read it, `takes` the keys of the takes in reading order;
    `lender` is the story that the notice names, where only paragraphs of that stand in this one.
    """
    role = role_of(notice)
    if role == _ROLE.CORRECTION:
        problem = _correction(story, notice, wording, copy, takes)
    else:
        make = stops.hold_problem if role == _ROLE.HOLD else stops.kill_problem
        problem = _problem(story, notice, make(name_of(notice)))
    if lender is not None:
        said = _told_of(problem.message, f"“{lender}”, of which paragraphs stand in this story")
        problem.message, problem.other = fitting(Problem, "message", said), lender
    return problem


def _problem(story: Story, notice: WireItem, found: values.Problem, **more: Any) -> Problem:
    return Problem(
        story=story,
        version=story.version,
        code=CODE,
        level=Level.ERROR.value,
        message=fitting(Problem, "message", found.message),
        ways=list(found.choices),
        mark=mark(CODE, str(notice.pk)),
        notice=notice,
        **more,
    )


def _told_of(message: str, whom: str) -> str:
    """The sentence on a notice, where that names another story."""
    names = "names this story"
    if names not in message:
        return f"{message} It is {whom}."
    return message.replace(names, f"names {whom}")


def _correction(
    story: Story, notice: WireItem, wording: Wording, copy: Copy, takes: Sequence[str]
) -> Problem:
    name, said = name_of(notice), words_of(notice)
    edits = corrections.proposed(said, copy, takes)
    if not edits:
        message = f"Correction notice {name} names this story: {said}"
        found = values.Problem(CODE, Level.ERROR, message, choices=("fixed", "ignored"))
        return _problem(story, notice, found)
    rows = [edit_row(edit, wording) for edit in edits]
    places = {edit.paragraph for edit in edits}
    where = edits[0].paragraph if len(places) == 1 else None
    ways = ("accepted", "typed", "ignored") if where is not None else ("accepted", "ignored")
    message = f"Correction notice {name} asks for a change in this story: {_why(edits)}."
    return _problem(
        story,
        notice,
        values.Problem(CODE, Level.ERROR, message, choices=ways),
        paragraph=where,
        paragraph_key="" if where is None else rows[0]["key"],
        excerpt=fitting(Problem, "excerpt", edits[0].before) if where is not None else "",
        proposal=plain(rows),
    )


def edit_row(edit: Edit, wording: Wording) -> Mapping[str, Any]:
    """An edit as a problem keeps it: its place by the key of the paragraph."""
    place = edit.paragraph
    return {
        "key": HEADLINE if place is None else wording.paragraphs[place]["key"],
        "start": edit.start,
        "before": edit.before,
        "after": edit.after,
        "sure": edit.sure,
        "why": edit.why,
        "way": edit.way,
    }


def _why(edits: Sequence[Edit]) -> str:
    """How the places were found, of the least sure one: that is what an editor must look at."""
    least = min(edits, key=lambda edit: edit.sure)
    return f"the words stand {least.why}" if least.why.startswith("once") else least.why


def mark(*parts: str) -> str:
    """What tells whether two findings are the same one."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
