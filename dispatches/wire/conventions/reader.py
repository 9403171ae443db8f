"""A convention made ready to read with: its patterns compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dispatches.wire.values import Serial, SignOff

from . import slugs
from .model import Convention
from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Reader:
    """What one convention adds to what all wires share."""

    convention: Convention
    serial: re.Pattern[str] | None
    slug: re.Pattern[str] | None
    sign_off: re.Pattern[str] | None
    more: frozenset[str]
    ends: frozenset[str]

    def serial_line(self, at: int, sheet: Sheet) -> bool:
        """Read a line that numbers takes, as this convention writes it."""
        text = sheet.lines[at].text.strip()
        found = self.serial.fullmatch(text) if self.serial and len(text) < 200 else None
        if found is None or sheet.serials:
            return False
        parts = found.groupdict()
        numbers = [number.strip() for number in found["numbers"].split(",")]
        sheet.serials = [Serial(found["prefix"], int(one), len(one)) for one in numbers]
        sheet.title = parts.get("title") or ""
        sheet.reference = parts.get("reference") or sheet.reference
        if parts.get("initials"):
            sheet.sign_off = SignOff(initials=(parts["initials"] or "").upper())
        sheet.set_aside(at, "serial")
        return True

    def slug_line(self, at: int, sheet: Sheet) -> bool:
        """Read a keyword line, as this convention or any other writes it."""
        text = sheet.lines[at].text.strip()
        if self.slug and not sheet.slug and sheet.serials and self.slug.fullmatch(text):
            sheet.slug = text
            sheet.set_aside(at, "slug")
            return True
        return self.slug is None and slugs.read_slug(at, sheet)

    def continues(self, sheet: Sheet) -> bool:
        """Whether a take with this head must be a continuation: its first takes have a slug."""
        return bool(self.slug) and not sheet.slug and not sheet.title


@cache
def of(convention: Convention) -> Reader:
    """The reader of a convention."""
    compiled = (
        re.compile(pattern) if pattern else None
        for pattern in (convention.serial, convention.slug, convention.sign_off)
    )
    serial, slug, sign_off = compiled
    more, ends = frozenset(convention.more), frozenset(convention.ends)
    return Reader(convention, serial, slug, sign_off, more, ends)
