"""Handing the desk over: what stands at the end of a shift, kept with a note to the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from dispatches.models import Handover, Mention, Person, Problem, Source, Story, Transmission
from dispatches.wire.stops import CODE
from dispatches.wire.values import State
from dispatches.workflow import IN_WORK, Power, Status

from .errors import Refused
from .hold import permit
from .record import record
from .silence import silent_since, with_last

Row = dict[str, Any]
Facts = dict[str, Any]

MOST_ROWS = 20
"""So many of a kind are named; of the rest only their number is told."""
MOST_TEXT = 8000
_AT_WORK = [*IN_WORK, Status.APPROVED]


def hand_over(text: str, *, by: Person, now: datetime) -> Handover:
    """Keep the note of a shift, and what stood on the desk when it ended."""
    permit(by, Power.WRITE_NOTES)
    said = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(said) > MOST_TEXT:
        raise Refused(f"The note is too long: {MOST_TEXT:,} characters at most.")
    with transaction.atomic():
        kept = Handover.objects.create(by=by, at=now, text=said, facts=facts_of(by, now))
        record("handed over", actor=by, origin="desk", about=f"hand-over {kept.pk}",
               after={"words": len(said.split())})  # fmt: skip
    return kept


def facts_of(person: Person, now: datetime) -> Facts:
    """What the desk must know that takes over from this person now, in JSON's own kinds."""
    return {
        "open": _open(),
        "waiting": _rows(_waiting(), since="last_at"),
        "embargoed": _rows(_embargoed(now), more=_embargo),
        "stopped": _stopped(),
        "watched": _rows(_watched(person)),
        "silent": list(_silent(now)),
        "rejects": Transmission.objects.waiting().count(),
        "mentions": _mentions(),
    }


def _open() -> list[Row]:
    """How many stories each status at work holds, and since when the oldest waits."""
    counted = Story.objects.filter(status__in=_AT_WORK).order_by().values("status")
    found = {
        row["status"]: row for row in counted.annotate(many=Count("pk"), old=Min("arrived_at"))
    }
    return [
        {"status": status, "many": found[status]["many"], "since": _said(found[status]["old"])}
        for status in Status
        if status in found
    ]


def _waiting() -> QuerySet[Story]:
    waits = Story.objects.filter(status__in=_AT_WORK, assembly=State.OPEN)
    return waits.annotate(last_at=Max("placings__item__arrived_at")).order_by("arrived_at", "pk")


def _embargoed(now: datetime) -> QuerySet[Story]:
    over = Q(embargo_until__lte=now)
    held = Story.objects.filter(status__in=_AT_WORK).exclude(embargo="").exclude(over)
    return held.select_related("source").order_by("embargo_until", "pk")


def _watched(person: Person) -> QuerySet[Story]:
    return Story.objects.filter(watchers__person=person).order_by("-watchers__pk")


def _rows(stories: QuerySet[Story], *, since: str = "arrived_at", more: Any = None) -> Row:
    """The first of these stories, and how many more there are."""
    found = list(stories[: MOST_ROWS + 1])
    left = stories.count() - MOST_ROWS if len(found) > MOST_ROWS else 0
    shown = found[:MOST_ROWS]
    rows = [_row(one, getattr(one, since), more(one) if more else []) for one in shown]
    return {"rows": rows, "left": left}


def _row(story: Story, since: datetime | None, more: Sequence[str] = ()) -> Row:
    return {
        "story": story.pk,
        "words": str(story),
        "status": story.status,
        "since": _said(since or story.arrived_at),
        "more": list(more),
    }


def _embargo(story: Story) -> list[str]:
    """When its embargo ends, in each zone that counts; else the words of which nobody is sure."""
    if story.embargo_until is None:
        return [f"not certain: “{story.embargo}”"]
    return [f"{at:%d %b %H:%M} {who}" for at, who in story.clocks(story.embargo_until)]


def _stopped() -> Row:
    """The stories that a notice or a rule holds, those that are out already first."""
    raised = Problem.objects.current().blocking().filter(code=CODE)
    raised = raised.filter(story__status__in=[*_AT_WORK, Status.PUBLISHED]).select_related("story")
    found: dict[int, Row] = {}
    for problem in raised.order_by("story__arrived_at", "pk"):
        row = found.setdefault(problem.story_id, _row(problem.story, problem.story.arrived_at))
        row["more"].append(problem.message)
    rows = sorted(found.values(), key=lambda row: row["status"] != Status.PUBLISHED)
    return {"rows": rows[:MOST_ROWS], "left": max(len(rows) - MOST_ROWS, 0)}


def _silent(now: datetime) -> Iterable[str]:
    for source in with_last(Source.objects.active()):
        if source.tripped_at:
            yield f"{source} was stopped for its volume, and waits to be released."
        elif sentence := silent_since(source, getattr(source, "last_at", None), now):
            yield sentence


def _mentions() -> Row:
    """The notes that name somebody who has not read them."""
    unread = Mention.objects.filter(read_at__isnull=True).order_by("-pk")
    found = list(unread.select_related("person", "note__by", "note__story")[: MOST_ROWS + 1])
    rows = [_row(one.note.story, one.note.at, [_called(one)]) for one in found[:MOST_ROWS]]
    left = unread.count() - MOST_ROWS if len(found) > MOST_ROWS else 0
    return {"rows": rows, "left": left}


def _called(mention: Mention) -> str:
    return f"@{mention.person.username}, from {mention.note.by}: {mention.note.text}"


def _said(at: datetime | None) -> str:
    """A moment as JSON keeps it."""
    return (at or timezone.now()).astimezone(UTC).isoformat(timespec="seconds")
