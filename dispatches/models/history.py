"""History: who did what, when, why and from where; append-only and hash-chained."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from .stories import Story

JOINING = ("approve", "joined", "parted")
"""The deeds by which people say whether takes belong together."""


class ChainHead(models.Model):
    """The end of the chain: how many events there are, and the hash of the last.

    One row. Whoever appends locks it, so that events have one order; an event cut from the end of
    the table is missed because this count says so.
    """

    events = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.events} events"


class Event(models.Model):
    """One thing that was done. Triggers in the database refuse to change or delete it."""

    number = models.PositiveBigIntegerField(unique=True)
    story = models.ForeignKey(
        Story, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    about = models.CharField(max_length=60, blank=True, help_text="Such as “source 3”.")
    kind = models.CharField(max_length=30)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    origin = models.CharField(max_length=20, help_text="desk, admin, wire or command")
    reason = models.CharField(max_length=1000, blank=True)
    before: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True, encoder=DjangoJSONEncoder
    )
    after: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True, encoder=DjangoJSONEncoder
    )
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["at"], name="event_of_joining", condition=Q(kind__in=JOINING))
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    def digest(self) -> str:
        """The SHA-256, in hexadecimal, over all that the event says and the hash before it."""
        facts = {
            "number": self.number,
            "story": self.story_id,
            "about": self.about,
            "kind": self.kind,
            "actor": self.actor_id,
            "at": self.at.isoformat(timespec="microseconds"),
            "origin": self.origin,
            "reason": self.reason,
            "before": self.before,
            "after": self.after,
            "previous": self.previous,
        }
        words = json.dumps(facts, sort_keys=True, ensure_ascii=True, cls=DjangoJSONEncoder)
        return hashlib.sha256(words.encode()).hexdigest()
