"""How agencies write: one file each, one table of them, and the engine that reads them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dispatches.wire.values import Line

from .afp import AFP
from .ap import AP
from .bernama import BERNAMA
from .bss import BSS
from .dpa import DPA
from .model import Convention
from .plain import PLAIN
from .pti import PTI
from .reader import of
from .releases import RELEASES
from .reuters import REUTERS
from .upi import UPI
from .words import AGENCIES
from .xinhua import XINHUA
from .yonhap import YONHAP

_ALL = (BSS, AFP, AP, REUTERS, UPI, DPA, XINHUA, YONHAP, BERNAMA, PTI, RELEASES, PLAIN)
CONVENTIONS: dict[str, Convention] = {convention.name: convention for convention in _ALL}
NAMES = tuple(CONVENTIONS)
AUTO = "auto"
_FEEDS = {feed: convention for convention in _ALL for feed in (convention.name, *convention.feeds)}

__all__ = ["AUTO", "CONVENTIONS", "NAMES", "Convention", "choose"]


def choose(lines: Sequence[Line], name: str) -> Convention:
    """The convention of this name or feed; else the one whose own marks these lines carry.

    Copy whose marks are no single convention's is read by what all wires share.
    """
    if name.casefold() in _FEEDS:
        return _FEEDS[name.casefold()]
    if name.casefold() in AGENCIES:
        return replace(PLAIN, agencies=(AGENCIES[name.casefold()],))
    signed = [one for one in _ALL if one.serial and one.sign_off and _carries(one, lines)]
    return signed[0] if signed else PLAIN


def _carries(convention: Convention, lines: Sequence[Line]) -> bool:
    """Whether lines carry a convention's sign-off, with a name of its own in it."""
    reader = of(convention)
    texts = [line.text.strip() for line in lines if len(line.text) < 60]
    signs = [text for text in texts if reader.sign_off and reader.sign_off.fullmatch(text)]
    return bool(signs)
