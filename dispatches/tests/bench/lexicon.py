"""An archive to be searched: stories of three hundred invented words, as frequent as words are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from dispatches.models import Revision, Searched, Story
from dispatches.models.search import text_of
from dispatches.tests import make
from dispatches.workflow import Status

WORDS, LONG, OPEN = 40_000, 300, 0.01
_BATCH = 1000
_DAYS = 730


class Archive:
    """Words by how common they are, and the stories made of them."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self.words = list(dict.fromkeys(self._word() for _ in range(WORDS)))
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def _word(self) -> str:
        parts = self.random.choice((2, 2, 3, 3, 4))
        letters = ("bcdfghjklmnprstvw", "aeiou")
        return "".join(self.random.choice(letters[at % 2]) for at in range(2 * parts))

    def fill(self, many: int) -> None:
        """Put so many stories into the archive; one in a hundred is open, the latest of them."""
        source = make.source()
        now = timezone.now()
        rows: list[tuple[Story, str, str]] = []
        for number in range(many):
            said = self.random.choices(self.words, cum_weights=self._weights, k=LONG)
            at = now - timedelta(days=_DAYS * (1 - number / many))
            status = Status.INCOMING if number > many * (1 - OPEN) else Status.SPIKED
            head = {"headline": " ".join(said[:7]).capitalize(), "slug": said[8].upper()}
            was = {"spiked_from": Status.INCOMING if status == Status.SPIKED else ""}
            story = Story(
                source=source, status=status, assembly="complete", version=1,
                arrived_at=at, updated_at=at, **head, **was,
            )  # fmt: skip
            rows.append((story, head["headline"], " ".join(said)))
            if len(rows) == _BATCH or number == many - 1:
                _write(rows)
                rows.clear()
        connection.cursor().execute("ANALYZE")

    def searches(self, many: int) -> Iterator[str]:
        """What a desk asks: common words and rare ones, phrases, beginnings, operators."""
        for number in range(many):
            common = self.random.choice(self.words[:30])
            usual, other = self.random.choices(self.words[300:3000], k=2)
            rare = self.random.choice(self.words[20_000:])
            yield (
                common, usual, rare, f"{usual} {other}", f"{common} {rare}",
                f'"{common} {usual}"', f"{usual[:4]}*", f"{usual} -{common}",
                f"from:bss {usual}", "is:incoming", f"is:spiked {usual}", "has:gap",
                f"after:300d {usual}", f"before:100d {usual}", f"{usual} sort:relevance",
            )[number % 15]  # fmt: skip


def _write(rows: list[tuple[Story, str, str]]) -> None:
    stories = Story.objects.bulk_create(story for story, _, _ in rows)
    told = [(story, head, said) for story, (_, head, said) in zip(stories, rows, strict=True)]
    Revision.objects.bulk_create(
        Revision(
            story=story, version=1, headline=head, slug=story.slug, made_at=story.arrived_at,
            paragraphs=_paragraphs(said),
        )
        for story, head, said in told
    )  # fmt: skip
    Searched.objects.bulk_create(
        Searched(story=story, text=text_of([head, story.slug, said], ()))
        for story, head, said in told
    )


def _paragraphs(said: str) -> list[dict[str, Any]]:
    words = said.split()
    return [
        {
            "key": str(at), "text": " ".join(words[at : at + 50]), "kind": "paragraph",
            "origins": [], "by": None, "fixes": [], "widths": [],
        }
        for at in range(0, len(words), 50)
    ]  # fmt: skip
