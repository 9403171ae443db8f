"""What is measured: takes as they come off a wire, and inputs that are made to be slow."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count, islice

from dispatches.tests import make
from dispatches.tests.simulator.days import day
from dispatches.wire import pipeline
from dispatches.wire.cards import Card, card
from dispatches.wire.ids import Serial
from dispatches.wire.values import Block, Mark, Paragraph, Take

WORDS, COLUMNS = 600, 70
MEGABYTE = 1 << 20
_EDITORS = tuple(one + two for one in "RTLQ" for two in "KNMXBZ")


@dataclass(frozen=True, slots=True)
class Page:
    """A transmission: its bytes, its copy alone as it is wrapped, and when it came."""

    raw: bytes
    copy: str
    came: datetime


def pages(many: int) -> list[Page]:
    """So many takes of 600 words, wrapped at 70 columns, with curly quotes: every other one says
    MORE, and the next carries it on."""
    return list(islice(wire(), many))


def wire() -> Iterator[Page]:
    """The same without end, one at a time."""
    found = _paragraphs()
    return (_page(number, found) for number in count())


def _paragraphs() -> Iterator[str]:
    """Invented copy, paragraph by paragraph, from one made-up day after another."""
    for seed in count(7):
        for sent in day(seed, stories=60, conventions=["bss", "ap", "dpa"]).sent:
            for take in pipeline.read(sent.raw.encode(), feed=sent.feed).takes:
                for part in take.paragraphs:
                    if part.kind is Block.PARAGRAPH and len(part.text) > 60:
                        yield part.text.replace(' "', " “").replace('"', "”").replace("'", "’")


def _page(number: int, found: Iterator[str]) -> Page:
    body, words = [], 0
    while words < WORDS:
        body.append(f"{next(found)} “It is number {number},” she said.")
        words += len(body[-1].split())
    wrapped = [textwrap.fill(text, COLUMNS) for text in body]
    who, serial = _EDITORS[number // 2 % len(_EDITORS)], f"BFF-{1000 + number}"
    if number % 2:
        text = make.then(serial, initials=who, body=wrapped)
    else:
        head = f"Harbour {number} counts its lamps"
        text = make.first(
            serial, headline=head, slug=f"LAMPS-{number}", initials=who, end="MORE", body=wrapped
        )
    came = make.minutes(number / 2)
    return Page(text.encode(), "\n\n".join(wrapped), came)


def card_of(number: int) -> Card:
    """The card of a short take among very many: each third one says MORE, the next carries on."""
    name = f"{number * 7919 % 99991} {number * 104729 % 99991}"
    first = number % 3 != 1
    return card(
        Take(
            key=str(number),
            page=str(number),
            serial=Serial("BFF", number % 10_000),
            slug=f"S{number // 3 * 2654435761 % 10**8:08}" if first else "",
            headline=f"Pier {name} opens" if first else "",
            paragraphs=(Paragraph(f"The keeper of {name} said on Friday that {name} was shut."),),
            mark=Mark.MORE if number % 3 == 0 else Mark.END,
            ends_are_marked=True,
            received_at=make.NOON.replace(tzinfo=None) + timedelta(seconds=31 * number),
        )
    )


def worst() -> dict[str, bytes]:
    """A megabyte of each thing that a careless reader is slow at."""
    head = make.first("BFF-21").split("\n\nBSS/")[0]
    units = {
        "spaces": " ", "dots": ".", "quotes": '"', "curly quotes": "“", "dashes": "-",
        "long dashes": "—", "capitals": "A", "capital words": "KILL ", "digits": "7",
        "brackets": "(", "slashes": "/", "line ends": "\n", "returns": "\r", "tabs": "\t",
        "spaced letters": "a b ", "hyphens at line ends": "well-\n", "serial lines": "BFF-08\n\n",
        "MORE lines": "MORE/FI/ 0832 hrs\n\n", "ends": "BSS/FI/ 0832 hrs\n\n",
        "datelines": "OSTBY, April 25 (BSS) – It rained.\n\n", "page numbers": "-2-\n\n",
        "mojibake": "â€œItâ€™s", "mojibake twice": "Ã¢â‚¬Å“", "controls": "\x01\x02\x1f",
        "soft hyphens": "\u00ad", "entities": "&amp;", "open quotes": "“It was so. ",
        "abbreviations": "Mr. J. A. ", "kills": "KILL KILL KILL\n\nPlease kill BFF-08.\n\n",
        "short paragraphs": "It rained.\n\n", "one long word": "wharf", "sentences": "It rained. ",
        "lines that are full": "the keeper of the lamp at the end of the mole said that it was\n",
        "rules": "___\n", "crossheads": "= A long night =\n\n", "Bengali": "বৃষ্টি হল। ",
    }  # fmt: skip
    made = {}
    for name, unit in units.items():
        size = MEGABYTE // len(unit.encode()) + 1
        made[name] = (unit * size).encode()[:MEGABYTE]
        made[f"{name}, under a head"] = (head + "\n\n" + unit * size).encode()[:MEGABYTE]
    return made


def later(one: Card, number: int) -> Card:
    """The take that carries on where a card's take said MORE."""
    carried = replace(
        one.take, key=f"x{number}", page=f"x{number}", headline="", number=2, mark=Mark.END
    )
    return card(carried)
