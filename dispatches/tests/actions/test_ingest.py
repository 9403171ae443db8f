import hashlib
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import Settings

from dispatches.actions import ingest, join, reading
from dispatches.actions.ingest import NOT_READ
from dispatches.models import Arrival, Event, Source, Story, Transmission, WireItem
from dispatches.tests import make
from dispatches.wire import pipeline

pytestmark = pytest.mark.django_db


def test_the_bytes_are_kept_exactly_as_they_came() -> None:
    raw = make.first().replace("\n", "\r\n").encode("utf-16")
    receipt = make.ingest(raw, name="page.txt")
    kept = Transmission.objects.get()
    assert receipt.transmission == kept
    assert kept.raw() == raw
    assert (kept.sha256, kept.size) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert (kept.state, kept.name, kept.charset) == ("read", "page.txt", "utf-16")


def test_a_page_is_read_filed_and_joined() -> None:
    receipt = make.ingest(make.first("BFF-08", end="MORE") + "\n\n\n" + make.then("BFF-09"))
    assert receipt.new
    assert not receipt.reason
    assert [item.serial for item in receipt.items] == ["BFF-08", "BFF-09"]
    (story,) = receipt.stories
    assert story.assembly == "complete"


def test_taking_in_is_never_part_of_what_may_be_undone() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        make.ingest(make.first())


def test_the_same_bytes_again_leave_nothing_but_an_arrival() -> None:
    text = make.first()
    before = make.ingest(text, at=make.minutes(0))
    after = make.ingest(text, at=make.minutes(5), name="again.txt")
    assert not after.new
    assert (after.transmission, after.items, after.stories) == (
        before.transmission, before.items, before.stories,
    )  # fmt: skip
    assert list(Arrival.objects.values_list("name", flat=True)) == ["take.txt", "again.txt"]
    assert Story.objects.get().touched == before.stories[0].touched


def test_the_same_bytes_from_another_source_are_another_transmission() -> None:
    text = make.first()
    make.ingest(text)
    assert make.ingest(text, source=make.source("plain")).new


@pytest.mark.parametrize("raw", [b"", b"\x89PNG\r\n\x1a\n", b"\x00\x01\x02\x03" * 40, b"\n\n \n"])
def test_what_cannot_be_read_waits_in_the_rejects_with_its_bytes(raw: bytes) -> None:
    receipt = make.ingest(raw)
    reject = Transmission.objects.rejected().get()
    assert receipt.transmission == reject
    assert receipt.new
    assert reject.raw() == raw
    assert reject.reason == receipt.reason
    assert reject.reason.endswith(".")
    assert not receipt.items


def test_a_reject_that_comes_again_says_again_why_it_is_one() -> None:
    before = make.ingest(b"")
    after = make.ingest(b"")
    assert (after.new, after.reason) == (False, before.reason)
    assert Event.objects.filter(kind="rejected").count() == 1


def test_what_makes_the_reader_fail_is_a_reject_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **named: object) -> None:
        raise RecursionError("very deep")

    monkeypatch.setattr(pipeline, "read", fail)
    receipt = make.ingest("Some copy.")
    assert receipt.reason == "newsdesk failed to read it (RecursionError)."
    assert receipt.transmission is not None
    assert receipt.transmission.raw() == b"Some copy."


def test_what_cannot_be_filed_is_a_reject_and_leaves_no_item(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "record", lambda *a, **k: 1 / 0 if a == ("taken in",) else None)
    assert make.ingest(make.first()).reason == "newsdesk failed to read it (ZeroDivisionError)."
    assert not WireItem.objects.exists()


def test_a_database_that_fails_is_not_the_fault_of_the_copy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object, **named: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(reading, "item_of", fail)
    with pytest.raises(OperationalError):
        make.ingest(make.first())
    assert Transmission.objects.get().reason == NOT_READ


def test_bytes_that_were_kept_and_not_read_are_read_when_they_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = make.first()

    def die(*args: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read", die)
        with pytest.raises(KeyboardInterrupt):
            make.ingest(text)
    assert Transmission.objects.rejected().get().reason == NOT_READ
    receipt = make.ingest(text)
    assert (receipt.new, receipt.reason, len(receipt.stories)) == (False, "", 1)


def test_reading_again_what_was_read_files_nothing_twice() -> None:
    receipt = make.ingest(make.first())
    assert receipt.transmission is not None
    assert ingest.read_again(receipt.transmission).items == receipt.items
    assert WireItem.objects.count() == 1


def test_takes_that_cannot_be_joined_wait_and_are_joined_with_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(join, "reconcile", lambda *a, **k: 1 / 0)
        receipt = make.ingest(make.first("BFF-08", end="MORE"))
    assert "failed to join" in receipt.reason
    assert WireItem.objects.unplaced().count() == 1
    (story,) = make.ingest(make.then("BFF-09")).stories
    assert story.placings.in_force().count() == 2


def test_bytes_over_the_limit_are_named_and_not_kept(settings: Settings) -> None:
    settings.MAX_TRANSMISSION_BYTES = 10
    receipt = make.ingest("Eleven byte", name="big.txt")
    assert receipt.transmission is None
    assert receipt.reason.startswith("It has 11 bytes, and 10 are the most that newsdesk takes.")
    assert "stays where it lies; its SHA-256 is" in receipt.reason
    assert not Transmission.objects.exists()
    assert Event.objects.get(kind="refused").after == {
        "sha256": hashlib.sha256(b"Eleven byte").hexdigest(), "size": 11, "name": "big.txt",
    }  # fmt: skip


def test_bytes_at_the_limit_are_taken(settings: Settings) -> None:
    settings.MAX_TRANSMISSION_BYTES = len(make.first("BFF-08").encode())
    assert make.ingest(make.first("BFF-08")).items


@pytest.mark.parametrize(
    "name", ["a\x00b.txt", "sur\udcffrogate", "x" * 4000, "", "../../etc/passwd", "new\nline"]
)
def test_any_name_is_stored(name: str) -> None:
    receipt = make.ingest(make.first(), name=name)
    assert receipt.transmission is not None
    receipt.transmission.refresh_from_db()
    assert len(receipt.transmission.name) <= 255
    assert not set(receipt.transmission.name) & {"\x00", "\udcff"}


def test_a_page_of_absurd_marks_is_filed() -> None:
    head = f"ABCD-9999\n{'S' * 60}\n\n{'Headline ' * 200}\n\n"
    text = f"{head}{'word ' * 9000}\n\nBSS/{'Q' * 10}/ 9999 hrs\n"
    assert not make.ingest(text).reason


def test_what_was_noted_in_reading_is_kept_and_is_nothing_amiss() -> None:
    receipt = make.ingest(make.first(body=("Caf\xe9 by the gauge.",)).encode("latin-1", "replace"))
    assert not receipt.reason
    assert receipt.transmission is not None
    assert "not UTF-8" in receipt.transmission.reason


def test_bytes_that_turn_out_to_have_come_earlier_date_their_items_earlier() -> None:
    text = make.first()
    make.ingest(text, at=make.minutes(60))
    make.ingest(text, at=make.minutes(5))
    assert WireItem.objects.get().arrived_at == make.minutes(5)
    assert Story.objects.get().arrived_at == make.minutes(5)


def test_a_batch_may_be_joined_at_its_end() -> None:
    takes = [make.first("BFF-08", end="MORE"), make.then("BFF-09")]
    items = [item for text in takes for item in make.ingest(text, join=False).items]
    assert not Story.objects.exists()
    (story,) = join.rejoin(items, now=make.minutes(0) + timedelta(days=1))
    assert story.assembly == "complete"


def test_a_source_is_made_once_and_by_its_convention() -> None:
    bss = ingest.source_for("bss")
    assert (bss.convention, bss.zone) == ("bss", "Asia/Dhaka")
    assert ingest.source_for("bss") == bss
    assert ingest.source_for("The Harbour Wire!").convention == "auto"
    assert Event.objects.filter(kind="source").count() == 2
    assert Source.objects.get(slug="the-harbour-wire").name == "The Harbour Wire!"


class AnyBytes(TestCase):
    @settings(max_examples=60)
    @given(
        st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))
    )
    def test_any_bytes_are_kept_and_answered_by_a_receipt(self, raw: bytes) -> None:
        receipt = make.ingest(raw)
        assert receipt.transmission is not None
        assert Transmission.objects.get(pk=receipt.transmission.pk).raw() == raw
        assert bool(receipt.items) != bool(receipt.reason)
