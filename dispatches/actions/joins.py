"""What history keeps of joining, parting and ordering by hand: enough to undo it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from dispatches.models import Person, Problem, Ruling, Story, StoryTake, WireItem
from dispatches.models.stories import NOTICES

from .record import record

Standing = dict[str, Any]


def rule(
    one: Iterable[WireItem],
    two: Sequence[WireItem],
    *,
    together: bool | None,
    by: Person,
    at: datetime | None = None,
) -> datetime:
    """Write a person's word on each pair of an item of the one and an item of the other; when."""
    now = at or timezone.now()
    Ruling.objects.bulk_create(
        Ruling(item=item, other=other, together=together, by=by, at=now)
        for item in one
        for other in two
        if item.pk != other.pk
    )
    return now


def standing(stories: Iterable[Story]) -> Standing:
    """Which takes make up these stories, by name and by number, and which notices name them, before
    a hand moves any."""
    ids = [story.pk for story in stories]
    placings = StoryTake.objects.filter(story__in=ids).select_related("item")
    rows = sorted(placings, key=lambda one: (one.story_id, one.position, one.pk))
    held = [one for one in rows if one.role == StoryTake.Role.IN_FORCE]
    raised = Problem.objects.filter(story__in=ids, notice__isnull=False).current()
    return {
        "takes": [str(one.item) for one in held],
        "ranks": {str(one.item_id): one.rank for one in held if one.rank is not None},
        "notices": {str(one.item_id): one.story_id for one in rows if one.role in NOTICES},
        "raised": sorted({f"{one.story_id} by {one.notice_id}" for one in raised}),
    }


def tell(  # noqa: PLR0913  # what was done, to what, by whom, why, and what undoes it
    kind: str,
    stories: Iterable[int | None],
    moved: Sequence[WireItem],
    *,
    by: Person,
    reason: str,
    before: Standing,
    at: datetime | None,
    home: int | None,
    **more: Any,
) -> None:
    """Record it with each of these stories, with the state in which it left that story.

    `home` is the story that the moved takes came from, `at` when the rulings on them were made.
    """
    ids = {pk for pk in stories if pk is not None}
    about = f"item {moved[0].pk}" if len(moved) == 1 else ""
    for story in Story.objects.filter(pk__in=ids).order_by("pk"):
        placing = StoryTake.objects.filter(item=moved[0]).first() if moved else None
        after = {
            "take": ", ".join(str(item) for item in moved),
            "story": placing.story_id if placing else None,
            "moved": [item.pk for item in moved],
            "from": home,
            "ruled at": at.isoformat() if at else None,
            "touched": story.touched,
        }
        record(
            kind, actor=by, origin="desk", story=story, about=about, reason=reason,
            before=before, after=after | more,
        )  # fmt: skip
