"""What the readers of formats make of files, without a database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dispatches.wire import formats, told
from dispatches.wire.items import as_json
from dispatches.wire.values import Unreadable

_BEGINNING = 160  # characters of a body that people are shown
_SHOWN = (
    *("headline", "slugline", "byline", "sequence", "take_key", "urgency", "pubstatus"),
    *("embargoed", "embargo", "source", "language", "uri", "version", "versioncreated"),
)


class Command(BaseCommand):
    """See the help."""

    help = "Show what the readers make of wire files; nothing is kept."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE... [--json] [--as FORMAT]"""
        parser.add_argument("files", nargs="+", help="wire files, in any format")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--as", dest="read_as", choices=formats.NAMES, default="", help="not by their content"
        )

    def handle(self, *, files: list[str], json: bool, read_as: str, **options: Any) -> None:
        """A line, or a few, for each file; exit status 1 when any could not be read."""
        all_read = True
        for file in files:
            report = look(file, read_as)
            self.stdout.write(_line(report) if json else "\n".join(_summary(report)))
            all_read = all_read and "reason" not in report
        if not all_read:
            sys.exit(1)


def look(file: str, read_as: str = "") -> dict[str, Any]:
    """What is made of a file: its format and items, or none of them and the reason."""
    try:
        document = formats.read(_bytes(Path(file)), read_as)
        items = [as_json(item) for item in told.items(document)]
    except Unreadable as refusal:
        return {"file": file, "format": "", "items": [], "reason": str(refusal)}
    return {"file": file, "format": document.format, "items": items}


def _bytes(file: Path) -> bytes:
    """What a file holds. Raises Unreadable where it cannot be opened, or is too big."""
    try:
        if file.stat().st_size > settings.MAX_TRANSMISSION_BYTES:
            most = settings.MAX_TRANSMISSION_BYTES // 2**20
            raise Unreadable(f"The file is bigger than {most} MiB: it is no wire copy.")
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(f"The file cannot be opened ({error.strerror}).") from error


def _line(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False)


def _summary(report: dict[str, Any]) -> Iterator[str]:
    """A report for people: the file, then each item's fields, and how its body begins."""
    if "reason" in report:
        yield f"{report['file']}: {report['reason']}"
        return
    many = len(report["items"])
    yield f"{report['file']}: {report['format']}, {many} {'item' if many == 1 else 'items'}"
    for number, item in enumerate(report["items"], start=1):
        yield f"  {number}. {item['type']}"
        yield from (f"     {name}: {item[name]}" for name in _SHOWN if name in item)
        if dateline := item.get("dateline"):
            yield f"     dateline: {', '.join(dateline.values())}"
        if body := " ".join(item.get("body", "").split()):
            yield f"     body: {body[:_BEGINNING]}{'…' if len(body) > _BEGINNING else ''}"
