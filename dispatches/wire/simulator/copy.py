"""A made-up story before any wire has touched it, and what is wrong in its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from . import bengali, words
from .grammar import Writer, other_day
from .looks import Look
from .rates import Rates

BREAK = "\ue000"
"""Where the printer breaks a word that nobody can put together for certain."""
PAD = "\ue001"
"""Where the printer adds words until that break falls on a line's end."""


class Shape(StrEnum):
    """How a piece of copy is set."""

    PARAGRAPH = "paragraph"
    CROSSHEAD = "crosshead"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a crosshead or a row of a table; `plants` holds the codes of its faults."""

    text: str
    shape: Shape = Shape.PARAGRAPH
    plants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A story as its author wrote it, parted into takes; `plants` concern the story as a whole.

    `bad_date` is "" or how the date is wrong: "missing", "weekday" or "stale".
    """

    headline: str
    slug: tuple[str, ...]
    city: str
    place: str
    day: date
    byline: str
    takes: tuple[tuple[Piece, ...], ...]
    plants: tuple[str, ...] = ()
    bad_date: str = ""


def write(rng: Random, look: Look, *, day: date, takes: int, rates: Rates) -> Copy:
    """A story in so many takes for a wire, filed on this day, with faults in its words."""
    bad_date = _bad_date(rng, look) if rng.random() < rates.bad_date else ""
    day = day - timedelta(days=rng.randint(3, 8)) if bad_date == "stale" else day
    writer = Writer(rng, day)
    many = [rng.choice((1, 2, 2, 3, 4, 5)) for _ in range(takes)]
    dressed = bool(look.crosshead)
    pieces = [list(_take(writer, n, crossheads=dressed and at > 0)) for at, n in enumerate(many)]
    pieces[0][0] = Piece(_lead(writer, bad_date))
    plants = _plant(writer, pieces, rates)
    headline = writer.write("trap" if rng.random() < 0.15 else "headline")
    return Copy(
        headline=headline,
        slug=_slug(headline),
        city=writer.towns[0],
        place=writer.towns[0] + (f", {writer.land}" if rng.random() < 0.3 else ""),
        day=day,
        byline=" ".join(words.person(rng)) if rng.random() < 0.2 else "",
        takes=tuple(tuple(take) for take in pieces),
        plants=plants,
        bad_date=bad_date,
    )


def _bad_date(rng: Random, look: Look) -> str:
    """How the date goes wrong: only as it can be seen on this wire."""
    ways = ["missing"]
    if "date" in look.shows:
        ways += ["weekday", "weekday"] + (["stale", "stale"] if "clock" in look.shows else [])
    return rng.choice(ways)


def flash(copy: Copy) -> Copy:
    """The headline of a story alone, with no copy under it."""
    return replace(copy, takes=((),), plants=(), byline="", bad_date="")


def _slug(headline: str) -> tuple[str, ...]:
    small = {"to", "of", "from", "in", "over", "for", "after", "as", "on", "a", "the", "more"}
    chosen = [word.strip(",").removesuffix("'s") for word in headline.split()]
    return tuple(word for word in chosen if word.lower() not in small and word.isalpha())[:3]


def _lead(writer: Writer, bad_date: str) -> str:
    text = writer.write("lead")
    if bad_date == "weekday":
        text = text.replace(words.DAYS[writer.day.weekday()], other_day(writer.day))
    return text


def _take(writer: Writer, many: int, *, crossheads: bool) -> Iterator[Piece]:
    """So many paragraphs, and what else stands among them."""
    rng = writer.rng
    if crossheads and rng.random() < 0.4:
        yield Piece(rng.choice(words.CROSSHEADS), Shape.CROSSHEAD)
    for _ in range(many):
        chance = rng.random()
        if chance < 0.06:
            yield from _long_quotation(writer)
        elif chance < 0.3:
            yield Piece(_quotation(writer))
        elif chance < 0.33:
            yield Piece(f"{_sentences(writer, 1)} These prices were asked in {writer.towns[1]}:")
            yield from _table(writer)
        elif chance < 0.36:
            yield Piece(f"{_sentences(writer, 1)} What is known of {writer.towns[2]}:")
            stop = rng.choice((".", ""))
            many = rng.randint(2, 4)
            yield from (Piece(f"- {_sentences(writer, 1).rstrip('.')}{stop}") for _ in range(many))
        else:
            yield Piece(_sentences(writer, rng.choice((1, 1, 2, 2, 3))))


def _sentences(writer: Writer, many: int) -> str:
    return " ".join(writer.write("plain") for _ in range(many))


def _quotation(writer: Writer) -> str:
    said = writer.rng.choice(("said", "added", "told reporters"))
    text = f'"{writer.write("quoted")}," {writer.cast[writer.rng.randrange(3)][2]} {said}.'
    if writer.rng.random() < 0.4:
        text += f' "{writer.write("quoted")}."'
    return text


def _long_quotation(writer: Writer) -> Iterator[Piece]:
    """Each paragraph opens with a mark, and only the last closes."""
    name = writer.cast[0][2]
    yield Piece(f'{name} said in {writer.towns[2]}: "{writer.write("quoted")}. {_again(writer)}')
    yield Piece(f'"{_again(writer)} {_again(writer)}"')
    yield Piece(_sentences(writer, 1))


def _again(writer: Writer) -> str:
    return writer.write("quoted") + "."


def _table(writer: Writer) -> Iterator[Piece]:
    rng = writer.rng
    for name in rng.sample(words.GOODS, rng.randint(3, 5)):
        new, old = rng.randint(500, 9000) / 100, rng.randint(500, 9000) / 100
        yield Piece(f"{name.capitalize():20}{new:8.2f}{old:8.2f}", Shape.ROW)


def _plant(writer: Writer, takes: list[list[Piece]], rates: Rates) -> tuple[str, ...]:
    """Put faults into the copy that a check should find; returns those of the story as a whole."""
    rng = writer.rng
    if rng.random() < rates.open_quote:
        unclosed = f'"{writer.write("quoted")}, {writer.cast[0][2]} said.'
        takes[-1] += [Piece(unclosed, plants=("C02",)), Piece(_sentences(writer, 1))]
    if rng.random() < rates.garbled:
        takes[-1].append(_garbled(writer))
    if rng.random() < rates.undecided:
        word = BREAK.join(words.stem(rng).lower() for _ in range(2))
        text = f"They call it {PAD} {word} in {writer.towns[3]}. {_sentences(writer, 1)}"
        takes[-1].append(Piece(text, plants=("C04",)))
    if rng.random() < rates.bare_crosshead:
        after = Piece(_sentences(writer, 2))
        takes[-1] += [Piece(rng.choice(words.CROSSHEADS), plants=("C06",)), after]
    if rng.random() < rates.odd_link:
        takes[-1].append(_link(writer))
    if rng.random() < rates.bengali:
        fault = rng.choice(("", "stop", "digits"))
        takes[-1].append(
            Piece(bengali.paragraph(rng, fault=fault), plants=("C14",) if fault else ())
        )
    if len(takes) > 1 and rng.random() < rates.two_names:
        return _two_names(writer, takes)
    return ()


def _garbled(writer: Writer) -> Piece:
    text, name = _sentences(writer, 2), words.stem(writer.rng)
    bad = name[:2] + writer.rng.choice(("\ufffd", "\u043e", "\ufffd\ufffd")) + name[2:]
    return Piece(f"{text} Nobody in {bad} was hurt.", plants=("C11",))


def _link(writer: Writer) -> Piece:
    rng = writer.rng
    host = f"{words.stem(rng).lower()}.example"
    good = rng.random() < 0.4
    odd = (f"https://{host}/?utm_source=w{rng.randint(2, 99)}", f"javascript:open({host})",
           f"<b>{host}</b>")  # fmt: skip
    link = f"https://{host}/{rng.randint(100, 999)}" if good else rng.choice(odd)
    text = f"The list of {rng.randint(20, 900)} names is at {link} for now."
    return Piece(text, plants=() if good else ("C15",))


def _two_names(writer: Writer, takes: list[list[Piece]]) -> tuple[str, ...]:
    rng = writer.rng
    a, b, c = (words.stem(rng) for _ in range(3))
    first = f"The convoy was led by {a} {b} {c}. {_sentences(writer, 1)}"
    again = f"A brother of {a} {b}-{c.lower()} paid {rng.randint(20, 900)} dollars for it."
    takes[0].append(Piece(first))
    takes[-1].append(Piece(again))
    return ("C13",)
