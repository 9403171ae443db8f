"""FTP, and FTP within TLS: whole files out of one folder."""

from __future__ import annotations

import ftplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic
from typing import TypeVar

from dispatches.models import Channel

from . import addresses, dial
from .adapter import Fault, GoOn, Looked, Setting, Take
from .given import Given, one_line, said
from .looking import Lost, Passed
from .pull import FOLDER, Remote, found, pull, safe

SETTINGS: tuple[Setting, ...] = (
    Setting("host", "Host", required=True),
    Setting("port", "Port", "number", 21),
    Setting(
        "tls",
        "How it is secured",
        "choice",
        "explicit TLS",
        "none sends user, secret and copy in the clear.",
        choices=("explicit TLS", "none"),
    ),
    Setting("user", "User", default="anonymous"),
    Setting("secret", "Password", "secret"),
    *FOLDER,
)

_SECONDS = 600  # for one order, and for one file: 10 MiB over a slow line
_LINES = 1000  # of one reply
_LOST = (OSError, EOFError, ftplib.error_proto, ftplib.error_reply)
_PASSED = (ftplib.error_perm, ftplib.error_temp)
T = TypeVar("T")


def look(channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
    """Take the files that rest; then leave, delete or move them."""
    given = Given(SETTINGS, channel.settings)
    return pull(channel, given, partial(_open, given, secret), take, go_on)


def test(channel: Channel, secret: str) -> str:
    """Log in, and say how many files the folder holds."""
    given = Given(SETTINGS, channel.settings)
    try:
        with _open(given, secret) as server:
            return found(given, server)
    except (Lost, Passed) as why:
        raise Fault(str(why)) from None


class _Client(ftplib.FTP_TLS):
    """The library's client over lines that were checked, and bounded in time and length.

    It connects for files to the host that it talks to, whatever address the server names. Names
    travel as Latin-1, which carries any byte there and back.
    """

    def __init__(self, line: dial.Line, host: str) -> None:
        super().__init__(context=dial.context(), timeout=dial.READ_SECONDS, encoding="latin-1")
        self.host, self.sock, self.af = host, line, line.family
        self._address = str(line.getpeername()[0])
        self._private = False  # whether files go within TLS too
        self._read, self._until = 0, monotonic() + _SECONDS
        self.file = line.makefile("r", encoding=self.encoding)

    def greet(self) -> None:
        """Hear what the server says first."""
        self.order()
        self.welcome = self.getresp()

    def prot_p(self) -> str:
        """Have files sent within TLS too."""
        self._private = True
        return super().prot_p()

    def order(self) -> None:
        """Another order begins; it has its time."""
        self._until = monotonic() + _SECONDS
        if isinstance(self.sock, dial.Line | dial.TlsLine):
            self.sock.until = self._until

    def getline(self) -> str:
        """A line of a reply, which has an end."""
        self._read += 1
        if self._read > _LINES:
            raise ftplib.error_proto("the reply has no end")  # noqa: S321  # an exception
        return super().getline()

    def getresp(self) -> str:
        """A reply."""
        self._read = 0
        return super().getresp()

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[dial.Line, None]:
        """A line for a file: passive, to the host of this connection, within TLS when agreed."""
        _, port = self.makepasv()
        line = dial.connect(self._address, port, dial.CONNECT_SECONDS)
        try:
            line.until = self._until
            reply = self.sendcmd(cmd)
            if reply[0] == "2":  # some servers answer the listing twice
                reply = self.getresp()
            if reply[0] != "1":
                raise ftplib.error_reply(reply)  # noqa: S321  # an exception
            return (self._within_tls(line) if self._private else line), None
        except BaseException:
            line.close()
            raise

    def _within_tls(self, line: dial.Line) -> dial.Line:
        """The same session as of the orders: servers ask for it, to know whose line it is."""
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        tls = self.context.wrap_socket(line, server_hostname=self.host, session=session)
        tls.until = self._until  # type: ignore[attr-defined]
        return tls  # type: ignore[return-value]


class _Folder:
    """A folder of an FTP server, as pull.Server."""

    def __init__(self, client: _Client, secret: str) -> None:
        self._client, self._secret = client, secret
        self._host = client.host

    def listed(self, most: int) -> list[Remote]:
        """By MLSD; where a server has none, by names whose size and time are asked one by one."""
        try:
            lines = self._ask(lambda: self._lines("MLSD", most), "the listing")
        except Passed:
            names = self._ask(lambda: self._lines("NLST", most), "the listing")
            return [self.stat(name) or Remote(name, None) for name in map(shown, names)]
        files = (_listed(line) for line in lines)
        return [file for file in files if file is not None]

    def _lines(self, order: str, most: int) -> list[str]:
        lines: list[str] = []

        def keep(line: str) -> None:
            if len(lines) < most:
                lines.append(line)

        try:
            self._client.retrlines(order, keep)
        except ftplib.error_perm as error:
            if not str(error).startswith("550") or order != "NLST":
                raise
        self._client.voidcmd("TYPE I")
        return lines

    def stat(self, name: str) -> Remote | None:
        """By SIZE and MDTM; None when there is no such file."""
        if not safe(name):
            return Remote(name, None)
        try:
            size = self._ask(lambda: self._client.size(wire(name)), f"the size of {name}")
        except Passed:
            return None
        with suppress(Passed):
            told = self._ask(lambda: self._client.sendcmd(f"MDTM {wire(name)}"), "a time")
            return Remote(name, size, told[4:].strip()[:14])
        return Remote(name, size)

    def read(self, name: str, most: int) -> bytes:
        """The whole file; over `most` bytes it is given up, and the line with it."""
        raw = bytearray()

        def keep(chunk: bytes) -> None:
            raw.extend(chunk)
            if len(raw) > most:
                raise Lost(f"“{said(name)}” grew over {most:,} bytes while it was read; left.")

        self._ask(lambda: self._client.retrbinary(f"RETR {wire(name)}", keep), f"“{said(name)}”")
        return bytes(raw)

    def remove(self, name: str) -> None:
        """Delete a file."""
        self._ask(lambda: self._client.voidcmd(f"DELE {wire(name)}"), f"deleting “{said(name)}”")

    def move(self, name: str, folder: str) -> None:
        """Move a file to another folder."""
        there = f"{folder.rstrip('/')}/{name}"
        self._ask(lambda: self._client.rename(wire(name), wire(there)), f"moving “{said(name)}”")

    def _ask(self, order: Callable[[], T], about: str) -> T:
        self._client.order()
        try:
            return order()
        except _PASSED as error:
            why = said(shown(str(error)), self._secret)
            raise Passed(f"{self._host} refuses {said(about)}: {why}") from None
        except _LOST:
            raise Lost(f"{self._host} broke off at {said(about)}; it is tried again.") from None


@contextmanager
def _open(given: Given, secret: str) -> Iterator[_Folder]:
    secret = one_line(secret, needed=given.text("user") != "anonymous")
    host, port = addresses.host_of(given.text("host")), given.number("port")
    until = monotonic() + _SECONDS
    line = dial.reach(host, port, private=given.yes("allow_private"), until=until)
    client: _Client | None = None
    try:
        client = _logged_in(line, host, given, secret)
        yield _Folder(client, secret)
        with suppress(*_LOST, *_PASSED):
            client.quit()
    finally:
        if client is not None:
            client.close()
        line.close()


def _logged_in(line: dial.Line, host: str, given: Given, secret: str) -> _Client:
    """A client in its folder; a Fault says at which step it failed, and never what was sent."""
    secured = given.choice("tls") != "none"
    client = _Client(line, host)
    step = f"{host} is no FTP server, or is busy; check host and port."
    try:
        client.greet()
        if secured:
            step = f"{host} does not go over to TLS safely; check how it is secured."
            client.auth()
            client.order()
        step = f"{host} refuses the login; check user and secret."
        client.login(wire(given.text("user")), wire(secret), secure=secured)
        if secured:
            client.prot_p()
        step = f"There is no folder “{given.text('folder')}” on {host}; check its name."
        if given.text("folder"):
            client.cwd(wire(given.text("folder")))
        client.voidcmd("TYPE I")
    except ssl.SSLCertVerificationError as error:
        client.close()
        raise Fault(
            f"The certificate of {host} is not believed ({said(error.verify_message)}). "
            "Ask its keeper; nothing was sent to it."
        ) from None
    except (*_LOST, *_PASSED):
        client.close()
        raise Fault(step) from None
    return client


def wire(text: str) -> str:
    """A text as the client carries it: each mark is a byte of its UTF-8.

    >>> shown(wire("Dhākā.txt"))
    'Dhākā.txt'
    """
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def shown(carried: str) -> str:
    """What wire() undoes; bytes that are no UTF-8 come back as they were."""
    return carried.encode("latin-1").decode("utf-8", "surrogateescape")


def _listed(line: str) -> Remote | None:
    """A line of MLSD; None for what is no file.

    >>> _listed("type=file;size=12;modify=20190425120000.123; a b.txt")
    Remote(name='a b.txt', size=12, mtime='20190425120000')
    """
    written, _, name = line.partition(" ")
    facts = dict(part.lower().split("=", 1) for part in written.split(";") if "=" in part)
    if facts.get("type") != "file":
        return None
    size = facts.get("size", "")
    known = int(size) if size.isascii() and size.isdigit() and len(size) < 19 else None
    return Remote(shown(name), known, facts.get("modify", "")[:14])
