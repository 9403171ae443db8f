import json
from typing import Any

import pytest

from dispatches.channels import jsonfeed
from dispatches.channels.adapter import Fault
from dispatches.tests.channels.stand import Basket, channel, look
from dispatches.tests.channels.web_server import Web, plain, serving, tagged


@pytest.fixture
def basket() -> Basket:
    return Basket()


def body(of: Any) -> bytes:
    return json.dumps(of).encode()


ITEMS = [{"uri": "urn:1", "b": 1, "a": "é"}, {"uri": "urn:2"}]


@pytest.mark.parametrize(
    ("of", "given"),
    [
        (ITEMS, {}),
        ({"items": ITEMS}, {}),
        ({"data": {"items": ITEMS}}, {}),
        ({"results": ITEMS}, {}),
        ({"items": [], "wire": {"today": ITEMS}}, {"items": "wire.today"}),
    ],
    ids=["top", "items", "data", "results", "named"],
)
def test_each_item_is_handed_on_by_itself(
    web: Web, basket: Basket, of: Any, given: dict[str, Any]
) -> None:
    web.answers["/"] = plain(body(of))
    assert look(jsonfeed, channel(url=web.url("/"), **given), basket).taken == 2
    assert basket.names == ["urn:1", "urn:2"]
    assert basket.bytes[0] == '{"a":"é","b":1,"uri":"urn:1"}'.encode()


def test_only_an_item_that_changed_comes_again(web: Web, basket: Basket) -> None:
    of = channel(url=web.url("/"))
    for version in (1, 1, 2):
        web.answers["/"] = plain(body({"items": [{"id": 7, "v": version}, {"id": 8}]}))
        look(jsonfeed, of, basket)
    assert basket.names == ["7", "8", "7"]


def test_pages_are_followed_to_the_last_and_no_further(web: Web, basket: Basket) -> None:
    web.answers |= {
        "/1": plain(body({"items": ITEMS[:1], "links": {"next": "/2"}})),
        "/2": plain(body({"items": ITEMS[1:], "links": {"next": "/1"}})),
    }
    looked = look(jsonfeed, channel(url=web.url("/1"), next="links.next"), basket)
    assert basket.names == ["urn:1", "urn:2"]
    assert looked.left == []
    looked = look(jsonfeed, channel(url=web.url("/1"), next="links.next", pages=1), basket)
    assert looked.left == ["There are more than 1 pages; the first are read."]


def test_the_token_goes_to_no_other_machine(web: Web, basket: Basket) -> None:
    with serving() as other:
        web.answers["/"] = plain(body({"items": ITEMS, "next": other.url("/")}))
        of = channel(url=web.url("/"), next="next", login="token", header="X-Key", scheme="-")
        looked = look(jsonfeed, of, basket, secret="sesame")
        assert other.asked == []
    assert web.asked[0][1]["x-key"] == "sesame"
    assert looked.taken == 2
    assert looked.left[0].startswith("The next page was not had: The next page is on another")
    assert "etag" not in of.memo


def test_a_list_that_did_not_change_is_not_sent_again(web: Web, basket: Basket) -> None:
    web.answers["/"] = tagged(body(ITEMS), '"7"')
    of = channel(url=web.url("/"))
    assert [look(jsonfeed, of, basket).taken for _ in range(2)] == [2, 0]
    assert web.asked[1][1]["if-none-match"] == '"7"'


@pytest.mark.parametrize(
    "raw",
    [b"<html>", b"[NaN]", b"[1e999]", b"[" * 100_000, b"\xff", b"[" + b"9" * 5000 + b"]", b""],
    ids=["page", "nan", "infinite", "deep", "binary", "number", "empty"],
)
def test_what_is_no_json_is_handed_on_whole(web: Web, basket: Basket, raw: bytes) -> None:
    web.answers["/"] = plain(raw)
    look(jsonfeed, channel(url=web.url("/")), basket)
    assert basket.bytes == [raw]


def test_one_item_without_a_list_is_one_item(web: Web, basket: Basket) -> None:
    web.answers["/"] = plain(b'{"uri": "urn:1", "headline": "\\ud800"}')
    look(jsonfeed, channel(url=web.url("/")), basket)
    assert basket.things == [("urn:1", b'{"headline":"\\ud800","uri":"urn:1"}')]
    with pytest.raises(Fault, match="no list at “wire”"):
        look(jsonfeed, channel(url=web.url("/"), items="wire"), basket)


def test_at_most_so_many_are_taken_a_look(web: Web, basket: Basket) -> None:
    web.answers["/"] = tagged(body([{"id": number} for number in range(25)]), '"7"')
    of = channel(url=web.url("/"), most=10)
    assert [look(jsonfeed, of, basket).taken for _ in range(4)] == [10, 10, 5, 0]
    assert len(set(basket.bytes)) == 25


def test_a_test_of_the_settings_says_what_is_there(web: Web) -> None:
    web.answers["/"] = plain(body({"items": ITEMS, "next": "/2"}))
    told = jsonfeed.test(channel(url=web.url("/"), next="next"), "")
    assert told == "It is JSON, and has 2 items and a next page."
