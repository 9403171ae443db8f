"""How urgent a story is: what its wire says, and above all else a notice that names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dispatches.models import Story, StoryTake, WireItem

from .notices import stops_a_story

Rows = Sequence[Mapping[str, Any]]
"""What the rules said of a story: its `routed`."""
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


def urgency_for(
    priorities: Iterable[str], notices: Iterable[WireItem] = (), *, ruled: int | None = None
) -> int:
    """The place of a story in the queue, 0 first: by the words of its takes, the most urgent one
    counting, or in their place by what a routing rule says; and by the notices that nobody has
    settled.

    >>> urgency_for(["URGENT", ""]), urgency_for(["", "deferred"]), urgency_for(["flash"])
    (3, 5, 1)
    >>> urgency_for(["flash"], ruled=7)
    7
    """
    said = [_BY_PRIORITY.get(word.lower(), ROUTINE) for word in priorities]
    told = [KILL if stops_a_story(notice) else CORRECTION for notice in notices]
    return min([*told, min(said or [ROUTINE]) if ruled is None else ruled])


def by_words(takes: Iterable[WireItem]) -> int:
    """The urgency of which the words of takes speak."""
    return urgency_for([priority_of(take.priority, take.slug) for take in takes])


def ruled_for(routed: Rows) -> int | None:
    """The urgency that the rules decided; None when they said nothing of it."""
    said = [row["did"]["urgency"] for row in routed if "urgency" in row["did"]]
    return said[-1] if said else None


def priority_of(priority: str, slug: str) -> str:
    """The word by which a take says how urgent it is; some wires print it for a slug."""
    return priority or (slug if slug.lower() in _BY_PRIORITY else "")


def urgency_of(story: Story, routed: Rows | None = None) -> int:
    """The urgency of a story whose problems are up to date; `routed`: what the rules say of it now,
    where that is not written yet."""
    standing = story.blockers().filter(notice__isnull=False).select_related("notice")
    notices = [problem.notice for problem in standing if problem.notice]
    takes = StoryTake.objects.in_force().filter(story=story)
    words = takes.values_list("item__priority", "item__slug")
    ruled = ruled_for(story.routed if routed is None else routed)
    return urgency_for([priority_of(*pair) for pair in words], notices, ruled=ruled)
