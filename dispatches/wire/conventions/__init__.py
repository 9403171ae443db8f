"""How agencies write: one file each, one table of them, and the engine that reads them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

__all__ = ["AUTO", "CONVENTIONS", "NAMES", "Convention", "choose", "named", "with_rows"]


def with_rows(rows: Mapping[str, Convention]) -> dict[str, Convention]:
    """The house's conventions with an installation's own: one of the same name takes its place."""
    return {**CONVENTIONS, **rows}


def named(name: str, conventions: Mapping[str, Convention] = CONVENTIONS) -> Convention | None:
    """The convention of this name, or else of this feed; an installation's own before the house's.

    >>> named("reut").name, named("sunlandia")
    ('reuters', None)
    """
    name = name.casefold()
    if name in conventions:
        return conventions[name]
    own = [one for one in conventions.values() if CONVENTIONS.get(one.name) is not one]
    return next((one for one in (*own, *conventions.values()) if name in one.feeds), None)


def choose(
    lines: Sequence[Line], name: str, conventions: Mapping[str, Convention] = CONVENTIONS
) -> Convention:
    """The convention of this name or feed; else the one whose own marks these lines carry.

    Copy whose marks are no single convention's is read by what all wires share. What an
    installation adds to the house's conventions is never guessed: it is named by a source or feed.
    """
    if found := named(name, conventions):
        return found
    plain = conventions.get(PLAIN.name, PLAIN)
    if name.casefold() in AGENCIES:
        return replace(plain, agencies=(AGENCIES[name.casefold()],))
    known = [conventions.get(house.name, house) for house in _ALL]
    signed = [one for one in known if one.serial and one.sign_off and _carries(one, lines)]
    return signed[0] if signed else plain


def _carries(convention: Convention, lines: Sequence[Line]) -> bool:
    """Whether lines carry a convention's sign-off, with a name of its own in it."""
    reader = of(convention)
    texts = [line.text.strip() for line in lines if len(line.text) < 60]
    signs = [text for text in texts if reader.sign_off and reader.sign_off.fullmatch(text)]
    return bool(signs)
