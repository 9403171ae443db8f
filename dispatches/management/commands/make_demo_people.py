"""Somebody in each role, to try the desk with."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dispatches.actions import people
from dispatches.actions.errors import Refused
from dispatches.models import Person
from dispatches.workflow import Role


class Command(BaseCommand):
    """Makes people once; run again, it changes nothing and says so."""

    help = "Make one person a role to try the desk with; their passwords are printed once."

    def handle(self, **_options: Any) -> None:
        """Make whoever is not there yet."""
        if settings.PRODUCTION:
            raise CommandError("This is a production site: demo people are not made here.")
        for role in Role:
            if role is not Role.ANONYMOUS:
                self._make(role)

    def _make(self, role: Role) -> None:
        if Person.objects.filter(username=role.value).exists():
            self.stdout.write(f"{role.value} is here already; nothing was changed.")
            return
        password = secrets.token_urlsafe(12)
        try:
            people.make_demo(role.value, role, password)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{role.value:<14} password {password}  (not shown again)")
