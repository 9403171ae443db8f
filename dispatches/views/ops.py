"""What came in: transmissions as received, their lines and their bytes."""

from __future__ import annotations

import re

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from dispatches.models import Transmission
from dispatches.requests import EditorRequest
from dispatches.wire.decode import visible

from .sheet import lines_of
from .shell import page

FIRST_BYTES = 64
BYTES_A_PAGE = 4096
LINES_A_PAGE = 1000
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
Dump = list[tuple[str, str, str]]


def dump(raw: bytes, start: int = 0) -> Dump:
    """Some bytes, from the one at `start`, as rows of offset, hexadecimal, and what can be read.

    >>> dump(b"BFF-08\\x00")
    [('0000', '42 46 46 2d 30 38 00', 'BFF-08␀')]
    """
    rows = [(at, raw[at : at + 16]) for at in range(0, len(raw), 16)]
    return [(f"{start + at:04x}", row.hex(" "), _readable(row)) for at, row in rows]


def _readable(row: bytes) -> str:
    """Bytes as text in which every control character, line ends too, has its picture."""
    pictures = {code: chr(0x2400 + code) for code in range(0x20)}
    return visible(row.decode("latin-1").translate(pictures))


def transmission(request: EditorRequest, pk: int) -> HttpResponse:
    """One transmission: its lines, when it came, and what was read out of it."""
    return transmission_page(request, pk)


def transmission_page(request: EditorRequest, pk: int, status: int = 200) -> HttpResponse:
    """The page of a transmission, also when something that was asked of it was refused."""
    sent = get_object_or_404(Transmission.objects.select_related("source"), pk=pk)
    lines = Paginator(lines_of(sent), LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "sent": sent,
        "listing": lines,
        "dump": dump(sent.raw()[:FIRST_BYTES]),
        "arrivals": sent.arrivals.all(),
        "items": sent.items.in_force().select_related("placing__story"),
    }
    return page(request, "dispatches/transmission.html", context, status)


def all_bytes(request: EditorRequest, pk: int) -> HttpResponse:
    """All bytes of a transmission, in hexadecimal and as text, page by page."""
    sent = get_object_or_404(Transmission.objects.select_related("source"), pk=pk)
    raw = sent.raw()
    starts = range(0, len(raw), BYTES_A_PAGE)
    listing = Paginator(starts, 1).get_page(request.GET.get("page"))
    start = next(iter(listing.object_list), 0)
    rows = dump(raw[start : start + BYTES_A_PAGE], start)
    context = {"sent": sent, "listing": listing, "dump": rows}
    return page(request, "dispatches/bytes.html", context)


def raw(request: EditorRequest, pk: int) -> HttpResponse:
    """The bytes themselves, to keep and not to look at: a browser never shows them as a page.

    Where they went at the end of their retention, the answer says so.
    """
    sent = get_object_or_404(Transmission, pk=pk)
    if sent.forgotten_at is not None:
        return HttpResponse(sent.tombstone(), content_type="text/plain; charset=utf-8", status=410)
    words = _NOT_IN_NAMES.sub("_", sent.name).strip("._")
    response = HttpResponse(sent.raw(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{sent.sha256[:12]}-{words or 'transmission'}"[:120]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
