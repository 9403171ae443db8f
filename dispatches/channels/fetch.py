"""One HTTP GET from an address that nobody vouches for: bounded, pinned, and never led astray."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from time import monotonic, time
from urllib.parse import quote, urljoin, urlsplit

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as TimedOut
from urllib3.response import BaseHTTPResponse

from . import addresses, dial
from .adapter import Fault

SECONDS = 10
BYTES = 5 * 1024 * 1024
HOPS = 5
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 64 * 1024
LONGEST_WAIT = 24 * 60 * 60
_QUOTED = "/%:@!$&'()*+,;=~"  # what stays as it is in a path
_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")


class Busy(Fault):
    """The other side asks not to be asked again for `wait` seconds."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Rules:
    """What a fetch may do: reach private addresses, any port; how long and how much it may take."""

    private: bool = False
    any_port: bool = False
    seconds: float = SECONDS
    most: int = BYTES


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `status` is 200, or 304 when nothing changed; `url` is where it was found."""

    status: int
    body: bytes
    etag: str
    last_modified: str
    retry_after: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """An address that was checked, in its parts."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """What must be the same for credentials to go along."""
        return self.scheme, self.host, self.port

    @property
    def url(self) -> str:
        """The whole address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.target}"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class _Pinned(HTTPConnection):
    """A connection to a place, over a line that was checked; no proxy, no second look-up."""

    def __init__(self, place: Place, rules: Rules, until: float) -> None:
        super().__init__(place.host, place.port, timeout=rules.seconds)
        self.default_port = _PORTS[place.scheme]  # type: ignore[misc]
        self._place, self._rules, self._until = place, rules, until

    def _new_conn(self) -> dial.Line | dial.TlsLine:
        place = self._place
        line = dial.reach(place.host, place.port, private=self._rules.private, until=self._until)
        return dial.secured(line, place.host) if place.scheme == "https" else line


def place_of(url: str, rules: Rules) -> Place:
    """The address in its parts, or a Fault that says what is wrong; nothing is asked yet."""
    if len(url) > 4000 or _UNFIT.search(url):
        raise Fault("The address holds a blank, a control mark or a backslash; write it anew.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Fault("The address cannot be read; write it as https://host/path.") from None
    if parts.scheme not in _PORTS:
        raise Fault("Only http and https addresses are fetched; mend the address.")
    if "@" in parts.netloc:
        raise Fault("A name or password in an address is refused; use the settings for it.")
    named = parts.netloc.removesuffix(":" if port is None else f":{port}")
    host = addresses.host_of(named)
    port = _PORTS[parts.scheme] if port is None else port
    if port not in (80, 443) and (port == 0 or (port < 1024 and not rules.any_port)):
        raise Fault(f"Port {port} is refused; if it is right, switch on “Allow any port”.")
    target = quote(parts.path or "/", safe=_QUOTED)
    if parts.query:
        target += "?" + quote(parts.query, safe=_QUOTED + "?")
    return Place(parts.scheme, host, port, target)


def get(
    url: str,
    *,
    rules: Rules | None = None,
    headers: Mapping[str, str] | None = None,
    keys: Mapping[str, str] | None = None,
) -> Fetched:
    """Fetch an address, following at most HOPS redirects; each is checked as the first was.

    `keys` are headers with credentials: they go by TLS only (or where private addresses are
    allowed), and to the first host alone. Raises Fault, or Busy when it is asked to wait.
    """
    rules = rules or Rules()
    until = monotonic() + rules.seconds
    place, keys = place_of(url, rules), dict(keys or {})
    for _ in range(HOPS + 1):
        if keys and place.scheme != "https" and not rules.private:
            raise Fault("A secret is sent by https only; mend the address.")
        answer = _ask(place, {**(headers or {}), **keys}, rules, until)
        where = answer.headers.get("location", "")
        if answer.status not in _MOVED or not where:
            return _fetched(place, answer)
        further = place_of(urljoin(place.url, where), rules)
        if place.scheme == "https" and further.scheme == "http":
            raise Fault(f"{place.host} sends from https to http, and that is refused.")
        if further.origin != place.origin:
            keys = {}
        place = further
    raise Fault(f"{place.host} sends on more than {HOPS} times; ask its keeper for the address.")


def _ask(place: Place, headers: Mapping[str, str], rules: Rules, until: float) -> _Answer:
    connection = _Pinned(place, rules, until)
    sent = {"User-Agent": "newsdesk", "Accept-Encoding": "gzip", **headers}
    try:
        connection.request("GET", place.target, headers=sent, decode_content=False,
                           preload_content=False)  # fmt: skip
        response = connection.getresponse()
        got = {name.lower(): value for name, value in response.headers.items()}
        body = _body(response, got, rules, place) if response.status in (200, 203) else b""
    except (TimeoutError, TimedOut):
        raise Fault(
            f"{place.host} did not finish within {rules.seconds:g} seconds; try again later, "
            "or allow it more."
        ) from None
    except (HTTPError, HTTPException, OSError, ValueError):
        raise Fault(
            f"{place.host} broke off, or answered what is no HTTP; try again later."
        ) from None
    finally:
        connection.close()
    return _Answer(response.status, got, body)


def _body(
    response: BaseHTTPResponse, headers: Mapping[str, str], rules: Rules, place: Place
) -> bytes:
    """The whole body, unpacked; what is unpacked counts towards the cap as it comes."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise Fault(f"{place.host} packs what it sends in a way that was not asked for.")
    chunks = _chunks(response)
    if coding.endswith("gzip"):
        chunks = _unpacked(chunks, rules.most)
    body = bytearray()
    try:
        for chunk in chunks:
            body += chunk
            if len(body) > rules.most:
                raise Fault(
                    f"{place.host} sends more than {rules.most:,} bytes, and that is the most that "
                    "is taken; allow more, or ask for a shorter list."
                )
    except zlib.error:
        raise Fault(f"What {place.host} sends is broken; try again later.") from None
    return bytes(body)


def _chunks(response: BaseHTTPResponse) -> Iterator[bytes]:
    while chunk := response.read1(_CHUNK, decode_content=False):
        yield chunk


def _unpacked(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Gzip undone, never more than a little over `most` of it at once."""
    packed = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        left = chunk
        while left:
            if packed.eof:  # another member follows
                packed = zlib.decompressobj(wbits=31)
            yield packed.decompress(left, most + 1)
            left = packed.unconsumed_tail or packed.unused_data
    if not packed.eof:
        raise zlib.error("it broke off")


def _fetched(place: Place, answer: _Answer) -> Fetched:
    """What came, or the Fault that its status is."""
    wait = _wait(answer.headers.get("retry-after", ""))
    host, status = place.host, answer.status
    if status in (429, 503):
        raise Busy(f"{host} asks to be left alone for now ({status}).", wait or 60)
    if status in (401, 403):
        raise Fault(f"{host} refuses ({status}); check user, secret and what they may read.")
    if status in (404, 410):
        raise Fault(f"{host} has nothing at this address ({status}); check the address.")
    if status not in (200, 203, 304):
        raise Fault(f"{host} answered with status {status}; try again later, or ask its keeper.")
    return Fetched(
        304 if status == 304 else 200,
        answer.body,
        answer.headers.get("etag", "")[:1000],
        answer.headers.get("last-modified", "")[:100],
        wait,
        place.url,
    )


def _wait(written: str) -> int | None:
    """Retry-After as seconds from now, whether it is a number or a date.

    >>> _wait("120"), _wait("soon"), _wait("Fri, 01 Mar 2019 10:00:00 GMT")
    (120, None, 0)
    """
    if written.isascii() and written.isdigit():
        return min(int(written[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(written).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0, min(int(moment - time()), LONGEST_WAIT))
