"""What one convention says beside what all wires share: its own words, names and take numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from dispatches.wire.ids import Target
from dispatches.wire.values import Kind, Line

from . import notation
from .model import Convention
from .words import bare

_NONE: Mapping[str, str] = MappingProxyType({})
_REACH = 60  # characters at the end of a line in which a take's number stands
_MOST = 40  # no story has more takes


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line without the take's number behind it; the number, and whether it is the last."""

    text: str
    number: int
    is_last: bool = False


@dataclass(frozen=True)
class Own:
    """One convention's own words, made ready to look up; with nothing in it, it changes nothing."""

    more: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    agencies: Mapping[str, str] = field(default_factory=lambda: _NONE)
    heads: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))
    leads: frozenset[str] = frozenset()
    priorities: Mapping[str, str] = field(default_factory=lambda: _NONE)
    take_number: re.Pattern[str] | None = None
    dateline: re.Pattern[str] | None = None

    # Before a headline ---------------------------------------------------------------------------
    @cached_property
    def _before(self) -> re.Pattern[str] | None:
        words = sorted({*self.leads, *self.priorities}, key=len, reverse=True)
        if not words:
            return None
        return re.compile(
            rf"[(\[*]*(?P<word>{'|'.join(map(re.escape, words))})(?P<close>[)\]*]+)?"
            r"(?P<sep> ?(?:--?|[:–—/]) ?|\s+|$)",
            re.IGNORECASE,
        )

    def mark_before(self, text: str) -> tuple[str, str, int] | None:
        """The priority and the word for a replacement that a text opens with, and where they end.

        A word with nothing but a space behind it is a mark in capitals alone.

        >>> Own(leads=frozenset(["neufassung"])).mark_before("NEUFASSUNG: Ferry aground")
        ('', 'lead', 12)
        """
        found = self._before.match(text) if self._before else None
        if found is None:
            return None
        dressed = found["close"] or found["sep"].strip() or found["word"].isupper()
        if not dressed:
            return None
        word = found["word"].casefold()
        return self.priorities.get(word, ""), "lead" if word in self.leads else "", found.end()

    # A take's number -----------------------------------------------------------------------------
    @cached_property
    def _behind(self) -> re.Pattern[str] | None:
        if self.take_number is None:
            return None
        return re.compile(rf"[ ,]{{0,3}}(?:{self.take_number.pattern})$")

    def numbered_line(self, text: str) -> Numbered | None:
        """What a line says that holds nothing but a take's number."""
        found = self.take_number.fullmatch(text) if self.take_number else None
        return _numbered("", found)

    def numbered(self, text: str) -> Numbered | None:
        """A slug or headline that has the take's number behind it, as this convention writes it."""
        found = self._behind.search(text[-_REACH:]) if self._behind else None
        stem = text[: len(text) - len(found[0])].rstrip() if found else ""
        return _numbered(stem, found) if stem else None

    # Notices -------------------------------------------------------------------------------------
    def kind(self, texts: Iterable[str], lines: Iterable[Line], has_dateline: bool) -> Kind | None:
        """What kind of notice a take is by this convention's heads; None where they do not say.

        `texts` are its headline, slug and title. A story with a dateline is copy, unless it is
        killed.
        """
        if not self.heads:
            return None
        body = next((line.text.strip() for line in lines if line.text.strip()), "")
        heads = [*texts, body if len(body) < 40 else ""]
        said = next((kind for head in heads if (kind := self.head(head)[0])), None)
        if said is None or (has_dateline and said is not Kind.KILL):
            return None
        return None if said is Kind.CORRECTION and not body else said

    def head(self, text: str) -> tuple[Kind | None, str]:
        """The notice that a headline announces, and the headline it names: "RETIREZ: Ferry"."""
        if not self.heads:
            return None, text
        if said := self.heads.get(bare(text)):
            return said, ""
        word, sign, rest = _parted(text)
        said = self.heads.get(bare(word)) if sign else None
        return said, rest if said else text

    def aimed(self, target: Target) -> Target:
        """What a notice is about, without the word that makes it one."""
        slug = "" if self.head(target.slug)[0] else target.slug
        return replace(target, slug=slug, headline=self.head(target.headline)[1])

    # Agencies ------------------------------------------------------------------------------------
    def credited(self, names: Iterable[str]) -> tuple[str, ...]:
        """Agencies as they are credited: this one's other names become its first."""
        return tuple(dict.fromkeys(self.agencies.get(name.casefold(), name) for name in names))


def _numbered(text: str, found: re.Match[str] | None) -> Numbered | None:
    number = int(found["number"]) if found else 0
    if found is None or not 1 <= number <= _MOST:
        return None
    return Numbered(text, number, bool(found.groupdict().get("last")))


def _parted(text: str) -> tuple[str, str, str]:
    """A headline at the first stroke, dash or colon after a word."""
    found = re.search(r"(?<=\S)(?: ?[:–—/] ?| -{1,2} )(?=\S)", text[:80])
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


NOTHING = Own()


def of(convention: Convention) -> Own:
    """What a convention says of its own. Raises Mistake where its notation is wrong."""
    heads: dict[str, Kind] = {bare(word): Kind.ADVISORY for word in convention.advisories}
    heads |= {bare(word): Kind.CORRECTION for word in convention.corrections}
    heads |= {bare(word): Kind.KILL for word in convention.kills}
    number, line = convention.take_number, convention.dateline
    return Own(
        more=frozenset(map(bare, convention.more)),
        ends=frozenset(map(bare, convention.ends)),
        agencies={name.casefold(): convention.agencies[0] for name in convention.agencies},
        heads=heads,
        leads=frozenset(map(str.casefold, convention.leads)),
        priorities={word.casefold(): level for word, level in convention.priorities},
        take_number=notation.compile(number, "take_number") if number else None,
        dateline=notation.compile(line, "dateline") if line else None,
    )
