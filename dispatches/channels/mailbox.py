"""A line to a mail server, in few words: IMAPClient over a line that was checked, and bounded."""

from __future__ import annotations

import imaplib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, cast

from imapclient import SEEN, IMAPClient, SocketTimeout

from . import addresses, dial
from .adapter import Fault
from .given import MIB, said
from .looking import Lost, Passed

_SECONDS = 600  # for one order and its answer: 10 MiB over a slow line
_ANSWER = 2 * MIB  # what an answer may hold beside a mail
_BROKEN = (imaplib.IMAP4.abort, OSError)
_REFUSED = (imaplib.IMAP4.error, ValueError, KeyError, TypeError, IndexError, AttributeError)
"""What the library raises for a server that refuses, or answers what is no IMAP."""

Wire = dial.Line | dial.TlsLine


class _Bounded(imaplib.IMAP4):
    """The protocol over a line that is there already; an answer over the cap ends it."""

    def __init__(self, line: Wire, host: str, port: int) -> None:
        self._line, self._got, self._most = line, 0, _ANSWER
        super().__init__(host, port)

    def order(self, most: int) -> None:
        """Another order begins: so many bytes may answer it, and so long may it take."""
        self._got, self._most = 0, most + _ANSWER
        self.sock.until = monotonic() + _SECONDS  # type: ignore[attr-defined]

    def line(self) -> Wire:
        """The line as it is now: within TLS, when that was agreed upon."""
        return cast(Wire, self.sock)

    def _create_socket(self, timeout: float | None) -> Wire:
        return self._line

    def read(self, size: int) -> bytes:
        """Bytes of which the server said the number before."""
        self._count(size)
        return super().read(size)

    def readline(self) -> bytes:
        """A line of the answer."""
        line = super().readline()
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self._got += size
        if self._got > self._most:
            raise self.abort("the answer is larger than was asked for")


class _Client(IMAPClient):  # type: ignore[misc]
    """IMAPClient, which would connect by itself."""

    def __init__(self, line: Wire, host: str, port: int) -> None:
        self._line = line
        timeout = SocketTimeout(dial.CONNECT_SECONDS, dial.READ_SECONDS)
        super().__init__(host, port, ssl=False, timeout=timeout)
        self.protocol.debug = 0  # it would log what the server says, and that may be the secret

    def _create_IMAP4(self) -> _Bounded:  # noqa: N802  # the library's name
        self.protocol = _Bounded(self._line, self.host, self.port)
        return self.protocol


class TooLarge(Passed):
    """A mail is larger than the server said, and than it may be."""


class Mailbox:
    """What a look asks of a mail server. A broken line is Lost, a refusal Passed."""

    def __init__(self, client: _Client, host: str) -> None:
        self._client, self._host = client, host
        self._secret = ""
        self.most = 10 * MIB
        self.validity = 0

    def login(self, user: str, secret: str, how: str) -> None:
        """Log in, or Fault; what the server said is not repeated, for it knows the secret."""
        ways = {
            "password": self._client.login,
            "oauthbearer": self._client.oauthbearer_login,
            "xoauth2": self._client.oauth2_login,
        }
        self._secret = secret
        self._client.protocol.order(0)
        try:
            ways[how](user, secret)
        except _BROKEN:
            raise Fault(f"{self._host} broke off at the login; try again later.") from None
        except _REFUSED:
            raise Fault(f"{self._host} refuses the login; check user and secret.") from None

    def enter(self, folder: str, *, writing: bool) -> None:
        """Go into a folder; Fault when it is not there, or cannot be written and must be."""
        try:
            told = self._ask(self._client.select_folder, folder, not writing)
            self.validity = int(told.get(b"UIDVALIDITY", 0))
        except (Passed, Lost, TypeError, ValueError):
            raise Fault(f"There is no folder “{folder}” to read; check its name.") from None
        if writing and b"READ-ONLY" in told:
            raise Fault(f"“{folder}” can only be read; leave its mails, or ask for more rights.")

    def unread(self) -> list[int]:
        """The numbers of the mails that are not flagged as seen."""
        return self._search(["UNSEEN"])

    def after(self, uid: int) -> list[int]:
        """The numbers of the mails after this one; the last mail of all may be among them."""
        return self._search(["UID", f"{uid + 1}:*"])

    def _search(self, words: Sequence[str]) -> list[int]:
        try:
            found = self._ask(self._client.search, words)
        except (Passed, Lost):
            raise Fault(f"{self._host} does not say which mails wait; try again later.") from None
        return sorted({int(uid) for uid in found})

    def sizes(self, uids: list[int]) -> dict[int, int]:
        """How large each of these mails is."""
        if not uids:
            return {}
        try:
            told = self._ask(self._client.fetch, uids, ["RFC822.SIZE"])
        except (Passed, Lost):
            raise Fault(f"{self._host} does not say how large its mails are.") from None
        return {uid: int(facts.get(b"RFC822.SIZE", 0)) for uid, facts in told.items()}

    def read(self, uid: int) -> bytes:
        """One mail as it came; it stays unread."""
        order = self._client.fetch
        told = self._ask(order, [uid], ["BODY.PEEK[]"], about=f"mail {uid}", most=self.most)
        raw = told.get(uid, {}).get(b"BODY[]")
        if not isinstance(raw, bytes):
            raise Passed(f"{self._host} has mail {uid} no more.")
        if len(raw) > self.most:
            raise TooLarge(
                f"Mail {uid} is larger than {self.most:,} bytes and stays in the folder."
            )
        return raw

    def flag(self, uid: int) -> None:
        """Flag a mail as seen."""
        self._ask(self._client.add_flags, [uid], [SEEN], about=f"flagging mail {uid}")

    def move(self, uid: int, folder: str) -> None:
        """Move a mail to another folder, in one step where the server can, else by copying."""
        about = f"moving mail {uid}"
        if self._client.has_capability("MOVE"):
            self._ask(self._client.move, [uid], folder, about=about)
            return
        self._ask(self._client.copy, [uid], folder, about=about)
        self._ask(self._client.delete_messages, [uid], about=about)
        if self._client.has_capability("UIDPLUS"):
            self._ask(self._client.uid_expunge, [uid], about=about)

    def can_idle(self) -> bool:
        """Whether the server says by itself when mail comes."""
        return bool(self._client.has_capability("IDLE"))

    @contextmanager
    def idling(self) -> Iterator[Callable[[float], bool]]:
        """While this holds, the function waits so many seconds, and says whether mail came."""
        self._ask(self._client.idle)

        def news(seconds: float) -> bool:
            told = self._ask(self._client.idle_check, seconds)
            return any(len(one) > 1 and one[1] == b"EXISTS" for one in told)

        yield news
        self._ask(self._client.idle_done)

    def _ask(
        self, order: Callable[..., Any], *words: Any, about: str = "an order", most: int = 0
    ) -> Any:
        self._client.protocol.order(most)
        try:
            return order(*words)
        except _BROKEN:
            raise Lost(f"{self._host} broke off at {about}; it is tried again.") from None
        except _REFUSED as error:
            why = said(error, self._secret)
            raise Passed(f"{self._host} refuses {about}: {why}") from None


@contextmanager
def opened(host: str, port: int, *, tls: str, private: bool) -> Iterator[Mailbox]:
    """A mailbox at this host, not logged in; what is open is closed at the end."""
    if tls == "none" and not private:
        raise Fault("A secret is sent by TLS only; choose TLS or STARTTLS.")
    host = addresses.host_of(host)
    line: Wire = dial.reach(host, port, private=private, until=monotonic() + _SECONDS)
    client: _Client | None = None
    try:
        if tls == "TLS":
            line = dial.secured(line, host) if isinstance(line, dial.Line) else line
        client = _greeted(line, host, port)
        if tls == "STARTTLS":
            line = _secure(client, host)
        yield Mailbox(client, host)
        with suppress(*_BROKEN, *_REFUSED):
            client.logout()
    finally:
        if client is not None:
            with suppress(*_BROKEN):
                client.shutdown()
        line.close()


def _greeted(line: Wire, host: str, port: int) -> _Client:
    try:
        return _Client(line, host, port)
    except (*_BROKEN, *_REFUSED):
        raise Fault(
            f"{host}, port {port}, is no mail server, or is busy; check the port."
        ) from None


def _secure(client: _Client, host: str) -> Wire:
    client.protocol.order(0)
    try:
        client.starttls(dial.context())
        return client.protocol.line()
    except (*_BROKEN, *_REFUSED):
        client.protocol.sock.close()
        raise Fault(f"{host} does not go over to TLS safely; check how it is secured.") from None
