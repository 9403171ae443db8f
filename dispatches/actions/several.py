"""Settling several problems of a story at once: one transaction, and an event for each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from dispatches.models import Person, Problem, Story
from dispatches.workflow import IN_BULK, SETTLEMENTS, Power

from .accept import take_note
from .errors import Refused
from .hold import a_reason, hold, in_work, permit, write
from .mend import SAFEST, is_safe, mend
from .record import record
from .settle import may_settle

_Told = Sequence[tuple[Problem, Mapping[str, Any]]]


def mend_safe(story: Story, *, by: Person, saw: int) -> Story:
    """Mend every problem whose mending is mechanical and loses nothing, in one new version."""
    permit(by, Power.SETTLE_PROBLEMS)
    with transaction.atomic():
        held = _hold(story, saw, SAFEST)
        in_work(held)
        safe = [problem for problem in held.current_problems() if is_safe(problem)]
        if not safe:
            raise Refused("No open problem can be mended without a look.")
        _tell(held, mend(held, [(problem, SAFEST) for problem in safe], by=by), SAFEST, by)
    return held


def settle_several(
    story: Story, chosen: Collection[int], how: str, *, by: Person, saw: int, reason: str
) -> Story:
    """Settle these problems of a story by one word and one reason; the copy stands.

    `chosen` are their ids. All of them are settled, or none.
    """
    if how not in IN_BULK:
        raise Refused("Several problems cannot be settled in that way at once.")
    permit(by, SETTLEMENTS[how].power)
    why = a_reason(reason, needed=True)
    with transaction.atomic():
        held = _hold(story, saw, how)
        found = list(held.current_problems().open().filter(pk__in=chosen))
        if not found or len(found) < len(set(chosen)):
            raise Refused("Some of these problems are settled already, or are gone; look again.")
        for problem in found:
            _check(held, problem, how)
        told = [(problem, {"was": problem.how}) for problem in found]
        for problem in found:
            take_note(problem, how, by=by, reason=why)
        write(held)
        _tell(held, told, how, by, why)
    return held


def _hold(story: Story, saw: int, how: str) -> Story:
    label = SETTLEMENTS[how].label
    return hold(story, saw, mine={"settle": label}, theirs=lambda now: {"settle": ""})


def _check(story: Story, problem: Problem, how: str) -> None:
    """What names a notice wants a look of its own; what does not offer the way does not take it."""
    problem.story = story
    if problem.notice_id is not None or how not in problem.ways or not may_settle(problem, how):
        raise Refused(f"“{problem}” cannot be settled with others in that way; settle it alone.")


def _tell(story: Story, told: _Told, how: str, by: Person, why: str = "") -> None:
    """An event for each, when all of them are written."""
    for problem, facts in told:
        record(
            "settled",
            actor=by,
            origin="desk",
            story=story,
            about=f"{problem.code} {problem.paragraph_key}".strip(),
            reason=why,
            before={"how": "", "message": problem.message, "excerpt": problem.excerpt},
            after={"how": how, "version": story.version, "together": len(told)} | dict(facts),
        )
