"""What stories lack, as the tray groups them: by the sentences in which the engine says so."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from dispatches.wire.state import NO_HEAD, NO_NEXT
from dispatches.wire.values import State
from dispatches.workflow import IN_WORK

from .revisions import Problem
from .stories import Story


def lacks_head(story: Story) -> bool:
    """Whether a story's first take opens none."""
    return any(lack.startswith(NO_HEAD) for lack in story.missing)


def lack_of(story: Story) -> str:
    """The group of a story that lacks something: "headless", "waiting" for more, or "gaps"."""
    if lacks_head(story):
        return "headless"
    waits = any(lack.startswith(NO_NEXT) for lack in story.missing)
    return "waiting" if waits else "gaps"


def lacking() -> QuerySet[Story]:
    """The stories in work that lack something, without those of which a person said that they are
    published as they stand; the most urgent first."""
    accepted = Problem.objects.current().filter(
        story=OuterRef("pk"), code="C07", how="as_it_stands"
    )
    waiting = Story.objects.filter(status__in=IN_WORK).exclude(assembly=State.COMPLETE)
    return waiting.filter(~Exists(accepted.order_by())).order_by("urgency", "arrived_at", "pk")
