"""A small IMAP server with one folder, that can break off in the middle of a mail."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

PASSWORD = "sesame"
ABLE = "IMAP4REV1 UIDPLUS MOVE IDLE STARTTLS AUTH=OAUTHBEARER AUTH=XOAUTH2 SASL-IR"
_NUMBERED = re.compile(r"UID (\w+) ([\d,:*]+) ?(.*)")


@dataclass
class Imap:
    """The server: mails by number, what was flagged and moved, and what a test bids it do."""

    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    moved: dict[int, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    validity: int = 7
    breaks: dict[int, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)  # those that are told wrong
    arrives: dict[int, bytes] = field(default_factory=dict)
    replies: dict[str, bytes] = field(default_factory=dict)
    refuses: str = ""  # orders that begin like this
    able: str = ABLE
    port: int = 0
    tls: ssl.SSLContext | None = None

    def talk(self, line: socket.socket) -> None:
        """One connection, to its end."""
        with ExitStack() as closing:
            self._talk(line, closing)

    def _talk(self, line: socket.socket, closing: ExitStack) -> None:
        line.sendall(f"* OK [CAPABILITY {self.able}] Ready\r\n".encode())
        file = line.makefile("rb")
        while order := file.readline().decode().rstrip("\r\n"):
            self.asked.append(order)
            tag, _, rest = order.partition(" ")
            word = rest.partition(" ")[0].upper()
            if word == "IDLE":
                self._idle(line)
                file.readline()
            last = f"{tag} {self.verdict(word, rest)}\r\n".encode()
            line.sendall(self._answer(word, rest) + last)
            if word == "STARTTLS" and self.tls is not None:
                line = closing.enter_context(self.tls.wrap_socket(line, server_side=True))
                file = line.makefile("rb")

    def verdict(self, word: str, rest: str) -> str:
        if word in ("LOGIN", "AUTHENTICATE") and "wrong" in rest:
            return f"NO {rest} is wrong"
        if word == "SELECT":
            return "OK [READ-WRITE] Here" if "nowhere" not in rest else "NO such folder"
        if self.refused(rest):
            return "NO not now"
        return "OK Done"

    def refused(self, rest: str) -> bool:
        return bool(self.refuses) and rest.startswith(self.refuses)

    def _answer(self, word: str, rest: str) -> bytes:
        if self.refused(rest):
            return b""
        if word in self.replies:
            return self.replies[word]
        if word == "CAPABILITY":
            return f"* CAPABILITY {self.able}\r\n".encode()
        if word in ("SELECT", "EXAMINE"):
            return f"* 9 EXISTS\r\n* OK [UIDVALIDITY {self.validity}] Valid\r\n".encode()
        if word == "UID":
            return self._by_number(rest)
        return b""

    def _by_number(self, rest: str) -> bytes:
        order = rest.split()[1].upper()
        if order == "SEARCH":
            waiting = [uid for uid in self.mails if uid not in self.seen]
            found = waiting if "UNSEEN" in rest else self._since(rest)
            return f"* SEARCH {' '.join(map(str, found))}\r\n".encode()
        found_order = _NUMBERED.match(rest)
        assert found_order is not None
        uids = [int(uid) for uid in found_order[2].split(",")]
        if order == "FETCH" and "SIZE" in rest:
            sizes = {u: self.sizes.get(u, len(self.mails[u])) for u in uids}
            told = (f"* 1 FETCH (UID {u} RFC822.SIZE {sizes[u]})\r\n" for u in uids)
            return "".join(told).encode()
        return self._one(order, uids[0], found_order[3])

    def _since(self, rest: str) -> list[int]:
        first = int(rest.rpartition(" ")[2].partition(":")[0])
        return [uid for uid in self.mails if uid >= first] or list(self.mails)[-1:]

    def _one(self, order: str, uid: int, rest: str) -> bytes:
        if order == "FETCH":
            self.seen |= set() if "PEEK" in rest else {uid}
            raw = self.mails[uid]
            head = f"* 1 FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode()
            if self.breaks.get(uid, 0) > 0:
                self.breaks[uid] -= 1
                raise BrokenOff(head + raw[: len(raw) // 2])
            return head + raw + b")\r\n"
        if order == "STORE" and "Seen" in rest:
            self.seen.add(uid)
        if order in ("MOVE", "COPY"):
            self.moved[uid] = rest.strip('"')
        if order in ("MOVE", "EXPUNGE"):
            del self.mails[uid]
        return b""

    def _idle(self, line: socket.socket) -> None:
        line.sendall(b"+ idling\r\n")
        if self.arrives:
            self.mails |= self.arrives
            line.sendall(b"* 10 EXISTS\r\n")


class BrokenOff(Exception):
    """The server closes the line after these bytes."""


@contextmanager
def serving(tls: ssl.SSLContext | None = None, *, at_once: bool = False) -> Iterator[Imap]:
    """The server, ended with the block; one connection after another, within TLS when `at_once`."""
    imap, ended = Imap(tls=tls), threading.Event()
    server = socket.create_server(("127.0.0.1", 0))
    imap.port = server.getsockname()[1]

    def connection(line: socket.socket) -> None:
        line.settimeout(5)
        with (
            line if not at_once or tls is None else tls.wrap_socket(line, server_side=True) as told
        ):
            try:
                imap.talk(told)
            except BrokenOff as half:
                told.sendall(half.args[0])

    def run() -> None:
        while True:
            with suppress(OSError):
                line = server.accept()[0]
                if ended.is_set():
                    line.close()
                    return
                connection(line)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield imap
    finally:
        ended.set()
        socket.create_connection(("127.0.0.1", imap.port)).close()
        thread.join()
        server.close()
