"""An FTP server on the loopback that can break off, or know less than is usual."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it serves with the library's own asyncore
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler
    from pyftpdlib.servers import FTPServer

PASSWORD = "sesame"


class Ftp:
    """What a test sets while the server runs."""

    port = 0
    without: frozenset[str] = frozenset()
    asked: list[str]

    def __init__(self) -> None:
        self.asked = []
        self.breaks: dict[str, int] = {}


@contextmanager
def serving(folder: Path) -> Iterator[Ftp]:
    """A server over this folder, ended with the block."""
    ftp = Ftp()
    authorizer = DummyAuthorizer()
    authorizer.add_user("desk", PASSWORD, str(folder), perm="elradfmw")

    class Handler(FTPHandler):  # type: ignore[misc]
        def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
            ftp.asked.append(line)
            if cmd in ftp.without:
                self.respond("502 Not here.")
            elif cmd == "RETR" and ftp.breaks.get(arg.rpartition("/")[2], 0) > 0:
                ftp.breaks[arg.rpartition("/")[2]] -= 1
                self.close()
            else:
                super().pre_process_command(line, cmd, arg)

    Handler.authorizer = authorizer
    Handler.banner, Handler.auth_failed_timeout = "Ready.", 0.01
    with _running(Handler) as port:
        ftp.port = port
        yield ftp


@contextmanager
def _running(handler: Any) -> Iterator[int]:
    server = FTPServer(("127.0.0.1", 0), handler)
    ended = threading.Event()

    def run() -> None:
        while not ended.is_set():
            server.serve_forever(timeout=0.02, blocking=False)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield server.address[1]
    finally:
        ended.set()
        thread.join()
        server.close_all()
