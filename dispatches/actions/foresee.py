"""What would come of joining, parting or ordering: the same code, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from dispatches.models import Problem, Story, StoryTake

from .errors import Refused


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it would be: its takes by name, its copy, and what the checks would find."""

    pk: int
    headline: str
    assembly: str
    missing: Sequence[str]
    takes: Sequence[str]
    paragraphs: Sequence[tuple[str, str]]
    problems: Sequence[Problem]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be left of it."""
        return not self.takes


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The stories as they would be, or (`sorry`) the sentence why it cannot be done."""

    stories: Sequence[Told] = field(default=())
    sorry: str = ""


def foresee(act: Callable[[], Story]) -> Foreseen:
    """Do it, look at what came of it, and take all of it back."""
    with transaction.atomic():
        try:
            story = act()
            event = story.events.first()
            after = event.after if event else {}
            others = [after.get("story"), after.get("from")]
            ids = [pk for pk in dict.fromkeys([story.pk, *others]) if pk]
            told = [_told(Story.objects.get(pk=pk)) for pk in ids]
        except Refused as refusal:
            transaction.set_rollback(True)
            return Foreseen(sorry=str(refusal))
        transaction.set_rollback(True)
    return Foreseen(told)


def _told(story: Story) -> Told:
    placings = StoryTake.objects.in_force().filter(story=story).select_related("item")
    takes = [str(one.item) for one in placings]
    rows = story.head().paragraphs if takes else []
    return Told(
        pk=story.pk,
        headline=str(story),
        assembly=story.assembly,
        missing=story.missing,
        takes=takes,
        paragraphs=[(row["kind"], row["text"]) for row in rows],
        problems=list(story.current_problems().open()) if takes else [],
    )
