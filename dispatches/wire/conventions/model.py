"""What a convention is: how one agency writes, as data that one engine reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Convention:
    r"""How an agency writes. The engine reads what all wires share; this sharpens it.

    Patterns are regular expressions matched against one whole line without its end; all but the
    name may be left out.

    agencies         the names by which it is credited; the first stands where no line says who
    feeds            other names under which its wire comes in
    serial           a line that numbers takes: groups `prefix`, `numbers`; perhaps `title`,
                     `initials` (who sends it), `reference` (the same on every take of a story)
    slug             a keyword line, where it may look like any other
    sign_off         a line that closes a take: groups `marks`, `time`
    more, ends       words that close a take, beside those that all wires share
    crossheads       how sub-headings are written: "dashes", "capitals"
    several_on_a_page  takes follow each other on a page without a head between them
    ends_are_marked  every take says whether more follows, so that silence is a loss

    >>> Convention("example", agencies=("EXA",), serial=r"(?P<prefix>EX)(?P<numbers>\d{3})").name
    'example'
    """

    name: str
    agencies: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    serial: str = ""
    slug: str = ""
    sign_off: str = ""
    more: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    crossheads: tuple[str, ...] = ("dashes", "capitals")
    several_on_a_page: bool = False
    ends_are_marked: bool = False
