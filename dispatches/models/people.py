"""People: who works on the desk, and what their role lets them do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from dispatches.workflow import Power, Role, powers_of

ROLES = [(role.value, role.value.title()) for role in Role if role is not Role.ANONYMOUS]


class Person(AbstractUser):
    """Somebody who works here, with the powers of the role's row in workflow.POWERS."""

    role = models.CharField(max_length=20, choices=ROLES, default=Role.REPORTER.value)

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="person_email_is_one_persons", condition=~Q(email="")
            ),
            models.CheckConstraint(
                name="person_role_is_known", condition=Q(role__in=[value for value, _ in ROLES])
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def can(self, power: Power) -> bool:
        """Whether this person's role has the power; an account that was switched off has none."""
        return self.is_active and power in powers_of(self.role)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's question, answered by the same table; `perm` is "dispatches.<power>"."""
        name = perm.removeprefix("dispatches.")
        return name in set(Power) and self.can(Power(name))

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the admin shows anything at all to this person."""
        return any(map(self.can, (Power.CORRECT_DATA, Power.MANAGE_SOURCES, Power.MANAGE_PEOPLE)))
