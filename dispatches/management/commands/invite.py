"""Invite a person from the console: the way to the first administrator."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dispatches.actions import people
from dispatches.actions.errors import Refused
from dispatches.models.people import ROLES


class Command(BaseCommand):
    """Makes one person and prints the link by which they choose a password."""

    help = "Invite a person: prints, and mails, a link that works once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where to reach them, and what they are to do."""
        parser.add_argument("username")
        parser.add_argument("email")
        parser.add_argument("role", choices=[value for value, _ in ROLES])

    def handle(self, *, username: str, email: str, role: str, **_options: Any) -> None:
        """Invite them, or say why not."""
        site = settings.SITE_URL or f"http://localhost:{os.environ.get('PORT', '8000')}"
        try:
            invitation = people.invite(username, email, role, by=None, site=site)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{username} is invited as {role}. Their way in, valid once:")
        self.stdout.write(invitation.link)
        sent = "It was mailed to" if invitation.mailed else "The mail did not go out to"
        self.stdout.write(f"{sent} {invitation.person.email}.")
