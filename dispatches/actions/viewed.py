"""Which version of a story a person saw last: the mark in their queue."""

from __future__ import annotations

from django.utils import timezone

from dispatches.models import Person, Story, Viewed


def saw(story: Story, person: Person) -> None:
    """Keep that a person looked at a story as it stands; nothing is written where they had before.

    It is no history: nobody is told, and no list is new because of it.
    """
    known = Viewed.objects.filter(story=story, person=person).values_list("version", flat=True)
    if known.first() != story.version:
        Viewed.objects.update_or_create(
            story=story,
            person=person,
            defaults={"version": story.version, "at": timezone.now()},
        )
