"""What a machine posts: the body of a request as files that are whole, or a sentence why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

FIELD = "file"
"""The field of a form in which files are posted."""
_FORM = "multipart/form-data"
_BYTES = re.compile(r"text/[\w.+-]+|message/rfc822|application/(?!x-www-form-urlencoded)[\w.+-]+")


class Sent(NamedTuple):
    """One file that came: its bytes, exactly, and its name."""

    raw: bytes
    name: str


@dataclass(slots=True)
class Wrong(Exception):
    """A post that is not taken: the status that says so, and a sentence."""

    status: int
    says: str


def files(request: HttpRequest, name: str) -> list[Sent]:
    """The files that a request holds; `name` is what a body without a form is called.

    Raises Wrong. What is too large is refused before it is read; what broke off is never taken for
    a whole.
    """
    kind = (request.content_type or "application/octet-stream").lower()
    if kind != _FORM and not _BYTES.fullmatch(kind):
        raise Wrong(
            415,
            f"“{kind[:80]}” is not taken. Send the bytes as application/octet-stream, or files in "
            f"the field “{FIELD}” of a {_FORM}.",
        )
    raw = _whole(request, settings.MAX_POST_BYTES if kind == _FORM else _limit())
    sent = _in_form(request, raw) if kind == _FORM else [Sent(raw, name)]
    for one in sent:
        if len(one.raw) > _limit():
            raise _too_large(len(one.raw), _limit())
        if not one.raw:
            raise Wrong(422, "There is no byte in it: nothing was kept.")
    return sent


def _limit() -> int:
    return int(settings.MAX_TRANSMISSION_BYTES)


def _too_large(size: int, most: int) -> Wrong:
    return Wrong(413, f"It has {size:,} bytes, and {most:,} are the most that newsdesk takes.")


def _whole(request: HttpRequest, most: int) -> bytes:
    """The whole body, in the length that was announced."""
    said = request.headers.get("Content-Length") or "0"
    if "Transfer-Encoding" in request.headers or not said.isdecimal():
        raise Wrong(411, "Say how long it is: a Content-Length is needed.")
    size = int(said) if len(said) < 20 else most + 1
    if size > most:
        raise _too_large(size, most)
    try:
        raw = request.read(size)
    except (UnreadablePostError, OSError) as error:
        raise Wrong(400, "It broke off on the way: nothing was kept. Send it again.") from error
    if len(raw) != size:
        raise Wrong(400, f"It broke off after {len(raw):,} of {size:,} bytes: nothing was kept.")
    return raw


def _in_form(request: HttpRequest, raw: bytes) -> list[Sent]:
    form = MultiPartParser(request.META, BytesIO(raw), request.upload_handlers, "utf-8")
    try:
        _, held = form.parse()
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise Wrong(400, f"The form cannot be read: nothing was kept. {error}") from error
    sent = [Sent(one.read(), one.name or "") for one in held.getlist(FIELD)]
    if not sent:
        raise Wrong(422, f"There is no file in the field “{FIELD}”: nothing was kept.")
    return sent
