"""What stories lack, as the tray groups them: by the sentences in which the engine says so."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from dispatches.wire.state import NO_HEAD, NO_NEXT
from dispatches.wire.values import State
from dispatches.workflow import IN_WORK

from .revisions import Problem
from .stories import Story

_HEADLESS = Q(_lacks__contains=f'"{NO_HEAD} ')
_WAITING = Q(_lacks__contains=f'"{NO_NEXT} ')
LACKS: dict[str, Q] = {
    "headless": _HEADLESS,
    "waiting": _WAITING & ~_HEADLESS,
    "gaps": ~_WAITING & ~_HEADLESS,
}
"""The groups of stories that lack something, each story in one of them."""


def lacks_head(story: Story) -> bool:
    """Whether a story's first take opens none."""
    return any(lack.startswith(NO_HEAD) for lack in story.missing)


def lacking() -> QuerySet[Story]:
    """The stories in work that lack something, without those of which a person said that they are
    published as they stand."""
    accepted = Problem.objects.current().filter(
        story=OuterRef("pk"), code="C07", how="as_it_stands"
    )
    waiting = Story.objects.filter(status__in=IN_WORK).exclude(assembly=State.COMPLETE)
    return waiting.filter(~Exists(accepted.order_by())).alias(_lacks=Cast("missing", TextField()))


def how_many(stories: QuerySet[Story]) -> dict[str, int]:
    """How many of these stories are in each group; asks one question."""
    counts = {name: Count("pk", filter=which) for name, which in LACKS.items()}
    return stories.aggregate(**counts)
