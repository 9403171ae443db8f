import gzip
import threading
import tracemalloc
from time import monotonic

import pytest

from dispatches.channels import fetch
from dispatches.channels.adapter import Fault
from dispatches.tests.channels.web_server import Web, dripping, plain, serving, tagged

INNER = fetch.Rules(private=True, seconds=1, most=100_000)


def test_what_is_there_comes_with_its_validators(web: Web) -> None:
    web.answers["/feed"] = plain(b"copy", ETag='"7"', Last_Modified="Thu, 25 Apr 2019 12:00:00 GMT")
    got = fetch.get(web.url("/feed?of=today"), rules=INNER)
    assert (got.status, got.body, got.etag) == (200, b"copy", '"7"')
    assert got.last_modified == "Thu, 25 Apr 2019 12:00:00 GMT"
    assert web.asked[0][0] == "/feed?of=today"
    assert web.asked[0][1]["host"] == f"127.0.0.1:{web.port}"


def test_an_answer_that_nothing_changed_may_have_a_body(web: Web) -> None:
    web.answers["/"] = tagged(b"copy", '"7"')
    got = fetch.get(web.url("/"), rules=INNER, headers={"If-None-Match": '"7"'})
    assert (got.status, got.body) == (304, b"")


def test_no_proxy_of_the_environment_is_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    web.answers["/"] = plain(b"copy")
    assert fetch.get(web.url("/"), rules=INNER).body == b"copy"


def test_a_redirect_is_followed_and_a_circle_is_left(web: Web) -> None:
    web.answers |= {"/a": plain(b"", 301, Location="b"), "/b": plain(b"copy")}
    got = fetch.get(web.url("/a"), rules=INNER)
    assert (got.body, got.url) == (b"copy", web.url("/b"))
    web.answers["/b"] = plain(b"", 302, Location="/a")
    with pytest.raises(Fault, match="more than 5 times"):
        fetch.get(web.url("/a"), rules=INNER)
    assert len(web.asked) == 2 + fetch.HOPS + 1


def test_credentials_go_to_the_first_host_alone(web: Web) -> None:
    with serving() as other:
        web.answers |= {
            "/a": plain(b"", 302, Location="/b"),
            "/b": plain(b"", 302, Location=other.url("/c")),
        }
        other.answers["/c"] = plain(b"", 302, Location=web.url("/d"))
        web.answers["/d"] = plain(b"copy")
        fetch.get(web.url("/a"), rules=INNER, keys={"Authorization": "Bearer sesame"})
        sent = ["authorization" in headers for _, headers in [*web.asked, *other.asked]]
        assert sent == [True, True, False, False]


def test_a_secret_is_not_sent_in_the_clear() -> None:
    with pytest.raises(Fault, match="https only") as fault:
        fetch.get("http://93.184.215.14/", keys={"Authorization": "Bearer sesame"})
    assert "sesame" not in str(fault.value)


def test_a_body_over_the_cap_is_given_up_whatever_it_says_of_its_length(
    web: Web, stop: threading.Event
) -> None:
    web.answers |= {
        "/long": plain(b"x" * 100_001),
        "/endless": dripping(b"HTTP/1.0 200 OK\r\n\r\n", b"x" * 50_000, stop),
        "/chunked": dripping(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"c350\r\n" + b"x" * 50_000 + b"\r\n",
            stop,
        ),
        "/bomb": plain(gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip"),
    }
    for path in web.answers:
        with pytest.raises(Fault, match=r"more than 100,000 bytes"):
            fetch.get(web.url(path), rules=INNER)


def test_a_bomb_is_never_unpacked_whole(web: Web) -> None:
    web.answers["/"] = plain(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    tracemalloc.start()
    with pytest.raises(Fault):
        fetch.get(web.url("/"), rules=INNER)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_what_fits_is_unpacked(web: Web) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    web.answers |= {
        "/": plain(packed, Content_Encoding="gzip"),
        "/short": plain(packed[:-9], Content_Encoding="gzip"),
        "/odd": plain(packed, Content_Encoding="br"),
    }
    assert fetch.get(web.url("/"), rules=INNER).body == b"one two"
    for path in ("/short", "/odd"):
        with pytest.raises(Fault):
            fetch.get(web.url(path), rules=INNER)


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X: y"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_an_answer_that_drips_is_left_when_its_time_is_over(
    web: Web, stop: threading.Event, first: bytes, drop: bytes
) -> None:
    web.answers["/"] = dripping(first, drop, stop)
    began = monotonic()
    with pytest.raises(Fault, match=r"within 0.3 seconds"):
        fetch.get(web.url("/"), rules=fetch.Rules(private=True, seconds=0.3))
    assert monotonic() - began < 1


def test_what_is_not_whole_or_not_there_is_a_fault(web: Web) -> None:
    for status in (204, 206, 401, 404, 500, 700):
        web.answers[f"/{status}"] = plain(b"", status)
    web.answers["/half"] = plain(b"half", Content_Length=9)
    for path in web.answers:
        with pytest.raises(Fault):
            fetch.get(web.url(path), rules=INNER)


@pytest.mark.parametrize(
    ("status", "told", "wait"), [(429, "120", 120), (503, "never", 60), (503, "9" * 30, 86400)]
)
def test_who_asks_for_rest_is_told_how_long(web: Web, status: int, told: str, wait: int) -> None:
    web.answers["/"] = plain(b"", status, Retry_After=told)
    with pytest.raises(fetch.Busy, match="left alone") as busy:
        fetch.get(web.url("/"), rules=INNER)
    assert busy.value.wait == wait
