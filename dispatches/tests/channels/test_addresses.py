import ipaddress
import socket
import threading
from collections.abc import Iterator

import pytest

from dispatches.channels import addresses, dial, feed, fetch, ftp, imap, jsonfeed, sftp
from dispatches.channels.adapter import Adapter, Fault
from dispatches.tests.channels.stand import Basket, channel, look
from dispatches.tests.channels.web_server import Web, plain

INSIDE = (
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.255.255", "169.254.169.254", "169.254.0.1", "100.64.0.1",
    "100.127.255.254", "0.0.0.0", "0.1.2.3",  # noqa: S104
    "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9",
)  # fmt: skip
INSIDE_SIX = (
    "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd12:3456::1", "fd00:ec2::254", "ff02::1",
    "ff0e::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "3fff::1", "64:ff9b:1::1",
)  # fmt: skip
WRITTEN = (
    "file:///etc/passwd", "ftp://news.example.org/", "gopher://127.0.0.1:70/", "dict://127.0.0.1/",
    "//127.0.0.1/", "127.0.0.1", "http:127.0.0.1", "http:///etc", "http://", "https:///", "jar:x",
    "http://news.example.org@127.0.0.1/", "http://127.0.0.1@news.example.org/", "http://a:b@c.org/",
    "http://news.example.org\\@127.0.0.1/", "http://127.0.0.1\\.news.example.org/",
    "http://news.example.org /", "http://news.example.org\t/", "http://127.0.0.1%00.example.org/",
    "http://127.0.0.1%2f@x/", "http://[::1%25lo]/", "http://[fe80::1%eth0]/", "http://[::1/",
    "http://[127.0.0.1]/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://１２７.0.0.1/",
    "http://news.example.org:22/", "http://news.example.org:25/", "http://news.example.org:0/",
    "http://news.example.org:65536/", "http://news.example.org:-1/", "http://news.example.org:x/",
    "http://news..example.org/", "http://-a.example.org/", "http://127.1/", "http://0/",
    "http://127.0.0.1.:80/", "http://0x7f.1/", "http://news.example.org/\r\nX: y", "javascript:x",
)  # fmt: skip


def numbers(address: str) -> list[str]:
    """An IPv4 address in every form that some library takes for it, and within IPv6."""
    parts = [int(part) for part in address.split(".")]
    whole = int(ipaddress.IPv4Address(address))
    six = [f"::ffff:{address}", f"::ffff:{whole >> 16:x}:{whole & 0xFFFF:x}", f"::{address}",
           f"64:ff9b::{address}", f"2002:{whole >> 16:x}:{whole & 0xFFFF:x}::1",
           f"2001:0:{whole >> 16:x}:{whole & 0xFFFF:x}::1", f"::ffff:0:{address}"]  # fmt: skip
    return [
        address, f"{address}.", str(whole), hex(whole), f"0{whole:o}",
        ".".join(hex(part) for part in parts), ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{whole & 0xFFFFFF}", f"{parts[0]}.{parts[1]}.{whole & 0xFFFF}",
        f"00{address}", address.replace(".", "。"), *(f"[{one}]" for one in six),
    ]  # fmt: skip


URLS = [
    *(f"http://{form}/feed.xml" for address in INSIDE for form in numbers(address)),
    *(f"https://[{address}]:8443/" for address in INSIDE_SIX),
    *WRITTEN,
]


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where a connection was made to; none is really made."""
    made: list[str] = []

    def connect(address: str, port: int, _seconds: float) -> dial.Line:
        made.append(f"{address} {port}")
        raise ConnectionRefusedError

    monkeypatch.setattr(dial, "connect", connect)
    monkeypatch.setattr(addresses, "lookup", lambda host: ["93.184.215.14"])
    return made


def test_no_address_of_an_inner_network_is_connected_to_however_it_is_written(
    connected: list[str],
) -> None:
    assert len(set(URLS)) >= 400
    for url in URLS:
        with pytest.raises(Fault):
            fetch.get(url)
    assert connected == []


def test_no_name_that_leads_to_an_inner_network_is_connected_to(
    connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in (*INSIDE, *INSIDE_SIX, "fe80::1%eth0", "::ffff:10.0.0.1", "not an address"):
        for found in ([address], ["93.184.215.14", address], [address, "93.184.215.14"]):
            monkeypatch.setattr(addresses, "lookup", lambda host, found=found: found)
            with pytest.raises(Fault, match="open internet"):
                fetch.get("https://news.example.org/feed.xml")
    assert connected == []


@pytest.mark.parametrize("adapter", [feed, jsonfeed, imap, ftp, sftp])
def test_no_kind_of_channel_reaches_inside_unless_it_is_allowed(
    connected: list[str], adapter: Adapter
) -> None:
    for host in (*INSIDE, "::1", "fd00::1", "2130706433", "0x7f.1"):
        at = f"[{host}]" if ":" in host else host
        of = channel(host=host, url=f"https://{at}/", user="desk", fingerprint="SHA256:x")
        of.settings["allow_private"] = False
        for act in (lambda of=of: adapter.test(of, "x"), lambda of=of: look(adapter, of, Basket())):
            with pytest.raises(Fault):
                act()
    assert connected == []


@pytest.mark.parametrize(
    "url",
    ["http://news.example.org/", "https://news.example.org:8443/a?b=c", "http://[2606:2800::1]/",
     "http://93.184.215.14/", "http://münchen.example.org/é"],
)  # fmt: skip
def test_an_address_of_the_open_internet_is_connected_to(connected: list[str], url: str) -> None:
    with pytest.raises(Fault, match="does not answer"):
        fetch.get(url)
    assert len(connected) == 1


def test_a_name_is_looked_up_once_and_what_was_found_is_connected_to(
    connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    monkeypatch.setattr(addresses, "lookup", lambda host: next(answers))
    with pytest.raises(Fault):
        fetch.get("http://news.example.org/")
    assert connected == ["93.184.215.14 80"]
    assert next(answers) == ["127.0.0.1"]


def test_what_a_channel_may_reach_inside_is_no_link_local_address(connected: list[str]) -> None:
    inner = fetch.Rules(private=True)
    for url in (
        "http://169.254.169.254/",
        "http://0.0.0.0/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
    ):
        with pytest.raises(Fault, match="open internet"):
            fetch.get(url, rules=inner)
    with pytest.raises(Fault, match="does not answer"):
        fetch.get("http://10.1.2.3/", rules=inner)
    assert connected == ["10.1.2.3 80"]


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1:8080/",
        "http://[::1]/",
        "file:///etc/passwd",
        "http://user:word@localhost/",
        "//169.254.169.254/",
    ],
)
def test_a_redirect_to_an_inner_network_is_not_followed(
    web: Web, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    made: list[str] = []
    real = dial.connect

    def connect(address: str, port: int, seconds: float) -> dial.Line:
        made.append(address)
        return real("127.0.0.1", web.port, seconds)

    monkeypatch.setattr(dial, "connect", connect)
    monkeypatch.setattr(addresses, "lookup", lambda host: ["93.184.215.14"])
    web.answers["/"] = plain(b"", 302, Location=where)
    with pytest.raises(Fault):
        fetch.get("http://news.example.org/")
    assert made == ["93.184.215.14"]


@pytest.fixture
def silent_name_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ended = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: ended.wait(10) and [])
    monkeypatch.setattr(addresses, "LOOKUP_SECONDS", 0.05)
    yield
    ended.set()


@pytest.mark.usefixtures("silent_name_server")
def test_a_name_server_that_is_silent_is_not_waited_for() -> None:
    with pytest.raises(Fault, match="not found"):
        addresses.resolve("news.example.org", private=False)
