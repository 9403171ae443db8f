"""IPTC 7901: the frame of dpa, ATS, AFP and other wires of Europe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dispatches.wire.decode import decode
from dispatches.wire.items import Document, Item, Page, Place, Subject

from . import clocks, lines
from .embargoes import ending, noted
from .lines import STX, bare
from .tongues import language

NAME = "iptc7901"
LABEL = "IPTC 7901"

_HEAD = re.compile(
    r"[␀␡␖]*(?P<mark>␁?)(?P<source>[A-Za-z]{1,6})-?(?P<number>\d{2,6}) (?P<priority>[1-9]) "
    r"(?P<category>[A-Za-z]{1,4}) (?P<words>\d{1,5})\b(?P<rest>.*)"
)
_REACH = 300  # bytes in which the head must stand
_APART = 4  # lines in which the foot of one page stands above the head of the next
_KEYWORDS = 3  # that a line of keywords may have, if nothing else tells it from a title
_TITLE = 12  # lines that a title may have
_LEAD = re.compile(
    r"(?:\d{1,2}(?:ST|ND|RD|TH)|FIRST|SECOND|THIRD|LEAD|NET|EXTRA|REFILE|UPDATE|URGENT|FLASH"
    r"|BULLETIN|ALERT|ROUNDUP|WRAP|NEWSFEATURE|FEATURE|PREVIEW|CORRECTION|CORRECTED|CORR|REPEAT"
    r"|RPT|ADD|SUM|EIL|BLITZ|KORREKTUR|ZUSAMMENFASSUNG|BERICHTIGUNG|VORAUS|ADVISORY|KILL"
    r"|TAKE|[IVX]{1,4}|\d{1,2}|\(?ATTENTION\)?)[:.,]?"
)
_KINDS = frozenset({"situation", "lead", "résumé", "développement", "bilan", "complément", "avis"})
_ASIDE = re.compile(r"\(.*\)|(?:embargo|sperrfrist|hold for release).*", re.IGNORECASE)
_UNDER = re.compile(r"Utl\.: ?")  # APA's line under the headline
_FROM = re.compile(
    r"(?P<text>(?P<city>[^\W\d_][^()\n]{1,40}) \([a-z]{2,4}(?:[ /][a-z]{2,5}){0,3}\)) "
)
_BY = re.compile(r"(?:By|Von|Par|Por|Di|Door|Av) [^\W\d_]")
_PRIVATE = "information is not"  # "The following information is not (intended) for publication"


def sniff(raw: bytes) -> bool:
    """Whether a head of IPTC 7901 opens these bytes, even if its controls were lost."""
    start = raw[:_REACH].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\x7f\x16\r\n\t ")
    first = start.decode("latin-1").splitlines()[:1]
    if b"\x1f" in start[:40]:
        return False
    return bool(first and _HEAD.match(first[0].replace("\x01", "␁", 1)))


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
    """Whether a line is the head of a page: it has its mark, or it stands below the foot of one."""
    found = _head(all_lines[at])
    if found is None or found["mark"]:
        return found is not None
    above = [bare(line) for line in all_lines[max(0, at - _APART) : at]]
    return not any(above) or clocks.sent(next(line for line in reversed(above) if line)) is not None


def _head(line: str) -> re.Match[str] | None:
    return _HEAD.match(line) if len(line) < _REACH else None


def _item(page: Sequence[str]) -> Item:
    at = next((n for n, line in enumerate(page) if _head(line)), 0)
    found = _head(page[at])
    head, told, foot = lines.copy(page[at + 1 :])
    if not any(STX in line for line in page):
        head, told = _parted(told)
    title = _Title.of(told)
    words = [part.strip() for line in head for part in bare(line).split("/") if part.strip()]
    told, signed = clocks.parted(told, foot)
    moment = clocks.sent(signed)
    body = lines.body(told[title.height :])
    note = "\n".join(filter(None, (title.note, _note(told))))
    over = map(bare, told[: title.height])
    until, held = ending(noted(note, title.headline, *words, *over), moment)
    return Item(
        sequence=found["number"] if found else "",
        source=found["source"] if found else "",
        urgency=int(found["priority"]) if found else None,
        subjects=(Subject(code=found["category"], scheme=NAME),) if found else (),
        slugline="/".join(words),
        keywords=tuple(words),
        take_key=title.take_key,
        headline=title.headline,
        abstract=title.abstract,
        byline=title.byline,
        dateline=_dateline(body),
        ednote=note,
        embargoed=until,
        embargo=held,
        body=body,
        language=language(body),
        firstcreated=moment,
        versioncreated=moment,
    )


def _parted(told: Sequence[str]) -> tuple[list[str], list[str]]:
    """The keyword lines and the copy of a page whose STX was lost."""
    start = next((n for n, line in enumerate(told) if bare(line)), len(told))
    words = bare(told[start]) if start < len(told) else ""
    keyed = bool(words) and (words.endswith("/") or (" " not in words and "/" in words))
    short = 0 < len(words.split()) <= _KEYWORDS
    alone = short and not bare("".join(told[start + 1 : start + 2]))
    at = start + 1 if keyed or alone else start
    return list(told[start:at]), list(told[at:])


@dataclass(frozen=True, slots=True)
class _Title:
    """The lines over the copy: marks of a lead, the headline, the byline; how many lines."""

    take_key: str = ""
    headline: str = ""
    byline: str = ""
    note: str = ""
    abstract: str = ""
    height: int = 0

    @classmethod
    def of(cls, told: Sequence[str]) -> _Title:
        start = next((n for n, line in enumerate(told) if bare(line)), len(told))
        height = _height(told, start)
        titles = [bare(line).removesuffix("=").strip() for line in told[start:height]]
        titles = [line for line in titles if line]
        byline = titles.pop() if len(titles) > 1 and _BY.match(titles[-1]) else ""
        notes = [one for one in titles if _ASIDE.fullmatch(one)]
        notes = notes if len(notes) < len(titles) else []
        under = next((n for n, line in enumerate(titles) if n and _UNDER.match(line)), len(titles))
        keys, rest = _keys([line for line in titles[:under] if line not in notes])
        abstract = _UNDER.sub("", " ".join(titles[under:]))
        key = " ".join(keys).rstrip("- ")
        return cls(key, " ".join(rest), byline, "\n".join(notes), abstract, height)


def _height(told: Sequence[str], start: int) -> int:
    """Where the title ends: below the line that ends in "=", else at the first blank one."""
    reach = range(start, min(len(told), start + _TITLE))
    ends = next((n + 1 for n in reach if bare(told[n]).endswith(" =")), None)
    blank = next((n for n in reach if not bare(told[n])), None)
    if ends:
        return ends
    return blank if blank is not None and blank - start <= 4 else start


def _keys(titles: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines that mark a lead, and those of the headline, without the place over it."""
    kicker = next((n for n, line in enumerate(titles[:-1]) if line.endswith(":")), None)
    if kicker is not None:
        over = titles[:kicker]
        return [line for line in over if line.casefold() in _KINDS], list(titles[kicker + 1 :])
    keys: list[str] = []
    rest = list(titles)
    while len(rest) > 1 and all(_LEAD.fullmatch(word) for word in rest[0].upper().split()):
        keys.append(rest.pop(0))
    while len(rest) > 1 and rest[0].isupper() and not rest[1].isupper() and len(rest[0]) < 30:
        keys.append(rest.pop(0))
    return keys, rest


def _note(told: Sequence[str]) -> str:
    """What is said below the line that the rest is not for publication."""
    at = next(
        (n for n, line in enumerate(told) if _PRIVATE in line and "publication" in line), None
    )
    return lines.body(told[at + 1 :], kept=True) if at is not None else ""


def _dateline(body: str) -> Place | None:
    """A dateline as ATS prints it, without a dash: "Paris (ats afp) "; no date is in it."""
    found = _FROM.match(body)
    return Place(found["text"], found["city"].split(",")[0]) if found else None
