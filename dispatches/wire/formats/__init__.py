"""The formats that copy comes in: one file each, and one table of them."""

from __future__ import annotations

from types import ModuleType

from dispatches.wire.values import Text

from . import plain

FORMATS: tuple[ModuleType, ...] = (plain,)
"""In the order in which they are asked; the last takes everything."""


def read(raw: bytes) -> Text:
    """The text of a transmission, by the first format that knows its bytes.

    Raises Unreadable when there is no copy in them.
    """
    form = next(form for form in FORMATS if form.sniff(raw))
    text: Text = form.read(raw)
    return text
