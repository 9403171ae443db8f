"""C12: keeping what a story is found again by, and finding the story that is nearest to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef
from django.db.models.functions import Cast

from dispatches.models import (
    Borrowing,
    Problem,
    Revision,
    SketchNumber,
    Source,
    Story,
    StoryTake,
)
from dispatches.models.wording import Wording
from dispatches.wire import nearness
from dispatches.workflow import Status

from . import rows
from .texts import TEXTS, Text, text

WINDOW = timedelta(days=3)
"""How far apart two stories may have come that are compared."""
MOST = 5  # stories are compared: those that share most of their sketches
_SHARED = 2  # numbers of a sketch that two stories must share
_GONE = (Status.SPIKED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Told:
    """A story's version as it is compared: its words, and its sketch where it tells enough.

    `holds` says whether the story has takes in force.
    """

    story: Story
    headline: str
    words: tuple[str, ...]
    sketch: Sequence[int]
    holds: bool


def told(story: Story, wording: Wording, *, holds: bool = True) -> Told:
    """What is compared of a story that says this."""
    words = _words(wording.paragraphs)
    sketch = nearness.sketch(words) if nearness.tells_enough(words) else []
    return Told(story, wording.heading["headline"], words, sketch, holds)


def keep(given: Sequence[Told]) -> None:
    """Keep the sketches of stories' new versions in place of the last ones'."""
    if elder := [one.story.pk for one in given if one.story.version > 1]:
        SketchNumber.objects.filter(story__in=elder).delete()
    rows.insert(
        SketchNumber,
        ("story", "number", "at"),
        ((one.story.pk, number, one.story.arrived_at) for one in given for number in one.sketch),
    )


def near_duplicate(story: Story, wording: Wording) -> Problem | None:
    """The finding, not yet saved and not yet marked, on the story that is nearest to this one."""
    one = told(story, wording)
    return Neighbours([one]).nearest(one)


class Neighbours:
    """What each of some stories is compared with: what stood before, and those told before it.

    What is spiked or withdrawn is out of the question, and so is a story without takes: another one
    absorbed it; and so are those that lent paragraphs to this one, or borrowed some of it. The
    takes of all must be where they are to be.
    """

    def __init__(self, given: Iterable[Told]) -> None:
        self._telling = [one for one in given if one.sketch]
        self._looked = False
        self._came: dict[int, dict[int, datetime]] = defaultdict(dict)
        self._versions: dict[int, int] = {}
        self._texts: dict[tuple[int, int], Text] = {}
        self._agencies: dict[int, str] = {}
        self._now: dict[int, Told] = {}
        self._kin: dict[int, set[int]] = defaultdict(set)

    def look(self) -> None:
        """Look at what stands before any of these is told anew; once."""
        if self._telling and not self._looked:
            self._find(self._telling)
            if self._came:
                self._lent({one.story.pk for one in self._telling})
            self._load({pk for one in self._telling for pk in self._candidates(one)})
        self._looked = True

    def tell(self, one: Told) -> None:
        """Whoever is told after this story is compared with what it says now."""
        story = one.story
        if self._versions.pop(story.pk, None):
            for came in self._came.values():
                came.pop(story.pk, None)
        if one.sketch and one.holds and story.status not in _GONE:
            for number in one.sketch:
                self._came[number][story.pk] = story.arrived_at
            self._versions[story.pk] = story.version
            self._now[story.pk] = one
            self._agencies[story.pk] = story.source.agency or story.source.name

    def near(self, one: Told) -> list[tuple[float, int]]:
        """The stories that are near to one, the nearest first: how near, and their ids."""
        self.look()
        near = self._candidates(one)
        self._load(near)
        own = nearness.runs(one.words) if near else frozenset()
        shares = [(said.share(own), pk) for pk in near if (said := self._said(pk))]
        return sorted(shares, key=lambda pair: (-pair[0], pair[1]))

    def nearest(self, one: Told) -> Problem | None:
        """The finding, not yet saved and not yet marked, on the story that is nearest to one."""
        share, other = next(iter(self.near(one)), (0.0, 0))
        said = self._said(other)
        if said is None or share < nearness.ALIKE:
            return None
        found = nearness.near_duplicate(share, said.headline, [self._agency(other)])
        return Problem(
            story=one.story,
            version=one.story.version,
            code=found.code,
            level=found.level.value,
            message=found.message,
            ways=list(found.choices),
            other_id=other,
        )

    def keep_committed(self) -> None:
        """Keep what was compared for the next time, once it is committed."""
        TEXTS.keep_committed(self._texts)

    def _find(self, telling: Sequence[Told]) -> None:
        """Find the stories that share a number with one of these, as they stand."""
        holds = StoryTake.objects.in_force().filter(story=OuterRef("story"))
        times = [one.story.arrived_at for one in telling]
        found = (
            SketchNumber.objects.filter(
                number__in={number for one in telling for number in one.sketch},
                at__range=(min(times) - WINDOW, max(times) + WINDOW),
            )
            .exclude(story__status__in=_GONE)
            .filter(Exists(holds.order_by()))
            .values_list("number", "story", "story__version", Cast("at", CharField()))
        )
        moments: dict[str, datetime] = {}
        for number, story, version, at in found:
            if at not in moments:
                moments[at] = _aware(at)
            self._came[number][story] = moments[at]
            self._versions[story] = version

    def _lent(self, ids: Collection[int]) -> None:
        """Which stories lent paragraphs to one of these, or borrowed some."""
        both = "story", "item__placing__story"
        lent = Borrowing.objects.filter(story__in=ids).values_list(*both)
        borrowed = Borrowing.objects.filter(item__placing__story__in=ids).values_list(*both)
        pairs = lent.union(borrowed)
        for one, other in pairs:
            self._kin[one].add(other)
            self._kin[other].add(one)

    def _candidates(self, one: Told) -> list[int]:
        """The stories that share most of this one's sketch."""
        at = one.story.arrived_at
        shared = Counter(
            pk
            for number in one.sketch
            for pk, came in self._came.get(number, {}).items()
            if abs(came - at) <= WINDOW
        )
        for pk in (one.story.pk, *self._kin[one.story.pk]):
            del shared[pk]
        near = [(-times, pk) for pk, times in shared.items() if times >= _SHARED]
        return [pk for _, pk in sorted(near)[:MOST]]

    def _said(self, pk: int) -> Text | None:
        return self._texts.get((pk, self._versions.get(pk, 0)))

    def _load(self, ids: Iterable[int]) -> None:
        """Have what these stories say as they stand."""
        strange = []
        for pk in ids:
            version = self._versions[pk]
            if (pk, version) in self._texts:
                continue
            if pk in self._now:
                self._texts[pk, version] = text(self._now[pk].headline, self._now[pk].words)
            elif known := TEXTS.get(pk, version):
                self._texts[pk, version] = known
            else:
                strange.append(pk)
        if not strange:
            return
        heads = Revision.objects.filter(story__in=strange, version=F("story__version"))
        for head in heads.select_related("story__source"):
            said, source = text(head.headline, _words(head.paragraphs)), head.story.source
            self._texts[head.story_id, head.version] = said
            self._agencies[head.story_id] = source.agency or source.name

    def _agency(self, pk: int) -> str:
        if pk not in self._agencies:
            source = Source.objects.get(stories=pk)
            self._agencies[pk] = source.agency or source.name
        return self._agencies[pk]


def _words(paragraphs: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return nearness.words_in([row["text"] for row in paragraphs if row["kind"] == "paragraph"])


def _aware(at: str) -> datetime:
    came = datetime.fromisoformat(at)
    return came if came.tzinfo else came.replace(tzinfo=UTC)


def nearest(story: Story, wording: Wording) -> list[tuple[float, Story]]:
    """The stories that are nearest to this one, of any source, the nearest first, and how near."""
    one = told(story, wording)
    shares = Neighbours([one]).near(one)
    stories = Story.objects.select_related("source").in_bulk([pk for _, pk in shares])
    return [(share, stories[pk]) for share, pk in shares]
