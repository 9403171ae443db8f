"""Bytes and lines as the admin shows them: numbered, escaped, hidden marks made visible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dispatches.models import Transmission
from dispatches.wire import formats
from dispatches.wire.values import Text, Unreadable

LINES = 2000
BYTES = 4096
_BIDI = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]")


def revealed(text: str) -> str:
    r"""Text in which a mark that turns or hides letters is written out.

    >>> revealed("safe\u202etxt")
    'safe[U+202E]txt'
    """
    return _BIDI.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def gone(transmission: Transmission) -> SafeString:
    """What stands where bytes stood that went; nothing while they are kept."""
    return format_html("{}", transmission.tombstone())


def numbered(raw: bytes) -> SafeString:
    """The lines of a transmission under the numbers that paragraphs name."""
    try:
        text = formats.read(raw).text
    except Unreadable:
        text = Text(raw.decode("latin-1"), "latin-1")
    lines = text.lines()
    shown = format_html_join(
        "\n", "{}  {}", ((f"{line.number:>5}", revealed(line.text)) for line in lines[:LINES])
    )
    return format_html('<pre class="raw" tabindex="0">{}</pre>{}', shown, _more(len(lines), LINES))


def hexadecimal(raw: bytes) -> SafeString:
    """The first bytes, as they are."""
    rows = "\n".join(_row(raw, start) for start in range(0, min(len(raw), BYTES), 16))
    return format_html('<pre class="raw" tabindex="0">{}</pre>{}', rows, _more(len(raw), BYTES))


def _row(raw: bytes, start: int) -> str:
    part = raw[start : start + 16]
    letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in part)
    return f"{start:08x}  {part.hex(' '):<47}  {letters}"


def _more(there: int, shown: int) -> str:
    return f"The first {shown} of {there} are shown." if there > shown else ""


def paragraphs(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """Paragraphs of an item or a revision, each under its lines."""
    said = ((_place(row), revealed(row["text"])) for row in rows)
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}: {}</li>", said))


def _place(row: Mapping[str, Any]) -> str:
    if row.get("by"):
        return f"typed by person {row['by']}"
    return ", ".join(_lines(one) for one in row.get("origins", [row]) if "first" in one)


def _lines(origin: Mapping[str, Any]) -> str:
    first, last = origin["first"], origin["last"]
    return f"line {first}" if first == last else f"lines {first}–{last}"


def fixes(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """What cleaning did: the fix, the line, what stood there, what stands now."""
    parts = ("line", "name", "before", "after")
    said = (tuple(revealed(str(one[part])) for part in parts) for one in rows)
    lines = format_html_join("", "<li>Line {}: {}. “{}” → “{}”</li>", said)
    return format_html("<ul>{}</ul>", lines)


def removals(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """Lines that are not copy, and what they were taken for."""
    parts = ("line", "role", "text")
    said = (tuple(revealed(str(one[part])) for part in parts) for one in rows)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>Line {}: {}. “{}”</li>", said))
