"""Made-up days on the wire, into a folder or to an address, at a pace."""

from __future__ import annotations

import json
import os
import re
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dispatches.wire import simulator
from dispatches.wire.simulator import Day, Sent

START = "2024-03-05T18:00"
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_RATE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)/([smh])")
_TIMEOUT = 30
Send = Callable[[str, Sent], str]


class Command(BaseCommand):
    """See the help."""

    help = "Make up a day on the wire, with the truth beside it. The same seed, the same bytes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to make up, and where to send it."""
        parser.add_argument("--seed", type=int, default=1, help="another number, another day")
        parser.add_argument("--stories", type=_count, help="how many stories (20)")
        every = ",".join([*simulator.KNOWN, simulator.UNKNOWN])
        parser.add_argument("--conventions", type=_wires, default=every, help=every)
        parser.add_argument("--faults", choices=list(simulator.PRESETS), default="usual")
        parser.add_argument("--start", type=_moment, default=START, help=f"such as {START}")
        parser.add_argument("--into", help="a folder, or an http address with NEWSDESK_TOKEN set")
        parser.add_argument("--rate", type=_rate, help="the pace, such as 50/s")
        parser.add_argument("--minutes", type=_minutes, help="stop after so long")
        parser.add_argument("--jsonl", type=Path, help="write the stream here, for assemble_wire")
        parser.add_argument("--truth", type=Path, help="write what is true of it here")

    def handle(self, *, into: str | None, rate: float | None, **options: Any) -> None:
        """The files that were asked for first, then the sending."""
        minutes = options["minutes"]
        if minutes and not rate:
            raise CommandError(
                "--minutes needs --rate: without a pace there is no knowing how many."
            )
        if minutes and options["truth"]:
            raise CommandError("--truth tells of a whole day: give --stories instead of --minutes.")
        if not (into or options["jsonl"] or options["truth"]):
            raise CommandError("Say where to: --into a folder or address, --jsonl or --truth.")
        many = options["stories"] or (int(rate * 60 * minutes) + 1 if rate and minutes else 20)
        day = simulator.simulate(
            options["seed"],
            start=options["start"],
            stories=many,
            conventions=options["conventions"],
            rates=simulator.PRESETS[options["faults"]],
        )
        _write_files(day, options["jsonl"], options["truth"])
        self.stdout.write(f"{len(day.sent)} transmissions of {len(day.stories)} stories made up.")
        if into:
            self._send(day, _way(into), f"s{options['seed']}", rate, minutes)

    def _send(
        self, day: Day, send: Send, prefix: str, rate: float | None, minutes: float | None
    ) -> None:
        """Each in its turn, no sooner than its time; refusals are counted by what was said."""
        began = time.monotonic()
        refused: Counter[str] = Counter()
        done = 0
        try:
            for sent in day.sent:
                due = done / rate if rate else 0.0
                if minutes and max(due, time.monotonic() - began) >= minutes * 60:
                    break
                time.sleep(max(0.0, began + due - time.monotonic()))
                if said := send(f"{prefix}-{sent.id}-{sent.feed}", sent):
                    refused[said] += 1
                done += 1
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        took = time.monotonic() - began
        self.stdout.write(f"{done - refused.total()} of {len(day.sent)} sent in {took:.1f} s.")
        if refused:
            told = "; ".join(f"{times} × {said}" for said, times in refused.most_common())
            raise CommandError(f"{refused.total()} refused: {told}.")


def _way(into: str) -> Send:
    """How to send: by post to an address, or as files into a folder."""
    if into.startswith(("http://", "https://")):
        token = os.environ.get("NEWSDESK_TOKEN", "")
        if not token:
            raise CommandError(
                "Set the environment variable NEWSDESK_TOKEN to the address's token."
            )
        return lambda name, sent: _post(into, token, sent)
    if "://" in into:
        raise CommandError(f"{into} is neither a folder nor an http address.")
    folder = Path(into)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder} cannot be a folder: {error.strerror}.") from error
    return lambda name, sent: drop(folder, name, sent)


def drop(folder: Path, name: str, sent: Sent) -> str:
    """A file that appears whole: a hot folder must never see half of one."""
    part = folder / f".{name}.part"
    try:
        part.write_bytes(sent.raw.encode("utf-8"))
        part.replace(folder / f"{name}.txt")
    except OSError as error:
        raise CommandError(f"{folder} cannot be written to: {error.strerror}.") from error
    return ""


def _post(address: str, token: str, sent: Sent) -> str:
    """Post one transmission; empty when it was taken, else what the other side said."""
    request = urllib.request.Request(  # noqa: S310  # _way lets http and https through, no other
        address,
        data=sent.raw.encode("utf-8"),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "text/plain; charset=utf-8"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310
            return ""
    except urllib.error.HTTPError as error:
        with error:
            return f"{error.code} {error.reason}"
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise CommandError(f"{address} cannot be reached: {reason}.") from error


def _write_files(day: Day, jsonl: Path | None, truth: Path | None) -> None:
    try:
        if jsonl:
            lines = [
                json.dumps(
                    {
                        "id": sent.id,
                        "feed": sent.feed,
                        "received_at": sent.received_at.isoformat(),
                        "raw": sent.raw,
                    },
                    ensure_ascii=False,
                )
                for sent in day.sent
            ]
            jsonl.write_text("\n".join(lines) + "\n", "utf-8")
        if truth:
            told = day.truth((jsonl or truth).stem)
            truth.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from error


def _count(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise ArgumentTypeError(f"{text} is no number of stories.")
    return int(text)


def _wires(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = {*simulator.KNOWN, simulator.UNKNOWN}
    if strange := [name for name in names if name not in known]:
        raise ArgumentTypeError(f"{', '.join(strange)}: not among {', '.join(sorted(known))}.")
    if not names:
        raise ArgumentTypeError("name at least one wire.")
    return names


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no time such as {START}.") from error


def _rate(text: str) -> float:
    found = _RATE.fullmatch(text)
    if found is None or not float(found[1]):
        raise ArgumentTypeError(f"{text} is no pace such as 50/s, 30/m or 900/h.")
    return float(found[1]) / _SECONDS[found[2]]


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes < 100_000:
        raise ArgumentTypeError(f"{text} is no number of minutes.")
    return minutes
