"""Run a command on PostgreSQL: `python -m dispatches.tests.postgres -- COMMAND...`.

With TEST_DATABASE_URL the command gets that server. Without it the newest server that apt
installed is started for this command alone, in a temporary folder, on a Unix socket and on no port;
it is stopped and its folder removed when the command ends, whatever way that is. DATABASE_URL is in
the environment before Django reads its settings, which is why this is a program and no fixture.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SERVERS = Path("/usr/lib/postgresql")
OWNER = "newsdesk"
# A test database may be lost with its machine: what protects data is off, so that the suite is
# quick. If `synchronous_commit` is on, a server that falls by itself keeps what was committed.
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=60")
PATIENCE = 60  # seconds


class NoServer(Exception):
    """There is no PostgreSQL to test on. The text says what to do."""


def binaries(servers: Path) -> Path:
    """The folder with initdb and postgres of the newest server."""
    found = [path.parent for path in servers.glob("*/bin/initdb")]
    if not found:
        raise NoServer(
            f"No PostgreSQL server in {servers}: run “make system”, or set TEST_DATABASE_URL."
        )
    return max(found, key=lambda path: float(path.parent.name))


def identity(uid: int) -> dict[str, Any]:
    """Whom the server runs as: ourselves, or `postgres` for root, whom it refuses."""
    if uid != 0:
        return {}
    try:
        person = pwd.getpwnam("postgres")
    except KeyError:
        person = pwd.getpwnam("nobody")
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def url_of(folder: Path) -> str:
    """The server's address for DATABASE_URL: the socket's folder stands where the path is."""
    return f"postgres://{OWNER}@/{folder}/postgres"


def _wait_until(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not ready():
        if server.poll() is not None or time.monotonic() > end:
            raise NoServer(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


def _common(folder: Path) -> dict[str, Any]:
    # In its own session: Ctrl-C ends the tests first, and the server after them.
    return identity(os.getuid()) | {"cwd": folder, "start_new_session": True}


def _make(folder: Path, programs: Path) -> None:
    log = folder / "log"
    with log.open("wb") as out:
        places = ["--pgdata", str(folder / "data"), "--username", OWNER, "--auth", "trust"]
        speech = ["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        made = subprocess.run(
            [str(programs / "initdb"), *places, *speech],
            stdout=out,
            stderr=out,
            check=False,
            **_common(folder),
        )
    if made.returncode:
        raise NoServer(f"PostgreSQL's initdb failed:\n{log.read_text(errors='replace')}")


def _start(folder: Path, programs: Path, *, keeps: bool) -> subprocess.Popen[bytes]:
    log = folder / "log"
    with log.open("ab") as out:
        promise = f"synchronous_commit={'on' if keeps else 'off'}"
        settings = [*QUICK, promise, "listen_addresses=", f"unix_socket_directories={folder}"]
        options = [word for setting in settings for word in ("-c", setting)]
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), *options],
            stdout=out,
            stderr=out,
            **_common(folder),
        )
    try:
        ask = [str(programs / "pg_isready"), "--quiet", "--host", str(folder)]
        _wait_until(lambda: subprocess.run(ask, check=False).returncode == 0, server, log)
    except BaseException:
        _stop(server)
        raise
    return server


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # PostgreSQL's “fast” shutdown: it waits for nobody
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@dataclass(slots=True)
class Server:
    """A server of our own, in its folder."""

    folder: Path
    programs: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address, for DATABASE_URL."""
        return url_of(self.folder)

    def restart(self) -> None:
        """Let it fall, as by `pg_ctl -m immediate`, and start it again."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(PATIENCE)
        self.process = _start(self.folder, self.programs, keeps=True)


@contextmanager
def running() -> Iterator[str]:
    """A server of our own; gives its URL, and leaves nothing behind."""
    with standing(keeps=False) as server:
        yield server.url


@contextmanager
def standing(*, keeps: bool = True) -> Iterator[Server]:
    """A server of our own that can be restarted; it leaves nothing behind.

    `keeps` tells whether what it has committed is there after it fell; it is slower for that.
    """
    programs = binaries(SERVERS)
    # A socket's path may have 107 bytes, so TMPDIR, which may be deep, is not asked.
    folder = Path(tempfile.mkdtemp(prefix="newsdesk-pg-", dir="/tmp"))
    try:
        if person := identity(os.getuid()):
            os.chown(folder, person["user"], person["group"])
        _make(folder, programs)
        server = Server(folder, programs, _start(folder, programs, keeps=keeps))
        try:
            yield server
        finally:
            _stop(server.process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the command on a PostgreSQL server, and hand back its exit status."""
    url = environ.get("TEST_DATABASE_URL")
    if url:
        return _run(command, {**environ, "DATABASE_URL": url})
    with running() as url:
        return _run(command, {**environ, "DATABASE_URL": url})


def _run(command: Sequence[str], environ: Mapping[str, str]) -> int:
    child = subprocess.Popen(command, env=dict(environ))
    # Ctrl-C reaches the child by itself; we wait for it, then clean up.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return child.wait()
    finally:
        signal.signal(signal.SIGINT, before)
        if child.poll() is None:
            child.terminate()
            child.wait()


def _leave(*_: object) -> None:
    raise SystemExit(143)


def main(arguments: Sequence[str]) -> int:
    """Read the command after `--`, and run it."""
    command = list(arguments[1:]) if arguments[:1] == ["--"] else list(arguments)
    try:
        return run(command, os.environ)
    except NoServer as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _leave)  # so that every `finally` is reached
    sys.exit(main(sys.argv[1:]))
