"""What a wire sends of a story, and when: every take, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from random import Random

from .copy import Copy, Piece, Shape
from .looks import Look
from .rates import Rates
from .sheet import prints_flag


class Role(StrEnum):
    """Where a transmission stands in the truth about its story."""

    TAKE = "takes"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicates"


@dataclass(eq=False, slots=True)
class Job:
    """One take to be sent. `serial`, `raw` and `told` are filled in as it goes out."""

    number: int
    pieces: tuple[Piece, ...]
    sent: datetime
    follows: bool
    last: bool
    role: Role = Role.TAKE
    delay: timedelta = timedelta(0)
    flag: str = ""
    pickup: str = ""
    cut: bool = False
    goes_on: bool = False
    broken: bool = False
    bytes_of: Job | None = None
    page_of: Job | None = None


@dataclass(eq=False, slots=True)
class Story:
    """A story on its way: its look, its copy, the jobs it makes, and what is true of it."""

    look: Look
    copy: Copy
    feed: str
    initials: tuple[str, str]
    reference: str
    prefix: str
    jobs: list[Job] = field(default_factory=list)
    event: str = ""
    fault: str = ""
    missing: list[int] = field(default_factory=list)
    plants: list[str] = field(default_factory=list)
    convention: str = ""
    urgent: bool = False
    is_flash: bool = False
    killed: bool = False
    embargo: str = ""
    slug: str = ""
    disagrees: bool = False
    collides_with: Story | None = None

    @property
    def ends(self) -> datetime:
        """When its last take was sent."""
        return max(job.sent + job.delay for job in self.jobs)


def lay_out(rng: Random, story: Story, start: datetime, rates: Rates) -> None:
    """Fill in the jobs of a story from this time on, with at most one fault among them."""
    takes = story.copy.takes
    at = start
    for number, pieces in enumerate(takes, start=1):
        last = number == len(takes)
        job = Job(number, pieces, at, follows=not last, last=last)
        job.flag = "urgent" if story.urgent and prints_flag(story.look, "urgent", number) else ""
        job.pickup = _last_words(takes[number - 2]) if number > 1 else ""
        story.jobs.append(job)
        at += timedelta(seconds=rng.randint(90, 420))
    names = [name for name in FAULTS if rng.random() < getattr(rates, name)]
    rng.shuffle(names)
    for name in names:
        if FAULTS[name](rng, story):
            story.fault = name
            break
    else:
        _delay(rng, story, rates)


def _delay(rng: Random, story: Story, rates: Rates) -> None:
    for job in story.jobs:
        if len(story.jobs) > 1 and rng.random() < rates.late:
            job.delay = timedelta(seconds=rng.randint(300, 1100))
            story.fault = "late"


def _last_words(pieces: Sequence[Piece]) -> str:
    text = next(p.text for p in reversed(pieces) if p.shape is Shape.PARAGRAPH)
    return " ".join(text.split()[-3:]).replace('"', "")


def _later(job: Job, rng: Random, low: int = 10, high: int = 50) -> datetime:
    return job.sent + timedelta(seconds=rng.randint(low * 60, high * 60))


def _missing(which: str) -> Callable[[Random, Story], bool]:
    def lose(rng: Random, story: Story) -> bool:
        count = len(story.jobs)
        numbered = any("{n}" in line or "{nth}" in line for line in story.look.then)
        if count < (3 if which == "middle" else 2) or (which == "middle" and not numbered):
            return False
        at = {"first": 0, "last": count - 1, "middle": rng.randrange(1, max(count - 1, 2))}[which]
        story.missing.append(story.jobs.pop(at).number)
        return True

    return lose


def _never_ends(rng: Random, story: Story) -> bool:
    story.jobs[-1].follows = True
    story.missing.append(len(story.jobs) + 1)
    return True


def _resent(rng: Random, story: Story) -> bool:
    job = rng.choice(story.jobs)
    again = replace(job, role=Role.DUPLICATE, bytes_of=job, sent=story.ends + timedelta(minutes=2))
    again.sent = max(again.sent, _later(job, rng))
    story.jobs.append(again)
    return True


def _resent_anew(rng: Random, story: Story) -> bool:
    job = rng.choice(story.jobs)
    story.jobs.append(replace(job, role=Role.DUPLICATE, sent=_after(rng, story, job)))
    return True


def _after(rng: Random, story: Story, job: Job) -> datetime:
    return max(_later(job, rng), story.ends + timedelta(minutes=1))


_SWAPS = (
    ("percent", "pct"), (", which ", ", that "), ("told reporters", "said"), ("About ", "Some "),
    ("a year earlier", "the year before"), (" the loss ", " its loss "),
)  # fmt: skip


def _resent_near(rng: Random, story: Story) -> bool:
    """The same take for another service: one word is another."""
    job = rng.choice(story.jobs)
    if sum(len(piece.text) for piece in job.pieces) < 350:
        return False
    for at, piece in enumerate(job.pieces):
        for old, new in _SWAPS:
            if old in piece.text and not piece.plants:
                changed = replace(piece, text=piece.text.replace(old, new, 1))
                again = replace(job, pieces=(*job.pieces[:at], changed, *job.pieces[at + 1 :]))
                again.role, again.sent = Role.DUPLICATE, _after(rng, story, job)
                story.jobs.append(again)
                return True
    return False


def _corrected(rng: Random, story: Story) -> bool:
    able = [job for job in story.jobs if prints_flag(story.look, "corrected", job.number)]
    if not able:
        return False
    job = rng.choice(able)
    pieces = list(job.pieces)
    for at, piece in enumerate(pieces):
        figure = re.search(r"\b\d{2,}\b", piece.text)
        if figure and not piece.plants:
            number = str(int(figure[0]) + rng.randint(1, 9))
            text = piece.text[: figure.start()] + number + piece.text[figure.end() :]
            pieces[at] = replace(piece, text=text)
            break
    else:
        return False
    again = replace(job, pieces=tuple(pieces), flag="corrected", sent=_after(rng, story, job))
    job.role = Role.SUPERSEDED
    story.jobs.append(again)
    story.event = "corrected"
    return True


def _lead(rng: Random, story: Story) -> bool:
    first = story.jobs[0]
    if not prints_flag(story.look, "lead", 1) or len(first.pieces[0].text) < 60:
        return False
    step = timedelta(minutes=rng.randint(12, 50)) + (story.ends - first.sent)
    anew = []
    for job in story.jobs:
        flag = "lead" if job.number == 1 else ""
        anew.append(replace(job, sent=job.sent + step, flag=flag))
        job.role = Role.SUPERSEDED
    body = anew[0].pieces
    top = replace(
        body[0], text=body[0].text + f" Its case file now has {rng.randint(30, 900)} pages."
    )
    anew[0].pieces = (top, *body[1:])
    story.jobs += anew
    story.event = "writethru"
    return True


def _broken_off(rng: Random, story: Story) -> bool:
    job = rng.choice(story.jobs)
    if sum(len(piece.text) for piece in job.pieces) < 300:
        return False
    again = replace(job, sent=job.sent + timedelta(seconds=rng.randint(40, 80)))
    job.role, job.broken = Role.SUPERSEDED, True
    story.jobs.append(again)
    return True


def _cut(rng: Random, story: Story) -> bool:
    for job, following in pairwise(story.jobs):
        piece = job.pieces[-1]
        breaks = [found.end() for found in re.finditer(r"[a-z]{3,} (?=[a-z]{3,})", piece.text)]
        middle = [at for at in breaks if 60 < at < len(piece.text) - 40]
        if piece.shape is not Shape.PARAGRAPH or piece.plants or not middle:
            continue
        if following.pieces[0].shape is not Shape.PARAGRAPH or '"' in piece.text:
            continue
        at = rng.choice(middle)
        job.pieces = (*job.pieces[:-1], replace(piece, text=piece.text[:at].rstrip()))
        following.pieces = (replace(piece, text=piece.text[at:]), *following.pieces)
        following.pickup = " ".join(piece.text[:at].split()[-3:])
        job.cut = following.goes_on = True
        return True
    return False


def _one_page(rng: Random, story: Story) -> bool:
    if len(story.jobs) < 2:
        return False
    first, second = story.jobs[0], story.jobs[1]
    second.page_of, second.sent = first, first.sent
    return True


FAULTS: dict[str, Callable[[Random, Story], bool]] = {
    "missing_first": _missing("first"), "missing_middle": _missing("middle"),
    "missing_last": _missing("last"), "never_ends": _never_ends, "resent": _resent,
    "resent_anew": _resent_anew, "resent_near": _resent_near, "corrected": _corrected,
    "lead": _lead, "broken_off": _broken_off, "cut_paragraph": _cut, "one_page": _one_page,
}  # fmt: skip
"""Each changes a story's jobs and says whether it could. The names are those of the rates."""


def in_force(story: Story) -> Iterator[Job]:
    """The jobs whose text stands, in reading order."""
    yield from sorted((j for j in story.jobs if j.role is Role.TAKE), key=lambda job: job.number)
