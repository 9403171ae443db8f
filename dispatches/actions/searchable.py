"""Keeping the words by which a story is found in step with its copy."""

from __future__ import annotations

from collections.abc import Iterable

from dispatches.models import Searched, Story
from dispatches.models.search import text_of
from dispatches.models.wording import Wording

FIELDS = ("headline", "slug", "byline", "place")
"""What is searched of a heading."""


def make_searchable(told: Iterable[tuple[Story, Wording]]) -> None:
    """Keep the words of stories' new versions in place of the last ones'; of several versions of
    one story, the last one counts."""
    said = {story.pk: (story, wording) for story, wording in told}
    Searched.objects.bulk_create(
        [Searched(story=story, text=_text(wording)) for story, wording in said.values()],
        update_conflicts=True,
        unique_fields=["story"],
        update_fields=["text"],
    )


def _text(wording: Wording) -> str:
    return text_of([wording.heading[name] for name in FIELDS], wording.paragraphs)
