import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dispatches.channels import addresses, dial, fetch
from dispatches.channels.adapter import Fault
from dispatches.tests.channels import certificates
from dispatches.tests.channels.web_server import Web, dripping, plain, serving

INNER = fetch.Rules(private=True, seconds=1)
HOST = "news.example.org"


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    file = certificates.made(tmp_path, HOST)
    monkeypatch.setattr(dial, "trust", lambda: certificates.believed(file))
    monkeypatch.setattr(addresses, "lookup", lambda host: ["127.0.0.1"])
    with serving(certificates.served(file)) as web:
        yield web


def test_the_certificate_is_checked_for_the_name_and_not_for_the_address(secure: Web) -> None:
    secure.answers["/"] = plain(b"copy")
    assert fetch.get(secure.url("/", HOST), rules=INNER).body == b"copy"
    assert secure.asked[0][1]["host"] == f"{HOST}:{secure.port}"
    assert secure.names == [HOST]


def test_a_certificate_for_another_name_is_not_believed(secure: Web) -> None:
    for host in ("other.example.org", "127.0.0.1"):
        with pytest.raises(Fault, match="is not believed"):
            fetch.get(secure.url("/", host), rules=INNER, keys={"Authorization": "sesame"})
    assert secure.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    secure: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(addresses, "lookup", lambda host: ["127.0.0.1"])
    with pytest.raises(Fault, match="not believed"):
        fetch.get(secure.url("/", HOST), rules=INNER)
    assert secure.asked == []


def test_a_redirect_out_of_tls_is_refused(secure: Web, web: Web) -> None:
    secure.answers["/"] = plain(b"", 302, Location=web.url("/"))
    with pytest.raises(Fault, match="https to http"):
        fetch.get(secure.url("/", HOST), rules=INNER)
    assert web.asked == []


def test_time_ends_within_tls_too(secure: Web, stop: threading.Event) -> None:
    secure.answers["/"] = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"x", stop)
    with pytest.raises(Fault, match=r"within 0.3 seconds"):
        fetch.get(secure.url("/", HOST), rules=fetch.Rules(private=True, seconds=0.3))


def test_a_port_that_speaks_no_tls_is_a_fault(web: Web) -> None:
    with pytest.raises(Fault, match="does not speak TLS"):
        fetch.get(web.url("/").replace("http:", "https:"), rules=INNER)
