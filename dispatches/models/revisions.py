"""Versions of a story's copy, what the checks found on them, and how they went out."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dispatches.wire.values import Level
from dispatches.workflow import SETTLEMENTS

from .intake import WireItem
from .stories import OPEN_HOWS, Story, choices


class Revision(models.Model):
    """One version of a story's copy; never changed.

    `paragraphs` is a list of {"key", "text", "kind", "origins": [{"item", "first", "last"}],
    "by", "fixes"}: `key` names the paragraph through all versions, `by` is the id of the person who
    typed it, or None where it stands as the machine read it; where that person accepted the words
    of a correction notice, `notice` is its id. One that was brought in from another story has
    `lent`: {"story", "credit"}; its origins are items that the story does not hold.
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    headline = models.CharField(max_length=500, blank=True)
    slug = models.CharField(max_length=200, blank=True)
    byline = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=120, blank=True)
    dateline_date = models.DateField(null=True, blank=True)
    credit: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    paragraphs: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, blank=True
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["story", "version"], name="revision_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (version {self.version})"

    def words(self) -> int:
        """How many words the copy has, headline and crossheads left out."""
        return sum(len(p["text"].split()) for p in self.paragraphs if p["kind"] == "paragraph")


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Questions about problems."""

    def current(self) -> Self:
        """Those of each story's present version, in reading order."""
        return self.filter(version=F("story__version")).order_by("paragraph", "pk")

    def open(self) -> Self:
        """Those that the desk has not settled; one that waits is open still."""
        return self.filter(how__in=OPEN_HOWS)

    def blocking(self) -> Self:
        """Open errors."""
        return self.open().filter(level=Level.ERROR)


class Problem(models.Model):
    """A check's finding on a revision, and how it was settled.

    `paragraph` is the index into the revision's paragraphs (None: the story as a whole), `mark`
    tells whether a finding on a later version is the same one, so that a settlement carries over.
    `proposal` holds the edits that a correction notice asks for: {"key", "start", "before",
    "after", "why"}, where the key "headline" is no paragraph's.
    `notice` is what asks to kill the story, `other` a story that is nearly the same.
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="problems")
    version = models.PositiveIntegerField()
    code = models.CharField(max_length=4)
    level = models.CharField(max_length=10, choices=choices(Level))
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    paragraph_key = models.CharField(max_length=40, blank=True)
    message = models.CharField(max_length=500)
    excerpt = models.CharField(max_length=500, blank=True)
    suggestion = models.CharField(max_length=500, blank=True)
    ways: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    proposal: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, blank=True
    )
    mark = models.CharField(max_length=64)
    notice = models.ForeignKey(
        WireItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    other = models.ForeignKey(
        Story, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField(
        max_length=20, blank=True, choices=[(how, way.label) for how, way in SETTLEMENTS.items()]
    )
    reason = models.CharField(max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["story"], name="problem_open", condition=Q(how__in=OPEN_HOWS)),
            models.Index(
                fields=["how", "level", "notice"],
                condition=Q(notice__isnull=False),
                name="problem_recalls",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "version", "mark"], name="problem_found_once_a_version"
            ),
            models.CheckConstraint(
                name="problem_settled_by_somebody",
                condition=Q(how="") | Q(settled_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.excerpt or self.message}"

    @property
    def is_open(self) -> bool:
        """Whether the desk still has to settle it."""
        return self.how in OPEN_HOWS

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of approval."""
        return self.is_open and self.level == Level.ERROR


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Questions about publications."""

    def standing(self) -> Self:
        """What readers may see now: the last publication of each story that has not ended."""
        return self.filter(ended_at__isnull=True)


class Publication(models.Model):
    """A revision as it went out; immutable but for its end."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    caveat = models.CharField(
        max_length=500, blank=True, help_text="Why it was published as it stood, incomplete."
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end_kind = models.CharField(max_length=12, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["published_at"], name="publication_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="publication_numbered_once"),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(ended_at__isnull=True),
                name="publication_one_stands_per_story",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision.headline} (publication {self.number})"
