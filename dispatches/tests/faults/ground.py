"""A house of its own for each fault: a database, a hot folder, and what was laid into it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from dispatches.tests import make

ROOT = Path(__file__).resolve().parents[3]


def is_server() -> bool:
    """Whether the suite runs on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@contextmanager
def own_database(folder: Path, server: str = "") -> Iterator[str]:
    """The address of an empty database that nothing else uses: a file, or one of the server's.

    Which server, if none is named, the suite's database says; "-" asks for a file.
    """
    server = server or (os.environ["DATABASE_URL"] if is_server() else "-")
    if server == "-":
        yield f"sqlite:///{folder / 'faults.sqlite3'}"
        return
    base, _, _ = server.rpartition("/")
    name = f"faults_{uuid4().hex[:12]}"
    with psycopg.connect(_as_psycopg(server), autocommit=True) as console:
        console.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield f"{base}/{name}"
    finally:
        with psycopg.connect(_as_psycopg(server), autocommit=True) as console:
            console.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _as_psycopg(url: str) -> str:
    """The address as psycopg reads one: a socket's folder stands in our own where the path is."""
    head, _, name = url.rpartition("/")
    user, sign, folder = head.partition("@/")
    if not sign:
        return url
    return f"host={folder} dbname={name} user={user.removeprefix('postgres://')}"


@dataclass(slots=True)
class Feeder:
    """Lays files into a hot folder, each renamed in whole; `sent` is all that was, by its hash."""

    path: Path
    number: int = 0
    files: int = 0
    sent: dict[str, bytes] = field(default_factory=dict)

    def put(self, many: int = 1) -> None:
        """So many files more; each tenth has the bytes of one that was there before."""
        for _ in range(many):
            self.number += 1
            again = self.number % 10 == 0
            raw = self._copy(self.number - 5 if again else self.number)
            self.lay(f"{self.number % 3}/take-{self.number:05}.txt", raw)

    def lay(self, name: str, raw: bytes) -> None:
        """One file, under a name that is not taken until it is whole."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        upload = file.with_name(f".{file.name}")
        upload.write_bytes(raw)
        upload.rename(file)
        self.files += 1
        self.sent[hashlib.sha256(raw).hexdigest()] = raw

    def _copy(self, number: int) -> bytes:
        said = f"The keeper of pier {number} said that {number * 7919} lamps were lit by noon."
        return make.first(
            f"BFF-{number}", headline=f"Pier {number} is lit", slug="PIERS", body=(said,)
        ).encode()

    def lying(self) -> int:
        """How many files are not put away."""
        return sum(1 for _ in self._files(lambda part: part != ".done"))

    def put_away(self) -> int:
        """How many files are put away."""
        return sum(1 for _ in self._files(lambda part: part == ".done"))

    def _files(self, counts: Any) -> Iterator[str]:
        for top in os.scandir(self.path):
            if counts(top.name) and not top.is_dir():
                yield top.name
            elif counts(top.name):
                for _here, _folders, names in os.walk(top.path):
                    yield from names


def told(program: str, *words: str, url: str, var: Path, **environ: str) -> Mapping[str, Any]:
    """Run a program of this folder on a database of its own; what it printed, read as JSON."""
    given = {**os.environ, **environ, "DATABASE_URL": url, "NEWSDESK_VAR": str(var)}
    command = [sys.executable, "-m", f"dispatches.tests.faults.{program}", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
