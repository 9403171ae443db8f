"""Channels: how a source's copy comes in; tokens: who may post it; rules: where it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from .sources import Source


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Questions about channels."""

    def enabled(self) -> Self:
        """Those that run: switched on, not paused, of a source that is active."""
        return self.filter(is_active=True, is_paused=False, source__is_active=True)

    def due(self, now: datetime) -> Self:
        """Those that run and whose turn has come."""
        return self.enabled().filter(Q(next_at__isnull=True) | Q(next_at__lte=now))

    def free(self, now: datetime) -> Self:
        """Those that no other receiver holds."""
        return self.filter(Q(held_until__isnull=True) | Q(held_until__lte=now))


class Channel(models.Model):
    """One way by which one source's copy comes in, its settings, and how it fares.

    `settings` are what its kind asks for (channels.KINDS names them); `secret` is encrypted and is
    never shown again; `memo` is what the channel must remember between two looks (validators of a
    feed, the last mail that was taken). One receiver at a time holds a channel: `holder`, until
    `held_until`.
    """

    class Kind(models.TextChoices):
        """What it reads from."""

        FOLDER = "folder", "Hot folder"
        FEED = "feed", "RSS or Atom feed"
        JSON = "json", "JSON over HTTP"
        IMAP = "imap", "Mailbox (IMAP)"
        FTP = "ftp", "FTP server"
        SFTP = "sftp", "SFTP server"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="channels")
    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    settings: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True
    )
    secret = models.TextField(blank=True, editable=False)
    every_seconds = models.PositiveIntegerField(default=10)
    is_active = models.BooleanField(default=True)
    is_paused = models.BooleanField(default=False)
    memo: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True, editable=False
    )
    next_at = models.DateTimeField(null=True, blank=True, editable=False)
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    took_at = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    last_error_at = models.DateTimeField(null=True, blank=True, editable=False)
    holder = models.CharField(max_length=80, blank=True, editable=False)
    held_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """How it fares, in one word: off, paused, failing, or runs."""
        if not (self.is_active and self.source.is_active):
            return "off"
        if self.is_paused:
            return "paused"
        return "failing" if self.failures else "runs"

    def facts(self) -> dict[str, Any]:
        """What history keeps of a channel; of its secret, only whether there is one."""
        names = ("name", "kind", "settings", "every_seconds", "is_active", "is_paused")
        facts = {name: getattr(self, name) for name in names}
        return facts | {"source": self.source_id, "has_secret": bool(self.secret)}


class Token(models.Model):
    """A key with which a machine posts copy of one source; only its hash is kept."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    begins = models.CharField(max_length=12, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    made_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["source", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.begins}…)"

    def facts(self) -> dict[str, Any]:
        """What history keeps of a token."""
        names = ("name", "begins", "expires_at", "revoked_at")
        return {name: str(getattr(self, name) or "") for name in names} | {"source": self.source_id}


class Answered(models.Model):
    """What a post with an idempotency key was answered: the same key is answered the same."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="answered")
    key = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.key} of token {self.token_id}"


class Rule(models.Model):
    """What is done with a story when it comes in: if all of `conditions` hold, then `deeds`.

    wire.routing says which conditions and deeds there are. Without a source it is for every one.
    """

    name = models.CharField(max_length=80, unique=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="rules", null=True, blank=True
    )
    place = models.PositiveIntegerField(default=100, help_text="Rules are asked in this order.")
    conditions: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True
    )
    deeds: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["place", "name"]

    def __str__(self) -> str:
        return self.name

    def facts(self) -> dict[str, Any]:
        """What history keeps of a rule."""
        names = ("name", "place", "conditions", "deeds", "is_active")
        return {name: getattr(self, name) for name in names} | {"source": self.source_id}
