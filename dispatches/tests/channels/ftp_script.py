"""A small FTP server with one file, whose every reply a test can write anew; it can speak TLS."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

LISTED = b"type=file;size=4;modify=20190425120000; a.txt\r\ntype=dir; done\r\n"


@dataclass
class Script:
    """The server: `replies` by order, `files` by order, and what it was asked."""

    tls: ssl.SSLContext | None = None
    port: int = 0
    replies: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=lambda: {"MLSD": LISTED, "RETR": b"Rain"})
    asked: list[str] = field(default_factory=list)
    private: bool = False

    def reply(self, order: str) -> str:
        usual = {"USER": "331 ?", "AUTH": "234 TLS", "SIZE": "213 4", "MDTM": "213 20190425120000"}
        return self.replies.get(order) or usual.get(order, "200 Well.")

    def talk(self, line: socket.socket) -> None:
        """One connection, to its end."""
        with ExitStack() as closing:
            self._talk(line, closing)

    def _talk(self, line: socket.socket, closing: ExitStack) -> None:
        line.sendall(b"220 Ready.\r\n")
        file, passive = line.makefile("rb"), socket.create_server(("127.0.0.1", 0))
        passive.settimeout(3)
        with passive:
            while order := file.readline().decode("latin-1").strip():
                self.asked.append(order)
                word = order.partition(" ")[0]
                if word in self.files:
                    self._send(line, passive, self.files[word])
                elif word == "PASV":
                    high, low = divmod(passive.getsockname()[1], 256)
                    said = self.replies.get("PASV", "227 It is (127,0,0,1,{},{}).")
                    line.sendall(f"{said.format(high, low)}\r\n".encode())
                else:
                    line.sendall(f"{self.reply(word)}\r\n".encode())
                if word == "AUTH" and self.tls:
                    line = closing.enter_context(self.tls.wrap_socket(line, server_side=True))
                    file = line.makefile("rb")
                self.private |= order == "PROT P"

    def _send(self, line: socket.socket, passive: socket.socket, raw: bytes) -> None:
        line.sendall(b"150 Here it comes.\r\n")
        with ExitStack() as closing:
            data = closing.enter_context(passive.accept()[0])
            if self.tls and self.private:
                data = closing.enter_context(self.tls.wrap_socket(data, server_side=True))
            data.sendall(raw)
            if isinstance(data, ssl.SSLSocket):
                data = closing.enter_context(data.unwrap())
        line.sendall(b"226 Sent.\r\n")


@contextmanager
def scripted(tls: ssl.SSLContext | None = None) -> Iterator[Script]:
    """The server, ended with the block; it serves one connection after another."""
    script, ended = Script(tls), threading.Event()
    server = socket.create_server(("127.0.0.1", 0))
    script.port = server.getsockname()[1]

    def run() -> None:
        while not ended.is_set():
            with suppress(OSError):
                line = server.accept()[0]
                line.settimeout(3)
                with line:
                    if not ended.is_set():
                        script.talk(line)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield script
    finally:
        ended.set()
        socket.create_connection(("127.0.0.1", script.port)).close()
        thread.join()
        server.close()
