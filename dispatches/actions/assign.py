"""Who has a story, and by which tags it is found: what an editor sorts by hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dispatches.models import Person, Story
from dispatches.models.shapes import storable
from dispatches.models.shelves import ON_THE_DESK
from dispatches.workflow import Power

from .errors import Refused
from .hold import hold, permit, write
from .record import record

LONGEST_TAG = 40
MOST_TAGS = 30


def assign(story: Story, to: Person, *, by: Person, saw: int, origin: str = "desk") -> Story:
    """Put a story into somebody's hands; its status stays, until they claim it or go on with it."""
    permit(by, Power.REVIEW)
    if not to.can(Power.REVIEW):
        raise Refused(f"{to} reviews no copy.")
    with transaction.atomic():
        held = _held(story, saw, {"with": str(to)})
        before = {"with": name_of(held.claimed_by)}
        if held.claimed_by_id == to.pk:
            raise Refused(f"{to} has it already.")
        write(held, claimed_by=to)
        record(
            "assigned", actor=by, origin=origin, story=held, before=before,
            after={"with": name_of(to)},
        )  # fmt: skip
    return held


def tag(story: Story, word: str, *, by: Person, saw: int, origin: str = "desk") -> Story:
    """Give a story one more tag."""
    permit(by, Power.REVIEW)
    said = storable(" ".join(word.split()))
    if not said:
        raise Refused("Name the tag.")
    if len(said) > LONGEST_TAG:
        raise Refused(f"The tag is too long: {LONGEST_TAG} characters at most.")
    with transaction.atomic():
        held = _held(story, saw, {"tag": said})
        if said in held.tags:
            raise Refused(f"It bears the tag “{said}” already.")
        if len(held.tags) >= MOST_TAGS:
            raise Refused(f"It bears {MOST_TAGS} tags already.")
        before = {"tags": list(held.tags)}
        write(held, tags=[*held.tags, said])
        record(
            "tagged", actor=by, origin=origin, story=held, before=before,
            after={"tags": held.tags},
        )  # fmt: skip
    return held


def name_of(person: Person | None) -> str:
    """A person as history names them: by the username, which is for ever; empty for nobody."""
    return person.username if person else ""


def _as_it_stands(story: Story) -> dict[str, Any]:
    return {"with": name_of(story.claimed_by), "tag": ", ".join(story.tags)}


def _held(story: Story, saw: int, mine: dict[str, Any]) -> Story:
    """The story, locked; refused when it has left the desk."""
    held = hold(story, saw, mine=mine, theirs=_as_it_stands)
    if held.status not in ON_THE_DESK:
        raise Refused(f"“{held}” is {held.get_status_display()}: it is not on the desk any more.")
    return held
