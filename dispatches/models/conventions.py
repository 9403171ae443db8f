"""Conventions that an installation adds to the house's own, or puts in the place of one."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from dispatches.wire import conventions
from dispatches.wire.conventions import AUTO, texts

from .sources import Source

log = logging.getLogger(__name__)

FIELDS = tuple(texts.write(conventions.Convention("")))
"""The columns that say how the agency writes."""


def check_name(name: str) -> None:
    """Refuse the one name that means: find out."""
    if name == AUTO:
        raise ValidationError(f"“{AUTO}” is no name: a source says so when it has no convention.")
    if name != name.casefold():
        raise ValidationError(f"Write “{name.casefold()}”: a name has small letters only.")


class ConventionQuerySet(models.QuerySet["Convention"]):
    """Questions about conventions."""

    def in_force(self) -> dict[str, conventions.Convention]:
        """All that the engine reads by: the house's, and those here that are switched on.

        One that the engine does not understand any more is left out, and the log names it: no copy
        waits for it.
        """
        rows: dict[str, conventions.Convention] = {}
        for row in self.filter(is_active=True):
            try:
                rows[row.name] = row.described()
            except texts.Faults as faults:
                log.error("Convention %s cannot be read by: %s", row.name, faults)
        return conventions.with_rows(rows)


class Convention(models.Model):
    """How an agency writes, as an editor typed it: wire.conventions says what each field is."""

    name = models.SlugField(max_length=40, unique=True, validators=[check_name])
    is_active = models.BooleanField("in force", default=True)
    agencies = models.CharField(max_length=400, blank=True)
    feeds = models.CharField(max_length=400, blank=True)
    serial = models.CharField(max_length=200, blank=True)
    slug = models.CharField(max_length=200, blank=True)
    take_number = models.CharField(max_length=200, blank=True)
    dateline = models.CharField(max_length=200, blank=True)
    sign_off = models.CharField(max_length=200, blank=True)
    more = models.CharField(max_length=1000, blank=True)
    ends = models.CharField(max_length=1000, blank=True)
    kills = models.CharField(max_length=1000, blank=True)
    corrections = models.CharField(max_length=1000, blank=True)
    advisories = models.CharField(max_length=1000, blank=True)
    leads = models.CharField(max_length=1000, blank=True)
    priorities = models.CharField(max_length=1000, blank=True)
    crossheads = models.CharField(max_length=40, blank=True, default="dashes, capitals")
    several_on_a_page = models.BooleanField(default=False)
    ends_are_marked = models.BooleanField(default=False)
    learned_from = models.TextField(blank=True)

    objects = ConventionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def texts(self) -> dict[str, Any]:
        """What the fields say, as they were typed."""
        return {name: getattr(self, name) for name in FIELDS}

    def described(self) -> conventions.Convention:
        """The convention as the engine takes it. Raises texts.Faults."""
        return texts.read(self.name, self.texts())

    def facts(self) -> dict[str, Any]:
        """What history keeps of a convention."""
        said = {name: getattr(self, name) for name in ("name", "is_active", "learned_from")}
        return said | self.texts()


def users_of(row: Convention) -> list[Source]:
    """The sources whose copy is read by this convention, or would be if it were switched on.

    A source names it, or finds out by itself and bears its name or one of its feeds.
    """
    feeds = {feed.strip().casefold() for feed in row.feeds.split(",")} - {""}
    found = Source.objects.filter(
        models.Q(convention=row.name)
        | models.Q(convention=AUTO, slug__in=[row.name, *sorted(feeds)])
    )
    return list(found)
