"""Settling what the checks found."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dispatches.models import Person, Problem, Story
from dispatches.models.wording import wording_of
from dispatches.wire.sentences import last_full_sentence
from dispatches.wire.values import Block
from dispatches.workflow import SETTLEMENTS, Status

from .accept import accept, take_note
from .edit import one_paragraph, paragraph_at, retype, text_at
from .errors import Refused
from .hold import a_reason, hold, in_work, permit, write
from .mend import mend_one, reshape
from .record import record
from .urgency import urgency_of

_BY_WORD = frozenset({"overruled", "released", "ignored"})
"""How a notice may be settled whatever the status of the story that it names."""


def settle(
    problem: Problem, how: str, *, by: Person, saw: int, text: str = "", reason: str = ""
) -> Story:
    """Settle a problem in one of its ways; ways that change the copy make a new version."""
    if how not in problem.ways or how not in SETTLEMENTS:
        raise Refused(f"“{problem}” cannot be settled in that way.")
    way = SETTLEMENTS[how]
    permit(by, way.power)
    why = a_reason(reason, needed=way.reason)
    key = problem.paragraph_key
    with transaction.atomic():
        held = hold(
            problem.story,
            saw,
            mine={"text": text, "reason": reason},
            theirs=lambda now: {"text": text_at(now, key), "reason": problem.reason},
        )
        fresh = _standing(held, problem)
        _may_settle(held, fresh, how)
        old = {"how": fresh.how, "reason": fresh.reason}
        made = _by_edits(held, fresh, how, by) if way.copy else None
        if made is not None:
            after = made
        elif way.copy:
            after = _by_copy(held, fresh, how, text, by)
        else:
            after = _by_word(held, fresh, how, why, by)
        if way.copy and fresh.notice_id is not None:
            write(held, urgency=urgency_of(held))
        record(
            "settled",
            actor=by,
            origin="desk",
            story=held,
            about=f"{fresh.code} {key}".strip(),
            reason=why,
            before=old | {"message": fresh.message, "excerpt": fresh.excerpt},
            after={"how": how, "version": held.version} | after,
        )
    return held


def _standing(story: Story, problem: Problem) -> Problem:
    """The problem as it stands on the story's present version."""
    found = story.problems.current().filter(pk=problem.pk).first()
    if found is None:
        raise Refused("That problem belongs to an older version of the story.")
    return found


def _may_settle(story: Story, problem: Problem, how: str) -> None:
    """Copy is settled while it is in work; a notice by a word whenever it names a story."""
    if problem.notice_id is not None and how in _BY_WORD:
        if story.status == Status.WITHDRAWN:
            raise Refused(f"“{story}” is withdrawn, for ever.")
    elif how != "embargo_over" or story.status != Status.APPROVED:
        in_work(story)


def may_settle(problem: Problem, how: str) -> bool:
    """Whether the status of its story leaves this way of settling a problem open."""
    try:
        _may_settle(problem.story, problem, how)
    except Refused:
        return False
    return True


def _by_edits(story: Story, problem: Problem, how: str, by: Person) -> dict[str, Any] | None:
    """Settle by what the problem itself proposes; None where the way is another."""
    if how == "accepted":
        return accept(story, problem, by=by)
    if SETTLEMENTS[how].edits:
        return mend_one(story, problem, how, by=by)
    if how == "crosshead":
        return reshape(story, problem.paragraph_key, Block.CROSSHEAD, by=by)
    return None


def _by_copy(story: Story, problem: Problem, how: str, text: str, by: Person) -> dict[str, object]:
    """Settle by a new version: the text typed, cut back, or without the paragraph."""
    wording = wording_of(story.head())
    row = paragraph_at(wording, problem.paragraph_key)
    typed = {"typed": one_paragraph(text), "cut": last_full_sentence(row["text"]), "omitted": ""}[
        how
    ]
    if how == "typed" and not typed:
        raise Refused("Type the text of the paragraph, or leave the paragraph out.")
    if how == "cut" and not typed:
        raise Refused("There is no full sentence to cut back to; leave the paragraph out.")
    if typed == row["text"]:
        raise Refused("The text is what it was; say “verified as is” where it is right.")
    if problem.notice_id is not None:
        take_note(problem, how, by=by)  # it names the later version too, and is settled there
    solved = retype(story, wording, row["key"], typed, how=how, by=by)
    return {"text": typed, "was": row["text"], "settled": solved}


def _by_word(story: Story, problem: Problem, how: str, why: str, by: Person) -> dict[str, object]:
    """Settle by a person's word: the copy stands."""
    take_note(problem, how, by=by, reason=why)
    changes: dict[str, object] = {}
    if problem.notice_id is not None:
        changes["urgency"] = urgency_of(story)
    if how == "embargo_over":
        changes["embargo_until"] = timezone.now()
    write(story, **changes)
    return {}
