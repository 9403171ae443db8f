"""How copy comes in: one small adapter a kind of channel; it hands bytes on, and knows no copy.

adapter.py      what an adapter is
receiver.py     runs all channels that are due, each in a thread of its own
folder.py       the hot folder: its settings; pickup.py does with each file what is to be done,
                tree.py walks the folder, whole.py waits until a file is whole, claims.py makes a
                file ours and puts it away
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from .adapter import Adapter, Fault

KINDS: dict[str, str] = {
    "folder": "folder",
    "feed": "feed",
    "json": "jsonfeed",
    "imap": "imap",
    "ftp": "ftp",
    "sftp": "sftp",
}
"""The module of this room that reads each kind of channel; it is loaded when it is needed."""


def adapter_of(kind: str) -> Adapter:
    """The adapter of this kind of channel; Fault when newsdesk has none."""
    if kind not in readable():
        raise Fault(f"newsdesk cannot read channels of the kind “{kind}”.")
    return cast(Adapter, import_module(f"{__name__}.{KINDS[kind]}"))


def readable() -> list[str]:
    """The kinds of channel that can be read here."""
    return [kind for kind, module in KINDS.items() if find_spec(f"{__name__}.{module}")]
