"""The head that AP prints over its copy: lines that begin with ^ and end in < or =."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from . import lines
from .lines import bare

_REGION = re.compile(r"[A-Z]{2}-[A-Z]{2}--(?P<slug>[A-Za-z0-9.-]+)")
_TAKE = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)\b|\b(?:add|insert|sub|writethru|correction|advisory|take)\b)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\(?(?:Eds[:.]|EDITOR'?S'? NOTE ?[:_-]+)\s*", re.IGNORECASE)
_PHOTOS = re.compile(r"\(?AP (?:Photos?|Video|Graphics?)\b", re.IGNORECASE)
_BY = re.compile(r"By ", re.IGNORECASE)
_AGENCY = re.compile(r"(?:The )?Associated Press|AP .{0,40}Writer|For The Associated Press")
_DATELINE = re.compile(r"[^()]{2,60}\(AP\) ?(?:_|--?|–|—) ?")
_CONTINUED = 4  # lines that one line of the head may run on over


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the copy, and the copy from below the headline on, as sent."""

    slug: str = ""
    take_key: str = ""
    headline: str = ""
    abstract: str = ""
    byline: str = ""
    ednote: str = ""
    copy: tuple[str, ...] = ()

    def body(self, *, kept: bool = False) -> str:
        """The copy without the marks of its lines; `kept` says that it is a table."""
        made: list[str] = []
        for line in self.copy:
            plain = bare(line)
            if plain.startswith("^"):
                told = plain.strip("^<= ")
                made += [told] if kept else ["", told, ""]
            else:
                made.append(line.rstrip("<\t "))
        return lines.body(made, kept=kept)

    @classmethod
    def of(cls, told: Sequence[str]) -> Head:
        """Read AP's head off the lines of copy; where there is none, all is copy.

        >>> head = Head.of(["^BC-US--Ferry,90<", "^A ferry is late<", "^By ANN POE=", "It was."])
        >>> head.slug, head.headline, head.byline, head.body()
        ('Ferry', 'A ferry is late', 'By ANN POE', 'By ANN POE\\n\\nIt was.')
        """
        start = next((n for n, line in enumerate(told) if bare(line)), len(told))
        heads = _lines(told[start:])
        if not heads:
            return cls(copy=tuple(told))
        first, *rest = (line for line, _ in heads)
        region = _REGION.match(first.strip("^<= "))
        parts = [part.strip() for part in first.strip("^<= ").split(",")[1:]]
        has_headline = bool(rest) and not _is_other(rest[0])
        headline = rest.pop(0).strip("^<= ") if has_headline else ""
        below = start + (heads[1][1] if has_headline else heads[0][1])
        copy = tuple(told[below:])
        return cls(
            slug=region["slug"] if region else "",
            take_key=next((part for part in parts if _TAKE.search(part)), ""),
            headline=headline or _alert(copy),
            abstract=_abstract(rest),
            byline=_byline(rest),
            ednote=" ".join(_note(line) for line in rest if _NOTE.match(line.strip("^ "))),
            copy=copy,
        )  # fmt: skip


def _lines(told: Sequence[str]) -> list[tuple[str, int]]:
    """Each line of the head, with what it runs on over, and the place where it ends."""
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(told) and bare(told[at]).startswith("^"):
        line, at = bare(told[at]), at + 1
        for _ in range(_CONTINUED):
            if line.endswith(("<", "=")) or at >= len(told) or told[at].startswith(("\t", "^")):
                break
            line, at = f"{line} {bare(told[at])}", at + 1
        found.append((line, at))
        while at < len(told) and not bare(told[at]):
            at += 1
    return found


def _is_other(line: str) -> bool:
    """Whether a line of the head is no headline: a byline, a note, a list of photos."""
    plain = line.strip("^<= ")
    return bool(
        line.rstrip().endswith("=") or _NOTE.match(plain) or _PHOTOS.match(plain) or not plain
    )


def _note(line: str) -> str:
    """A note without its name and the brackets around it."""
    plain = line.strip("^<= ")
    told = _NOTE.sub("", plain).strip()
    return told.removesuffix(")") if plain.startswith("(") else told


def _abstract(rest: Sequence[str]) -> str:
    return " ".join(line.strip("^<= ") for line in takewhile(lambda one: not _is_other(one), rest))


def _byline(rest: Sequence[str]) -> str:
    """The line that says By, or else the one above the agency's name."""
    signed = [line.strip("^<= ") for line in rest if line.endswith("=")]
    by = next((line for line in signed if _BY.match(line)), "")
    return by or next((line for line in signed if not _AGENCY.fullmatch(line)), "")


def _alert(copy: Sequence[str]) -> str:
    """An alert has no headline: its one paragraph is one."""
    told = [bare(line) for line in copy if bare(line) and not bare(line).startswith("^")]
    return _DATELINE.sub("", told[0], count=1) if len(told) == 1 else ""
