"""One arrival costs what its own story costs, however much else there is."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from dispatches.actions import known, ties
from dispatches.actions.join import rejoin
from dispatches.models import Source, StoryTake, Tie, WireItem
from dispatches.models.shapes import take_of
from dispatches.tests import make
from dispatches.tests.actions.crowd import crowd
from dispatches.wire.index import MOST
from dispatches.wire.values import Take

pytestmark = pytest.mark.django_db


def arrive(monkeypatch: pytest.MonkeyPatch, many: int) -> tuple[int, int]:
    """The questions and the items that a second take costs among so many others."""
    source = make.source(f"among-{many}", convention="bss")
    crowd(source, many)
    make.ingest(make.first("BFF-9001", end="MORE", initials="QX"), source=source, at=make.NOON)
    looked_at: list[WireItem] = []

    def looking(item: WireItem) -> Take:
        looked_at.append(item)
        return take_of(item)

    monkeypatch.setattr(known, "take_of", looking)
    with CaptureQueriesContext(connection) as asked:
        receipt = make.ingest(
            make.then("BFF-9002", initials="QX"), source=source, at=make.minutes(2)
        )
    assert StoryTake.objects.filter(story=receipt.stories[0]).count() == 2
    monkeypatch.undo()
    return len(asked), len(looked_at)


@pytest.mark.parametrize("others", [50, 4000])
def test_an_arrival_costs_no_more_than_so_much_however_many_others_there_are(
    others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries, looked_at = arrive(monkeypatch, others)
    assert queries < 80
    assert looked_at < 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is small")
def test_an_arrival_scans_no_table() -> None:
    make.ingest(make.first("BFF-21", end="MORE"), at=make.minutes(1))
    with CaptureQueriesContext(connection) as asked:
        make.ingest(make.then("BFF-22"), at=make.minutes(2))
        make.ingest(make.kill("BFF-30", names="BFF-21"), at=make.minutes(3))
    told = [sql for query in asked if (sql := query["sql"]).startswith("SELECT")]
    with connection.cursor() as cursor:
        for sql in told:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            scans = [row[3] for row in plan if row[3].startswith("SCAN dispatches_")]
            assert all("dispatches_convention" in scan for scan in scans), sql


def test_of_many_that_bear_one_name_the_nearest_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ties, "MOST", 10)
    source = make.source("alike", convention="bss")
    for number in range(3 * MOST):
        text = make.then(f"BFF-{number}", initials="QX", end="MORE")
        make.ingest(text, source=source, at=make.minutes(number / 10), join=False)
    search = ties.Search(source, [WireItem.objects.latest("arrived_at")])
    search.follow(search.load(Q(pk=search.given[0].pk)))
    assert len(search.found) <= 11


def test_the_ties_of_an_item_say_when_it_came() -> None:
    text = make.first("BFF-21")
    make.ingest(text, at=make.minutes(9))
    make.ingest(text, at=make.minutes(1))
    assert {tie.arrived_at for tie in Tie.objects.all()} == {make.minutes(1)}


def test_no_item_is_without_ties() -> None:
    make.story()
    make.ingest(make.kill("BFF-30", names="BFF-29"))
    assert not WireItem.objects.filter(ties__isnull=True).exists()
    assert Source.objects.get(pk=Tie.objects.all()[0].source_id).slug == "bss"


def test_the_migration_writes_the_ties_that_taking_in_writes() -> None:
    make.story(make.first("BFF-21", end="MORE"), make.then("BFF-22"))
    make.ingest(make.kill("BFF-30", names="BFF-29"))
    written = {*Tie.objects.values_list("item", "source", "tie", "arrived_at")}
    Tie.objects.all().delete()
    import_module("dispatches.migrations.0008_ties").fill(apps, None)
    assert {*Tie.objects.values_list("item", "source", "tie", "arrived_at")} == written


def test_what_is_tied_only_through_others_is_found_too() -> None:
    page = make.first("BFF-08", end="MORE") + make.then("BFF-09", end="MORE", initials="TN")
    make.ingest(page + make.then("BFF-10", initials="LM"), join=False)
    first, *others = WireItem.objects.order_by("place_on_page")
    assert len(others) == 2
    rejoin([first], now=make.minutes(0))
    assert StoryTake.objects.filter(story__placings__item=first).count() == 3
