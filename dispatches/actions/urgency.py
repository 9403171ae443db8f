"""How urgent a story is: what its wire says, and above all else a kill notice that names it."""

from __future__ import annotations

from dispatches.models import Story
from dispatches.models.stories import StoryTake

KILL = 1
ROUTINE = 5
_BY_PRIORITY = {
    "flash": 1,
    "f": 1,
    "bulletin": 2,
    "b": 2,
    "urgent": 3,
    "u": 3,
    "regular": ROUTINE,
    "r": ROUTINE,
    "deferred": 7,
    "d": 7,
}


def urgency_for(priority: str, *, killed: bool) -> int:
    """The place of a story in the queue, 1 first.

    >>> urgency_for("URGENT", killed=False), urgency_for("", killed=True)
    (3, 1)
    """
    return KILL if killed else _BY_PRIORITY.get(priority.lower(), ROUTINE)


def urgency_of(story: Story) -> int:
    """The urgency of a story whose problems are up to date."""
    killed = story.blockers().filter(notice__isnull=False).exists()
    first = StoryTake.objects.in_force().filter(story=story).select_related("item").first()
    return urgency_for(first.item.priority if first else "", killed=killed)
