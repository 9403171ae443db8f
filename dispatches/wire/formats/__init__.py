"""The formats that copy comes in: one file each, and one table of them.

A format's module says its NAME and LABEL, knows its bytes (`sniff`) and reads them (`read`, into a
Document). One that holds files of its own (CONTAINER) is handed the reader for those.
"""

from __future__ import annotations

from types import ModuleType

from dispatches.wire.items import Document
from dispatches.wire.values import Unreadable

from . import (
    anpa,
    apmedia,
    archive,
    atom,
    docx,
    iptc7901,
    mail,
    newsml12,
    newsmlg2,
    ninjs,
    nitf,
    odt,
    plain,
    rss,
    rtf,
    wordpress,
    words,
    zczc,
)
from .holding import Allowance, weight

FORMATS: tuple[ModuleType, ...] = (
    docx,
    odt,
    archive,
    rtf,
    nitf,
    newsml12,
    newsmlg2,
    apmedia,
    ninjs,
    wordpress,
    atom,
    rss,
    mail,
    zczc,
    anpa,
    iptc7901,
    words,
    plain,
)
"""In the order in which they are asked; the last takes everything."""
NAMES = tuple(form.NAME for form in FORMATS)
_DEEPEST = 4


def recognise(raw: bytes) -> ModuleType:
    """The first format that knows these bytes: what they hold decides, never a file's name."""
    return next(form for form in FORMATS if form.sniff(raw))


def read(raw: bytes, read_as: str = "") -> Document:
    """What a transmission holds, by the first format that knows its bytes, or by the one named.

    Raises Unreadable, with a sentence, when there is no copy in them.
    """
    form = next((one for one in FORMATS if read_as == one.NAME), None) or recognise(raw)
    return _read(raw, form, (), Allowance())


def _read(raw: bytes, form: ModuleType, within: tuple[str, ...], allowance: Allowance) -> Document:
    """Read by a format, within files of those formats, which share an allowance of unpacking."""
    if len(within) > _DEEPEST:
        raise Unreadable(f"It holds files within files, more than {_DEEPEST} deep.")
    if getattr(form, "ONCE", False) and form.NAME in within:
        raise Unreadable("It is an archive within an archive: newsdesk does not open it.")
    allowance.spend(weight(raw))
    if getattr(form, "CONTAINER", False):
        inside = (*within, form.NAME)
        held: Document = form.read(
            raw, lambda inner: _read(inner, recognise(inner), inside, allowance)
        )
        return held
    document: Document = form.read(raw)
    return document
