"""Embargoes in words: in a note to editors, at the head of a headline, over a mail's copy.

All formats share these words, in the languages of the wires. Where they leave a doubt the item is
held: a person who is asked for nothing loses a minute, a broken embargo is never mended.
"""

from __future__ import annotations

import re
from datetime import datetime

from dispatches.wire.embargo import moment

_UNTIL = r"(?:until|till?|to|for|bis|jusqu\w{0,2}|hasta|até|tot|fino)\b"
_HELD = r"(?:embargoed|embargad[oa]s?)"
_TIMED = (
    r"hold(?:ing)? for release\b|"
    r"not for (?:use|publication|release|broadcast) (?:before|until|till)\b"
)
_UNDER = r"(?:strictly|strict|under|unter|sous|bajo|sob|sotto)"
_NOTE = re.compile(
    rf"\b{_HELD}\b|\bsperre?frist|{_TIMED}|\b{_UNDER} embargo\b"
    rf"|(?<!sin )\bembargo(?: ?:| ?\d| {_UNTIL})"
    r"|(?:^|[.!;\n])\s{0,9}embargo\b|(?-i:\bEMBARGO\b)",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\W{0,9}(?:"
    r"(?-i:(?:(?:STRICTLY|STRICT|UNDER|STILL|SOUS|BAJO)\W{1,3}){0,2}"
    r"(?:EMBARGO(?:ED)?|EMBARGAD[OA]S?|SPERRE?FRIST)\b)"
    rf"|(?:{_UNDER}\W{{1,3}})?embargo(?::| {_UNTIL})"
    rf"|(?:\w{{1,20}}\W{{1,3}}){{0,2}}{_HELD}(?:\s{{0,3}}(?:[:\d(]|{_UNTIL})|\W{{0,9}}$)"
    rf"|strictly {_HELD}\b|sperre?frist(?::| \d| {_UNTIL})|{_TIMED})",
    re.IGNORECASE,
)
_WAS = r"(?: (?:is|was|has been|now|already|ist|wurde)){0,3}"
_OVER = re.compile(
    rf"\bembargo(?:ed)?{_WAS} (?:lifted|over|ended|expired|off|removed|levé|levantado)\b"
    r"|\bnot (?:under )?embargo(?:ed)?\b"
    r"|\b(?:no|lifts|lifting|removes|removing|without|kein|ohne|fin de l[’']) ?embargo\b"
    rf"|\bsperre?frist{_WAS} (?:aufgehoben|abgelaufen|vorbei)\b|\bkeine sperrfrist\b",
    re.IGNORECASE,
)
_LONGEST = 200


def noted(note: str, *heads: str) -> str:
    """The words of an embargo in a note to editors or at the head of one of these lines, else "".

    A headline may well be about an embargo, so there it is the mark alone that counts.

    >>> noted("Embargoed until 6 pm"), noted("Adds details of the oil embargo")
    ('Embargoed until 6 pm', '')
    >>> noted("", "Oil embargo ends"), noted("", "UNDER EMBARGO until noon: Oil")
    ('', 'UNDER EMBARGO until noon: Oil')
    """
    found = [_line(note)] if not _OVER.search(note) else []
    found += [head for head in heads if _HEAD.match(head) and not _OVER.search(head)]
    return next(filter(None, found), "").strip()[:_LONGEST]


def ending(words: str, sent: datetime | None) -> tuple[datetime | None, str]:
    """The moment at which an embargo of these words ends, or the words where they leave a doubt.

    >>> ending("EMBARGOED until 0600", None)
    (None, 'EMBARGOED until 0600')
    """
    until = moment(words, sent) if words else None
    return until, "" if until else words


def _line(note: str) -> str:
    """The line of a note on which an embargo stands."""
    found = _NOTE.search(note)
    if found is None:
        return ""
    end = found.end()
    return note[:end].rpartition("\n")[2] + note[end:].partition("\n")[0]
