from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dispatches.models import Source, Transmission, WireItem
from dispatches.models.shapes import assembly_of, item_of, serial_of, storable, take_of
from dispatches.models.wording import HEADING, copy_in, wording_from, wording_of
from dispatches.tests import make
from dispatches.wire import pipeline
from dispatches.wire.ids import Serial
from dispatches.wire.values import Dateline, Mark, SignOff, Take

PAGE = make.first("BFF-08", end="MORE", body=("Rain fell on a stand-", "“It poured,” he said."))


def kept() -> Transmission:
    source = Source.objects.create(slug="bss", name="BSS", convention="bss", zone="Asia/Dhaka")
    return Transmission.objects.create(
        source=source, sha256="ab" * 32, size=1, content=b"x", received_at=make.NOON
    )


@pytest.mark.django_db
@pytest.mark.parametrize("text", [PAGE, make.then("BFF-09"), make.kill("BFF-7", names="BFF-08")])
def test_a_take_that_was_filed_comes_back_as_it_was_read(text: str) -> None:
    item = make.item(text, at=make.NOON)
    item = WireItem.objects.select_related("transmission__source").get(pk=item.pk)
    page = item.transmission
    (read,) = pipeline.read(
        text.encode(), feed="bss", convention="bss", received_at=make.NOON, page=page.sha256
    ).takes
    back = take_of(item)
    differs = {"key", "paragraphs"}
    assert {n: getattr(back, n) for n in Take.__slots__ if n not in differs} == {
        n: getattr(read, n) for n in Take.__slots__ if n not in differs
    }
    assert [(p.text, p.kind, p.fixes) for p in back.paragraphs] == [
        (p.text, p.kind, p.fixes) for p in read.paragraphs
    ]


def origins(take: Take) -> list[tuple[int, int]]:
    return [(o.first, o.last) for paragraph in take.paragraphs for o in paragraph.origins]


@pytest.mark.django_db
def test_every_paragraph_that_comes_back_knows_its_take_and_lines() -> None:
    item = make.item(PAGE)
    back = take_of(WireItem.objects.select_related("transmission__source").get(pk=item.pk))
    assert {o.take for p in back.paragraphs for o in p.origins} == {back.key}
    assert origins(back) == [(6, 6), (8, 8)]


@pytest.mark.django_db
def test_a_time_without_a_zone_is_in_the_zone_of_the_wire() -> None:
    item = item_of(Take("k", stated_at=datetime(2019, 4, 25, 8)), kept(), make.NOON)  # noqa: DTZ001
    item.save()
    item.refresh_from_db()
    assert item.stated_at == datetime(2019, 4, 25, 2, tzinfo=UTC)
    stated = take_of(item).stated_at
    assert stated is not None
    assert stated.hour == 8


ANY = st.text(max_size=700)
TAKES = st.builds(
    Take,
    key=ANY,
    serial=st.none() | st.builds(Serial, ANY, st.integers(0, 10**30), st.integers(0, 40)),
    headline=ANY,
    slug=ANY,
    byline=ANY,
    priority=ANY,
    credit=st.lists(ANY, max_size=2).map(tuple),
    dateline=st.none() | st.builds(Dateline, ANY, ANY, st.none() | st.dates()),
    sign_off=st.none() | st.builds(SignOff, st.just(("BSS",)), ANY, st.none() | st.times()),
    mark=st.sampled_from(Mark),
)


class AnyTake(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.transmission = kept()

    transmission: Transmission

    @settings(max_examples=60)
    @given(TAKES)
    def test_whatever_a_take_says_can_be_stored_and_read_back(self, take: Take) -> None:
        item = item_of(take, self.transmission, make.NOON)
        item.full_clean(exclude=["elder"], validate_unique=False)
        item.save()
        back = take_of(WireItem.objects.select_related("transmission__source").get(pk=item.pk))
        assert back.mark == take.mark
        if len(take.headline) <= 500:
            assert back.headline == storable(take.headline)


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("BFF-08", Serial("BFF", 8, 2)),
        ("0240", Serial("", 240, 4)),
        ("A-B-7", Serial("A-B", 7, 1)),
        ("", None),
        ("BFF-", None),
        ("BFF-²", None),
        ("no number", None),
    ],
)
def test_a_serial_is_what_was_printed(text: str, serial: Serial | None) -> None:
    assert serial_of(text) == serial
    assert serial is None or str(serial) == text


# Versions ----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_version_and_the_copy_that_is_checked_say_the_same() -> None:
    story = make.story(make.first("BFF-08", end="MORE"), make.then("BFF-09"))
    placings = list(story.placings.select_related("item__transmission__source"))
    items = {p.item.pk: p.item for p in placings}
    assembly = assembly_of(story, placings)
    keys = {item.pk: take.key for item, take in zip(items.values(), assembly.takes, strict=True)}
    wording = wording_of(story.head())
    copy = copy_in(wording, keys)
    assert copy.paragraphs == pipeline.copy_of(assembly).paragraphs
    assert wording_from(copy, {key: items[pk] for pk, key in keys.items()}) == wording


@pytest.mark.django_db
def test_the_heading_is_all_that_a_revision_says_above_its_paragraphs() -> None:
    revision = make.story().head()
    said: dict[str, Any] = wording_of(revision).heading
    assert list(said) == list(HEADING)
    assert (said["city"], said["dateline_date"]) == ("TARANGDI", date(2019, 4, 25))
    assert said["credit"] == ["BSS"]


@pytest.mark.django_db
def test_the_sign_off_comes_back_with_its_clock() -> None:
    item = make.item(make.first(clock="0834", initials="FI"))
    back = take_of(WireItem.objects.select_related("transmission__source").get(pk=item.pk))
    assert back.sign_off == SignOff(("BSS",), "FI", time(8, 34))
