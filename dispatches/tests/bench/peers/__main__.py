"""`make bench-peers`: `python -m dispatches.tests.bench.peers PYTHON [STORIES]`.

PYTHON is one that has Wagtail. Both systems get a database of their own on one server, are filled
and asked one after the other, in this run; what comes out stands in docs/figures/peers.json.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

from dispatches.tests import postgres
from dispatches.tests.figures.ledger import Figure, at_least, write_down

ROOT = Path(__file__).resolve().parents[4]
TIMES = {"queue": 5, "review": 3, "approve": 4, "search": 20}
"""How many times as fast the desk's pages must be."""
NAMES = {
    "queue": "the queue beside Wagtail's explorer",
    "review": "the review page beside Wagtail's edit view",
    "approve": "an approval beside Wagtail's moderation",
    "search": "a search beside Wagtail's",
}
Told = dict[str, dict[str, float]]


def told(python: str, module: str, *words: str, **environ: str) -> Told:
    """What a program of this folder prints, read as JSON."""
    command = [python, "-m", f"dispatches.tests.bench.peers.{module}", *words]
    given = {**os.environ, **environ}
    done = subprocess.run(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, check=True)
    found: Any = json.loads(done.stdout.decode().splitlines()[-1])
    return dict(found)


def beside(server: postgres.Server, python: str, stories: int) -> tuple[Told, Told]:
    """Ours and theirs, each on a database of its own."""
    where = f"host={server.folder} dbname=postgres user={postgres.OWNER}"
    with psycopg.connect(where, autocommit=True) as console:
        for name in ("ours", "theirs"):
            console.execute(f"CREATE DATABASE {name}".encode())
    url = server.url.rpartition("/")[0] + "/ours"
    place = str(server.folder)
    ours = told(
        sys.executable, "ours", str(stories // 10), str(stories * 9 // 10), DATABASE_URL=url
    )
    theirs = told(python, "wagtail", "theirs", place, postgres.OWNER, str(stories))
    return ours, theirs


def figures(ours: Told, theirs: Told, stories: int) -> list[Figure]:
    """How many times as fast, and the milliseconds themselves."""
    found = []
    for name, times in TIMES.items():
        ratio = round(theirs[name]["p50"] / ours[name]["p50"], 1)
        found.append(at_least(f"{NAMES[name]}, {stories:,} stories", ratio, times, "times as fast"))
        for whose, one in (("newsdesk", ours), ("Wagtail", theirs)):
            said = f"{name}, {whose}: {one[name]['p50']} ms, 95th {one[name]['p95']} ms"
            found.append(Figure(said, one[name]["p50"], "ms", "", met=True))
    return [Figure(**{**one.__dict__, "command": "make bench-peers"}) for one in found]


def main(python: str, stories: int) -> None:
    """Measure, write down, and say what falls short."""
    with postgres.standing(keeps=False) as server:
        ours, theirs = beside(server, python, stories)
    for short in write_down("peers", figures(ours, theirs, stories)):
        print(f"Falls short: {short.name}: {short.value} (goal {short.goal}).")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
