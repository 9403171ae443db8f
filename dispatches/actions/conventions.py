"""Conventions: added, changed and switched off by whoever manages sources.

A change is for what comes next. What came stays as it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dispatches.models import Convention, Person
from dispatches.models.conventions import FIELDS
from dispatches.models.shapes import plain
from dispatches.wire.conventions import NAMES, texts
from dispatches.workflow import Power

from . import seen
from .errors import Refused
from .hold import a_reason, permit
from .record import record

_CHANGED = frozenset({*FIELDS, "is_active"})


@transaction.atomic
def add_convention(fields: Mapping[str, Any], *, by: Person, reason: str = "") -> Convention:
    """A new convention, or one in the place of the house's of the same name."""
    permit(by, Power.MANAGE_SOURCES)
    row = Convention()
    _set(row, fields, _CHANGED | {"name", "learned_from"})
    return _keep(row, by=by, reason=reason, before={})


@transaction.atomic
def change_convention(
    row: Convention,
    fields: Mapping[str, Any],
    *,
    by: Person,
    reason: str = "",
    saw: str | None = None,
) -> Convention:
    """Change how an agency is read, or switch its convention off or on; its name stays."""
    permit(by, Power.MANAGE_SOURCES)
    row = Convention.objects.select_for_update(no_key=True).get(pk=row.pk)
    before = row.facts()
    seen.check(row, before, saw, fields)
    if not _set(row, fields, _CHANGED):
        return row
    return _keep(row, by=by, reason=reason, before=before)


def instead(row: Convention) -> str:
    """What its copy is read by while it is switched off."""
    if row.name in NAMES:
        return f"the built-in convention “{row.name}”"
    return "what all wires share"


def _keep(row: Convention, *, by: Person, reason: str, before: Mapping[str, Any]) -> Convention:
    reason = a_reason(reason, needed=False)
    try:
        row.full_clean()
        row.described()
    except ValidationError as error:
        said = [f"{name}: {' '.join(words)}" for name, words in error.message_dict.items()]
        raise Refused(" ".join(said)) from error
    except texts.Faults as faults:
        raise Refused(str(faults)) from faults
    row.save()
    record(
        "convention", actor=by, origin="admin", about=f"convention {row.pk}", reason=reason,
        before=before, after=row.facts(),
    )  # fmt: skip
    return row


def _set(row: Convention, fields: Mapping[str, Any], names: frozenset[str]) -> bool:
    """Set what differs; hand back whether anything did."""
    said = {name: plain(value) for name, value in fields.items() if name in names}
    changed = {name: value for name, value in said.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)
