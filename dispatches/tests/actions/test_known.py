"""What a process has read of items and stories is kept, and never tells anything else than rows."""

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from dispatches.actions import known, ties
from dispatches.actions.known import KNOWN, Known, mark_of
from dispatches.actions.texts import TEXTS, Text, Texts, text
from dispatches.models import Source, Story, WireItem
from dispatches.models.shapes import take_of
from dispatches.tests import make
from dispatches.tests.actions.live import agree, feed, one_wire, told_at_once, told_live
from dispatches.tests.simulator.days import day
from dispatches.wire.simulator import PRESETS
from dispatches.wire.values import Take

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the items whose rows are read from here on."""
    found: list[int] = []

    def reading(item: WireItem) -> Take:
        found.append(item.pk)
        return take_of(item)

    monkeypatch.setattr(known, "take_of", reading)
    return found


def rows() -> list[WireItem]:
    return list(WireItem.objects.select_related("transmission__source").order_by("pk"))


def test_what_was_filed_is_not_read_again(read: list[int]) -> None:
    make.story(make.first("BFF-21", end="MORE"), make.then("BFF-22"))
    assert sorted(read) == [one.pk for one in rows()]


def test_what_is_kept_is_what_the_row_says() -> None:
    sent, source = one_wire(day(3, conventions=["ap"], rates=PRESETS["rough"]).sent, "ap")
    feed(sent, source)
    for item in rows():
        kept = KNOWN.get(mark_of(item))
        assert kept is not None
        assert kept == known.seen(item)
        assert not kept.item.transmission.get_deferred_fields().isdisjoint({"content"})


@pytest.mark.parametrize("wire", ["bss", "ap"])
def test_a_day_that_comes_live_is_joined_as_a_whole(wire: str) -> None:
    sent, source = one_wire(day(5, conventions=[wire], rates=PRESETS["rough"]).sent, wire)
    feed(sent, source)
    assert agree(told_live(source), told_at_once(sent, source))


def test_what_was_rolled_back_is_not_kept() -> None:
    item = make.item(make.first("BFF-21"))
    KNOWN.forget()
    with transaction.atomic():
        ties.keep_ties([item])
        transaction.set_rollback(True)
    assert not KNOWN


def test_an_item_that_turns_out_to_have_come_earlier_is_known_by_its_new_time() -> None:
    page = make.first("BFF-21", end="MORE")
    make.ingest(page, at=make.minutes(60 * 24 * 3))
    make.ingest(page, at=make.minutes(0))
    make.ingest(make.then("BFF-22"), at=make.minutes(1))
    assert Story.objects.get().placings.count() == 2


def test_of_a_source_whose_clock_was_set_right_items_are_read_anew(read: list[int]) -> None:
    (story,) = make.ingest(make.first("BFF-21", end="MORE"), at=make.NOON).stories
    Source.objects.filter(pk=story.source_id).update(zone="Asia/Tokyo")
    read.clear()
    source = Source.objects.get(pk=story.source_id)
    make.ingest(make.then("BFF-22"), source=source, at=make.minutes(1))
    assert rows()[0].pk in read


def test_a_correction_by_hand_is_never_taken_for_what_it_corrects() -> None:
    make.ingest(make.first("BFF-21"), at=make.NOON)
    (item,) = rows()
    younger = WireItem.objects.get(pk=item.pk)
    younger.pk, younger.elder, younger.headline = None, item, "Another"
    younger.save(force_insert=True)
    found = ties.Search(item.transmission.source, [item])
    assert found.load(Q(pk__in=[item.pk, younger.pk])) == [younger.pk]
    assert found.found[younger.pk].take.headline == "Another"


def test_only_so_much_is_kept_and_what_was_met_last_stays() -> None:
    for number in range(4):
        make.ingest(make.first(f"BFF-{number}1", headline=f"Pier {number} opens"), join=False)
    told = [known.seen(item) for item in rows()]
    few = Known(most=2 * max(500 + sum(len(p.text) for p in one.take.paragraphs) for one in told))
    few.keep(told[:2])
    assert few.get(mark_of(told[0].item))
    few.keep(told[2:3])
    kept = [few.get(mark_of(one.item)) is not None for one in told]
    assert kept == [True, False, True, False]


def test_a_neighbour_costs_no_row_of_its_copy() -> None:
    for number in range(3):
        make.ingest(make.first(f"BFF-{number + 1}1", end="MORE", initials="QX"), at=make.NOON)
    with CaptureQueriesContext(connection) as asked:
        make.ingest(make.then("BFF-42", initials="QX"), at=make.minutes(1))
    copy = '"dispatches_wireitem"."body"'
    assert not [one for one in asked if copy in one["sql"] and " FROM " in one["sql"]
                and "dispatches_problem" not in one["sql"]]  # fmt: skip


# What C12 compares ------------------------------------------------------------------------------
BODY = (
    "A clerk at Tivey counted nine hundred carts at the north gate on Thursday.",
    "It is more than in any spring of which the parish keeps a record, she said.",
)


def test_a_text_that_is_kept_is_compared_as_one_that_is_read() -> None:
    make.ingest(make.first("BFF-21", headline="Carts counted", body=BODY), at=make.NOON)
    other = make.source("ostnews", convention="bss", agency="OST")
    for number in range(2):
        page = make.first(
            f"BFF-{number}7", headline="Nine hundred carts", body=BODY, slug=f"G{number}"
        )
        make.ingest(page, source=other, at=make.minutes(20 + number))
        assert TEXTS.get(Story.objects.earliest("pk").pk, 1)
        found = Story.objects.latest("pk").current_problems().filter(code="C12")
        assert [one.message for one in found] == ["100 % alike: “Carts counted” (BSS)."]


def test_only_so_many_texts_are_kept() -> None:
    few, said = Texts(most=2), Text("", text("", ()).runs)
    for number in range(3):
        few.keep_committed({(number, 1): said})
    assert [few.get(number, 1) for number in range(3)] == [None, said, said]
