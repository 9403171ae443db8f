"""Frames of ZCZC and NNNN: AAP's desks with their heads of signs, and any other wire's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dispatches.wire.decode import decode
from dispatches.wire.items import Document, Item, Page, Place, Subject

from . import aap, lines, tagged
from .embargoes import noted
from .lines import bare
from .tongues import language

NAME = "zczc"
LABEL = "ZCZC … NNNN"

_SNIFFED = re.compile(rb"V?ZCZC\b|zczc$")
_BEGINS = re.compile(r"V?ZCZC\b|zczc$")
_SERIAL = re.compile(r"V?ZCZC ?(?P<source>[A-Z]{0,4}?)(?P<number>\d{2,5})(?:[/ ]\S{1,8}){0,3}")
_END = re.compile(r"N{4,8}")
_CONTROLS = b"\x01\x02\x05\x16\x7f\t "
_REACH = 400  # bytes, and
_FIRST = 3  # lines with text, in which the frame must open


def sniff(raw: bytes) -> bool:
    """Whether one of the first lines of these bytes opens a frame."""
    start = raw[:_REACH].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    first = [line.strip(_CONTROLS) for line in re.split(rb"[\r\n]+", start)]
    told = [line for line in first if line][:_FIRST]
    return any(_SNIFFED.match(line) for line in told)


def read(raw: bytes) -> Document:
    """The frames and what their heads state; raises Unreadable for what is not text."""
    text = decode(raw)
    all_lines = text.text.split("\n")
    bounds = lines.pages(all_lines, lambda at: _begins(all_lines[at]))
    made = tuple(_page(all_lines[start:end], start) for start, end in bounds)
    return Document(NAME, text, made)


def _begins(line: str) -> bool:
    return ("ZCZC" in line or "zczc" in line) and _BEGINS.match(bare(line)) is not None


def _ends(line: str) -> bool:
    return "NNNN" in line and _END.fullmatch(bare(line)) is not None


def _page(frame: Sequence[str], start: int) -> Page:
    """A frame as a page; its copy is told only where its head was read here."""
    at = next((n for n, line in enumerate(frame) if _begins(line)), 0)
    end = next((n for n in range(at + 1, len(frame)) if _ends(frame[n])), len(frame))
    inner = [bare(frame[at]), *frame[at + 1 : end]]
    head = aap.head(inner)
    told = tagged.item(inner) if head is None else None
    first, last = start + 1, start + len(frame)
    if told:
        item, height = told
    elif head:
        item, height = _item(head, inner), head.height
    else:
        return Page(_plain(inner), first, last)
    copy = _within(inner, height)
    if copy is None:
        return Page(item, first, last)
    return Page(item, first, last, start + at + 1 + copy[0], start + at + 1 + copy[1])


def _within(inner: Sequence[str], height: int) -> tuple[int, int] | None:
    """The first and the last line with text below the head."""
    told = [n for n in range(height, len(inner)) if bare(inner[n])]
    return (told[0], told[-1]) if told else None


def _item(head: aap.Head, inner: Sequence[str]) -> Item:
    body = lines.body(inner[head.height :], kept=head.kept)
    schemes = (("anpa", head.category), ("iptc", head.subject))
    return Item(
        slugline=head.slug,
        headline=head.headline,
        embargo=noted("", head.headline, head.slug),
        take_key=head.take,
        dateline=Place(head.city, head.city) if head.city else None,
        source=head.source,
        keywords=head.keywords,
        subjects=tuple(Subject(code=code, scheme=scheme) for scheme, code in schemes if code),
        places=(Subject(name=head.place),) if head.place else (),
        body=body,
        language=language(body),
    )


def _plain(inner: Sequence[str]) -> Item:
    """A frame of which no more is told than its number."""
    found = _SERIAL.fullmatch(inner[0])
    body = lines.body(inner[1:], kept=True)
    return Item(
        sequence=found["number"] if found else "",
        source=found["source"] if found else "",
        body=body,
        language=language(body),
    )
