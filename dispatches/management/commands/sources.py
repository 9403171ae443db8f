"""The sources, and how they fare."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dispatches.actions import silence
from dispatches.models import Source
from dispatches.wire.rhythm import spelt


class Command(BaseCommand):
    """See the help."""

    help = "List the sources: last arrival, silence, breaker and retention; learn what is due."

    def handle(self, **options: Any) -> None:
        """Learn how long they are usually silent, at most once a day; then a block for each."""
        now = timezone.now()
        silence.learn_due(now)
        for source in silence.with_last(Source.objects.all()):
            off = "" if source.is_active else " (switched off)"
            self.stdout.write(f"{source.slug}: {source}{off}")
            for line in _told(source, getattr(source, "last_at", None), now):
                self.stdout.write(f"  {line}")


def _told(source: Source, last: datetime | None, now: datetime) -> list[str]:
    """What is said of a source, a line each."""
    came = "nothing has come yet"
    if last is not None:
        ago = spelt(max(0, int((now - last).total_seconds() // 60)))
        came = f"{last:%Y-%m-%d %H:%M} UTC, {ago} ago"
    kept = f"{source.retention_days} days" if source.retention_days else "for ever"
    lines = [f"last arrival: {came}", f"silence: {_silence(source, last)}"]
    lines += [f"breaker: {_breaker(source)}", f"bytes are kept: {kept}"]
    alarm = silence.silent_since(source, last, now)
    return [*lines, f"ALERT: {alarm}"] if alarm else lines


def _silence(source: Source, last: datetime | None) -> str:
    waits = silence.patience(source, last)
    if waits is None:
        return "the desk is not told (nothing set, nothing learned yet)"
    how = "as set" if waits.set_by_hand else "as learned"
    return f"the desk is told after {spelt(waits.minutes)}, {how}"


def _breaker(source: Source) -> str:
    if source.tripped_at is not None:
        return f"STOPPED since {source.tripped_at:%Y-%m-%d %H:%M} UTC"
    if source.most_an_hour is None:
        return "none"
    return f"{source.most_an_hour} transmissions an hour"
