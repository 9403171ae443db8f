from __future__ import annotations

import json

import pytest

from dispatches.tests.wire.formats.imitations import AP_PHOTO, AP_STORY, ap, items
from dispatches.wire import formats
from dispatches.wire.items import Place, PubStatus, Type


def test_an_item_is_read_with_its_ids_its_slug_and_its_take_key() -> None:
    (item,) = items(ap())
    assert (item.guid, item.uri, item.version) == ("f1:3", "f1", "3")
    assert (item.slugline, item.take_key) == ("BC-OR--Ferry-Late", "2nd Ld-Writethru")
    assert item.byline == "By ANA FLINT (Orrin News Agency)"
    assert item.dateline == Place("PORT ORRIN, Orrin", "Port Orrin")
    assert (item.urgency, item.usageterms) == (4, "Not for archives")
    assert item.abstract == "The third time in a week"


def test_a_feed_gives_each_item_and_its_linked_picture_after_it() -> None:
    story = {**AP_STORY, "associations": {"1": AP_PHOTO}}
    raw = json.dumps({"data": {"items": [{"meta": {}, "item": story}, {"item": AP_PHOTO}]}})
    found = items(raw.encode())
    assert [item.type for item in found] == [Type.TEXT, Type.PICTURE, Type.PICTURE]
    assert (found[1].body, found[1].byline) == ("The ferry at Port Orrin.", "Bo Reed")
    assert "picture" in {relation.rel for relation in found[0].relations}


def test_the_text_that_was_fetched_for_an_item_is_its_body() -> None:
    value = json.loads(ap()) | {"nitf": {"body_html": "<block><p>One.</p><p>Two.</p></block>"}}
    (item,) = items(json.dumps(value).encode())
    assert item.body == "One.\n\nTwo."
    assert "incomplete" not in item.signals


def test_an_item_without_its_text_is_said_to_be_incomplete() -> None:
    document = formats.read(ap())
    assert "incomplete" in document.items[0].signals
    assert "without their text" in document.text.notes[0]


@pytest.mark.parametrize(
    ("types", "status"),
    [
        (["Kill"], PubStatus.CANCELED),
        (["Disregard"], PubStatus.CANCELED),
        (["Withhold"], PubStatus.WITHHELD),
        (["Lead", "HoldForRelease"], PubStatus.WITHHELD),
        (["Corrective"], PubStatus.USABLE),
    ],
)
def test_editorial_types_say_more_than_the_status(types: list[str], status: PubStatus) -> None:
    (item,) = items(ap(editorialtypes=types))
    assert item.pubstatus is status
    assert set(types) <= set(item.signals)


def test_a_hold_is_of_the_linked_picture_too() -> None:
    found = items(ap(pubstatus="embargoed", associations={"1": AP_PHOTO}))
    assert [item.pubstatus for item in found] == [PubStatus.WITHHELD] * 2


def test_a_take_key_is_taken_from_the_types_where_the_slug_has_none() -> None:
    (item,) = items(ap(slugline="BC-OR--Ferry-Late", editorialtypes=["Lead"]))
    assert item.take_key == "Lead"


def test_an_item_is_the_same_one_under_every_address_that_a_session_gives_it() -> None:
    raws = (ap(uri=f"https://api.example/content/f1?qt={token}") for token in ("a1", "b2"))
    assert {items(raw)[0].uri for raw in raws} == {"f1"}
