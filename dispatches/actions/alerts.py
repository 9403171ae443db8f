"""Alerts: what cannot wait until somebody looks, told once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dispatches.models import Alert, ChainHead, Person, Source, Story
from dispatches.models.shapes import fitting


def tell(
    kind: str,
    sentence: str,
    *,
    mark: str,
    now: datetime,
    story: Story | None = None,
    source: Source | None = None,
    person: Person | None = None,
) -> Alert | None:
    """Make an alert under its mark, once; None: it was told before.

    `person` is whom alone it concerns. It waits for the chain of events, so that alerts are seen in
    the order of their numbers and a poll misses none: call it last in an action, as `record`.
    """
    with transaction.atomic(savepoint=False):
        _in_order()
        name = fitting(Alert, "mark", mark)
        if Alert.objects.filter(mark=name).exists():
            return None
        return Alert.objects.create(
            kind=kind,
            mark=name,
            story=story,
            source=source,
            person=person,
            sentence=fitting(Alert, "sentence", sentence),
            at=now,
        )


def _in_order() -> None:
    """Take the lock that gives events their order."""
    if ChainHead.objects.select_for_update().filter(pk=1).first() is None:
        ChainHead.objects.get_or_create(pk=1)
        ChainHead.objects.select_for_update().get(pk=1)
