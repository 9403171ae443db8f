"""Taking back what one did a moment ago, where nothing else has happened since.

History is never shortened: what is undone stays in it, and the undoing is an event of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dispatches.models import Event, Person, Story
from dispatches.workflow import Power, Status

from .errors import Refused
from .hold import hold, permit, write
from .move import move
from .record import KINDS, record

WHILE = timedelta(minutes=10)
"""How long it may be undone."""


def undo(story: Story, *, by: Person, saw: int, origin: str = "desk") -> Story:
    """Take back the last thing that was done to a story: by this person, and lately.

    Where the table of moves has the way back, the story goes that way; else its fields are put back
    as the event says that they were.
    """
    permit(by, Power.REVIEW)
    with transaction.atomic():
        held = hold(story, saw, mine={"undo": "undo"}, theirs=lambda now: {"undo": str(now)})
        last = held.events.first()
        if last is None or last.actor_id != by.pk:
            raise Refused(f"Something else has happened to “{held}” since.")
        why = _why_not(last)
        if why:
            raise Refused(why)
        told = f"Undone: {KINDS[last.kind].lower()}, event {last.number}."
        if last.kind in _THE_WAY_BACK:
            return move(held, _THE_WAY_BACK[last.kind], by=by, saw=saw, reason=told, origin=origin)
        return _put_back(held, last, by, told, origin)


def _why_not(last: Event) -> str:
    """Why this event is not undone; empty: it may be."""
    if last.kind not in _THE_WAY_BACK and last.kind not in _AS_IT_WAS:
        return f"“{KINDS.get(last.kind, last.kind)}” is not undone here."
    if timezone.now() - last.at > WHILE:
        return f"That was more than {WHILE.seconds // 60} minutes ago."
    return ""


def _put_back(held: Story, last: Event, by: Person, told: str, origin: str) -> Story:
    changes = _AS_IT_WAS[last.kind](last)
    write(held, **changes)
    record(
        "undone", actor=by, origin=origin, story=held, about=f"event {last.number}", reason=told,
        before=last.after, after=last.before,
    )  # fmt: skip
    return held


def _hands(last: Event) -> dict[str, Any]:
    """In whose hands it was."""
    return {"claimed_by": Person.objects.filter(username=last.before.get("with", "")).first()}


def _standing(last: Event) -> dict[str, Any]:
    """Where it stood, and which version was approved."""
    return {
        "status": Status(last.before["status"]).value,
        "approved_version": last.before["approved_version"],
    }


_THE_WAY_BACK = {"spike": "unspike", "unspike": "spike"}
_AS_IT_WAS: dict[str, Callable[[Event], dict[str, Any]]] = {
    "claim": lambda last: _standing(last) | _hands(last),
    "return": _standing,
    "approve": _standing,
    "assigned": _hands,
    "tagged": lambda last: {"tags": list(last.before["tags"])},
}
