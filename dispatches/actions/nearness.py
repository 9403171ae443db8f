"""C12: keeping what a story is found again by, and finding the story that is nearest to it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef

from dispatches.models import Problem, Revision, SketchNumber, Story, StoryTake
from dispatches.models.wording import Wording
from dispatches.wire import nearness
from dispatches.workflow import Status

from . import rows

WINDOW = timedelta(days=3)
"""How far apart two stories may have come that are compared."""
MOST = 5  # stories are compared: those that share most of their sketches
_SHARED = 2  # numbers of a sketch that two stories must share
_GONE = (Status.SPIKED, Status.WITHDRAWN)


def keep(story: Story, wording: Wording) -> None:
    """Keep the sketch of a story's new version in place of the last one's."""
    words = _words(wording)
    numbers = nearness.sketch(words) if nearness.tells_enough(words) else []
    if story.version > 1:
        SketchNumber.objects.filter(story=story).delete()
    rows.insert(
        SketchNumber,
        ("story", "number", "at"),
        ((story.pk, number, story.arrived_at) for number in numbers),
    )


def near_duplicate(story: Story, wording: Wording) -> Problem | None:
    """The finding, not yet saved and not yet marked, on the story that is nearest to this one."""
    words = _words(wording)
    candidates = _candidates(story, words) if nearness.tells_enough(words) else []
    own = nearness.runs(words) if candidates else frozenset()
    near = [(nearness.shared(own, nearness.runs(_words_of(one))), one) for one in candidates]
    share, other = max(near, key=lambda pair: pair[0], default=(0.0, None))
    if other is None or share < nearness.ALIKE:
        return None
    source = other.story.source
    found = nearness.near_duplicate(share, other.headline, [source.agency or source.name])
    return Problem(
        story=story,
        version=story.version,
        code=found.code,
        level=found.level.value,
        message=found.message,
        ways=list(found.choices),
        other=other.story,
    )


def _candidates(story: Story, words: tuple[str, ...]) -> list[Revision]:
    """The present versions of the stories that share most of this one's sketch.

    What is spiked or withdrawn is out of the question, and so is a story without takes: another one
    absorbed it.
    """
    holds = StoryTake.objects.in_force().filter(story=OuterRef("story"))
    shared = (
        SketchNumber.objects.filter(
            number__in=nearness.sketch(words),
            at__range=(story.arrived_at - WINDOW, story.arrived_at + WINDOW),
        )
        .exclude(story=story)
        .exclude(story__status__in=_GONE)
        .filter(Exists(holds.order_by()))
        .values("story")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=_SHARED)
        .order_by("-shared", "story")
    )
    near = [row["story"] for row in shared[:MOST]]
    if not near:
        return []
    heads = Revision.objects.filter(story__in=near, version=F("story__version"))
    return list(heads.select_related("story__source").order_by("story"))


def _words(wording: Wording) -> tuple[str, ...]:
    return nearness.words_in([p["text"] for p in wording.paragraphs if p["kind"] == "paragraph"])


def _words_of(revision: Revision) -> tuple[str, ...]:
    return nearness.words_in([p["text"] for p in revision.paragraphs if p["kind"] == "paragraph"])


def nearest(story: Story, wording: Wording) -> list[tuple[float, Story]]:
    """The stories that are nearest to this one, of any source, the nearest first, and how near."""
    words = _words(wording)
    candidates = _candidates(story, words) if nearness.tells_enough(words) else []
    own = nearness.runs(words) if candidates else frozenset()
    near = [(nearness.shared(own, nearness.runs(_words_of(one))), one.story) for one in candidates]
    return sorted(near, key=lambda pair: (-pair[0], pair[1].pk))
