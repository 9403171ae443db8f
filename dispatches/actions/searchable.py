"""Keeping the words by which a story is found in step with its copy."""

from __future__ import annotations

from dispatches.models import Searched, Story
from dispatches.models.search import text_of
from dispatches.models.wording import Wording

FIELDS = ("headline", "slug", "byline", "place")
"""What is searched of a heading."""


def make_searchable(story: Story, wording: Wording) -> None:
    """Keep the words of a story's new version in place of the last one's."""
    said = text_of([wording.heading[name] for name in FIELDS], wording.paragraphs)
    Searched.objects.bulk_create(
        [Searched(story=story, text=said)],
        update_conflicts=True,
        unique_fields=["story"],
        update_fields=["text"],
    )
