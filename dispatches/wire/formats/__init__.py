"""The formats that copy comes in: one file each, and one table of them.

A format's module says its NAME and LABEL, knows its bytes (`sniff`) and reads them (`read`, into a
Document). One that holds files of its own (CONTAINER) is handed the reader for those.
"""

from __future__ import annotations

from types import ModuleType

from dispatches.wire.items import Document
from dispatches.wire.values import Unreadable

from . import plain, words

FORMATS: tuple[ModuleType, ...] = (words, plain)
"""In the order in which they are asked; the last takes everything."""
NAMES = tuple(form.NAME for form in FORMATS)
_DEEPEST = 4


def recognise(raw: bytes) -> ModuleType:
    """The first format that knows these bytes: what they hold decides, never a file's name."""
    return next(form for form in FORMATS if form.sniff(raw))


def read(raw: bytes, read_as: str = "", *, depth: int = 0) -> Document:
    """What a transmission holds, by the first format that knows its bytes, or by the one named.

    Raises Unreadable, with a sentence, when there is no copy in them.
    """
    if depth > _DEEPEST:
        raise Unreadable(f"It holds files within files, more than {_DEEPEST} deep.")
    form = next((one for one in FORMATS if read_as == one.NAME), None) or recognise(raw)
    if getattr(form, "CONTAINER", False):
        held: Document = form.read(raw, lambda inner: read(inner, depth=depth + 1))
        return held
    document: Document = form.read(raw)
    return document
