"""The heads of AAP's frames: lines that begin with a sign, and those of its racing desk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RESULTS = {":": "slug", "=": "take", "^": "headline", "$": "category", "+": "subject", "@": "place"}
PAGES = {"#": "slug", "@": "take", ":": "headline", "$": "category", "+": "subject"}
SCRIPTS = {"%": "category", "#": "slug", "$": "headline", ":": "city", "*": "subject", "@": "place"}
RELEASES = {"$": "category", ":": "headline", "%": "place", "@": "place", "+": "subject"}
_SIGNS = "%#$:&*@=+^~"
_LONGEST = 120  # characters of a line of a head
_WIDE = 30  # characters that the field of a slug holds at AAP's desk of results
_PREMIERS = 21  # and at its racing desk, over a list of premierships
_SCANNED = slice(4, 7)  # lines among which the racing desk's bare title stands
_ROUTED = re.compile(r"(?:YY|HH)(?: [A-Z]{2,6}){0,6}\s*", re.IGNORECASE)
_FMG = re.compile(r"\s*V?ZCZC FMG\d*\s*")
_OVER = (":SPORT -", "RACING :", ":POTTED :")
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says, and how many lines of the frame it takes."""

    height: int
    slug: str = ""
    headline: str = ""
    take: str = ""
    category: str = ""
    subject: str = ""
    place: str = ""
    city: str = ""
    source: str = "AAP"
    keywords: tuple[str, ...] = ()
    kept: bool = True


def head(frame: Sequence[str]) -> Head | None:
    """Read the head of a frame, its line of ZCZC first; None where it is none of AAP's.

    >>> found = head(["ZCZC AAP", "#Ferry_BC1", "$Ferry is late", "@Qld", "It was late."])
    >>> found.slug, found.headline, found.place, found.height
    ('Ferry_BC1', 'Ferry is late', 'Qld', 4)
    """
    if _FMG.fullmatch(frame[0]) or (len(frame) > 1 and _ROUTED.fullmatch(frame[1])):
        return _racing(frame)
    return _signed(frame)


def _signed(frame: Sequence[str]) -> Head | None:
    """A head of lines with a sign at their beginning."""
    height, told = 1, dict[str, str]()
    for at, line in enumerate(frame[1:], start=1):
        text = line.strip()
        if text and (text[0] not in _SIGNS or len(text) > _LONGEST):
            break
        if text:
            told.setdefault(text[0], text[1:].strip())
            height = at + 1
    if len(told) < 2:
        return None
    said = {name: told[sign] for sign, name in _kind(told).items() if told.get(sign)}
    if "#" in told and len(told.get("$", "")) < 2:
        return _page(height, said)
    return Head(
        height,
        said.get("slug", ""),
        said.get("headline", ""),
        said.get("take", ""),
        said.get("category", ""),
        said.get("subject", ""),
        said.get("place", ""),
        said.get("city", "").strip("()"),
        kept=told.get("*", "")[:1] in ("T", "t"),
    )


def _kind(told: Mapping[str, str]) -> Mapping[str, str]:
    """What each sign stands for, by the signs that there are: AAP's desks use them differently."""
    if "^" in told:
        return RESULTS
    if "#" in told:
        return SCRIPTS if len(told.get("$", "")) > 1 else PAGES
    return RELEASES if "%" in told and ":" in told else RESULTS


def _page(height: int, said: Mapping[str, str]) -> Head:
    """A page of results or prices, whose slug holds so many characters and no more."""
    slug, headline = said.get("slug", ""), said.get("headline", "")
    if _DAY.fullmatch(headline):
        headline = f"{slug} {headline}"
    return Head(
        height,
        slug[:_WIDE].strip(),
        headline,
        said.get("take", ""),
        said.get("category", ""),
        said.get("subject", ""),
        source="Pagemasters",
        keywords=(slug,) if len(slug) > _WIDE else (),
    )


def _racing(frame: Sequence[str]) -> Head | None:
    """A head of the racing desk: where the page goes, then its title in one of several dresses."""
    routed = len(frame) > 1 and bool(_ROUTED.fullmatch(frame[1]))
    at = 2 if routed else 1
    codes = tuple(frame[1].split()[1:]) if routed else ()
    title, below = (line.strip() for line in (*frame[at : at + 2], "", "")[:2])
    under = at + 1
    while under < len(frame) and frame[under].startswith(":"):
        under += 1
    if below.startswith(":SPORT -"):
        return Head(under, _title(title), _title(below), keywords=codes)
    if title.startswith(_OVER):
        return Head(under, _title(title), _title(title), keywords=codes)
    if title.startswith(":Premiership"):
        title = title[1:]
        slug, take = title[:_PREMIERS].strip(), title[_PREMIERS:].strip()
        return Head(under, slug, title, take, keywords=codes)
    if " WEIGHTS " in title or not routed:
        found = next((line.strip() for line in frame[_SCANNED] if line.strip()), "")
        return Head(at, found, found, keywords=codes) if found else None
    if " Comment " in title:
        before, _, after = title.partition(" Comment ")
        return Head(at + 1, f"{before} Comment", title, after.strip(), keywords=codes)
    return Head(at + 1, title.lstrip(":"), title.lstrip(":"), keywords=codes) if title else None


def _title(line: str) -> str:
    """A title without the name of the page that stands over it."""
    over = next((one for one in _OVER if line.startswith(one)), ":" if line[:1] == ":" else "")
    return line[len(over) :].strip()
