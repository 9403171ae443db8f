"""How urgent a story is: what its wire says, and above all else a notice that names it."""

from __future__ import annotations

from collections.abc import Iterable

from dispatches.models import Story, StoryTake, WireItem

from .notices import stops_a_story

KILL = 0  # before a flash: what must not go out is looked at first
CORRECTION = 3  # as the agencies send them: urgent
ROUTINE = 5
_BY_PRIORITY = {
    "flash": 1,
    "f": 1,
    "bulletin": 2,
    "b": 2,
    "urgent": 3,
    "u": 3,
    "priority": 4,
    "regular": ROUTINE,
    "r": ROUTINE,
    "deferred": 7,
    "d": 7,
}


def urgency_for(priorities: Iterable[str], notices: Iterable[WireItem] = ()) -> int:
    """The place of a story in the queue, 0 first: by the words of its takes, the most urgent one
    counting, and by the notices that nobody has settled.

    >>> urgency_for(["URGENT", ""]), urgency_for(["", "deferred"]), urgency_for(["flash"])
    (3, 5, 1)
    """
    said = [_BY_PRIORITY.get(word.lower(), ROUTINE) for word in priorities]
    told = [KILL if stops_a_story(notice) else CORRECTION for notice in notices]
    return min([*told, *(said or [ROUTINE])])


def priority_of(priority: str, slug: str) -> str:
    """The word by which a take says how urgent it is; some wires print it for a slug."""
    return priority or (slug if slug.lower() in _BY_PRIORITY else "")


def urgency_of(story: Story) -> int:
    """The urgency of a story whose problems are up to date."""
    standing = story.blockers().filter(notice__isnull=False).select_related("notice")
    notices = [problem.notice for problem in standing if problem.notice]
    takes = StoryTake.objects.in_force().filter(story=story)
    words = takes.values_list("item__priority", "item__slug")
    return urgency_for([priority_of(*pair) for pair in words], notices)
