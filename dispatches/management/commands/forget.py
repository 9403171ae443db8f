"""Let the bytes go that no source keeps any longer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dispatches.actions import retention
from dispatches.models import Source


class Command(BaseCommand):
    """See the help."""

    help = "Let the bytes go whose source's retention has ended and that no story uses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--dry-run]"""
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        """A line for each source that has a retention."""
        now = timezone.now()
        for source in Source.objects.filter(retention_days__isnull=False):
            rows = retention.due(source, now) if dry_run else retention.forget(source, now)
            sizes = [sent.size for sent in rows]
            verb = "would go" if dry_run else "went"
            self.stdout.write(
                f"{source.slug}: {len(sizes)} transmissions ({sum(sizes):,} bytes) {verb};"
                f" kept for {source.retention_days} days."
            )
