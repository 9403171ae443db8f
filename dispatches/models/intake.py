"""What came in: transmissions as received, their arrivals, and the items read out of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from dispatches.wire.values import Kind, Mark

from .sources import Source


class TransmissionQuerySet(models.QuerySet["Transmission"]):
    """Questions about transmissions."""

    def rejected(self) -> Self:
        """Those that could not be read: they wait with their bytes and the reason."""
        return self.filter(state=Transmission.State.REJECTED)

    def waiting(self) -> Self:
        """Those of which nothing was filed and something may be: rejected, or held unread."""
        return self.filter(state__in=[Transmission.State.REJECTED, Transmission.State.HELD])

    def discarded(self) -> Self:
        """Those that somebody set aside for a reason."""
        return self.filter(state=Transmission.State.DISCARDED)

    def latest_day(self, most: int) -> list[Transmission]:
        """Those of the 24 hours up to the last, in order of arrival: the latest of them, if many.

        Their sources come with them; those whose bytes went are left out.
        """
        last = self.order_by("-received_at").values_list("received_at", flat=True).first()
        if last is None:
            return []
        since = last - timedelta(days=1)
        kept = self.filter(received_at__gt=since, forgotten_at__isnull=True)
        day = kept.select_related("source")
        return [*day.order_by("-received_at", "-pk")[:most]][::-1]


class Transmission(models.Model):
    """The bytes exactly as received. They are never changed, and the same bytes are kept once.

    At the end of their retention they may go, all of them; all else of the row stays.
    """

    class State(models.TextChoices):
        """What became of it."""

        READ = "read"
        REJECTED = "rejected"
        HELD = "held"
        DISCARDED = "discarded"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="transmissions")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField(editable=False)
    name = models.CharField(max_length=255, blank=True)
    received_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    reason = models.TextField(blank=True)
    format = models.CharField(max_length=20, blank=True)
    read_as = models.CharField(
        max_length=20, blank=True, help_text="The format that a person named; empty: its content."
    )
    charset = models.CharField(max_length=40, blank=True)
    convention = models.CharField(max_length=40, blank=True)
    forgotten_at = models.DateTimeField(
        null=True, blank=True, help_text="When its bytes went, at the end of their retention."
    )

    objects = TransmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="transmission_kept_once"),
            models.CheckConstraint(
                name="transmission_reject_has_reason",
                condition=~Q(state="rejected") | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["source", "received_at"], name="transmission_by_source"),
            models.Index(
                fields=["source", "state"],
                name="transmission_waiting",
                condition=Q(state__in=["rejected", "held"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'transmission'} ({self.sha256[:12]})"

    def raw(self) -> bytes:
        """The bytes, whatever type the database hands out; none when they went."""
        return bytes(self.content)

    def tombstone(self) -> str:
        """The sentence that stands where its bytes stood; empty while they are kept."""
        if self.forgotten_at is None:
            return ""
        days = (self.forgotten_at - self.received_at).days
        gone = localtime(self.forgotten_at)
        return (
            f"Its {self.size:,} bytes went on {gone.day} {gone:%B %Y}, after {days} days, as the"
            f" retention of its source asks. SHA-256 {self.sha256}."
        )


class Arrival(models.Model):
    """One time that a transmission came: when, by which channel, under which name."""

    transmission = models.ForeignKey(
        Transmission, on_delete=models.PROTECT, related_name="arrivals"
    )
    arrived_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    name = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["arrived_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} by {self.channel}"


class WireItemQuerySet(models.QuerySet["WireItem"]):
    """Questions about items."""

    def in_force(self) -> Self:
        """Items that no correction has replaced."""
        return self.filter(younger__isnull=True)

    def takes(self) -> Self:
        """Copy, not notices."""
        return self.filter(kind=Kind.TAKE)

    def unjoined(self) -> Self:
        """Copy and notices in force that were filed, and not joined since."""
        return self.in_force().filter(joined_at__isnull=True).exclude(kind=Kind.BESIDE)

    def unplaced(self) -> Self:
        """Takes in force that no story holds."""
        return self.in_force().takes().filter(placing__isnull=True)


class WireItem(models.Model):
    """One take or notice read out of a transmission.

    It is never edited in place: a correction is a new row that names its elder. `body` is a list of
    {"text", "kind", "first", "last", "fixes", "widths"}; `fixes` and `removals` say what cleaning
    did; `marks` holds what else the take says of itself, as wire.values.Take names it.
    """

    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="items")
    elder = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="younger"
    )
    place_on_page = models.PositiveIntegerField(default=0)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind])
    type = models.CharField(max_length=12, default="text")
    uri = models.CharField(max_length=300, blank=True, db_index=True)
    version = models.CharField(max_length=40, blank=True)
    pubstatus = models.CharField(max_length=12, blank=True)
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=35, blank=True)
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict,
        blank=True,
        help_text="What else its format says of it: wire.items.Item.",
    )
    serial_prefix = models.CharField(max_length=20, blank=True)
    serial_number = models.PositiveBigIntegerField(null=True, blank=True)
    serial = models.CharField(max_length=40, blank=True, db_index=True)
    slug = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=120, blank=True)
    dateline_date = models.DateField(null=True, blank=True)
    byline = models.CharField(max_length=200, blank=True)
    credit: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    priority = models.CharField(max_length=20, blank=True)
    mark = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Mark])
    signed_agencies: models.JSONField[list[str], list[str]] = models.JSONField(
        default=list, blank=True
    )
    initials = models.CharField(max_length=20, blank=True)
    signed_time = models.TimeField(null=True, blank=True)
    marks: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True
    )
    target: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True
    )
    stated_at = models.DateTimeField(null=True, blank=True)
    body: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, blank=True
    )
    fixes: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, blank=True
    )
    removals: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, blank=True
    )
    arrived_at = models.DateTimeField(db_index=True)
    joined_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was joined with what came around it."
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = WireItemQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at", "pk"]
        indexes = [
            models.Index(fields=["serial_prefix", "serial_number"]),
            models.Index(
                fields=["joined_at"], name="item_not_joined", condition=Q(joined_at__isnull=True)
            ),
            models.Index(
                fields=["transmission"], name="item_beside", condition=Q(kind=Kind.BESIDE)
            ),
            models.Index(
                fields=["id"], name="item_with_links", condition=Q(facts__has_key="relations")
            ),
        ]

    def __str__(self) -> str:
        return (
            " ".join(filter(None, (self.serial, self.slug or self.headline))) or f"take {self.pk}"
        )


class Tie(models.Model):
    """One name by which an item can be tied to others, as a number: see wire.ties.

    Joining looks here and not through the items; all of it can be made again from them.
    """

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="ties")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+", db_index=False)
    tie = models.BigIntegerField()
    arrived_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "tie", "arrived_at"], name="tie_looked_up")]

    def __str__(self) -> str:
        return f"{self.tie} of item {self.item_id}"
