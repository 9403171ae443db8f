"""A sheet: the lines of one take while its marks are being read off them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from dispatches.wire.ids import Serial, Target
from dispatches.wire.values import Fix, Line, Mark, Removal, SignOff

from .own import NOTHING, Own

CONTROLS = "␀␁␂␃␄␅␆␇␈␊␋␌␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡"
"""Control characters as decoding shows them: they frame copy, and are no part of it."""


@dataclass(slots=True)
class Sheet:
    """The lines not read yet, and what the lines read so far have told."""

    lines: list[Line]
    received_at: datetime | None = None
    own: Own = NOTHING
    removals: list[Removal] = field(default_factory=list)
    fixes: list[Fix] = field(default_factory=list)
    serials: list[Serial] = field(default_factory=list)
    title: str = ""
    slug: str = ""
    headline: str = ""
    byline: str = ""
    place: str = ""
    priority: str = ""
    reference: str = ""
    number: int | None = None
    is_last: bool = False
    pick_up: str = ""
    replaces: str = ""
    embargo: str = ""
    stated_at: datetime | None = None
    day: date | None = None
    mark: Mark = Mark.NONE
    footed: bool = False
    sign_off: SignOff | None = None
    agencies: list[str] = field(default_factory=list)
    own_names: set[str] = field(default_factory=set)
    target: Target | None = None

    @property
    def near(self) -> date | None:
        """The day next to which a date without a year falls."""
        moment = self.stated_at or self.received_at
        return self.day or (moment.date() if moment else None)

    def set_aside(self, at: int, role: str) -> Line:
        """Take the line at this place off the sheet, by the name of what it is."""
        line = self.lines[at]
        self.lines[at] = Line(line.number, "")
        self.removals.append(Removal(line.number, line.text, role))
        return line

    def cut(self, at: int, role: str, start: int, end: int) -> None:
        """Take a part of a line off the sheet."""
        line = self.lines[at]
        self.removals.append(Removal(line.number, line.text[start:end], role))
        self.lines[at] = Line(line.number, line.text[:start].rstrip() + line.text[end:])

    def signed(self, initials: str) -> None:
        """Note who signed the take, which is then at its end where no mark says otherwise."""
        if self.sign_off is None or not self.sign_off.initials:
            self.sign_off = SignOff(initials=initials.upper())
        if self.mark is Mark.NONE:
            self.mark = Mark.END

    def signed_at_head(self, initials: str) -> None:
        """Note who sent the take, where the foot does not say so; it says nothing of an end."""
        before = self.sign_off or SignOff()
        self.sign_off = SignOff(before.agencies, before.initials or initials.upper(), before.time)

    def takes_number(self, number: int | None, last: bool) -> None:
        """Note the take's own number, which the first line that tells it has right."""
        if number and self.number is None:
            self.number = number
        self.is_last = self.is_last or last
