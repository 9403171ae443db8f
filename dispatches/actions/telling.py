"""What is written of stories that are told at one time: it waits until all are told.

A batch of arrivals tells many stories, and each has a version, problems, a sketch and an event:
that is one question to the database for each kind, and not one for each story.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from dispatches.models import Problem, Revision, Story
from dispatches.models.wording import Wording

from . import lent, rows
from .errors import Stale
from .nearness import Neighbours, Told, keep
from .record import Entry, record_all
from .searchable import make_searchable


@dataclass(slots=True)
class Telling:
    """What waits to be written. The stories are held, and say already what will be written.

    `near` is what each is compared with.
    """

    near: Neighbours
    revisions: list[Revision] = field(default_factory=list)
    wordings: list[tuple[Story, Wording]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    _saw: dict[int, int] = field(default_factory=dict)
    _stories: dict[int, Story] = field(default_factory=dict)
    _changes: dict[int, dict[str, Any]] = field(default_factory=dict)

    def write(self, story: Story, **changes: Any) -> None:
        """Write fields of a story that is held, as `hold.write` does, when all is written."""
        self._saw.setdefault(story.pk, story.touched)
        changes |= {"touched": story.touched + 1, "updated_at": timezone.now()}
        for name, value in changes.items():
            setattr(story, name, value)
        self._stories[story.pk] = story
        self._changes[story.pk] = self._changes.get(story.pk, {}) | changes

    def note(self, story: Story, kind: str, **said: Any) -> None:
        """Append an event of the wire's to the chain, when all is written."""
        self.entries.append(Entry(kind, actor=None, origin="wire", story=story, **said))

    def settle(self) -> None:
        """Write all that waits; the events last."""
        Revision.objects.bulk_create(self.revisions)
        wanted = (({"id": pk, "touched": saw}, self._changes[pk]) for pk, saw in self._saw.items())
        if not rows.update(Story, wanted):
            raise Stale(next(iter(self._stories.values())))
        keep(self.told)
        for story, wording in self.wordings:
            lent.keep(story, wording)
        make_searchable(self.wordings)
        if self.gone:
            Problem.objects.filter(pk__in=self.gone).delete()
        Problem.objects.bulk_create(self.problems)
        record_all(self.entries)
        for waiting in (
            self.revisions,
            self.wordings,
            self.told,
            self.gone,
            self.problems,
            self.entries,
        ):
            waiting.clear()
        for kept in (self._saw, self._stories, self._changes):
            kept.clear()
