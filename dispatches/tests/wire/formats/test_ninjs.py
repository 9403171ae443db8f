from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from dispatches.tests.wire.formats.imitations import PHOTO, STORY, items, lines_of, ninjs
from dispatches.wire import formats
from dispatches.wire.formats.ninjs import sniff
from dispatches.wire.items import Place, PubStatus, Subject, Type
from dispatches.wire.values import Unreadable

WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
STORY_3 = {
    "uri": "urn:orrin:3",
    "standard": {"name": "ninjs", "version": "3.0"},
    "type": "text",
    "headlines": [
        {"role": "short", "value": "Late"},
        {"role": "main", "contentType": "text/plain", "value": "Ferry late"},
    ],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "Plain."},
        {"role": "main", "contentType": "text/html", "value": "<p>One.</p><p>Two.</p>"},
    ],
    "descriptions": [{"role": "main", "value": "In short."}],
    "by": "Ana Flint",
    "edNote": "Check the name.",
    "copyrightHolder": "Orrin News Agency",
    "versionCreated": "2026-03-04T05:06:07Z",
    "embargoedUntil": "2026-03-05T06:00:00+01:00",
    "places": [{"name": "Orrin", "uri": "place:orrin"}],
    "associations": [{"name": "lead", "type": "picture", "headlines": [{"value": "The ferry"}]}],
}


def test_the_fields_of_ninjs_1_are_kept() -> None:
    (item,) = items(ninjs(evolvedfrom="tag:orrin.example,2026:1", takekey="2nd add"))
    assert (item.headline, item.slugline, item.byline) == (
        "Ferry to Orrin late again", "ferry-late", "Ana Flint",
    )  # fmt: skip
    assert (item.uri, item.version, item.urgency, item.take_key) == (
        "urn:orrin:ferry", "2", 3, "2nd add",
    )  # fmt: skip
    assert item.body == "The ferry was late & full.\n\nNobody was hurt."
    assert item.body_html.startswith("<p>The ferry was late &amp; full.</p>")
    assert item.dateline == Place("Port Orrin", "Port Orrin")
    assert item.subjects == (Subject("transport", "04015000"),)
    assert (item.versioncreated, item.abstract) == (WHEN, "The third time in a week.")
    assert item.evolvedfrom == ("tag:orrin.example,2026:1",)


def test_ninjs_3_is_read_from_its_arrays_and_its_own_spelling() -> None:
    item, picture = items(json.dumps(STORY_3).encode())
    assert (item.headline, item.abstract, item.byline) == ("Ferry late", "In short.", "Ana Flint")
    assert item.body == "One.\n\nTwo."
    assert (item.ednote, item.copyrightholder) == ("Check the name.", "Orrin News Agency")
    assert item.embargoed == datetime.fromisoformat("2026-03-05T06:00:00+01:00")
    assert item.places == (Subject("Orrin", "place:orrin"),)
    assert (picture.type, picture.headline) == (Type.PICTURE, "The ferry")


def test_a_picture_stands_after_its_story_and_the_story_names_it() -> None:
    story, picture = items(ninjs(associations={"featured": PHOTO, "other": None}))
    assert (picture.type, picture.body) == (Type.PICTURE, "The ferry at Port Orrin.")
    (relation,) = story.relations
    assert (relation.rel, relation.uri) == ("picture", "urn:orrin:photo")
    assert (relation.href, relation.mimetype) == ("https://orrin.example/o.jpg", "image/jpeg")


def test_a_list_under_any_common_name_is_read_item_by_item() -> None:
    raw = json.dumps({"total": 2, "_items": [STORY, {**STORY, "uri": "urn:orrin:other"}]})
    assert [item.uri for item in items(raw.encode())] == ["urn:orrin:ferry", "urn:orrin:other"]


def test_a_story_that_is_no_more_than_named_is_a_relation_alone() -> None:
    named = {"type": "text", "uri": "urn:orrin:old", "headline": "Ferry on time"}
    (story,) = items(ninjs(associations=[named]))
    assert [(one.rel, one.uri) for one in story.relations] == [("seealso", "urn:orrin:old")]


@pytest.mark.parametrize(
    ("words", "status", "embargo"),
    [
        ("usable", PubStatus.USABLE, ""),
        ("", PubStatus.USABLE, ""),
        ("withheld", PubStatus.WITHHELD, ""),
        ("cancelled", PubStatus.CANCELED, ""),
        ("embargoed", PubStatus.WITHHELD, "embargoed"),
        ("approved by nobody", PubStatus.WITHHELD, "approved by nobody"),
    ],
)
def test_a_status_that_nobody_knows_holds_the_item_back(
    words: str, status: PubStatus, embargo: str
) -> None:
    (item,) = items(ninjs(pubstatus=words))
    assert (item.pubstatus, item.embargo) == (status, embargo)


@pytest.mark.parametrize(
    "changes",
    [
        {"embargoed": "2026-03-05T06:00:00Z"},
        {"embargoed": "when the minister has spoken"},
        {"ednote": "Embargoed until 6 pm."},
        {"headline": "EMBARGOED: Ferry late"},
        {"pubstatus": "withheld"},
    ],
)
def test_an_embargoed_item_and_its_picture_are_never_plainly_usable(
    changes: dict[str, Any],
) -> None:
    found = items(ninjs(associations={"one": PHOTO}, **changes))
    assert [item.is_usable for item in found] == [False, False]


def test_an_embargo_in_the_news_holds_nothing_back() -> None:
    (item,) = items(ninjs(headline="Oil embargo ends", ednote="Adds quote; embargo lifted."))
    assert item.is_usable


def test_plain_text_serves_where_there_is_no_html() -> None:
    (item,) = items(ninjs(without="body_html", body_text="One.\n\nTwo."))
    assert (item.body, item.body_html) == ("One.\n\nTwo.", "")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_charset_that_json_comes_in_is_read(charset: str) -> None:
    raw = ninjs(headline="Fähre verspätet").decode()
    told = raw.replace("\\u00e4", "ä").encode(charset)
    assert items(told)[0].headline == "Fähre verspätet"


def test_the_copy_of_a_page_is_the_body_of_its_item() -> None:
    document = formats.read(ninjs())
    assert lines_of(document) == [document.items[0].body]


def test_an_address_that_is_none_of_the_webs_is_dropped() -> None:
    renditions = {"original": {"href": "javascript:alert(1)"}}
    (item,) = items(json.dumps({**PHOTO, "renditions": renditions}).encode())
    assert item.relations == ()


@pytest.mark.parametrize("raw", [b'{"name": "ferry", "length": 3}', b"[Orrin] {Late} copy"])
def test_json_of_other_kinds_and_copy_in_brackets_are_no_ninjs(raw: bytes) -> None:
    assert not sniff(raw)


def test_json_that_breaks_off_is_refused_with_a_sentence() -> None:
    with pytest.raises(Unreadable, match="breaks off"):
        formats.read(ninjs()[:-20])
