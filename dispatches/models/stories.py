"""Stories: what the desk works on, its takes, and what people ruled about them."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from dispatches.wire.values import Level, State
from dispatches.workflow import IN_WORK, SETTLEMENTS, Status

from .intake import WireItem
from .shelves import shelf_of_status
from .sources import Source

if TYPE_CHECKING:
    from .revisions import ProblemQuerySet, Revision

OPEN_HOWS = ["", *(how for how, way in SETTLEMENTS.items() if not way.closes)]


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """The words of an enumeration as Django wants to be offered them."""
    return [(word.value, word.value.replace("_", " ")) for word in words]


class StoryQuerySet(models.QuerySet["Story"]):
    """Questions about stories."""

    def published(self) -> Self:
        """What readers may see."""
        return self.filter(status=Status.PUBLISHED)

    def recalled(self) -> Self:
        """Published ones that an open notice names: they must not be lost among what is out."""
        return self.filter(
            status=Status.PUBLISHED,
            problems__version=models.F("version"),
            problems__how__in=OPEN_HOWS,
            problems__level=Level.ERROR,
            problems__notice__gt=0,  # “is not null” does not go by the index on every database
        )

    def queue(self) -> Self:
        """The desk's list: urgent first, then oldest first, with what a row shows."""
        return (
            self.select_related("source", "claimed_by")
            .annotate(
                open_problems=models.Count(
                    "problems",
                    filter=Q(problems__version=models.F("version"), problems__how__in=OPEN_HOWS),
                    distinct=True,
                )
            )
            .prefetch_related("placings__item")
            .order_by("urgency", "arrived_at", "pk")
        )


class Story(models.Model):
    """A whole story, joined from one or more takes, on its way to readers.

    The copy itself is in its revisions; the fields here that repeat it (headline ... dateline_date)
    are those of revision `version`, for lists. `approved_version` is the version that was approved.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="stories")
    status = models.CharField(max_length=12, choices=choices(Status), default=Status.INCOMING)
    shelf = models.GeneratedField(
        expression=shelf_of_status, output_field=models.SmallIntegerField(), db_persist=True
    )
    spiked_from = models.CharField(max_length=12, blank=True)
    assembly = models.CharField(max_length=12, choices=choices(State), default=State.OPEN)
    missing: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    touched = models.PositiveIntegerField(
        default=0, help_text="Grows with every write; a form names the one that it saw."
    )
    approved_version = models.PositiveIntegerField(null=True, blank=True)
    urgency = models.PositiveSmallIntegerField(default=5)
    desk = models.CharField(max_length=40, blank=True, help_text="The desk whose story it is.")
    section = models.CharField(max_length=60, blank=True, help_text="Where in the paper it stands.")
    tags: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    routed: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, blank=True, help_text="Which rules decided what, in their order."
    )
    embargo = models.CharField(max_length=200, blank=True, help_text="Its words, as printed.")
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Empty where the words leave a doubt: it is not over then."
    )
    headline = models.CharField(max_length=500, blank=True)
    slug = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=120, blank=True)
    dateline_date = models.DateField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    arrived_at = models.DateTimeField(help_text="When its first take came.")
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        indexes = [
            models.Index(fields=["status", "urgency", "arrived_at"]),
            models.Index(fields=["updated_at"], name="story_by_change"),
            models.Index(
                fields=["arrived_at"], name="story_open", condition=~Q(assembly="complete")
            ),
            models.Index(fields=["arrived_at"], name="story_embargoed", condition=~Q(embargo="")),
            models.Index(
                fields=["urgency", "arrived_at"], name="story_pressing", condition=Q(urgency__lt=4)
            ),
            models.Index(fields=["shelf", "urgency", "arrived_at", "id"], name="story_urgent"),
            models.Index(fields=["shelf", "arrived_at", "id"], name="story_by_arrival"),
            models.Index(fields=["shelf", "headline", "id"], name="story_by_headline"),
            models.Index(fields=["urgency", "arrived_at", "id"], name="story_urgent_of_all"),
            models.Index(fields=["arrived_at", "id"], name="story_by_arrival_of_all"),
            models.Index(fields=["headline", "id"], name="story_by_headline_of_all"),
        ]
        constraints = [
            models.CheckConstraint(
                name="story_published_has_time",
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="story_approved_names_version",
                condition=~Q(status__in=[Status.APPROVED, Status.PUBLISHED])
                | Q(approved_version__isnull=False),
            ),
            models.CheckConstraint(
                name="story_published_after_embargo",
                condition=~Q(status=Status.PUBLISHED)
                | Q(embargo="")
                | (Q(embargo_until__isnull=False) & Q(published_at__gte=models.F("embargo_until"))),
            ),
            models.CheckConstraint(
                name="story_spiked_knows_from",
                condition=~Q(status=Status.SPIKED) | ~Q(spiked_from=""),
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.slug or f"story {self.pk}"

    def get_absolute_url(self) -> str:
        """The public address: the id decides, the words are for people."""
        words = slugify(self.headline)[:80] or "story"
        return reverse("public:story", args=[self.pk, words])

    def desk_url(self) -> str:
        """Where editors work on it."""
        return reverse("desk:story", args=[self.pk])

    def clocks(self, moment: datetime | None) -> list[tuple[datetime, str]]:
        """A moment in UTC, on the desk, at the source and where the reader is: each clock once."""
        if moment is None:
            return []
        desk, mine = timezone.get_default_timezone(), timezone.get_current_timezone()
        clocks = [("UTC", UTC), ("desk", desk), ("source", self.source.tz)]
        clocks += [] if mine == desk else [("you", mine)]
        told: dict[str, tuple[datetime, list[str]]] = {}
        for name, zone in clocks:
            at = moment.astimezone(zone)
            told.setdefault(at.isoformat(), (at, []))[1].append(name)
        return [(at, ", ".join(names)) for at, names in told.values()]

    @property
    def in_work(self) -> bool:
        """Whether its copy may be changed now."""
        return self.status in IN_WORK

    def in_hands(self) -> bool:
        """Whether a person did anything to it, or ruled on a take of it, or corrected one.

        A note is none of these: it changes nothing.
        """
        from .rulings import Ruling

        ruled = Q(item__placing__story=self) | Q(other__placing__story=self)
        return (
            self.events.filter(actor__isnull=False).exclude(kind="noted").exists()
            or self.placings.filter(item__filed_by__isnull=False).exists()
            or Ruling.objects.filter(ruled).exists()
        )

    def head(self) -> Revision:
        """The revision that the desk works on."""
        return self.revisions.get(version=self.version)

    def current_problems(self) -> ProblemQuerySet:
        """What the checks found on the present revision, settled or not, in reading order."""
        return self.problems.current()

    def blockers(self) -> ProblemQuerySet:
        """The open errors that stand in the way of approval and of publication."""
        return self.problems.current().blocking()


class StoryTakeQuerySet(models.QuerySet["StoryTake"]):
    """Questions about takes in stories."""

    def in_force(self) -> Self:
        """The takes whose text the story is made of, in reading order."""
        return self.filter(role=StoryTake.Role.IN_FORCE).order_by("position", "pk")


class StoryTake(models.Model):
    """One item's place in one story, with the reasons why it is there."""

    class Role(models.TextChoices):
        """What the item is to the story."""

        IN_FORCE = "in_force", "in force"
        SUPERSEDED = "superseded"
        DUPLICATE = "duplicate"
        KILL = "kill", "kill notice"
        HOLD = "hold", "hold notice"
        CORRECTION = "correction", "correction notice"

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="placings")
    item = models.OneToOneField(WireItem, on_delete=models.PROTECT, related_name="placing")
    role = models.CharField(max_length=12, choices=Role, default=Role.IN_FORCE)
    position = models.PositiveIntegerField(default=0)
    rank = models.PositiveIntegerField(
        null=True, blank=True, help_text="Where a person put it among the takes; empty: nobody did."
    )
    score = models.FloatField(null=True, blank=True)
    reasons: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StoryTakeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.item} in {self.story}"


NOTICES = frozenset({StoryTake.Role.KILL, StoryTake.Role.HOLD, StoryTake.Role.CORRECTION})
"""The places of what is about a story, and no copy of it."""
