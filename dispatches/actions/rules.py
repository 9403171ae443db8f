"""Routing rules: added, changed and switched off by whoever manages sources.

A change is for what comes next; a story is asked again when a take of it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dispatches.models import Person, Rule
from dispatches.models.shapes import plain
from dispatches.wire import rules
from dispatches.workflow import Power

from . import seen
from .errors import Refused
from .hold import a_reason, permit
from .record import record

FIELDS = ("name", "source", "place", "is_active", "conditions", "deeds")
_MOST = 200  # rules in force, each of which is asked whenever a story changes


@transaction.atomic
def add_rule(fields: Mapping[str, Any], *, by: Person, reason: str = "") -> Rule:
    """A new rule."""
    permit(by, Power.MANAGE_SOURCES)
    row = Rule()
    _set(row, fields)
    return _keep(row, by=by, reason=reason, before={})


@transaction.atomic
def change_rule(
    row: Rule, fields: Mapping[str, Any], *, by: Person, reason: str = "", saw: str | None = None
) -> Rule:
    """Change what a rule asks and does, or switch it off or on."""
    permit(by, Power.MANAGE_SOURCES)
    row = Rule.objects.select_for_update(no_key=True).get(pk=row.pk)
    before = row.facts()
    seen.check(row, flat(before), saw, flat(before | _plain(fields)))
    if not _set(row, fields):
        return row
    return _keep(row, by=by, reason=reason, before=before)


def flat(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a rule by the names of the fields in which an editor types them.

    >>> flat({"name": "A", "conditions": {"slug": ["x"]}, "deeds": {}})["if_slug"]
    ['x']
    """
    rest = {name: value for name, value in facts.items() if name not in ("conditions", "deeds")}
    asks, does = facts.get("conditions", {}), facts.get("deeds", {})
    rest |= {f"if_{name}": asks.get(name) for name in rules.CONDITIONS}
    return rest | {f"do_{name}": does.get(name) for name in rules.DEEDS}


def _keep(row: Rule, *, by: Person, reason: str, before: Mapping[str, Any]) -> Rule:
    reason = a_reason(reason, needed=False)
    try:
        made = rules.parse(row.name, row.conditions, row.deeds)
        row.conditions, row.deeds = dict(made.conditions), dict(made.deeds)
        row.full_clean()
    except rules.Faults as faults:
        raise Refused(str(faults)) from faults
    except ValidationError as error:
        said = [f"{name}: {' '.join(words)}" for name, words in error.message_dict.items()]
        raise Refused(" ".join(said)) from error
    if Rule.objects.filter(is_active=True).exclude(pk=row.pk).count() >= _MOST:
        raise Refused(f"{_MOST} rules are in force: switch one of them off first.")
    row.save()
    record(
        "rule", actor=by, origin="admin", about=f"rule {row.pk}", reason=reason,
        before=before, after=row.facts(),
    )  # fmt: skip
    return row


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as a rule's facts have them."""
    said = {name: fields[name] for name in FIELDS if name in fields}
    if "source" in said:
        said["source"] = said["source"].pk if said["source"] else None
    return {name: plain(value) for name, value in said.items()}


def _set(row: Rule, fields: Mapping[str, Any]) -> bool:
    """Set what differs; hand back whether anything did."""
    before = row.facts()
    for name in FIELDS:
        if name in fields:
            setattr(row, name, fields[name])
    return row.facts() != before
