"""Learning: a convention proposed from a day of copy, with how many of the takes carry each mark.

Only what recurs is proposed, and only what wires do not share anyhow. An editor looks at it, tries
it and keeps it, or does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import Any

from . import outlines
from .clean.crossheads import crosshead
from .closers import LONGEST, Foot, closers
from .conventions import Convention, datelines, envelope, notation, slugs
from .conventions.marks import take_mark
from .conventions.sheet import Sheet
from .values import Line

FEWEST = 10  # transmissions: fewer are no day of copy
_MOST = 500
_SHARE = 0.5  # of the transmissions, that a mark must stand on
_SELDOM = 0.04  # that a mark of later takes, or a word that closes, must stand on
_HEAD = 3  # lines in which a serial is looked for
_LISTED = re.compile(r"(?P<one>\S*?\d{1,4})(?:, ?\d{1,4}){1,20}(?P<rest> .*|$)")
_NUMBERED = re.compile(
    r"(?P<stem>.*?)(?P<gap>[ ,]{0,2})(?P<lead>[^\w\s]{0,2}(?:[^\W\d]{1,10}\.? ?)?)"
    r"(?P<n>[1-9]\d?)(?P<trail>[^\w\s]{0,2})(?P<last> (?i:last|final|end))?"
)
_SLUGGED = re.compile(r"(?P<lead>\W*)(?P<core>[A-Z0-9][A-Za-z0-9.&'’/-]{1,60}?)(?P<trail>\W*)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One field of a proposal: what is proposed, and how many transmissions carry it."""

    field: str
    value: Any
    carried: int
    of: int

    def __str__(self) -> str:
        return f"{self.field.replace('_', ' ')}: {self.carried} of {self.of}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A convention as a day of copy shows it, and what speaks for each of its fields."""

    convention: Convention
    findings: tuple[Finding, ...]


def propose(name: str, pages: Sequence[Sequence[Line]]) -> Proposal:
    """A convention of this name, learned from the lines of transmissions in order of arrival.

    Of fewer than ten transmissions nothing is learned, and of more than 500 the last are read.
    """
    day = _Day([_words(page) for page in pages[-_MOST:]])
    found = day.findings() if len(day.pages) >= FEWEST else []
    made = replace(Convention(name), **{one.field: one.value for one in found})
    return Proposal(made, tuple(found))


def _words(page: Sequence[Line]) -> list[str]:
    """The lines of words on a page, without what frames them."""
    texts = [line.text.strip() for line in page]
    return [text for text in texts if text and not envelope.is_foot(text)]


class _Day:
    """A day of copy: its pages, and what was found out about them so far."""

    def __init__(self, pages: Sequence[list[str]]) -> None:
        self.pages = [page for page in pages if page]
        self.serial: re.Pattern[str] | None = None
        self.cores: dict[int, str] = {}  # the keyword of each page that has one

    def findings(self) -> list[Finding]:
        """All that recurs often enough."""
        found = [*self._serials(), *self._slugs(), *self._agencies()]
        names = next((one.value for one in found if one.field == "agencies"), ())
        followed = self._followed()
        feet = [Foot(_foot(page), at in followed) for at, page in enumerate(self.pages)]
        closing = closers(feet, names, seldom=_SELDOM, share=_SHARE)
        found += [Finding(field, value, count, len(self.pages)) for field, value, count in closing]
        return [*found, *self._crossheads()]

    def _finding(
        self, field: str, value: Any, carried: int, share: float = _SHARE
    ) -> list[Finding]:
        """A finding, where enough transmissions carry it."""
        of = len(self.pages)
        enough = carried >= max(3, share * of)
        return [Finding(field, value, carried, of)] if enough else []

    # The head ------------------------------------------------------------------------------------
    def _serials(self) -> list[Finding]:
        """The line that numbers takes: the first of each page, or else among the first."""
        return self._serial_within(1) or self._serial_within(_HEAD)

    def _serial_within(self, depth: int) -> list[Finding]:
        heads = [(at, text) for at, page in enumerate(self.pages) for text in page[:depth]]
        heads = [(at, text) for at, text in heads if not _is_envelope(text)]
        listed = {at for at, text in heads if _LISTED.fullmatch(text)}
        bare = [(at, _LISTED.sub(r"\g<one>\g<rest>", text)) for at, text in heads]
        firsts = [(at, text.split(" ", 1)[0]) for at, text in bare if " " in text]
        whole = [(at, text) for at, text in bare if len(text) <= LONGEST]
        for group in outlines.groups([*whole, *firsts]):
            number = outlines.number_at(group)
            if number is None or len(group.outline) < 2 or len(group.outline) > 12:
                continue
            opens = sum(" " in text and _opens(group, text) for _, text in bare)
            titled = opens > 1 and " " not in group.outline
            text = outlines.serial(group, number, several=len(listed) > 1, titled=titled)
            return self._serial(text, several=len(listed) > 1)
        return []

    def _serial(self, text: str, *, several: bool) -> list[Finding]:
        try:
            pattern = notation.compile(text, "serial")
        except notation.Mistake:
            return []
        carried = sum(any(map(pattern.fullmatch, page[:_HEAD])) for page in self.pages)
        found = self._finding("serial", text, carried)
        self.serial = pattern if found else None
        pages = sum(sum(bool(pattern.fullmatch(text)) for text in page) > 1 for page in self.pages)
        if found and (several or pages > 1):
            listed = pages or sum(any(map(_LISTED.fullmatch, page[:_HEAD])) for page in self.pages)
            found.append(Finding("several_on_a_page", True, listed, len(self.pages)))
        return found

    def _slugs(self) -> list[Finding]:
        """The keyword line under the serial, and the take’s number behind it or near it."""
        tails = self._tails()
        tail = max(tails, key=lambda key: len(tails[key]), default=None)
        under = {at: page[n + 1] for at, page in enumerate(self.pages) for n in self._below(page)}
        stems = ((at, _stem(text, tail)) for at, text in under.items())
        matched = {at: match for at, text in stems if (match := _SLUGGED.fullmatch(text))}
        dress = Counter(map(_dress, matched.values())).most_common(1)
        alike = {
            at: match for at, match in matched.items() if dress and _dress(match) == dress[0][0]
        }
        self.cores = {at: match["core"] for at, match in alike.items()}
        found: list[Finding] = []
        if sum(not _is_shared(match[0]) for match in alike.values()) > len(alike) // 5:
            lead, trail = map(notation.written, dress[0][0])
            found = self._line("slug", f"{lead}{{SLUG}}{trail}", len(alike), 0.3)
        if tail and (found or not all(take_mark(_mark(one)) for one in tails[tail].values())):
            last = "[ {last}]" if any(one["last"] for one in tails[tail].values()) else ""
            text = f"{notation.written(tail[0])}{{number}}{notation.written(tail[1])}{last}"
            found += self._line("take_number", text, len(tails[tail]), _SELDOM)
        return found

    def _line(self, kind: str, text: str, carried: int, share: float) -> list[Finding]:
        """A finding in the notation, where that can say it."""
        try:
            notation.compile(text, kind)
        except notation.Mistake:
            return []
        return self._finding(kind, text, carried, share)

    def _below(self, page: list[str]) -> list[int]:
        """The place of the serial line, where another line follows."""
        places = range(min(_HEAD, len(page) - 1))
        found = [n for n in places if self.serial and self.serial.fullmatch(page[n])]
        return found[:1]

    def _tails(self) -> dict[tuple[str, str], dict[int, re.Match[str]]]:
        """Take numbers by their dress: alone, or behind words that other pages have too."""
        heads = {at: page[:6] for at, page in enumerate(self.pages)}
        seen = Counter(text for lines in heads.values() for text in set(lines))
        tails: dict[tuple[str, str], dict[int, re.Match[str]]] = {}
        for at, lines in heads.items():
            for text in lines:
                found = _tail(text)
                if not found or (self.serial and self.serial.fullmatch(text)):
                    continue
                if not found["stem"] or seen[found["stem"]]:
                    tails.setdefault(_key(found), {})[at] = found
        return {key: found for key, found in tails.items() if _count_up(found)}

    def _followed(self) -> set[int]:
        """The pages after which another of the same keyword came."""
        last: dict[str, int] = {core: at for at, core in sorted(self.cores.items())}
        return {at for at, core in self.cores.items() if last[core] > at}

    # Who, and crossheads -------------------------------------------------------------------------
    def _agencies(self) -> list[Finding]:
        """Who is credited in the datelines."""
        heads = ([datelines.find(text, None) for text in page[:12]] for page in self.pages)
        told = [{name for line in lines if line for name in line.credit} for lines in heads]
        named = Counter(name for credit in told for name in credit)
        least = max(3, _SHARE * sum(map(bool, told)))
        often = tuple(name for name, count in named.most_common(3) if count >= least)
        carried = named[often[0]] if often else 0
        return [Finding("agencies", often, carried, len(self.pages))] if often else []

    def _crossheads(self) -> list[Finding]:
        """How sub-headings are written, where there are any of one kind only."""
        found = {style: sum(map(_has(style), self.pages)) for style in ("dashes", "capitals")}
        styles = [style for style, pages in found.items() if pages >= 2]
        if len(styles) != 1:
            return []
        return [Finding("crossheads", tuple(styles), found[styles[0]], len(self.pages))]


def _has(style: str) -> Callable[[list[str]], bool]:
    """A test for pages with a sub-heading of this style, below the head and above the foot."""
    return lambda page: any(crosshead(Line(1, text), (style,)) for text in page[5:-2])


def _foot(page: list[str]) -> list[str]:
    """The short lines at the end of a page: what closes a take is among them."""
    short = takewhile(lambda text: len(text) <= LONGEST, reversed(page))
    return [*islice(short, 3)]


def _dress(match: re.Match[str]) -> tuple[str, str]:
    return match["lead"], match["trail"]


def _mark(match: re.Match[str]) -> str:
    """A take’s number in its dress."""
    return match[0][len(match["stem"]) :]


def _stem(text: str, tail: tuple[str, str] | None) -> str:
    """A line without the take’s number behind it, if it is dressed so."""
    found = _tail(text)
    return found["stem"] if found and _key(found) == tail else text


def _opens(group: outlines.Group, text: str) -> bool:
    return outlines.outlined(text.split(" ", 1)[0])[0] == group.outline


def _tail(text: str) -> re.Match[str] | None:
    """A number that may be a take’s at the end of a short line, with its dress."""
    found = _NUMBERED.fullmatch(text) if len(text) < 100 else None
    return found if found and (found["lead"].strip() or found["trail"]) else None


def _key(found: re.Match[str]) -> tuple[str, str]:
    return found["lead"], found["trail"]


def _count_up(found: dict[int, re.Match[str]]) -> bool:
    """Whether numbers are those of takes: small, and more than one page has a later one."""
    numbers = [int(one["n"]) for one in found.values()]
    return sum(number > 1 for number in numbers) > 1 and max(numbers) < 20


def _is_envelope(text: str) -> bool:
    """Whether a line is a header that is read whoever sends it."""
    return envelope.read(0, Sheet([Line(1, text)]))


def _is_shared(text: str) -> bool:
    """Whether what all wires share reads this line as a keyword."""
    sheet = Sheet([Line(1, text)])
    return slugs.read_slug(0, sheet)
