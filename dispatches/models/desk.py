"""What people at the desk keep for themselves and for one another: none of it is copy.

Nothing here is history. Drafts, and who has which story open, are in drafts.py.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from .intake import WireItem
from .people import Person
from .sources import Source
from .stories import Story


class Preference(models.Model):
    """How one person likes the desk; whoever chose nothing has no row."""

    class Theme(models.TextChoices):
        """The colours of the pages."""

        AUTO = "auto", "as the system"
        LIGHT = "light"
        DARK = "dark"
        CONTRAST = "contrast", "high contrast"

    class Density(models.TextChoices):
        """How close rows stand."""

        DENSE = "dense"
        ROOMY = "roomy"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="preference")
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.AUTO)
    density = models.CharField(max_length=10, choices=Density, default=Density.DENSE)
    keys_on = models.BooleanField(default=True)
    zone = models.CharField(max_length=60, blank=True, help_text="Empty: the desk's zone.")
    language = models.CharField(max_length=10, blank=True, help_text="Empty: the browser's.")
    columns: models.JSONField[list[str], list[str]] = models.JSONField(
        default=list, blank=True, help_text="What a row of the queue shows; empty: all of it."
    )
    alerts: models.JSONField[dict[str, list[str]], dict[str, list[str]]] = models.JSONField(
        default=dict, blank=True, help_text="For each kind of alert, the ways in which it comes."
    )
    toured_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"how {self.person} likes it"


class SavedQuery(models.Model):
    """A filter of the queue, or a search, under a name; `query` is what its address says."""

    class Page(models.TextChoices):
        """Which page it is asked of."""

        QUEUE = "queue"
        SEARCH = "search"

    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="saved_queries")
    page = models.CharField(max_length=10, choices=Page)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    shared = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    alerts = models.BooleanField(default=False, help_text="Tell the owner of what comes to it.")
    looked_at = models.DateTimeField(null=True, blank=True, help_text="Until when it was looked.")

    class Meta:
        verbose_name_plural = "saved queries"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "page", "name"], name="saved_query_named_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Viewed(models.Model):
    """The last version of a story that a person has looked at."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="views")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "person"], name="viewed_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} saw version {self.version} of {self.story}"


class Note(models.Model):
    """What somebody wrote about a story, for the desk alone; never changed."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Mention(models.Model):
    """A person whom a note calls by @name, and when they read it."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentions")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "person"], name="mentioned_once_a_note")
        ]

    def __str__(self) -> str:
        return f"@{self.person.username}"


class Watched(models.Model):
    """A story that a person keeps an eye on."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="watchers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="watched")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "person"], name="watched_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} watches {self.story}"


class Borrowing(models.Model):
    """An item whose words stand in a story that it is no take of: a kill of it finds that too."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="borrowings")
    item = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="borrowings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "item"], name="borrowed_once_a_story")
        ]

    def __str__(self) -> str:
        return f"{self.item} in {self.story}"


class Handover(models.Model):
    """What one shift tells the next: a note, and the counts and stories as they were; `facts`."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"hand-over of {self.at:%d %b %H:%M}"


class AlertQuerySet(models.QuerySet["Alert"]):
    """Questions about alerts."""

    def to(self, person: Person) -> Self:
        """Those that concern everybody, and those that concern this person."""
        return self.filter(Q(person__isnull=True) | Q(person=person))


class Alert(models.Model):
    """Something that cannot wait until somebody looks; `mark` is its name, so that it comes once.

    `person` is whom alone it concerns; nobody: the whole desk.
    """

    class Kind(models.TextChoices):
        """What it tells of."""

        FLASH = "flash"
        KILL = "kill"
        HOLD = "hold"
        SILENCE = "silence", "a silent source"
        MENTION = "mention", "a note that names me"
        SEARCH = "search", "a saved search"
        WATCHED = "watched", "a story that I watch"

    kind = models.CharField(max_length=10, choices=Kind)
    mark = models.CharField(max_length=120, unique=True)
    story = models.ForeignKey(
        Story, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sentence = models.CharField(max_length=300)
    at = models.DateTimeField()

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sentence


class Mailed(models.Model):
    """An alert that was sent to a person by mail."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="mailed")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "person"], name="mailed_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.alert} to {self.person}"
