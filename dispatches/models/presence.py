"""Who has a story open, and who edits it: a courtesy among people, and no lock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dispatches.wire.values import Block

from .people import Person
from .stories import Story

TTL = timedelta(seconds=90)
"""Whoever was not heard of for so long is taken to be gone."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Questions about who is where."""

    def near(self, story: Story, now: datetime | None = None) -> Self:
        """Who has the story open now, the holder first."""
        since = (now or timezone.now()) - TTL
        here = self.filter(story=story, seen_at__gte=since)
        return here.select_related("person", "taken_by").order_by("-holds", "since", "pk")


class Presence(models.Model):
    """Somebody has a story open; who `holds` it edits, until somebody takes over."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=80, blank=True, help_text="Which form is open, if any.")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    holds = models.BooleanField(default=False)
    taken_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "person"], name="present_once_a_story"),
            models.UniqueConstraint(
                fields=["story"], condition=Q(holds=True), name="one_person_holds_a_story"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.story}"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who has the story open: what they do there, and how many seconds ago."""

    person: Person
    doing: str
    age: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Company:
    """Who else has a story open, as one person sees it; `taken_by` is who took it from them."""

    others: tuple[Colleague, ...]
    holds: bool
    taken_by: Person | None

    @property
    def holder(self) -> Colleague | None:
        """Whoever else edits it now."""
        return next((one for one in self.others if one.holds), None)

    @property
    def mark(self) -> str:
        """Another one whenever the page should say something else; ages alone do not count."""
        rows = [f"{one.person.pk} {one.doing} {one.holds}" for one in self.others]
        rows += [str(self.holds), str(self.taken_by and self.taken_by.pk)]
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def company(story: Story, person: Person, taken_by: Person | None = None) -> Company:
    """Who has the story open beside this person, the holder first."""
    now = timezone.now()
    rows = list(Presence.objects.near(story, now))
    others = [row for row in rows if row.person_id != person.pk]
    mine = next((row for row in rows if row.person_id == person.pk), None)
    places = _places(story) if any(row.place.startswith("p-") for row in others) else {}
    return Company(
        tuple(
            Colleague(
                row.person,
                _doing(row, places),
                max(0, int((now - row.seen_at).total_seconds())),
                row.holds,
            )
            for row in others
        ),
        holds=mine is not None and mine.holds,
        taken_by=taken_by or (mine.taken_by if mine else None),
    )


def _places(story: Story) -> dict[str, str]:
    """What each paragraph's form is called: “p-KEY” is “paragraph 4”."""
    named, number = {}, 0
    for row in story.head().paragraphs:
        counts = row["kind"] == Block.PARAGRAPH
        number += counts
        named[f"p-{row['key']}"] = f"paragraph {number}" if counts else "a crosshead"
    return named


def _doing(row: Presence, places: dict[str, str]) -> str:
    """What somebody does at a story, in words behind their name."""
    if row.place == "heading":
        return "is editing the heading"
    if row.place:
        return f"is editing {places.get(row.place, 'the copy')}"
    return "has the story" if row.holds else "has it open"
