"""Take in one mail that a mail server hands over; it is told to keep it when it cannot be kept."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from argparse import ArgumentParser
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand

from dispatches.actions import ingest

TRY_AGAIN = os.EX_TEMPFAIL  # 75: the mail server keeps the mail, and comes again
TOO_LARGE = os.EX_DATAERR  # 65: the mail server sends it back
_CHUNK = 1024 * 1024

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """See the help."""

    help = "Take in one mail from standard input; exit status 75 asks the mail server to wait."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--source SLUG [--name NAME]"""
        parser.add_argument("--source", required=True, help="slug of the source")
        parser.add_argument("--name", default="mail.eml", help="what the mail is called")

    def handle(self, *, source: str, name: str, **options: Any) -> None:
        """Exit status 0 when it is kept, 75 when it is not kept yet, 65 when it never will be."""
        try:
            refused = _take_in(sys.stdin.buffer, source, name)
        except Exception as fault:  # noqa: BLE001  # whatever failed, the mail must not be lost
            log.warning("A mail was not kept (%s).", type(fault).__name__)
            self.stderr.write("The mail could not be kept now; send it again later.")
            sys.exit(TRY_AGAIN)
        if refused:
            self.stderr.write(refused)
            sys.exit(TOO_LARGE)


def _take_in(stream: BinaryIO, slug: str, name: str) -> str:
    """Keep the mail; or the sentence that refuses one that is too large."""
    most = settings.MAX_TRANSMISSION_BYTES
    raw = stream.read(most + 1)
    source = ingest.source_for(slug)
    if len(raw) <= most:
        ingest.receive(raw, source=source, name=name, channel="mail")
        return ""
    digest, size = hashlib.sha256(raw), len(raw)
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    ingest.refuse(name, size=size, sha256=digest.hexdigest(), source=source)
    return f"The mail has {size:,} bytes, and {most:,} are the most that newsdesk takes."
