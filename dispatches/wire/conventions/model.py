"""What a convention is: how one agency writes, as data that one engine reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Convention:
    r"""How an agency writes. The engine reads what all wires share; this sharpens it.

    Lines are written in the notation (notation.py says it, fields.py names the fields); all but
    the name may be left out. Words may be dressed as wires dress them: "(MORE)", "-more-".

    agencies         the names by which it is credited; the first stands where no line says who
    feeds            other names under which its wire comes in
    serial           a line that numbers takes
    slug             a keyword line, where it may look like any other; first takes have one
    take_number      what tells a take's number, on its own line or behind a slug or headline
    dateline         what stands before the first words of a story
    sign_off         a line that closes a take
    more, ends       words that close a take, beside those that all wires share
    kills, corrections, advisories
                     heads by which a notice is known, beside those that all wires share
    leads            words before a headline that say: this replaces the text that was sent
    priorities       words before a headline, each with "flash", "bulletin" or "urgent"
    crossheads       how sub-headings are written: "dashes", "capitals"
    several_on_a_page  takes follow each other on a page without a head between them
    ends_are_marked  every take says whether more follows, so that silence is a loss

    >>> Convention("example", agencies=("EXA",), serial="EX{number:3}").name
    'example'
    """

    name: str
    agencies: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    serial: str = ""
    slug: str = ""
    take_number: str = ""
    dateline: str = ""
    sign_off: str = ""
    more: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    kills: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    advisories: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    priorities: tuple[tuple[str, str], ...] = ()
    crossheads: tuple[str, ...] = ("dashes", "capitals")
    several_on_a_page: bool = False
    ends_are_marked: bool = False
