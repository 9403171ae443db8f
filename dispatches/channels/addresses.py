"""Which addresses a channel may reach: those of the open internet, unless it is told otherwise.

A name is looked up once, and what was found is what is connected to: a name that means another
machine a moment later deceives nobody.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from queue import Empty, SimpleQueue

from .adapter import Fault

LOOKUP_SECONDS = 5
IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_HOST = re.compile(
    r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*"
)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def _nets(*written: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(net) for net in written)


_NEVER = _nets(
    "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)  # fmt: skip
_PRIVATE = _nets(
    "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
    "::1/128", "fc00::/7",
)  # fmt: skip
_OPEN = _nets("0.0.0.0/0", "2000::/3")
# Everything of IPv6 outside 2000::/3 is refused with it: mapped and translated IPv4, link-local,
# multicast. 2001::/23 holds Teredo, 2002::/16 is 6to4: each carries an IPv4 address within.


def lookup(host: str) -> list[str]:
    """The addresses of a name, as the system finds them, within LOOKUP_SECONDS; or OSError."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answers.put([str(address[4][0]) for address in found])
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=LOOKUP_SECONDS)
    except Empty:
        raise TimeoutError("the name server does not answer") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def may_reach(address: IP, *, private: bool) -> bool:
    """Whether this address may be connected to; `private`: also those of a house's own network.

    >>> [may_reach(ipaddress.ip_address(one), private=False) for one in ("93.184.215.14", "::1")]
    [True, False]
    """
    if any(address in net for net in _NEVER):
        return False
    if any(address in net for net in _PRIVATE):
        return private
    return any(address in net for net in _OPEN)


def host_of(written: str) -> str:
    """A host as it is looked up: lower case, in ASCII. Fault when no host is written so.

    A number that is no dotted IPv4 address is refused, for libraries read such ones differently.

    >>> host_of("News.Example.ORG"), host_of("[2606:2800::1]")
    ('news.example.org', '2606:2800::1')
    """
    host = written.strip().lower()
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    literal = _literal(host)
    if literal is not None:
        return str(literal)
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    host = host.removesuffix(".")
    last = host.rpartition(".")[2]
    if len(host) > 253 or not _HOST.fullmatch(host) or _NUMBER.fullmatch(last):
        raise Fault(f"“{written[:80]}” is no host name; write it as news.example.org.")
    return host


def _literal(host: str) -> IP | None:
    if "%" in host:  # a scope: of link-local addresses alone
        return None
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def resolve(host: str, *, private: bool) -> list[str]:
    """All addresses of a host that host_of() passed, looked up once. Fault when any is refused."""
    if _literal(host) is not None:
        found = [host]
    else:
        try:
            found = lookup(host)
        except OSError:
            raise Fault(f"The name {host} is not found; check it, or try again later.") from None
    addresses = [_literal(one) for one in dict.fromkeys(found)]
    if not addresses or any(
        one is None or not may_reach(one, private=private) for one in addresses
    ):
        raise Fault(
            f"{host} is not an address of the open internet, and such are refused. If it is a "
            "machine of your own network, switch on “Allow private addresses”."
        )
    return [str(one) for one in addresses]
