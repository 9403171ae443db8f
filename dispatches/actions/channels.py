"""Channels: added, changed, paused and switched off by whoever manages sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dispatches.models import Channel, Person, Source
from dispatches.models.shapes import plain
from dispatches.workflow import Power

from . import seen
from .errors import Refused
from .hold import a_reason, permit
from .record import record
from .sealed import seal

CHANGED = frozenset({"name", "source", "settings", "every_seconds", "is_active", "is_paused"})
_QUICKEST, _SLOWEST = 1, 24 * 60 * 60
_WHAT = ("after", "folder", "items", "next", "pages", "path", "pattern", "patterns", "to", "which")
_HOW_MUCH = ("idle_seconds", "mebibytes", "most", "rest", "seconds", "settle", "wait")
_TELL_WHAT = frozenset([*_WHAT, *_HOW_MUCH])
"""Settings that say what is read and how much of it; a secret goes no other way for them."""


@transaction.atomic
def add_channel(
    fields: Mapping[str, Any], *, by: Person | None, reason: str = "", secret: str = ""
) -> Channel:
    """A new way for a source's copy to come in; `by` is None on the console."""
    _may(by)
    row = Channel(secret=seal(secret))
    _set(row, fields, CHANGED | {"kind"})
    return _keep(row, by=by, reason=reason, before={})


@transaction.atomic
def change_channel(  # what, to what, by whom, why, seen when, and the secret apart
    row: Channel,
    fields: Mapping[str, Any],
    *,
    by: Person | None,
    reason: str = "",
    saw: str | None = None,
    secret: str = "",
) -> Channel:
    """Change a channel, its kind excepted; no secret leaves the one that is kept.

    What it remembers of its last looks goes when its settings change, and it is due at once.
    """
    _may(by)
    row = Channel.objects.select_for_update(no_key=True).get(pk=row.pk)
    before, settings = row.facts(), row.settings
    seen.check(row, before, saw, fields)
    if not _set(row, fields, CHANGED) and not secret:
        return row
    if secret:
        row.secret = seal(secret)
    elif row.secret and _goes_elsewhere(settings, row.settings):
        raise Refused("Type the secret again: where or how it is sent was changed.")
    if row.settings != settings:
        row.memo = {}
    row.next_at, row.failures = None, 0
    return _keep(row, by=by, reason=reason, before=before, new_secret=bool(secret))


def pause(row: Channel, *, by: Person | None, reason: str = "") -> Channel:
    """Let a channel wait; what lies at its other end stays there."""
    return change_channel(row, {"is_paused": True}, by=by, reason=reason)


def resume(row: Channel, *, by: Person | None, reason: str = "") -> Channel:
    """Let a channel run again, at once."""
    return change_channel(row, {"is_paused": False}, by=by, reason=reason)


def _goes_elsewhere(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether settings change that say to whom a secret goes: all but those that only say what is
    read, and how much."""
    names = {*before, *after} - _TELL_WHAT
    return any(before.get(name) != after.get(name) for name in names)


def _may(by: Person | None) -> None:
    if by is not None:
        permit(by, Power.MANAGE_SOURCES)


def _keep(
    row: Channel,
    *,
    by: Person | None,
    reason: str,
    before: Mapping[str, Any],
    new_secret: bool = False,
) -> Channel:
    reason = a_reason(reason, needed=False)
    if not _QUICKEST <= row.every_seconds <= _SLOWEST:
        raise Refused(f"every seconds: write a number from {_QUICKEST} to {_SLOWEST:,}.")
    try:
        row.full_clean()
    except ValidationError as error:
        said = [f"{name}: {' '.join(words)}" for name, words in error.message_dict.items()]
        raise Refused(" ".join(said)) from error
    row.save()
    after = row.facts() | ({"secret": "a new one was typed"} if new_secret else {})
    record(
        "channel", actor=by, origin="admin" if by else "command", about=f"channel {row.pk}",
        reason=reason, before=before, after=after,
    )  # fmt: skip
    return row


def _set(row: Channel, fields: Mapping[str, Any], names: frozenset[str]) -> bool:
    """Set what differs; hand back whether anything did."""
    given = {name: value for name, value in fields.items() if name in names}
    said = {name: _plain(value) for name, value in given.items()}
    changed = {name: value for name, value in said.items() if getattr(row, name, None) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _plain(value: Any) -> Any:
    return value if isinstance(value, Source) else plain(value)
