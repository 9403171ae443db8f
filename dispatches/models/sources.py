"""Sources: the wire services, and how each of them writes."""

from __future__ import annotations

from typing import Any, Self
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models

OWN = "own"
"""The slug of the source under which the desk keeps what its own people write."""


def check_zone(name: str) -> None:
    """Refuse a zone that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a time zone; write one such as Asia/Dhaka.")


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions about sources."""

    def active(self) -> Self:
        """Those that copy is taken from."""
        return self.filter(is_active=True)


class Source(models.Model):
    """A wire service: its agency, its convention, its zone, and the checks muted for it."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=40, blank=True)
    convention = models.CharField(max_length=40, default="auto")
    zone = models.CharField(max_length=60, default="UTC", validators=[check_zone])
    language = models.CharField(max_length=12, default="en")
    muted_checks: models.JSONField[list[str], list[str]] = models.JSONField(
        default=list, blank=True
    )
    wait_minutes = models.PositiveIntegerField(
        default=120, help_text="How long a story waits for its next take before it is incomplete."
    )
    is_active = models.BooleanField(default=True)
    silence_minutes = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="How long it may be silent before the desk is told. Empty: what was learned.",
    )
    learned_silence: models.JSONField[list[int | None], list[int | None]] = models.JSONField(
        default=list, blank=True, editable=False
    )
    retention_days = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="After how many days the bytes of what is not in use go. Empty: never.",
    )
    most_an_hour = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="More transmissions than this in an hour are held unread. Empty: no limit.",
    )
    tripped_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_own(self) -> bool:
        """Whether its copy is written here: no wire sends it, and no machine joins it."""
        return self.slug == OWN

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which this wire's clock runs."""
        return ZoneInfo(self.zone)

    def facts(self) -> dict[str, Any]:
        """What history keeps of a source."""
        names = ("slug", "name", "agency", "convention", "zone", "language", "muted_checks")
        more = ("wait_minutes", "is_active", "silence_minutes", "retention_days", "most_an_hour")
        return {name: getattr(self, name) for name in names + more}
