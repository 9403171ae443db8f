"""Check that nobody changed the history."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dispatches.actions import record
from dispatches.models import Event


class Command(BaseCommand):
    """Walks the whole chain of events."""

    help = "Check that the history is whole; the exit status is 1 when it is not."

    def handle(self, **_options: Any) -> None:
        """Say how many events there are, or name each break."""
        breaks = record.verify()
        for sentence in breaks:
            self.stderr.write(sentence)
        if breaks:
            raise CommandError(f"The history is broken in {len(breaks)} places.")
        self.stdout.write(f"{Event.objects.count()} events, whole.")
