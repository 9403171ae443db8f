"""Paragraphs in another order: a version of its own, which later takes keep."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from dispatches.models import Person, Story
from dispatches.models.wording import Wording, wording_of
from dispatches.workflow import Power

from .errors import Refused
from .hold import hold, in_work, permit
from .record import record
from .versions import rewrite


def arrange(story: Story, keys: Sequence[str], *, by: Person, saw: int) -> Story:
    """Put a story's paragraphs into the order of these keys: all of them, each once."""
    permit(by, Power.EDIT_COPY)
    with transaction.atomic():
        held = hold(story, saw, mine={"order": list(keys)}, theirs=_order)
        in_work(held)
        old = wording_of(held.head())
        rows = {row["key"]: row for row in old.paragraphs}
        if sorted(keys) != sorted(rows):
            raise Refused("The story has other paragraphs now: put them in order again.")
        if list(keys) == list(rows):
            return held
        new = Wording(old.heading, [rows[key] for key in keys])
        rewrite(held, new, by=by, reason="Paragraphs were put in another order.")
        after = {"order": list(keys), "version": held.version}
        record("reordered", actor=by, origin="desk", story=held, before=_order_of(old), after=after)
    return held


def _order(story: Story) -> dict[str, list[str]]:
    return _order_of(wording_of(story.head()))


def _order_of(wording: Wording) -> dict[str, list[str]]:
    return {"order": [row["key"] for row in wording.paragraphs]}
