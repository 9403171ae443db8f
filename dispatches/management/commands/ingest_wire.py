"""Take in wire files; safe to run again on the same files."""

from __future__ import annotations

import hashlib
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from dispatches.actions import ingest
from dispatches.actions.join import look_again
from dispatches.channels.foreseen import source_by_content
from dispatches.models import Convention, Source

_CHUNK = 1024 * 1024
_BATCH = 100  # files that are joined at once
Report = dict[str, Any]


class Command(BaseCommand):
    """See the help."""

    help = "Take in wire files and folders of them. The same bytes twice make nothing new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """PATH... [--source SLUG] [--json]"""
        parser.add_argument("paths", nargs="+", type=Path, help="files, or folders read whole")
        parser.add_argument(
            "--source", default="", help="slug of the source; else the one that writes like this"
        )
        parser.add_argument("--json", action="store_true", help="one JSON list, for a machine")

    def handle(self, *, paths: list[Path], source: str, json: bool, **options: Any) -> None:
        """A line a file; exit status 1 when anything was not taken in as copy."""
        files = list(_files(paths))
        shown = tqdm(files, unit="file", disable=json or not sys.stderr.isatty(), leave=False)
        reports = list(_take_in_all(shown, source))
        look_again(now=timezone.now())
        if json:
            self.stdout.write(_as_json(reports))
        else:
            for report in reports:
                self.stdout.write(_line(report))
        if not all(report["ok"] for report in reports):
            sys.exit(1)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file under the paths, in the order of their names; hidden ones stay where they lie."""
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if file.is_file())
            yield from sorted(file for file in inside if not file.name.startswith("."))
        else:
            yield path


def _take_in_all(files: Iterable[Path], source: str) -> Iterator[Report]:
    """Take in files, a batch at a time: the bytes of each are committed by themselves, and what is
    in a batch is joined at once."""
    waiting = iter(files)
    while batch := list(islice(waiting, _BATCH)):
        known = Convention.objects.in_force()
        taken = [(file, *_take_in(file, source, known)) for file in batch]
        receipts = iter(ingest.join_all([one for _, _, one in taken if one]))
        for file, reason, receipt in taken:
            yield _report(file, next(receipts) if receipt else None, reason)


def _take_in(file: Path, source: str, known: ingest.Known) -> tuple[str, ingest.Receipt | None]:
    """What became of a file, or the sentence that says why it stays where it lies."""
    try:
        raw = _read(file)
    except OSError as error:
        return f"{file} cannot be opened ({error.strerror}); it stays where it lies.", None
    if isinstance(raw, str):
        return raw, None
    by = _source(raw, source)
    return "", ingest.receive(raw, source=by, name=file.name, join=False, known=known)


def _report(file: Path, receipt: ingest.Receipt | None, reason: str) -> Report:
    if receipt is None or receipt.transmission is None:
        said = receipt.reason if receipt else reason
        return {"file": str(file), "ok": False, "new": False, "reason": said}
    return {
        "file": str(file),
        "ok": not receipt.reason,
        "new": receipt.new,
        "sha256": receipt.transmission.sha256,
        "items": [str(item) for item in receipt.items],
        "stories": [{"id": story.pk, "headline": str(story)} for story in receipt.stories],
        "reason": receipt.reason,
    }


def _read(file: Path) -> bytes | str:
    """The bytes; for a file over the limit, the sentence that refuses it, naming it by its hash."""
    size = file.stat().st_size
    if size <= settings.MAX_TRANSMISSION_BYTES:
        return file.read_bytes()
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return ingest.refuse(file.name, size=size, sha256=digest.hexdigest())


def _source(raw: bytes, slug: str) -> Source:
    """The source that was named; else the one whose convention these bytes follow."""
    return ingest.source_for(slug or source_by_content(raw))


def _line(report: Report) -> str:
    name = Path(report["file"]).name
    if report["reason"]:
        return f"{name}: {report['reason']}"
    if not report["new"]:
        return f"{name}: had already; nothing new."
    took = ", ".join(report["items"])
    return f"{name}: {took} → " + "; ".join(story["headline"] for story in report["stories"])


def _as_json(reports: list[Report]) -> str:
    return json.dumps(reports, ensure_ascii=False, indent=1)
