"""What the desk must know of a story beside its copy: notices, embargo, what may belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dispatches.actions.notices import role_of
from dispatches.models import Problem, Proposal, Story, StoryTake, WireItem
from dispatches.wire import embargo
from dispatches.workflow import IN_WORK, Status

_OUT = frozenset({Status.PUBLISHED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Alarm:
    """A notice that nobody has settled, and what it asks: "kill", "hold" or "correction"."""

    asks: str
    notice: WireItem
    problem: Problem


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposal, and what to post where to join it; `story` None: neither story is in work."""

    proposal: Proposal
    story: Story | None = None
    item: WireItem | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """The end of an embargo as the zones tell it; `guess` where only the source's zone would."""

    ends: list[tuple[datetime, str]]
    guess: list[tuple[datetime, str]]
    is_over: bool


def alarms(problems: Iterable[Problem]) -> list[Alarm]:
    """The notices that stand against a story."""
    return [
        Alarm(role_of(problem.notice).value, problem.notice, problem)
        for problem in problems
        if problem.is_open and problem.notice
    ]


def offers(proposals: Iterable[Proposal]) -> list[Offered]:
    """Proposals with the story that each would be joined to: the elder take's, if it is in work."""
    return [_offered(proposal) for proposal in proposals]


def _offered(proposal: Proposal) -> Offered:
    elder, younger = proposal.elder, proposal.younger
    ways = ((elder.placing.story, younger), (younger.placing.story, elder))
    for story, item in ways:
        if story.status in IN_WORK and item.placing.story.status not in _OUT:
            return Offered(proposal, story, item)
    return Offered(proposal)


def hours(story: Story, placings: Sequence[StoryTake]) -> Hours | None:
    """When the embargo on a story ends; None where there is none."""
    if not story.embargo:
        return None
    until, zone = story.embargo_until, story.source.tz
    if until is not None:
        return Hours(story.clocks(until), [], is_over=until <= timezone.now())
    takes = [p.item for p in placings if p.role == StoryTake.Role.IN_FORCE]
    said = [
        embargo.offered(item.marks["embargo"], item.stated_at or item.arrived_at, zone)
        for item in takes
        if item.marks.get("embargo")
    ]
    known = [moment for moment in said if moment is not None]
    guess = max(known) if known and len(known) == len(said) else None
    return Hours([], story.clocks(guess), is_over=False)
