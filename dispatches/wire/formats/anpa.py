"""ANPA 1312: the frame of AP, Reuters, Kyodo and other wires, with the heads that they add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dispatches.wire.decode import decode
from dispatches.wire.items import Document, Item, Page, Subject

from . import clocks, lines
from .ap import Head
from .embargoes import ending, noted
from .lines import bare
from .tongues import language

NAME = "anpa1312"
LABEL = "ANPA 1312"

_SNIFFED = re.compile(rb"\x01[A-Za-z]{0,3}[0-9]{2,5}[A-Z]{0,12}\x1f")
_FIRST = re.compile(r"␁(?P<letter>[A-Za-z]{0,3})(?P<number>\d{2,5})(?P<who>[A-Z]{0,12})␟")
_BARE = re.compile(r"[A-Za-z]{1,3}(?P<number>\d{4})(?P<who>[A-Z]{0,8})[ _]?[a-z]{0,6}-?")
_SECOND = re.compile(
    r"(?P<priority>[A-Za-z]) (?P<category>[A-Za-z]{1,3}) ?[␓␔]?(?P<form>[␑␒]?) ?(?P<rest>\S.*)"
)
_DATE = re.compile(r"\d{1,2}-\d{1,2}")
_CYCLE = re.compile(r"(?:[AP]M|BC|AP)-", re.IGNORECASE)
_SLUG = re.compile(r"[^\s,]+")
_REFERENCE = re.compile(r"\s+[a-z]\d{3,4}\s*$")
_FOOT = re.compile(r"(?P<who>[A-Z]{2,6})-[A-Z]{2}-\d\d-")
_URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}
_OTHER = 6
_REACH = 400  # bytes in which the head must stand
_TABLE = "␒"
_LONGEST = 120  # characters of the second line
_HEADLINE = 6  # lines that a headline of Kyodo's may have


def sniff(raw: bytes) -> bool:
    """Whether a head of ANPA 1312 opens these bytes, even if its controls were lost."""
    start = raw[:_REACH].replace(b"\x00", b"")
    if _SNIFFED.search(start):
        return True
    first = [line.strip() for line in start.decode("latin-1").splitlines() if line.strip()][:4]
    return any(_BARE.fullmatch(line) and _second(below) for line, below in pairwise(first))


def read(raw: bytes) -> Document:
    """The pages and what their heads state; raises Unreadable for what is not text."""
    text = decode(raw)
    all_lines = text.text.split("\n")
    made = tuple(
        Page(_item(all_lines[start:end]), start + 1, end)
        for start, end in lines.pages(all_lines, lambda at: _opens(all_lines, at))
    )
    return Document(NAME, text, made)


def _opens(all_lines: Sequence[str], at: int) -> bool:
    line = all_lines[at]
    if "␁" in line:
        return _FIRST.search(line) is not None
    if len(line) > 20 or not _BARE.fullmatch(line.strip()):
        return False
    return at + 1 < len(all_lines) and _second(all_lines[at + 1].strip()) is not None


@dataclass(frozen=True, slots=True)
class _Second:
    """The second line of a head: what it says of the copy."""

    priority: str
    category: str
    is_table: bool
    slug: str
    take_key: str


def _second(line: str) -> _Second | None:
    found = _SECOND.fullmatch(line) if len(line) <= _LONGEST else None
    tokens = found["rest"].split(" ") if found else []
    at = next((n for n in range(len(tokens) - 1, 0, -1) if _DATE.fullmatch(tokens[n])), 0)
    if found is None or not at:
        return None
    told = _CYCLE.sub("", " ".join(tokens[:at]), count=1)
    slug = _SLUG.match(told)
    rest = _REFERENCE.sub("", told[slug.end() :] if slug else "")
    return _Second(
        found["priority"].lower(),
        found["category"],
        found["form"] == _TABLE,
        slug[0] if slug else "",
        " ".join(rest.strip(", ").split()),
    )


def _item(page: Sequence[str]) -> Item:
    first = next((n for n, line in enumerate(page) if _FIRST.search(line)), None)
    if first is None:
        first = next((n for n, line in enumerate(page) if _BARE.fullmatch(line.strip())), 0)
    numbered = _FIRST.search(page[first]) or _BARE.fullmatch(page[first].strip())
    below = first + 1
    second = _second(page[below].strip()) if below < len(page) else None
    _, told, foot = lines.copy(page[below + 1 if second else below :])
    told, signed = clocks.parted(told, foot)
    moment = clocks.sent(signed)
    who = (numbered["who"] if numbered else "") or _signer(signed)
    head = _kyodo(told) or Head.of(told)
    until, held = ending(noted(head.ednote, head.headline, head.slug), moment)
    body = head.body(kept=bool(second and second.is_table))
    return Item(
        sequence=numbered["number"] if numbered else "",
        source=who,
        urgency=_URGENCIES.get(second.priority, _OTHER) if second else None,
        slugline=head.slug or (second.slug if second else ""),
        take_key=(second.take_key if second else "") or head.take_key,
        subjects=(Subject(code=second.category, scheme="anpa"),) if second else (),
        headline=head.headline,
        abstract=head.abstract,
        byline=head.byline,
        ednote=head.ednote,
        embargoed=until,
        embargo=held,
        body=body,
        language=language(body),
        firstcreated=moment,
        versioncreated=moment,
    )


def _signer(foot: str) -> str:
    found = _FOOT.search(foot)
    return found["who"] if found else ""


def _kyodo(told: Sequence[str]) -> Head | None:
    """Kyodo's head: the slug, then the headline, whose last line ends in a plus."""
    start = next((n for n, line in enumerate(told) if bare(line)), 0)
    ends = (
        n for n in range(start, min(len(told), start + _HEADLINE)) if bare(told[n]).endswith("+")
    )
    end = next(ends, None)
    if end is None:
        return None
    head = [bare(line) for line in told[start : end + 1]]
    slug = _CYCLE.sub("", head.pop(0), count=1) if len(head) > 1 and _CYCLE.match(head[0]) else ""
    headline = " ".join(head).rstrip("+ ")
    return Head(slug=slug, headline=headline, copy=tuple(told[end + 1 :]))
