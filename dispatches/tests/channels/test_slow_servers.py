import itertools
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import pytest

from dispatches.channels import dial, ftp, imap, mailbox, pull, sftp
from dispatches.channels.adapter import Adapter, Fault
from dispatches.tests.channels.ftp_server import PASSWORD, serving
from dispatches.tests.channels.stand import Basket, channel, look


@contextmanager
def dripping(said: bytes) -> Iterator[int]:
    """The port of a server that says this over and over, a byte at a time."""
    ended = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while not ended.is_set():
            with suppress(OSError), server.accept()[0] as line:
                for byte in itertools.cycle(said):
                    line.sendall(bytes([byte]))
                    if ended.wait(0.01):
                        break

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield int(server.getsockname()[1])
    finally:
        ended.set()
        socket.create_connection(server.getsockname()).close()
        thread.join()
        server.close()


@pytest.mark.parametrize(
    ("adapter", "said", "given"),
    [
        (ftp, b"220-Wait\r\n", {"tls": "none"}),
        (ftp, b"x", {"tls": "none"}),
        (imap, b"* OK Wait\r\n", {"tls": "none"}),
        (imap, b"x", {"tls": "none"}),
        (sftp, b"x", {"fingerprint": "SHA256:x"}),
        (sftp, b"SSH-2.0-x\r\n", {"fingerprint": "SHA256:x"}),
    ],
    ids=["ftp", "ftp-line", "imap", "imap-line", "sftp", "sftp-line"],
)
def test_a_server_that_drips_is_left_when_its_time_is_over(
    adapter: Adapter, said: bytes, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for room, name in ((ftp, "_SECONDS"), (mailbox, "_SECONDS"), (dial, "READ_SECONDS")):
        monkeypatch.setattr(room, name, 0.4)
    began = monotonic()
    with dripping(said) as port:
        of = channel(host="127.0.0.1", port=port, user="desk", **given)
        with pytest.raises(Fault):
            look(adapter, of, Basket(), secret=PASSWORD)
    assert monotonic() - began < 3


def test_of_uploads_that_come_in_pieces_none_is_taken_before_its_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, chance = [1000.0], Random(7)
    monkeypatch.setattr(pull, "time", lambda: now[0])
    whole = {f"{number}.txt": chance.randbytes(chance.randint(2, 9)) for number in range(100)}
    basket = Basket()
    with serving(tmp_path) as server:
        of = channel(host="127.0.0.1", port=server.port, tls="none", user="desk", rest=3)
        for size in range(1, 13):
            for name, raw in whole.items():
                with (tmp_path / name).open("ab") as file:
                    file.write(raw[size - 1 : size])
                os.utime(tmp_path / name, (min(size, len(raw)),) * 2)
            look(ftp, of, basket, secret=PASSWORD)
            now[0] += chance.choice((1, 2))
        look(ftp, of, basket, secret=PASSWORD)
    assert dict(basket.things) == whole
    assert len(basket.things) == len(whole)
