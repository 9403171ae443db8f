"""Settling what the checks found."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dispatches.models import Person, Problem, Story
from dispatches.models.wording import wording_of
from dispatches.wire.sentences import last_full_sentence
from dispatches.workflow import SETTLEMENTS, Status

from .edit import one_paragraph, paragraph_at, retype, text_at
from .errors import Refused
from .hold import a_reason, hold, in_work, permit, write
from .record import record
from .urgency import urgency_of

_CHANGE_COPY = frozenset({"typed", "cut", "omitted"})
_OF_KILLS = "overruled"


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
        _may_settle(held, how)
        old = {"how": fresh.how, "reason": fresh.reason}
        if how in _CHANGE_COPY:
            after = _by_copy(held, fresh, how, text, by)
        else:
            after = _by_word(held, fresh, how, why, by)
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


def _may_settle(story: Story, how: str) -> None:
    """Copy is settled while it is in work; a kill notice is overruled whenever it names a story."""
    if how != _OF_KILLS:
        in_work(story)
    elif story.status == Status.WITHDRAWN:
        raise Refused(f"“{story}” is withdrawn, for ever.")


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
    solved = retype(story, wording, row["key"], typed, how=how, by=by)
    return {"text": typed, "was": row["text"], "settled": solved}


def _by_word(story: Story, problem: Problem, how: str, why: str, by: Person) -> dict[str, object]:
    """Settle by a person's word: the copy stands."""
    problem.how, problem.reason = how, why
    problem.settled_by, problem.settled_at = by, timezone.now()
    problem.save(update_fields=["how", "reason", "settled_by", "settled_at"])
    changes = {"urgency": urgency_of(story)} if how == _OF_KILLS else {}
    write(story, **changes)
    return {}
