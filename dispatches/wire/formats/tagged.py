"""Frames whose lines begin with a name of two letters and #, as business wires send them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dispatches.wire.items import Item

from . import lines
from .embargoes import noted
from .tongues import language

_FIELD = re.compile(r"(?P<name>[A-Z]{2})#(?P<text>.*)")
_TEXT = "TX"
_LONGEST = 200  # lines of a head


def item(frame: Sequence[str]) -> tuple[Item, int] | None:
    """The item of a frame and the lines of its head; None where its lines have no names.

    >>> found, height = item(["zczc", "KN#Quay Bites", "TI#A ferry", "TX#It came", "late."])
    >>> found.headline, found.source, found.body, height
    ('A ferry', 'Quay Bites', 'It came\\nlate.', 3)
    """
    told: dict[str, str] = {}
    name = ""
    for at, line in enumerate(frame[1:_LONGEST], start=1):
        found = _FIELD.match(line)
        if found and found["name"] == _TEXT:
            return _made(told, [found["text"], *frame[at + 1 :]]), at
        if found:
            name = found["name"]
            told[name] = found["text"].strip()
        elif line.strip() and not name:
            return None
        elif name:
            told[name] = f"{told[name]} {line.strip()}".strip()
    return None


def _made(told: dict[str, str], copy: Sequence[str]) -> Item:
    body = lines.body(copy)
    return Item(
        source=told.get("KN", ""),
        slugline=told.get("KY", ""),
        headline=told.get("TI", ""),
        embargo=noted("", told.get("TI", "")),
        abstract=told.get("AB", ""),
        byline=told.get("BY", ""),
        body=body,
        language=language(body),
    )
