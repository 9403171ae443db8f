"""Streams of takes to predictions, without a database: how the engine is measured."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dispatches.wire import pipeline
from dispatches.wire.values import Assembly, Block, Dateline, Joined, Kind, State, Take, Unreadable

Line = dict[str, Any]


class Command(BaseCommand):
    """See the help."""

    help = "Join the takes of stream files (JSON lines) and write one prediction a stream."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """STREAM.jsonl... --out DIR"""
        parser.add_argument("streams", nargs="+", type=Path, help="files of JSON lines")
        parser.add_argument("--out", type=Path, required=True, help="the folder to write to")

    def handle(self, *, streams: list[Path], out: Path, **options: Any) -> None:
        """One prediction a stream, named as the stream is."""
        out.mkdir(parents=True, exist_ok=True)
        for stream in streams:
            try:
                lines = [
                    json.loads(line) for line in stream.read_text("utf-8").splitlines() if line
                ]
            except (OSError, ValueError) as error:
                raise CommandError(f"{stream} is no stream of JSON lines: {error}.") from error
            told = json.dumps(predict(stream.stem, lines), ensure_ascii=False, indent=1)
            (out / f"{stream.stem}.json").write_text(told, "utf-8")
            self.stdout.write(f"{stream.stem}: {len(lines)} transmissions")


def predict(name: str, lines: Iterable[Line]) -> dict[str, Any]:
    """What the engine makes of one stream; the form is that of the evaluation's schema."""
    joined, unread = joined_from(lines)
    alone = [{"takes": [key], "paragraphs": [], "state": "incomplete"} for key in unread]
    return {
        "stream": name,
        "stories": [_story(assembly) for assembly in joined.assemblies] + alone,
        "notices": [
            {"message": notice.page, "kind": notice.kind.value} for notice in joined.notices
        ],
    }


def joined_from(lines: Iterable[Line]) -> tuple[Joined, list[str]]:
    """The takes of a stream, joined, and the ids of the transmissions without copy."""
    takes: list[Take] = []
    unread: list[str] = []
    arrivals: list[datetime] = []
    for line in lines:
        received_at = datetime.fromisoformat(line["received_at"])
        arrivals.append(received_at)
        try:
            reading = pipeline.read(
                line["raw"].encode("utf-8", "replace"),
                feed=line["feed"],
                received_at=received_at,
                page=line["id"],
            )
        except Unreadable:
            unread.append(line["id"])
            continue
        takes += reading.takes
    now = max(arrivals, default=None)
    return pipeline.join(takes, now=now, wait=timedelta(0)), unread


def _story(assembly: Assembly) -> dict[str, Any]:
    copy = pipeline.copy_of(assembly)
    problems = pipeline.check(copy, assembly)
    body = [n for n, part in enumerate(copy.paragraphs) if part.kind is Block.PARAGRAPH]
    dateline = copy.dateline
    in_force = pages_of(assembly.takes)
    return {
        "takes": in_force,
        "superseded": [page for page in pages_of(assembly.superseded) if page not in in_force],
        "duplicates": [page for page in pages_of(assembly.duplicates) if page not in in_force],
        "headline": copy.headline,
        "slug": copy.slug or None,
        "dateline": dateline and {"city": dateline.city, "date": _day(assembly, dateline)},
        "credit": list(copy.credit),
        "paragraphs": [copy.paragraphs[n].text for n in body],
        "crossheads": [
            {"text": part.text} for part in copy.paragraphs if part.kind is Block.CROSSHEAD
        ],
        "dropped_lines": [
            {"paragraph": body.index(p.paragraph)}
            for p in problems
            if p.code == "C01" and p.paragraph in body
        ],
        "state": State.COMPLETE.value if assembly.state is State.COMPLETE else "incomplete",
        "killed": any(notice.kind is Kind.KILL for notice in assembly.kills),
        "embargo": next((take.embargo for take in assembly.takes if take.embargo), None),
    }


def _day(assembly: Assembly, dateline: Dateline) -> str | None:
    """The printed day; that of sending or arrival where the wire prints none."""
    moment = assembly.takes[0].stated_at or assembly.takes[0].received_at
    day = dateline.date or (moment.date() if moment else None)
    return day.isoformat() if day else None


def pages_of(takes: Iterable[Take]) -> list[str]:
    """The transmissions of these takes, each once."""
    return list(dict.fromkeys(take.page for take in takes))
