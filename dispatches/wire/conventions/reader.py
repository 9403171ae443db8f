"""A convention made ready to read with: its notation compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from dispatches.wire.ids import Serial
from dispatches.wire.values import Line, Mark, SignOff

from . import dates, notation, own, slugs
from .marks import take_mark
from .model import Convention
from .own import Own
from .sheet import Sheet
from .words import AGENCIES, MORE, agency, bare

_KEPT = 256  # conventions that are ready: those of the house, and those that are being tried


@dataclass(frozen=True, slots=True)
class Reader:
    """What one convention adds to what all wires share."""

    convention: Convention
    serial: re.Pattern[str] | None
    slug: re.Pattern[str] | None
    sign_off: re.Pattern[str] | None
    own: Own

    def serial_line(self, at: int, sheet: Sheet) -> bool:
        """Read a line that numbers takes, as this convention writes it."""
        text = sheet.lines[at].text.strip()
        found = self.serial.fullmatch(text) if self.serial and len(text) < 200 else None
        if found is None or sheet.serials:
            return False
        parts = found.groupdict()
        printed = parts.get("numbers") or parts.get("number") or ""
        numbers = [number.strip() for number in printed.split(",")]
        prefix = parts.get("prefix") or ""
        sheet.serials = [Serial(prefix, int(one), len(one)) for one in numbers]
        sheet.title = parts.get("title") or ""
        if sheet.title and (mark := take_mark(sheet.title)):
            sheet.takes_number(mark.number, mark.is_last)
            sheet.title = ""
        sheet.slug = sheet.slug or parts.get("slug") or ""
        sheet.reference = parts.get("reference") or sheet.reference
        if parts.get("initials"):
            sheet.signed_at_head(parts["initials"] or "")
        _notes_take(parts, sheet)
        sheet.set_aside(at, "serial")
        return True

    def number_line(self, at: int, sheet: Sheet) -> bool:
        """Read a line that holds the take's number alone, as this convention writes it."""
        found = self.own.numbered_line(sheet.lines[at].text.strip())
        if found is None:
            return False
        sheet.takes_number(found.number, found.is_last)
        sheet.set_aside(at, "take number")
        return True

    def slug_line(self, at: int, sheet: Sheet) -> bool:
        """Read a keyword line, as this convention or any other writes it."""
        line = sheet.lines[at]
        mark = self.own.mark_before(line.text.strip())
        if mark and mark[-1] == len(line.text.strip()):
            return False
        numbered = self.own.numbered(line.text.strip()) if not sheet.slug else None
        if numbered:
            sheet.lines[at] = Line(line.number, numbered.text)
        if not self._reads_slug(at, sheet):
            sheet.lines[at] = line
            return False
        if numbered:
            sheet.takes_number(numbered.number, numbered.is_last)
            sheet.removals[-1] = replace(sheet.removals[-1], text=line.text)
        return True

    def _reads_slug(self, at: int, sheet: Sheet) -> bool:
        if self.slug is None:
            return slugs.read_slug(at, sheet)
        text = sheet.lines[at].text.strip()
        found = self.slug.fullmatch(text) if not sheet.slug and sheet.serials else None
        if found is None:
            return False
        sheet.slug = found["slug"]
        _notes_take(found.groupdict(), sheet)
        sheet.set_aside(at, "slug")
        return True

    def continues(self, sheet: Sheet) -> bool:
        """Whether a take with this head must be a continuation: its first takes have a slug."""
        return bool(self.slug) and not sheet.slug and not sheet.title

    def is_more(self, word: str) -> bool:
        """Whether a word says that more follows."""
        said = bare(word)
        return said in MORE or said in self.own.more

    def signed(self, parts: Mapping[str, str | None]) -> tuple[SignOff, Mark]:
        """What a sign-off of parts says: who, when, and whether more follows."""
        said = parts.get("mark") or ""
        names = [parts.get("agency") or ""]
        if said.casefold() in AGENCIES or said.casefold() in self.own.agencies:
            names.append(said)
        agencies = self.own.credited(agency(name) for name in names if name)
        initials = (parts.get("initials") or "").upper()
        signed = SignOff(agencies, initials, dates.of_day(parts.get("time")))
        return signed, Mark.MORE if self.is_more(said) else Mark.END


def _notes_take(parts: Mapping[str, str | None], sheet: Sheet) -> None:
    """Note the take's number that stands on a serial or keyword line."""
    number = int(parts.get("take") or 0)
    sheet.takes_number(number or None, bool(parts.get("last")))


@lru_cache(maxsize=_KEPT)
def of(convention: Convention) -> Reader:
    """The reader of a convention. Raises Mistake where its notation is wrong."""
    serial, slug, sign_off = (
        notation.compile(text, kind) if text else None
        for kind, text in (
            ("serial", convention.serial),
            ("slug", convention.slug),
            ("sign_off", convention.sign_off),
        )
    )
    return Reader(convention, serial, slug, sign_off, own.of(convention))
