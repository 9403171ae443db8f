"""Who is told of what comes by wire and cannot wait: kill and hold notices, and flashes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from dispatches.models import Alert, Problem, Story, StoryTake, WireItem
from dispatches.wire.values import Kind

from .alerts import tell
from .notices import name_of, role_of, stops_a_story
from .urgency import by_words

_FLASH = 1
_FRESH = timedelta(hours=1)  # an older flash is news to nobody


def tell_of(story: Story, problems: Iterable[Problem]) -> None:
    """Tell the desk of the kill and hold notices that name a story; once a notice and a story."""
    for problem in problems:
        notice = problem.notice
        if notice is None or not problem.is_open or not stops_a_story(notice):
            continue
        kind = _kind(notice)
        tell(
            kind,
            f"{kind.capitalize()} notice {name_of(notice)}: “{story}”, which is"
            f" {story.get_status_display().replace('_', ' ')}.",
            mark=f"{kind}-{notice.pk}-{story.pk}",
            story=story,
            source=notice.transmission.source,
            now=timezone.now(),
        )


def _kind(notice: WireItem) -> str:
    held = role_of(notice) == StoryTake.Role.HOLD
    return Alert.Kind.HOLD.value if held else Alert.Kind.KILL.value


def tell_of_items(items: Iterable[WireItem], now: datetime) -> None:
    """Tell the desk of what these items are by themselves, once they were joined: flashes, and kill
    notices that name nothing which is here."""
    loud = [item for item in items if item.kind == Kind.KILL or _is_flash(item, now)]
    if not loud:
        return
    homes = {
        placing.item_id: placing.story
        for placing in StoryTake.objects.filter(item__in=loud).select_related("story")
    }
    for item in loud:
        story = homes.get(item.pk)
        if item.kind == Kind.TAKE and story is not None:
            says = f"Flash: {story}"
            tell(Alert.Kind.FLASH, says, mark=f"flash-{story.pk}", story=story, now=now)
        elif item.kind == Kind.KILL and story is None:
            kind = _kind(item)
            says = f"{kind.capitalize()} notice {name_of(item)} names no story that is here."
            tell(kind, says, mark=f"{kind}-{item.pk}", source=item.transmission.source, now=now)


def _is_flash(item: WireItem, now: datetime) -> bool:
    if item.kind != Kind.TAKE or item.arrived_at < now - _FRESH:
        return False
    return item.urgency == _FLASH or by_words([item]) == _FLASH
