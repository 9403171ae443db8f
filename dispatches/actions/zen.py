"""What a zen run does to a story in one step, and how the last step is taken back."""

from __future__ import annotations

from copy import copy

from django.db import transaction

from dispatches.models import Person, Story
from dispatches.workflow import MOVES, RUN_DEEDS, Status

from .errors import Refused
from .move import move, why_not

TAKEN_BACK = "Taken back in a zen run."
_BACK: dict[str, tuple[str, ...]] = {
    "approve": ("return", "claim"),
    "return": ("claim",),
    "spike": ("unspike",),
}


@transaction.atomic
def settle(story: Story, deed: str, *, by: Person, saw: int, reason: str = "") -> Story:
    """Make one of the RUN_DEEDS; a story that nobody has claimed is claimed on the way."""
    if deed not in RUN_DEEDS:
        raise Refused("A zen run knows no such deed.")
    if deed != "spike" and story.status in MOVES["claim"].sources:
        story = move(story, "claim", by=by, saw=saw)
        saw = story.touched
    return move(story, deed, by=by, saw=saw, reason=reason)


@transaction.atomic
def take_back(story: Story, deed: str, *, by: Person, saw: int) -> Story:
    """Undo a deed by the moves that lead back; history keeps both ways."""
    if deed not in _BACK:
        raise Refused("There is nothing to take back.")
    for name in _BACK[deed]:
        story = move(story, name, by=by, saw=saw, reason=TAKEN_BACK if MOVES[name].reason else "")
        saw = story.touched
    return story


def why_not_now(story: Story, deed: str, by: Person) -> str:
    """The sentence that would refuse this deed now; empty: it may be done."""
    if deed != "spike" and story.status in MOVES["claim"].sources:
        story = copy(story)  # as it will be once it is claimed
        story.status = Status.IN_REVIEW.value
    return why_not(story, deed, by)
