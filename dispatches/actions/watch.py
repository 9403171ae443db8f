"""Stories that people keep an eye on: what becomes of them is told to whoever watches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dispatches.models import Alert, Event, Person, Story, Watched
from dispatches.workflow import MOVES, Power

from .alerts import tell
from .hold import permit

TOLD = frozenset({*MOVES, "revised", "emptied", "kill", "hold", "correction"})
"""The kinds of event of which a watcher hears: a new status, a new version, a notice."""


def watch(story: Story, *, by: Person, now: datetime) -> None:
    """Keep an eye on a story from now on."""
    permit(by, Power.READ_DESK)
    Watched.objects.get_or_create(story=story, person=by, defaults={"at": now})


def unwatch(story: Story, *, by: Person) -> None:
    """Watch a story no more."""
    Watched.objects.filter(story=story, person=by).delete()


def tell_watchers(events: Sequence[Event], words: Mapping[str, str]) -> None:
    """Tell those who watch the events' stories of them, but for who did it; the chain is held.

    `words` are those for each kind of event.
    """
    if not events:
        return
    watching = Watched.objects.filter(story__in={event.story_id for event in events})
    watchers = list(watching.select_related("person", "story"))
    for event in events:
        for one in watchers:
            if one.story_id == event.story_id and one.person_id != event.actor_id:
                _tell_one(event, words[event.kind], one)


def _tell_one(event: Event, words: str, one: Watched) -> None:
    by = f" by {event.actor}" if event.actor else ""
    tell(
        Alert.Kind.WATCHED,
        f"“{one.story}”: {words.lower()}{by}. {event.reason}".strip(),
        mark=f"watched-{event.number}-{one.person_id}",
        story=one.story,
        person=one.person,
        now=event.at,
    )
