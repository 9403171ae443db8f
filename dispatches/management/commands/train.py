"""A night on the wire to practise on: made-up copy of many agencies, live, on a desk of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dispatches.actions.channels import add_channel
from dispatches.actions.sources import source_for
from dispatches.models import Channel, Source
from dispatches.wire import simulator

from .simulate_wire import drop

STORIES = 60  # of each agency in a night, which is some six hours long
BEFORE = timedelta(minutes=40)
"""So much of the night is over when the desk opens, so that it is not empty."""
_PATIENCE = 20  # seconds that a process gets to end in
_LOOK = 0.5


class Due(NamedTuple):
    """One transmission of a night: when it comes, in UTC, under what name, and its bytes."""

    at: datetime
    name: str
    slug: str
    sent: simulator.Sent


class Command(BaseCommand):
    """Runs the receiver, the server and the night until it is told to stop."""

    help = "Practise on a made-up wire night, live, with TRAINING=1; Ctrl-C stops it."
    ended = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--seed N] [--host HOST] [--port PORT]"""
        parser.add_argument("--seed", type=int, default=1, help="another number, another night")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")

    def handle(self, *, seed: int, host: str, port: str, **_options: Any) -> None:
        """Never where real copy is: the setting says that this desk is for training."""
        if not settings.TRAINING:
            raise CommandError(
                "Made-up copy is not let in among real copy: set TRAINING=1, and another database."
            )
        folder = Path(settings.VAR_DIR).resolve() / "wires"
        wires = [_wire(name, folder) for name in (*simulator.KNOWN, simulator.UNKNOWN)]
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        children = [
            _manage("receive"),
            _manage("serve", "--workers", "1", "--host", host, "--port", port),
        ]
        try:
            self._go_on(merge(*(night(wire, seed) for wire in wires)), folder, children)
        finally:
            _end_all(children)
        self.stdout.write("Stopped.")

    def _end(self, *_signal: object) -> None:
        self.ended = True

    def _go_on(
        self, night: Iterator[Due], folder: Path, children: Sequence[subprocess.Popen[bytes]]
    ) -> None:
        """Send each in its turn; what was due before now goes at once."""
        for due in night:
            while not self.ended and due.at > datetime.now(UTC):
                self._check(children)
                time.sleep(_LOOK)
            if self.ended:
                return
            drop(folder / due.slug, due.name, due.sent)
        self.stdout.write("The night is over; the desk stays open. Ctrl-C stops it.")
        while not self.ended:
            self._check(children)
            time.sleep(_LOOK)

    def _check(self, children: Sequence[subprocess.Popen[bytes]]) -> None:
        if any(child.poll() is not None for child in children) and not self.ended:
            raise CommandError("The receiver or the server has ended; what they printed says why.")


def _wire(name: str, folder: Path) -> Source:
    """A source with a hot folder of its own, made where there is none."""
    source = source_for(name)
    place = folder / source.slug
    place.mkdir(parents=True, exist_ok=True)
    if not Channel.objects.filter(name=source.slug).exists():
        fields = {"name": source.slug, "kind": "folder", "source": source, "every_seconds": 1}
        add_channel({**fields, "settings": {"path": str(place), "settle": 0}}, by=None)
    return source


def night(source: Source, seed: int) -> Iterator[Due]:
    """What this agency sends from a little before now on, in the order of its times."""
    name = source.slug if source.slug in simulator.KNOWN else simulator.UNKNOWN
    start = datetime.now(source.tz) - BEFORE
    day = simulator.simulate(
        seed,
        start=start.replace(tzinfo=None),
        stories=STORIES,
        conventions=[name],
        rates=simulator.PRESETS["usual"],
    )
    for number, sent in enumerate(day.sent):
        at = sent.received_at.replace(tzinfo=source.tz).astimezone(UTC)
        yield Due(at, f"{start:%d%H%M}-{number:04}", source.slug, sent)


def _manage(*words: str) -> subprocess.Popen[bytes]:
    """One of our own commands in a process of its own, which no Ctrl-C reaches before us."""
    command = [sys.executable, str(Path(sys.argv[0]).resolve()), *words]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603  # our own words


def _end_all(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
