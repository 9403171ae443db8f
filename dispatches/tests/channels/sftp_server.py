"""An SFTP server on the loopback over one folder, that can break off at a file."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh

PASSWORD = "sesame"


@dataclass
class Sftp:
    """The server: its key, whom it lets in, and what a test bids it do."""

    port: int = 0
    fingerprint: str = ""
    logins: list[str] = field(default_factory=list)
    opened: list[bytes] = field(default_factory=list)
    breaks: dict[bytes, int] = field(default_factory=dict)
    key: str = ""
    connections: list[asyncssh.SSHServerConnection] = field(default_factory=list)


@contextmanager
def serving(folder: Path) -> Iterator[Sftp]:
    """The server, ended with the block."""
    sftp = Sftp()
    host_key = asyncssh.generate_private_key("ssh-ed25519")
    own_key = asyncssh.generate_private_key("ssh-ed25519")
    sftp.fingerprint = host_key.get_fingerprint()
    sftp.key = own_key.export_private_key().decode()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[host_key],
            server_factory=lambda: _Door(sftp, own_key.convert_to_public()),
            sftp_factory=lambda chan: _Folder(chan, sftp, folder),
        )

    async def end(server: asyncssh.SSHAcceptor) -> None:
        server.close()
        await server.wait_closed()
        for connection in sftp.connections:
            connection.abort()
            await connection.wait_closed()
        await asyncio.sleep(0.02)  # for what the loop does when a line has closed

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(5)
    sftp.port = server.get_port()
    try:
        yield sftp
    finally:
        asyncio.run_coroutine_threadsafe(end(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _Door(asyncssh.SSHServer):
    def __init__(self, sftp: Sftp, key: Any) -> None:
        self._sftp, self._key = sftp, key

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._sftp.connections.append(conn)

    def password_auth_supported(self) -> bool:
        return True

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        self._sftp.logins.append("password")
        return password == PASSWORD

    def validate_public_key(self, username: str, key: Any) -> bool:
        self._sftp.logins.append("key")
        return bool(key == self._key)


class _Folder(asyncssh.SFTPServer):
    def __init__(self, chan: Any, sftp: Sftp, folder: Path) -> None:
        super().__init__(chan, chroot=bytes(folder))
        self._sftp = sftp

    def open(self, path: bytes, pflags: int, attrs: Any) -> Any:
        name = path.rpartition(b"/")[2]
        self._sftp.opened.append(name)
        if self._sftp.breaks.get(name, 0) > 0:
            self._sftp.breaks[name] -= 1
            self.channel.get_connection().abort()
        return super().open(path, pflags, attrs)
