"""Lines to other machines: connected to the very address that was looked up, and never for long.

Each line has a last moment, `until`: whoever drips bytes cannot hold it open beyond that.
"""

from __future__ import annotations

import socket
import ssl
from time import monotonic
from typing import Any

from . import addresses
from .adapter import Fault
from .given import said

CONNECT_SECONDS = 5
READ_SECONDS = 15
_TRIED = 3  # addresses of one name


class Line(socket.socket):
    """A connection whose reads end by `until`, on the clock that only goes forward."""

    until: float | None = None

    def recv(self, *args: Any, **options: Any) -> bytes:
        """As of a socket, within what is left of the time."""
        _hurry(self)
        return super().recv(*args, **options)

    def recv_into(self, *args: Any, **options: Any) -> int:
        """As of a socket, within what is left of the time."""
        _hurry(self)
        return super().recv_into(*args, **options)


class TlsLine(ssl.SSLSocket):
    """The same within TLS."""

    until: float | None = None

    def recv(self, *args: Any, **options: Any) -> bytes:
        """As of a socket, within what is left of the time."""
        _hurry(self)
        return super().recv(*args, **options)

    def recv_into(self, *args: Any, **options: Any) -> int:
        """As of a socket, within what is left of the time."""
        _hurry(self)
        return super().recv_into(*args, **options)


def _hurry(line: Line | TlsLine) -> None:
    if line.until is None or line.gettimeout() == 0:
        return
    left = line.until - monotonic()
    if left <= 0:
        raise TimeoutError("it takes too long")
    line.settimeout(min(left, READ_SECONDS))


def connect(address: str, port: int, seconds: float) -> Line:
    """A line to this address; whoever asks has checked it. OSError when nobody answers."""
    line = Line(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        line.settimeout(seconds)
        line.connect((address, port))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.settimeout(READ_SECONDS)
    except BaseException:
        line.close()
        raise
    return line


def reach(host: str, port: int, *, private: bool, until: float | None = None) -> Line:
    """A line to a host that may be reached; a Fault says why there is none."""
    why: object = ""
    for address in addresses.resolve(host, private=private)[:_TRIED]:
        left = CONNECT_SECONDS if until is None else min(CONNECT_SECONDS, until - monotonic())
        if left <= 0:
            break
        try:
            line = connect(address, port, left)
        except OSError as error:
            why = error.strerror or error
            continue
        line.until = until
        return line
    raise Fault(
        f"{host}, port {port}, does not answer ({said(why) or 'it takes too long'}). "
        "Check host and port, or wait until it is up again."
    )


def trust() -> ssl.SSLContext:
    """Whose certificates are believed: those that this machine believes. Names are checked."""
    return ssl.create_default_context()


def context() -> ssl.SSLContext:
    """For TLS over a Line: certificate and name are checked, and `until` holds within it too."""
    made = trust()
    made.sslsocket_class = TlsLine
    return made


def secured(line: Line, host: str) -> TlsLine:
    """The line within TLS, to this very host; a Fault says why not."""
    until = line.until
    try:
        if until is not None:
            line.settimeout(max(0.01, min(READ_SECONDS, until - monotonic())))
        tls = context().wrap_socket(line, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        line.close()
        raise Fault(
            f"The certificate of {host} is not believed ({said(error.verify_message)}). "
            "Ask its keeper; nothing was sent to it."
        ) from None
    except (OSError, ValueError):
        line.close()
        raise Fault(
            f"{host} does not speak TLS at this port; check the port and how it is secured."
        ) from None
    assert isinstance(tls, TlsLine)  # noqa: S101  # context() names the class
    tls.until = until
    tls.settimeout(READ_SECONDS)
    return tls
