"""Holding a story while it is written: the lock, and the version that the writer saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dispatches.models import Person, Story
from dispatches.workflow import Power

from .errors import Refused, Stale

LONGEST_REASON = 500


def permit(by: Person, power: Power) -> None:
    """Pass whoever has the power."""
    if not by.can(power):
        raise PermissionDenied("Your role has not the power that this asks for.")


def hold(
    story: Story,
    saw: int,
    *,
    mine: Mapping[str, Any],
    theirs: Callable[[Story], Mapping[str, Any]],
) -> Story:
    """The story as it stands, locked until the transaction ends.

    Raises Stale when it is not what the writer saw: `mine` is what they sent, and `theirs` tells
    what stands in its place.
    """
    held = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if held.touched != saw:
        raise Stale(held, mine=mine, said=theirs)
    return held


def write(story: Story, **changes: Any) -> None:
    """Write fields of a story that is held: compare-and-set, so that no write is ever lost."""
    changes |= {"touched": story.touched + 1, "updated_at": timezone.now()}
    if not Story.objects.filter(pk=story.pk, touched=story.touched).update(**changes):
        raise Stale(Story.objects.get(pk=story.pk))
    for name, value in changes.items():
        setattr(story, name, value)


def in_work(story: Story) -> None:
    """Refuse to change the copy of a story that is not in work."""
    if not story.in_work:
        raise Refused(
            f"“{story}” is {story.get_status_display()}: its copy cannot be changed as it stands."
        )


def a_reason(reason: str, *, needed: bool) -> str:
    """The reason as it is kept; refused when it is needed and was not given, or is too long."""
    said = reason.strip()
    if needed and not said:
        raise Refused("Say why: this needs a reason.")
    if len(said) > LONGEST_REASON:
        raise Refused(f"The reason is too long: say it in {LONGEST_REASON} characters.")
    return said
