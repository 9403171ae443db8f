"""Which version of a story a person saw last: the mark in their queue."""

from __future__ import annotations

from django.utils import timezone

from dispatches.models import Person, Story, Viewed


def saw(story: Story, person: Person) -> None:
    """Keep that a person looked at a story as it stands; who calls knows that it is new to them.

    It is no history: nobody is told, and no list is new because of it.
    """
    Viewed.objects.bulk_create(
        [Viewed(story=story, person=person, version=story.version, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["story", "person"],
        update_fields=["version", "at"],
    )
