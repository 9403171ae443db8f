"""SFTP: whole files out of one folder of a server whose key is known beforehand."""

from __future__ import annotations

import hmac
import io
import logging
import re
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from paramiko import (
    ECDSAKey,
    Ed25519Key,
    Message,
    PKey,
    RSAKey,
    SFTPClient,
    SSHException,
    Transport,
)
from paramiko.sftp import (
    CMD_CLOSE,
    CMD_HANDLE,
    CMD_NAME,
    CMD_OPENDIR,
    CMD_READDIR,
    CMD_STATUS,
)
from paramiko.sftp_attr import SFTPAttributes

from dispatches.models import Channel

from . import addresses, dial
from .adapter import Fault, GoOn, Looked, Setting, Take
from .given import Given, one_line, said
from .looking import Lost, Passed
from .pull import FOLDER, Remote, found, pull, safe

SETTINGS: tuple[Setting, ...] = (
    Setting("host", "Host", required=True),
    Setting("port", "Port", "number", 22),
    Setting("user", "User", required=True),
    Setting(
        "secret",
        "Password or private key",
        "secret",
        help="A key whole, from BEGIN to END, and without a passphrase.",
    ),
    Setting(
        "fingerprint",
        "Host key fingerprint",
        help="SHA256:... as its keeper gives it. Test without it, and the server's is shown; "
        "nothing is taken before it is filled in.",
    ),
    *FOLDER,
)

_LONGEST = 600  # seconds that one connection may last, whatever it does
_FILE_SECONDS = 600
_CHUNK = 32 * 1024
_DROPPED = (EOFError, SSHException, TimeoutError, ConnectionError)
_QUIET = "dispatches.channels.sftp"  # the library would log each failure with its whole stack
_PEM = re.compile(
    r"(?P<head>-----BEGIN [A-Z ]{1,40}-----)(?P<body>[A-Za-z0-9+/=\s]*)"
    r"(?P<foot>-----END [A-Z ]{1,40}-----)"
)
_KEYS: tuple[type[PKey], ...] = (Ed25519Key, ECDSAKey, RSAKey)
T = TypeVar("T")

logging.getLogger(_QUIET).setLevel(logging.CRITICAL + 1)


def look(channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
    """Take the files that rest; then leave, delete or move them."""
    given = Given(SETTINGS, channel.settings)
    if not given.text("fingerprint"):
        raise Fault("“Host key fingerprint” is empty; test the channel, and it is shown to you.")
    return pull(channel, given, partial(_open, given, secret), take, go_on)


def test(channel: Channel, secret: str) -> str:
    """Say which key the server has, when none is filled in; else log in and count the files."""
    given = Given(SETTINGS, channel.settings)
    if not given.text("fingerprint"):
        with _connected(given) as transport:
            key = transport.get_remote_server_key()
            return (
                f"The server shows the key {key.fingerprint} ({said(key.get_name())}). Compare it "
                "with what its keeper says, fill it in, and test again; nothing was sent yet."
            )
    try:
        with _open(given, secret) as server:
            return found(given, server)
    except (Lost, Passed) as why:
        raise Fault(str(why)) from None


class _Client(SFTPClient):
    """The library's client, which one name that is no UTF-8 would keep from the whole folder."""

    def names(self, folder: str, most: int) -> list[SFTPAttributes]:
        """What lies in a folder, at most so many."""
        handle = self._told(CMD_HANDLE, CMD_OPENDIR, _bytes(folder)).get_string()
        found: list[SFTPAttributes] = []
        while len(found) < most:
            try:
                told = self._told(CMD_NAME, CMD_READDIR, handle)
            except EOFError:
                break
            for _ in range(told.get_int()):
                name = told.get_string().decode("utf-8", "surrogateescape")
                told.get_string()  # the line that ls would print
                found.append(SFTPAttributes._from_msg(told, name))  # type: ignore[attr-defined]  # noqa: SLF001  # there is no other way in
        self._told(CMD_STATUS, CMD_CLOSE, handle)
        return found[:most]

    def _told(self, wanted: int, order: int, what: bytes) -> Message:
        kind, told = self._request(order, what)  # type: ignore[attr-defined]
        if kind != wanted or not isinstance(told, Message):
            raise SSHException("that is no answer to it")
        return told


class _Folder:
    """A folder of an SFTP server, as pull.Server."""

    def __init__(self, transport: Transport, client: _Client, given: Given, secret: str) -> None:
        self._transport, self._client, self._secret = transport, client, secret
        self._host, self._folder = given.text("host"), given.text("folder") or "."

    def listed(self, most: int) -> list[Remote]:
        """The regular files of the folder; links and the rest are not for us."""

        def listing() -> list[Remote]:
            return [
                Remote(str(entry.filename), entry.st_size, str(entry.st_mtime or ""))
                for entry in self._client.names(self._folder, most)
                if entry.st_mode is not None and stat.S_ISREG(entry.st_mode)
            ]

        return self._ask(listing, f"listing “{self._folder}”")

    def stat(self, name: str) -> Remote | None:
        """The file as it is now; None when it is gone, or is no regular file any more."""
        try:
            now = self._ask(lambda: self._client.lstat(self._path(name)), f"“{said(name)}”")
        except Passed:
            return None
        if now.st_mode is None or not stat.S_ISREG(now.st_mode):
            return None
        return Remote(name, now.st_size, str(now.st_mtime or ""))

    def read(self, name: str, most: int) -> bytes:
        """The whole file, or `most` bytes and one more."""
        until = monotonic() + _FILE_SECONDS

        def reading() -> bytes:
            raw = bytearray()
            with self._client.open(self._path(name), "rb") as file:
                while len(raw) <= most and (chunk := file.read(min(_CHUNK, most + 1 - len(raw)))):
                    raw += chunk
                    if monotonic() > until:
                        raise TimeoutError
            return bytes(raw)

        return self._ask(reading, f"“{said(name)}”")

    def remove(self, name: str) -> None:
        """Delete a file."""
        self._ask(lambda: self._client.remove(self._path(name)), f"deleting “{said(name)}”")

    def move(self, name: str, folder: str) -> None:
        """Move a file to another folder; one that lies there already is not overwritten."""
        there = _bytes(f"{folder.rstrip('/')}/{name}")
        moving = partial(self._client.rename, self._path(name), there)
        self._ask(moving, f"moving “{said(name)}”")

    def _path(self, name: str) -> Any:
        if not safe(name):
            raise Passed(f"A file is named “{said(name)}”, and is left for that.")
        return _bytes(f"{self._folder.rstrip('/') or '/'}/{name}")

    def _ask(self, order: Callable[[], T], about: str) -> T:
        lost = f"{self._host} broke off at {about}; it is tried again."
        try:
            return order()
        except _DROPPED:
            raise Lost(lost) from None
        except OSError as error:
            if not self._transport.is_active():
                raise Lost(lost) from None
            why = said(error.strerror or error, self._secret)
            raise Passed(f"{self._host} refuses {about}: {why}") from None


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


@contextmanager
def _open(given: Given, secret: str) -> Iterator[_Folder]:
    with _connected(given) as transport:
        _known(transport, given)
        _log_in(transport, given, secret)
        try:
            client = _Client.from_transport(transport)
            if client is None:
                raise SSHException
            client.get_channel().settimeout(dial.READ_SECONDS)  # type: ignore[union-attr]
        except (*_DROPPED, OSError):
            raise Fault(f"{given.text('host')} offers no SFTP to this user.") from None
        yield _Folder(transport, client, given, secret)


@contextmanager
def _connected(given: Given) -> Iterator[Transport]:
    """A connection whose key is agreed upon, and nothing else; it ends by itself after a while."""
    host, port = addresses.host_of(given.text("host")), given.number("port")
    line = dial.reach(host, port, private=given.yes("allow_private"))
    transport: Transport | None = None
    try:
        transport = _started(line, f"{host}, port {port}")
        guard = threading.Timer(_LONGEST, transport.close)
        guard.daemon = True
        guard.start()
        try:
            yield transport
        finally:
            guard.cancel()
    finally:
        if transport is not None:
            transport.close()
        line.close()


def _started(line: dial.Line, where: str) -> Transport:
    transport: Transport | None = None
    try:
        transport = Transport(line)
        transport.set_log_channel(_QUIET)
        transport.banner_timeout = transport.auth_timeout = dial.READ_SECONDS
        transport.start_client(timeout=dial.READ_SECONDS)
        transport.get_remote_server_key()  # raises when nothing was agreed upon in that time
    except (*_DROPPED, OSError):
        if transport is not None:
            transport.close()
        raise Fault(f"{where}, is no SFTP server, or is busy; check the port.") from None
    return transport


def _known(transport: Transport, given: Given) -> None:
    """Fault when the server is not the one whose key was filled in; nothing is sent to it then."""
    shown = transport.get_remote_server_key().fingerprint.removeprefix("SHA256:")
    wanted = given.text("fingerprint").removeprefix("SHA256:").rstrip("=")
    if not hmac.compare_digest(shown.encode(), wanted.encode()):
        raise Fault(
            f"{given.text('host')} shows another host key than the one that is filled in, so that "
            "it may be another machine; nothing was sent. Ask its keeper before you change it."
        )


def _log_in(transport: Transport, given: Given, secret: str) -> None:
    user, host = given.text("user"), given.text("host")
    try:
        if "-----BEGIN" in secret:
            transport.auth_publickey(user, _private_key(secret))
        else:
            transport.auth_password(user, one_line(secret))
    except (*_DROPPED, OSError):
        raise Fault(f"{host} refuses the login; check user and secret.") from None


def _private_key(secret: str) -> PKey:
    """The key; a form that asks for one line has taken its line breaks, and they are put back."""
    found = _PEM.search(secret)
    if found:
        body = "".join(found["body"].split())
        lines = [body[start : start + 64] for start in range(0, len(body), 64)]
        secret = "\n".join([found["head"], *lines, found["foot"], ""])
    for kind in _KEYS:
        with suppress(SSHException, ValueError, IndexError, TypeError):
            return kind.from_private_key(io.StringIO(secret))
    raise Fault("The private key cannot be read: an Ed25519, ECDSA or RSA key without passphrase.")
