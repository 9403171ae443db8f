"""How the sources and the desk fare, counted by the database in a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from dispatches.wire.values import Kind, State
from dispatches.workflow import IN_WORK, Status

from .engine import DatabaseSize, Seconds
from .history import JOINING, ChainHead, Event
from .intake import Transmission, WireItem
from .people import Person
from .revisions import Publication
from .stories import Story, StoryTake

QUARTER = 15 * 60
"""Seconds."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
AROUND = 4
"""So many quarter hours before and after a moment of last week are what is usual at it."""
LATEST = 24 * 60
"""Minutes: what took longer took a day."""


def quarters(now: datetime) -> range:
    """The quarter hours, by number, of the day that ends with the one at hand."""
    last = int(now.timestamp()) // QUARTER
    return range(last - 95, last + 1)


def last_week(day: range) -> range:
    """The quarter hours a week before, with those around them."""
    back = int(WEEK.total_seconds()) // QUARTER
    return range(day.start - back - AROUND, day.stop - back + AROUND)


def _when(quarter: int, now: datetime) -> datetime:
    return datetime.fromtimestamp(quarter * QUARTER, tz=now.tzinfo)


def came(now: datetime) -> Iterator[tuple[int, int, int]]:
    """Source, quarter hour, and how many takes came in it: of the last day, and a week before."""
    day = quarters(now)
    within = Q()
    for span in (day, last_week(day)):
        within |= Q(arrived_at__gte=_when(span.start, now), arrived_at__lt=_when(span.stop, now))
    takes = WireItem.objects.filter(within, kind=Kind.TAKE).order_by()
    counted = takes.values(
        source=F("transmission__source"), quarter=Seconds("arrived_at") / QUARTER
    ).annotate(many=Count("pk"))
    yield from counted.values_list("source", "quarter", "many")


def waited(now: datetime) -> Iterator[tuple[int, int, int]]:
    """Source, minutes from the wire's own clock to ours, and how many takes of the last day."""
    takes = WireItem.objects.filter(
        arrived_at__gt=now - DAY, kind=Kind.TAKE, stated_at__isnull=False
    )
    minutes = (Seconds("arrived_at") - Seconds("stated_at")) / 60
    counted = takes.order_by().values(source=F("transmission__source"), minutes=minutes)
    yield from counted.annotate(many=Count("pk")).values_list("source", "minutes", "many")


def went_out(now: datetime) -> Iterator[tuple[int, int, int]]:
    """Source, minutes from a story's first take to readers, and how many of the last day."""
    first = Publication.objects.filter(number=1, published_at__gt=now - DAY).order_by()
    minutes = (Seconds("published_at") - Seconds("story__arrived_at")) / 60
    counted = first.values(source=F("story__source"), minutes=minutes)
    yield from counted.annotate(many=Count("pk")).values_list("source", "minutes", "many")


def backlog() -> Iterable[Mapping[str, Any]]:
    """Of each source what is on the desk: how many of each kind, and how long the oldest waits."""
    desk = Story.objects.filter(status__in=[*IN_WORK, Status.APPROVED]).order_by()
    unread = Q(status__in=[Status.INCOMING, Status.RETURNED])
    in_work = Q(status__in=IN_WORK)
    return desk.values("source").annotate(
        incoming=Count("pk", filter=unread),
        in_review=Count("pk", filter=Q(status=Status.IN_REVIEW)),
        approved=Count("pk", filter=Q(status=Status.APPROVED)),
        oldest=Min("arrived_at", filter=unread),
        waiting=Count("pk", filter=in_work & Q(assembly=State.OPEN)),
        waits_since=Min("arrived_at", filter=in_work & Q(assembly=State.OPEN)),
        gaps=Count("pk", filter=in_work & Q(assembly=State.INCOMPLETE)),
    )


def unread() -> Iterator[tuple[int, str, int]]:
    """Source, state and number of the transmissions that wait: rejected, or held unread."""
    waits = Transmission.objects.waiting().order_by().values("source", "state")
    yield from waits.annotate(many=Count("pk")).values_list("source", "state", "many")


def joins(now: datetime, days: int = 14) -> Iterator[tuple[datetime, str, int]]:
    """Day, deed and number: stories of several takes that were approved, takes that were joined by
    hand, takes that were parted."""
    second = StoryTake.objects.filter(story=OuterRef("story"), role=StoryTake.Role.IN_FORCE)
    several = Exists(second.exclude(position=0).order_by())
    said = Event.objects.filter(kind__in=JOINING, at__gt=now - timedelta(days=days))
    said = said.filter(~Q(kind="approve") | several).order_by()
    # What was done to a take is told with both stories, an approval with one.
    days_of = said.values(day=TruncDate("at"), deed=F("kind")).annotate(
        many=Count("pk"), takes=Count("about", distinct=True)
    )
    for day, deed, many, takes in days_of.values_list("day", "deed", "many", "takes"):
        yield day, deed, many if deed == "approve" else takes


def size() -> tuple[int, int]:
    """How many bytes the database has, and how many events its history."""
    events = Coalesce(Subquery(ChainHead.objects.values("events")[:1]), 0)
    told = Person.objects.order_by("pk").values_list(DatabaseSize(), events)
    return told.first() or (0, 0)
