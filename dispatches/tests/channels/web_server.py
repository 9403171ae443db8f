"""A web server on the loopback whose every answer a test writes."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """The server: `answers` by path, the `asked` requests as (path, headers), TLS `names`."""

    port: int = 0
    scheme: str = "http"
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


def plain(body: bytes, status: int = 200, **headers: Any) -> Answer:
    """An answer with a body, and a length unless it is given."""
    named = {name.replace("_", "-"): str(value) for name, value in headers.items()}

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in ({"Content-Length": len(body)} | named).items():
            request.send_header(name, str(value))
        request.end_headers()
        request.wfile.write(body)

    return answer


def tagged(body: bytes, etag: str) -> Answer:
    """An answer that is 304 for whoever has it, with a body that has no place there."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.headers.get("If-None-Match") == etag:
            plain(b"Nothing to see", 304, ETag=etag)(request)
        else:
            plain(body, ETag=etag)(request)

    return answer


def dripping(first: bytes, drop: bytes, stop: threading.Event) -> Answer:
    """An answer that begins, and then comes drop by drop without an end."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(first)
        while not stop.wait(0.02):
            request.wfile.write(drop)

    return answer


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """A server that is ended with the block."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            with suppress(OSError):  # whoever asked has heard enough
                web.answers.get(self.path.partition("?")[0], plain(b"", 404))(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        tls.sni_callback = lambda _socket, name, _context: web.names.append(name)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        web.scheme = "https"
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
