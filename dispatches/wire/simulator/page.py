"""A take as it goes out: its lines, the raw text, and what happens to a page on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from . import sheet as sheets
from .copy import Piece, Shape
from .printer import Set, Told, set_piece
from .rates import Rates
from .sheet import Sheet

_NOTES = (
    "Eds: An earlier map is void.", "(Eds: graphic follows at about 2100.)",
    "ATTENTION EDITORS - Pictures will be sent separately.", "NOTE TO DESK: spelling checked.",
    "(ATTN: ADDS background throughout)", "Eds: UPDATES with figures throughout.",
)  # fmt: skip
_CONTACTS = (
    "For more information call +00 555 01{n}.", "Contact: desk{n}@wire.example, tel. +00 555 01{n}",
    "((desk{n}@wire.example; +00 555 01{n}))",
)  # fmt: skip
_COUNTS = ("({words} words)", "Words: {words}", "{words} words")
_RULES = ("___", "------", "* * * *", "_____________")
_FRAMES = re.compile(r"[\x01-\x08\x0c\x11-\x1f\x7f]")
_CONTROLS = ("\x0e", "\x0f", "\x7f", "\x00", "\x1b")


@dataclass(frozen=True, slots=True)
class Page:
    """One take, printed: the raw text, the truth about its pieces, what harmed it as a whole."""

    raw: str
    told: tuple[Told, ...]
    body: tuple[str, ...]
    harm: tuple[str, ...] = ()


def print_page(
    rng: Random, sheet: Sheet, pieces: Sequence[Piece], rates: Rates, *, cut: bool, goes_on: bool
) -> Page:
    """A take on a page of its own.

    `cut` says that its last paragraph breaks off for the next take to go on with, `goes_on` that it
    begins with the rest of such a paragraph.
    """
    whole = [
        not (cut and n == len(pieces) - 1) and not (goes_on and n == 0) for n in range(len(pieces))
    ]
    opening = sheets.dateline(sheet)
    sets = [
        set_piece(rng, sheet.look, piece, rates, dateline=opening if n == 0 else "", whole=whole[n])
        for n, piece in enumerate(pieces)
    ]
    told = [one.told for one in sets]
    if cut:
        told[-1] = replace(told[-1], runs_on=True)
    safe = not any(set(one.plants) - {"C01"} for one in told) and rates != Rates()
    body, harm = _body(rng, sheet, sets, rates if safe else _gentle(rates))
    body, notes = _beside(rng, sheet, body, rates) if pieces else (body, ())
    lines = [*sheets.head(sheet), *body, *sheets.foot(sheet)]
    raw, more = _on_the_way(rng, "\n".join(lines), rates if safe else _gentle(rates))
    return Page(raw, tuple(told), tuple(body), (*harm, *notes, *more))


def break_off(rng: Random, page: Page) -> str:
    """The raw text of a transmission that stopped in the middle of its copy."""
    ends = page.raw.replace("\r\n", "\n")
    start = ends.find(page.body[0][:20]) if page.body else 0
    stop = ends.rfind(page.body[-1][-12:]) if page.body else len(ends)
    reach = max(stop - start, 2)
    return ends[: start + int(reach * rng.uniform(0.35, 0.8))].rstrip()


def on_one_page(first: Sheet, pages: Sequence[Page], serials: Sequence[str]) -> str:
    """Takes that were sent together; BSS puts their serials and the headline above them."""
    if not first.look.name.startswith("bss"):
        return "\n\n\n".join(page.raw for page in pages)
    headline = sheets.headline_of(first.look, first.copy)
    numbers = ", ".join([serials[0], *(serial.split("-")[-1] for serial in serials[1:])])
    parts = []
    for page in pages:
        lines = page.raw.replace("\r\n", "\n").split("\n")
        at = lines.index(page.body[0]) if page.body and page.body[0] in lines else 0
        parts.append("\n".join(line for line in lines[at:] if line != "NNNN"))
    return f"{numbers} {headline}\n\n\n\n{headline}\n\n" + "\n\n\n\n".join(parts)


def _gentle(rates: Rates) -> Rates:
    """The rates without what would hide a fault that was planted."""
    return replace(rates, quotes_lost=0.0, mojibake=0.0, mojibake_twice=0.0, lines_apart=0.0)


def _body(
    rng: Random, sheet: Sheet, sets: Sequence[Set], rates: Rates
) -> tuple[list[str], tuple[str, ...]]:
    """The lines of the copy, with the space between paragraphs that this wire leaves."""
    look = sheet.look
    if rng.random() < rates.lines_apart and _told_apart(look.width, sets):
        return [line for one in sets for row in one.lines for line in (row, "")], ("lines_apart",)
    lines: list[str] = []
    for at, one in enumerate(sets):
        row = one.told.shape is Shape.ROW and sets[at - 1].told.shape is Shape.ROW
        lines += [*(look.gap if at and not row else ()), *one.lines]
    harm: tuple[str, ...] = ()
    if look.quotes == "curly" and rng.random() < rates.quotes_lost:
        lines = [_without_quotes(line) for line in lines]
        harm = ("quotes_lost",)
    return lines, harm


def _without_quotes(line: str) -> str:
    return re.sub("[“”‘’]", "?", line)


def _told_apart(width: int, sets: Sequence[Set]) -> bool:
    """Whether each paragraph still shows its end when a blank line follows every line."""
    if not width or any(one.told.shape is not Shape.PARAGRAPH or one.told.lost for one in sets):
        return False
    for one, following in pairwise(sets):
        word = following.lines[0].split()[0]
        if len(one.lines[-1]) + 1 + len(word) > width * 0.8:
            return False
    return len(sets) > 1 and not any(line.endswith("-") for one in sets for line in one.lines)


def _beside(
    rng: Random, sheet: Sheet, body: list[str], rates: Rates
) -> tuple[list[str], tuple[str, ...]]:
    """Lines that are no copy, above and below it."""
    number, done = rng.randint(10, 99), []
    noted = sheet.eds or sheet.again or sheet.flag or sheet.number > 1
    if rng.random() < rates.desk_note and not noted:
        body = [rng.choice(_NOTES), "", *body]
        done.append("desk_note")
    extras = (
        ("rule", rates.rule, _RULES), ("contact", rates.contact, _CONTACTS),
        ("word_count", rates.word_count, _COUNTS),
    )  # fmt: skip
    for name, rate, forms in extras:
        if rng.random() < rate and (sheet.last or name != "contact"):
            body = [*body, "", rng.choice(forms).format(n=number, words=sheet.words)]
            done.append(name)
    return body, tuple(done)


def _on_the_way(rng: Random, raw: str, rates: Rates) -> tuple[str, tuple[str, ...]]:
    """What lines and machines do to a text between sender and desk."""
    done = []
    if rng.random() < rates.blank_lines:
        raw = raw.replace("\n\n", "\n\n\n")
        done.append("blank_lines")
    if not raw.isascii() and rng.random() < rates.mojibake + rates.mojibake_twice:
        twice = rng.random() < rates.mojibake_twice / (rates.mojibake + rates.mojibake_twice)
        raw = garbled(garbled(raw)) if twice else garbled(raw)
        done.append("mojibake_twice" if twice else "mojibake")
    if rng.random() < rates.frames_lost and (bare := _FRAMES.sub("", raw)) != raw:
        raw = bare
        done.append("frames_lost")
    if rng.random() < rates.controls:
        raw = _with_controls(rng, raw)
        done.append("controls")
    if rng.random() < rates.returns:
        raw = raw.replace("\n", "\r\n")
        done.append("returns")
    return raw, tuple(done)


def _with_controls(rng: Random, raw: str) -> str:
    lines = raw.split("\n")
    for _ in range(2):
        at = rng.randrange(len(lines))
        lines[at] += rng.choice(_CONTROLS)
    raw = "\n".join(lines)
    return raw if "\x01" in raw else f"\x01{raw}\n\x03\x04"


def garbled(text: str) -> str:
    """UTF-8 that was read as Windows-1252, as browsers read it."""
    return "".join(_as_windows(byte) for byte in text.encode())


def _as_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
