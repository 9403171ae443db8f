"""The volume breaker: too much from one source is kept unread, and nothing is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dispatches.actions import breaker
from dispatches.actions.errors import Refused
from dispatches.actions.ingest import NOT_READ, Receipt
from dispatches.actions.release import release, waiting
from dispatches.models import Arrival, Event, Source, Story, Transmission
from dispatches.tests import make
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return make.source(most_an_hour=2)


def flood(source: Source, many: int = 4) -> list[Receipt]:
    return [make.ingest(make.first(), source=source) for _ in range(many)]


def states(source: Source) -> list[str]:
    rows = Transmission.objects.filter(source=source).order_by("pk")
    return list(rows.values_list("state", flat=True))


def test_what_comes_over_the_limit_is_kept_and_not_read(source: Source) -> None:
    receipts = flood(source)
    assert states(source) == ["read", "read", "held", "held"]
    assert [bool(one.reason) for one in receipts] == [False, False, True, True]
    held = receipts[3].transmission
    assert held is not None
    assert held.raw().startswith(b"BFF-")
    assert (Arrival.objects.count(), Story.objects.count()) == (4, 2)


def test_a_source_is_stopped_once_with_one_event(source: Source) -> None:
    flood(source, 6)
    source.refresh_from_db()
    assert source.tripped_at is not None
    event = Event.objects.get(kind="tripped")
    assert (event.actor, event.about) == (None, f"source {source.pk}")
    assert "More than 2 transmissions" in event.reason


def test_other_sources_go_on(source: Source) -> None:
    flood(source)
    assert not make.ingest(make.first(), source=make.source("plain", most_an_hour=2)).reason


def test_a_source_that_is_stopped_stays_so_until_a_person_looks(source: Source) -> None:
    flood(source)
    later = timezone.now() + timedelta(hours=9)
    assert breaker.holds(source, later)
    assert make.ingest(make.first(), source=source).reason == breaker.HELD


def test_a_limit_that_is_set_while_a_receiver_runs_is_seen(source: Source) -> None:
    flood(source, 2)
    Source.objects.update(most_an_hour=50)
    assert flood(source, 2)[1].reason == ""


def test_nothing_at_all_is_read_from_a_source_with_the_limit_0() -> None:
    assert flood(make.source(most_an_hour=0), 1)[0].reason == breaker.HELD


def test_what_came_longer_ago_does_not_count(source: Source) -> None:
    for n in range(5):
        make.ingest(make.first(), source=source, at=timezone.now() - timedelta(hours=2, minutes=n))
    assert not make.ingest(make.first(), source=source).reason


def test_the_same_bytes_again_are_no_flood_and_are_not_read_either(source: Source) -> None:
    flood(source)
    held = waiting(source)[0]
    receipt = make.ingest(held.raw(), source=source)
    assert (receipt.new, receipt.items) == (False, ())
    held.refresh_from_db()
    assert held.state == "held"


def test_a_transmission_that_was_kept_before_a_crash_is_held_too(source: Source) -> None:
    flood(source)
    text = make.first()
    sent = make.transmission(text)
    Transmission.objects.filter(pk=sent.pk).update(state="rejected", reason=NOT_READ)
    assert make.ingest(text, source=source).reason == breaker.HELD


# Release -----------------------------------------------------------------------------------------
def test_a_release_reads_what_was_held_in_its_order(source: Source) -> None:
    parts = [make.first("BFF-40", end="MORE"), make.then("BFF-41")]
    flood(source, 2)
    for text in parts:
        make.ingest(text, source=source)
    assert release(source, by=make.person(Role.CORRECTOR), reason="A big day") == (2, 0)
    assert states(source) == ["read"] * 4
    assert Story.objects.get(placings__item__serial="BFF-41").assembly == "complete"
    source.refresh_from_db()
    assert source.tripped_at is None
    assert Event.objects.get(kind="released").reason == "A big day"


def test_after_a_release_what_came_before_it_does_not_count(source: Source) -> None:
    flood(source, 6)
    release(source, by=make.person(Role.CORRECTOR))
    assert [bool(one.reason) for one in flood(source, 3)] == [False, False, True]


def test_what_is_held_may_stay_so_and_be_read_later(source: Source) -> None:
    flood(source)
    by = make.person(Role.CORRECTOR)
    assert release(source, by=by, read=False) == (0, 2)
    assert states(source)[2:] == ["held", "held"]
    assert not make.ingest(make.first(), source=source).reason
    assert release(source, by=by) == (2, 0)


def test_what_cannot_be_read_goes_to_the_rejects_and_holds_up_nothing(source: Source) -> None:
    flood(source, 2)
    make.ingest(b"\x89PNG\r\n", source=source)
    make.ingest(make.first(), source=source)
    release(source, by=make.person(Role.CORRECTOR))
    assert states(source)[2:] == ["rejected", "read"]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_only_who_manages_sources_releases_one(source: Source, role: Role) -> None:
    flood(source)
    with pytest.raises(PermissionDenied):
        release(source, by=make.person(role))


def test_a_source_that_is_not_stopped_is_not_released(source: Source) -> None:
    with pytest.raises(Refused, match="is not stopped"):
        release(source, by=make.person(Role.CORRECTOR))
