"""A desk with years behind it: real stories through the real intake, multiplied in the database.

Copies differ from their elders in their keys and their times alone, and in one word of the headline
that no other story has. They have no events: the chain is not to be forged, even here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.db import connection, models

from dispatches.actions import ingest
from dispatches.actions.join import look_again
from dispatches.actions.move import move
from dispatches.models import Person, Source, Story, WireItem
from dispatches.tests import make
from dispatches.tests.simulator.days import day
from dispatches.workflow import Status

SHARED = {"Person", "Source", "Transmission"}
"""Rows that the copies of a story do not get anew: its bytes are there once."""
COPIED = ("WireItem", "Story", "StoryTake", "Revision", "Problem", "Publication", "Searched")
_STEP = 100_000  # between the keys of a row and of its copy
_HOURS_APART = 2


def stand_up(stories: int, *, seed: int = 11) -> list[Story]:
    """So many clean stories, incoming; what else the made-up days bring stays beside them."""
    while Story.objects.filter(status=Status.INCOMING, assembly="complete").count() < stories:
        _a_day(seed)
        seed += 1
    found = Story.objects.filter(status=Status.INCOMING, assembly="complete")
    return list(found.order_by("pk")[:stories])


def _a_day(seed: int) -> None:
    sent = day(seed, stories=60).sent
    now = datetime.now(UTC)
    first = now - timedelta(hours=12)
    for number, one in enumerate(sent):
        at = first + timedelta(seconds=40 * number)
        source = Source.objects.filter(slug=one.feed).first() or make.source(one.feed)
        ingest.receive(
            one.raw.encode(), source=source, name=one.id, arrived_at=at, join=number % 50 == 49
        )
    look_again(now=now)


def publish(stories: Iterable[Story], chief: Person) -> list[Story]:
    """Take those to publication that nothing keeps from it."""
    done = []
    for story in stories:
        if story.blockers().exists() or story.embargo:
            continue
        for name in ("claim", "approve", "publish"):
            story = move(story, name, by=chief, saw=story.touched)  # noqa: PLW2901
        done.append(story)
    return done


def multiply(stories: Iterable[Story], times: int) -> None:
    """Copy these stories, with their items, versions, problems and publications, so many times."""
    chosen = [story.pk for story in stories]
    for name in COPIED:
        model = apps.all_models["dispatches"].get(name.lower())
        if model is not None:
            _multiply(model, chosen, times)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _multiply(model: type[models.Model], chosen: list[int], times: int) -> None:
    fields = model._meta.local_concrete_fields
    table = connection.ops.quote_name(model._meta.db_table)
    into = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    values = ", ".join(_value(field) for field in fields)
    if model is WireItem:
        whose = "t.id IN (SELECT item_id FROM dispatches_storytake WHERE story_id = ANY(%s))"
    else:
        whose = f"t.{'id' if model is Story else 'story_id'} = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({into}) SELECT {values} FROM {table} t"  # noqa: S608  # our own names
            f" CROSS JOIN generate_series(1, {times}) n WHERE {whose}",
            [chosen],
        )


def _value(field: models.Field[object, object]) -> str:
    """What a copy has in this column."""
    column = f"t.{connection.ops.quote_name(str(field.column))}"
    related = field.related_model
    anew = isinstance(related, type) and related.__name__ not in SHARED
    if field.primary_key or (field.is_relation and anew):
        return f"{column} + n * {_STEP}"
    if field.name == "headline":
        return f"left({column}, 480) || ' no' || n"
    if field.name == "place_on_page":
        return f"{column} + n * 1000"
    if isinstance(field, models.DateTimeField):
        return f"{column} - n * interval '{_HOURS_APART} hours'"
    return column
