"""A whole newsdesk for a browser to visit: its own folder, its own database, its own port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class House:
    """Where it is served, and the passwords of its people by name."""

    address: str
    passwords: dict[str, str]


def furnish(folder: Path) -> dict[str, str]:
    """Do what `make run` does before it serves, and give the passwords that it printed."""
    _manage(folder, "migrate", "--verbosity", "0")
    _manage(folder, "ingest_wire", "seeds")
    people = _manage(folder, "make_demo_people")
    rows = [line.split() for line in people.splitlines()]
    return {row[0]: row[2] for row in rows if len(row) > 2 and row[1] == "password"}


def serve(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A server of this folder's house, and its address, once it answers."""
    port = _free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
    with (folder / "serve.log").open("wb") as log:
        env = _environment(folder)
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return server, address
    server.kill()
    raise AssertionError(f"The server did not answer:\n{(folder / 'serve.log').read_text()}")


def copied(furnished: Path, folder: Path) -> Path:
    """A copy of a furnished house, to be lived in."""
    return Path(shutil.copytree(furnished, folder))


def _environment(folder: Path) -> dict[str, str]:
    """What a fresh shell would have: settings of the machine at hand must not lean in."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG")}
    return {**kept, "NEWSDESK_VAR": str(folder), "PYTHONUNBUFFERED": "1"}


def _manage(folder: Path, *words: str) -> str:
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
