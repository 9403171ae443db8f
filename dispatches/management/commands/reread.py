"""Run today's code over what came before: show what would change; write it when told to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from dispatches.actions.reread import Change, Outcome, look, reread
from dispatches.models import Source, Transmission

_SHOWN = 60
Row = dict[str, Any]


class Command(BaseCommand):
    """See the help."""

    help = "Read stored transmissions again: shows what would change, writes it with --apply."

    def add_arguments(self, parser: CommandParser) -> None:
        """[--source SLUG] [--since DATE] [--transmission ID...] [--apply] [--json]"""
        parser.add_argument("--source", default="", help="slug of the one source to read again")
        parser.add_argument("--since", default="", help="what came on this day or later")
        parser.add_argument("--transmission", type=int, nargs="+", help="only these, by number")
        parser.add_argument("--apply", action="store_true", help="file what is read otherwise")
        parser.add_argument("--json", action="store_true", help="one JSON list, for a machine")

    def handle(self, *, apply: bool, json: bool, **options: Any) -> None:
        """A line a change, and what was left alone, with the reason."""
        counts = {"transmissions": 0, "otherwise": 0, "left": 0, "filed": 0}
        rows: list[Row] = []
        for sent in _chosen(options):
            outcome = (reread if apply else look)(sent)
            _count(counts, outcome)
            if outcome.differs and json:
                rows.append(_row(outcome))
            elif outcome.differs:
                self.stdout.write("\n".join(_lines(outcome)))
        self.stdout.write(_as_json(rows) if json else _sum(counts, apply=apply))


def _chosen(options: Row) -> Iterator[Transmission]:
    """The transmissions to read again, in order of arrival, one at a time."""
    rows = Transmission.objects.order_by("received_at", "pk")
    if slug := options["source"]:
        if not Source.objects.filter(slug=slug).exists():
            raise CommandError(f"There is no source “{slug}”.")
        rows = rows.filter(source__slug=slug)
    if said := options["since"]:
        rows = rows.filter(received_at__gte=_moment(said))
    if options["transmission"]:
        rows = rows.filter(pk__in=options["transmission"])
    whole = Transmission.objects.select_related("source")
    for pk in rows.values_list("pk", flat=True):
        yield whole.get(pk=pk)


def _moment(said: str) -> datetime:
    """A day, or a day and a time, in the desk's zone unless it names one."""
    try:
        day, at = parse_date(said), parse_datetime(said)
    except ValueError:  # such as the 31st of April
        day = at = None
    at = at or (datetime.combine(day, time()) if day else None)  # made aware below
    if at is None:
        raise CommandError(f"“{said}” is no day; write one such as 2024-03-05.")
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def _count(counts: dict[str, int], outcome: Outcome) -> None:
    counts["transmissions"] += 1
    counts["otherwise"] += bool(outcome.changes)
    counts["filed"] += outcome.filed
    left = len(outcome.changes) or 1 if outcome.left else 0
    counts["left"] += left or sum(bool(change.left) for change in outcome.changes)


def _sum(counts: dict[str, int], *, apply: bool) -> str:
    told = f"{counts['transmissions']} read again, {counts['otherwise']} would be read otherwise"
    if not apply:
        return f"{told}; left alone: {counts['left']}. Nothing was changed; --apply files it."
    return f"{told}; items filed: {counts['filed']}, left alone: {counts['left']}."


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.transmission.pk} {outcome.transmission}"
    if outcome.left:
        yield f"  left alone: {outcome.left}"
    for change in outcome.changes:
        yield f"  {'changed' if change.item else 'added'} {change.item or change.younger}"
        for name, (old, new) in change.fields.items():
            yield f"    {name}: {_short(old, new)} → {_short(new, old)}"
        if change.left:
            yield f"    left alone: {change.left}"


def _short(value: Any, other: Any) -> str:
    """A value in a few words; of a list, how many it holds and the first that differs."""
    if isinstance(value, list) and isinstance(other, list):
        first = next((one for one in value if one not in other), "")
        text = first.get("text", first) if isinstance(first, dict) else first
        return f"{len(value)} ({_cut(text)})" if text else str(len(value))
    return _cut(value)


def _cut(value: Any) -> str:
    text = str(value)
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


def _row(outcome: Outcome) -> Row:
    return {
        "transmission": outcome.transmission.pk,
        "name": outcome.transmission.name,
        "left": outcome.left,
        "read": outcome.read,
        "filed": outcome.filed,
        "changes": [_change(change) for change in outcome.changes],
    }


def _change(change: Change) -> Row:
    return {
        "item": change.item.pk if change.item else None,
        "says": str(change.item or change.younger),
        "fields": {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()},
        "left": change.left,
    }


def _as_json(rows: list[Row]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
