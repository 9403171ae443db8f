"""Make a token from the console."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dispatches.actions import tokens
from dispatches.actions.errors import Refused
from dispatches.models import Source


class Command(BaseCommand):
    """Makes one token and prints its secret, once."""

    help = "Make a token with which a machine posts copy of a source; its secret is printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        """For which source, for what, until when, and who answers for it."""
        parser.add_argument("source", help="slug of a source that is there")
        parser.add_argument("name", help="what posts with it")
        parser.add_argument("--days", type=int, help="after so many days it expires; else never")
        parser.add_argument(
            "--by", default="", help="username of who answers for it; else the only administrator"
        )

    def handle(self, *, source: str, name: str, days: int | None, by: str, **_options: Any) -> None:
        """Make it, or say why not."""
        found = Source.objects.filter(slug=source).first()
        if found is None:
            known = ", ".join(Source.objects.active().values_list("slug", flat=True))
            raise CommandError(f"There is no source “{source}”; there are: {known or 'none'}.")
        until = None if days is None else timezone.now() + timedelta(days=days)
        try:
            who = tokens.who_answers(by)
            made = tokens.make(found, name, by=who, expires_at=until, origin="command")
        except (Refused, PermissionDenied, OverflowError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"“{made.token.name}” may post copy of {found}. Its secret, shown once:")
        self.stdout.write(made.secret)
