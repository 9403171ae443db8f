"""Retention: which bytes go, which never do, and what stays of them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from dispatches.actions import retention
from dispatches.actions.move import move
from dispatches.actions.record import verify
from dispatches.models import Arrival, Event, Source, Story, Transmission, WireItem
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db
OLD = timezone.now() - timedelta(days=40)
NOW = timezone.now()


@pytest.fixture
def source() -> Source:
    return make.source(retention_days=30)


def story(status: Status) -> Story:
    return make.story(status=status, at=OLD)


def sent(story: Story) -> Transmission:
    return Transmission.objects.get(items__placing__story=story)


def forget(source: Source) -> list[Transmission]:
    return list(retention.forget(source, NOW))


@pytest.mark.parametrize("status", [Status.SPIKED, Status.WITHDRAWN])
def test_bytes_of_what_is_done_with_go_and_all_else_stays(source: Source, status: Status) -> None:
    done = sent(story(status))
    counts = [noun.objects.count() for noun in (Arrival, WireItem, Story)]
    digest, body = done.sha256, WireItem.objects.get().body
    assert forget(source) == [done]
    done.refresh_from_db()
    assert (done.raw(), done.sha256, done.forgotten_at) == (b"", digest, NOW)
    assert [noun.objects.count() for noun in (Arrival, WireItem, Story)] == counts
    assert WireItem.objects.get().body == body
    assert Event.objects.get(kind="forgotten").after["sha256"] == digest
    assert verify() == []


@pytest.mark.parametrize("status", [*Status])
def test_bytes_that_a_story_uses_stay(source: Source, status: Status) -> None:
    kept = sent(story(status))
    gone = forget(source)
    assert (kept in gone) == (status in (Status.SPIKED, Status.WITHDRAWN))


def test_bytes_of_a_notice_that_names_a_story_in_work_stay(source: Source) -> None:
    make.story(make.first("BFF-40"), at=OLD)
    notice = make.ingest(make.kill("BFF-50", names="BFF-40"), at=OLD + timedelta(minutes=5))
    assert notice.transmission is not None
    assert forget(source) == []


def test_what_waits_among_the_rejects_or_is_held_stays(source: Source) -> None:
    for state in ("rejected", "held"):
        make.ingest(b"\x89PNG\r\n" + state.encode(), at=OLD)
        Transmission.objects.filter(name="take.txt", state="rejected").exclude(
            reason="kept"
        ).update(state=state, reason="kept")
    assert forget(source) == []


def test_what_is_young_or_of_a_source_without_retention_stays(source: Source) -> None:
    make.item(at=NOW - timedelta(days=29))
    make.item(at=OLD, source=make.source("plain"))
    assert forget(source) == []
    assert forget(make.source("plain")) == []


def test_what_went_goes_once(source: Source) -> None:
    make.item(at=OLD)
    assert len(forget(source)) == 1
    assert forget(source) == []
    assert Event.objects.filter(kind="forgotten").count() == 1


def test_a_story_that_came_back_into_work_meanwhile_keeps_its_bytes(source: Source) -> None:
    spiked = story(Status.SPIKED)
    going = retention.forget(source, NOW)
    move(spiked, "unspike", by=make.chief(), saw=make.fresh(spiked).touched, reason="Wanted.")
    assert list(going) == []


def test_the_same_bytes_that_come_again_are_an_arrival_and_are_not_kept_again(
    source: Source,
) -> None:
    text = make.first("BFF-40")
    make.ingest(text, at=OLD)
    Story.objects.update(status=Status.SPIKED, spiked_from="incoming")
    forget(source)
    receipt = make.ingest(text)
    assert (receipt.new, receipt.reason, len(receipt.items)) == (False, "", 1)
    assert receipt.transmission is not None
    assert receipt.transmission.raw() == b""
    assert Arrival.objects.count() == 2
    assert Story.objects.count() == 1


def test_every_page_says_that_the_bytes_went(source: Source) -> None:
    done = sent(spiked := story(Status.SPIKED))
    forget(source)
    done.refresh_from_db()
    assert "after 40 days" in done.tombstone()
    desk = Desk(Role.CORRECTOR)
    for page in (desk.page("transmission", done.pk), desk.page("story", spiked.pk)):
        assert done.tombstone() in page
    answer = desk.open("raw", done.pk)
    assert (answer.status_code, answer.content.decode()) == (410, done.tombstone())
    admin = desk.client.get(f"/admin/dispatches/transmission/{done.pk}/change/")
    assert admin.content.decode().count(done.sha256) == 3


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("forget", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_would_go_and_then_lets_it_go(source: Source) -> None:
    size = make.item(at=OLD).transmission.size
    expected = f"bss: 1 transmissions ({size:,} bytes) would go; kept for 30 days."
    assert told("--dry-run").strip() == expected
    assert Transmission.objects.get().raw()
    assert f"({size:,} bytes) went" in told()
    assert not Transmission.objects.get().raw()
