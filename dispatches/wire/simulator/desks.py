"""Who sends: a desk for each wire, with its look, its serials and its people's initials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from . import notices, unknown, words
from .copy import Copy, Piece, Shape, flash, write
from .looks import KNOWN, Look
from .plan import Story, lay_out
from .rates import Rates
from .sheet import headline_of, prints_flag, slug_of

UNKNOWN = "unknown"
_LETTERS = "BCDFGHKLMNPRSTVWZ"
_BSS_CREDITS = (("BSS",), ("BSS", "AFP"), ("BSS", "XINHUA"), ("BSS", "PTI"))


@dataclass(slots=True)
class Counter:
    """A run of serials: after `modulus` it begins anew, and at midnight where it `restarts`."""

    value: int
    modulus: int
    restarts: bool
    day: date

    def next(self, rng: Random, sent: datetime) -> int:
        """The serial of what is sent now; items for others may have come between."""
        if self.restarts and sent.date() != self.day:
            self.value = 0
        self.day = sent.date()
        self.value += 1 if rng.random() < 0.85 else rng.randint(2, 4)
        self.value = (self.value - 1) % self.modulus + 1
        return self.value


@dataclass(eq=False, slots=True)
class Desk:
    """One wire's desk: `convention` is the name asked for, `feed` where its copy comes in."""

    convention: str
    feed: str
    look: Look
    wraps: bool
    restarts: bool
    initials: Iterator[tuple[str, str]]
    counters: dict[str, Counter] = field(default_factory=dict)
    latest: Story | None = None

    def serial(self, rng: Random, prefix: str, sent: datetime) -> int:
        """The next serial under this prefix."""
        if prefix not in self.counters:
            modulus = (100 if self.convention == "bss" else 1000) if self.wraps else 10**9
            start = modulus - rng.randint(2, 9) if self.wraps else rng.randint(1, 60)
            self.counters[prefix] = Counter(start, modulus, self.restarts, sent.date())
        return self.counters[prefix].next(rng, sent)


def open_desk(rng: Random, name: str, rates: Rates) -> Desk:
    """A desk of a known wire, or of one that nobody described."""
    if name == UNKNOWN:
        feed = words.stem(rng).lower() + "news"
        look = unknown.draw(rng, feed)
    else:
        feed, look = name, rng.choice(KNOWN[name])
    wraps, restarts = rng.random() < rates.serials_wrap, rng.random() < rates.serials_restart
    return Desk(name, feed, look, wraps, restarts, _initials(rng))


def _initials(rng: Random) -> Iterator[tuple[str, str]]:
    """Pairs of initials; nobody's come twice before everybody's came."""
    pool = [a + b for a in _LETTERS for b in _LETTERS if a != b]
    while True:
        rng.shuffle(pool)
        yield from zip(pool[::2], pool[1::2], strict=True)


def stories(rng: Random, desk: Desk, start: datetime, rates: Rates) -> list[Story]:
    """The next story of a desk from this time on, and the flash before it where there is one."""
    takes = rng.choices((1, 2, 3, 4, 5), weights=(42, 26, 16, 9, 7))[0]
    copy = write(rng, desk.look, day=start.date(), takes=takes, rates=rates)
    story = _story(rng, desk, copy, rates)
    if desk.latest and _can_share_slug(desk.look) and rng.random() < rates.same_slug:
        story.copy = replace(copy, slug=desk.latest.copy.slug)
        story.collides_with, desk.latest.collides_with = desk.latest, story
        start = desk.latest.jobs[0].sent + timedelta(seconds=rng.randint(40, 200))
    made = [story]
    if prints_flag(desk.look, "urgent", 1) and rng.random() < rates.flash:
        early = _story(rng, desk, flash(story.copy), rates)
        early.is_flash = early.urgent = True
        made.insert(0, early)
    for one in made:
        one.slug = slug_of(desk.look, one.copy)
        begin = start if one is made[0] else start + timedelta(minutes=4)
        lay_out(rng, one, begin, Rates() if one.is_flash else _after(made, rates))
    _finish(rng, story, rates)
    desk.latest = story
    return made


def _after(made: Sequence[Story], rates: Rates) -> Rates:
    """The rates for a story: after a flash its first take comes, or the flash would pass for it."""
    return replace(rates, missing_first=0.0) if len(made) > 1 else rates


def twin(rng: Random, desk: Desk, elder: Story) -> Story:
    """Nearly the same story from another wire, later: a sentence more, and its own headline."""
    first = elder.jobs[0].sent
    takes = tuple(_dressed(desk.look, take) for take in elder.copy.takes)
    last = takes[-1][-1]
    more = replace(last, text=f"{last.text} Another {rng.randint(30, 900)} pages are sealed.")
    takes = (*takes[:-1], (*takes[-1][:-1], more))
    headline = f"{elder.copy.headline}, {words.stem(rng)} told"
    story = _story(rng, desk, replace(elder.copy, takes=takes, headline=headline), Rates())
    story.slug = slug_of(desk.look, story.copy)
    lay_out(rng, story, first + timedelta(minutes=rng.randint(15, 50)), Rates())
    story.plants.append("C12")
    elder.plants.append("C12")
    return story


def can_have_twin(story: Story) -> bool:
    """Whether a story is plain enough that another wire's version differs by its words alone."""
    return not (
        story.fault or story.copy.bad_date or story.is_flash or story.collides_with
    ) and all(not piece.plants for take in story.copy.takes for piece in take)


def _dressed(look: Look, take: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(p for p in take if look.crosshead or p.shape is not Shape.CROSSHEAD)


def _story(rng: Random, desk: Desk, copy: Copy, rates: Rates) -> Story:
    look = desk.look
    if desk.convention == "bss":
        look = replace(look, credit=rng.choice(_BSS_CREDITS))
    reference = f"{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}{rng.randint(10, 99)}"
    story = Story(look, copy, desk.feed, next(desk.initials), reference, rng.choice(look.prefixes))
    story.urgent = prints_flag(look, "urgent", 1) and rng.random() < rates.urgent
    story.convention = desk.convention
    return story


def _can_share_slug(look: Look) -> bool:
    """Whether more than the slug ties the takes of a story together on this wire."""
    tied = " ".join(look.then)
    names = ("{headline}", "{TOWN}", "{FOUR}", "{SHORT}", "{FIRST}", "{reference}")
    signed = any(f"{{{name}}}" in " ".join(look.more) for name in ("initials", "INITIALS", "low"))
    return "slug" in look.shows and (signed or any(name in tied for name in names))


def _finish(rng: Random, story: Story, rates: Rates) -> None:
    """What strikes a story besides its takes: an embargo, or takes that disagree."""
    if story.jobs[0].number == 1 and rng.random() < rates.embargo:
        story.embargo = notices.embargo(rng, story.jobs[0].sent)
    tied = headline_of(story.look, story.copy) and _can_share_slug(story.look)
    plain = not story.fault and not story.collides_with and len(story.jobs) > 1
    slugged = any("{slug}" in line for line in story.look.then)
    if plain and tied and slugged and rng.random() < rates.disagree:
        story.disagrees = True
        story.plants.append("C08")
