"""A made-up day on the wire: what came in, in which order, and the truth about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from . import desks, notices, truth
from .desks import Desk
from .notices import Notice
from .page import Page, break_off, on_one_page, print_page
from .plan import Job, Role, Story
from .rates import Rates
from .sheet import Sheet, fields


@dataclass(frozen=True, slots=True)
class Sent:
    """One transmission as it came in: its id, the feed, the time of arrival, the text."""

    id: str
    feed: str
    received_at: datetime
    raw: str


@dataclass(frozen=True, slots=True)
class Day:
    """All that came in, in order of arrival, and what is known about it."""

    sent: tuple[Sent, ...]
    stories: tuple[Story, ...]
    notices: tuple[Notice, ...]
    pages: Mapping[Job | Notice, Page]
    ids: Mapping[Job | Notice, str]

    def truth(self, stream: str) -> dict[str, Any]:
        """The truth about the day in the form of the evaluation's truth files, and `planted`."""
        told = [
            truth.story(f"{stream}-s{number:03d}", story, self.pages, self.ids)
            for number, story in enumerate(self.stories, start=1)
        ]
        names = {id(story): entry["id"] for story, entry in zip(self.stories, told, strict=True)}
        for story, entry in zip(self.stories, told, strict=True):
            entry["collides_with"] = names.get(id(story.collides_with))
        messages = [
            {"message": self.ids[one], "kind": one.kind, "target": names.get(id(one.target))}
            for one in self.notices
        ]
        messages.sort(key=lambda message: message["message"] or "")
        return {"stream": stream, "profile": "simulated", "stories": told, "notices": messages}


def simulate(
    seed: int, *, start: datetime, stories: int, conventions: Sequence[str], rates: Rates
) -> Day:
    """So many stories from this time on, one wire after another; the same again for the same seed.

    `conventions` are names of KNOWN wires, and "unknown" for one that is made up.
    """
    rng = Random(seed)  # noqa: S311
    staff = [desks.open_desk(rng, name, rates) for name in conventions]
    told, messages = _plan(rng, staff, start, stories, rates)
    press = _Press(rng, {desk.feed: desk for desk in staff}, rates)
    takes = [(job.sent, n, story, job) for n, story in enumerate(told) for job in story.jobs]
    queue: list[tuple[datetime, int, Callable[[], None]]] = [
        (sent, n, partial(press.print_take, story, job)) for sent, n, story, job in takes
    ]
    queue += [(one.sent, len(told), partial(press.print_notice, one)) for one in messages]
    for _, _, print_next in sorted(queue, key=lambda entry: entry[:2]):
        print_next()
    return _day(press, told, messages)


def _plan(
    rng: Random, staff: Sequence[Desk], start: datetime, many: int, rates: Rates
) -> tuple[list[Story], list[Notice]]:
    """The stories of the day with all their takes, and the messages about them."""
    told: list[Story] = []
    messages: list[Notice] = []
    at = start
    for number in range(many):
        desk = staff[number % len(staff)]
        made = desks.stories(rng, desk, at, rates)
        told += made
        story = made[-1]
        if len(staff) > 1 and desks.can_have_twin(story) and rng.random() < rates.twin:
            other = rng.choice([one for one in staff if one is not desk])
            told.append(desks.twin(rng, other, story))
        messages += _messages(rng, story, rates)
        step = timedelta(seconds=rng.randint(60, 240))
        at = at + step if rng.random() < rates.interleaved else max(at, told[-1].ends) + step
    return told, messages


def _messages(rng: Random, story: Story, rates: Rates) -> list[Notice]:
    made: list[Notice] = []
    whole = not story.missing and not story.collides_with and story.copy.bad_date != "missing"
    if whole and rng.random() < rates.killed:
        story.killed = True
        made.append(notices.kill(rng, story))
    elif whole and rng.random() < rates.correction:
        note = notices.correction(rng, story)
        made += [note] if note else []
        story.plants += ["C10"] if note else []
    if rng.random() < rates.advisory:
        made.append(notices.advisory(rng, story))
    return made


class _Press:
    """Prints each page in the order of sending, so that serials run as they would."""

    def __init__(self, rng: Random, staff: Mapping[str, Desk], rates: Rates) -> None:
        self.rng, self.staff, self.rates = rng, staff, rates
        self.pages: dict[Job | Notice, Page] = {}
        self.serials: dict[Job, str] = {}
        self.arrivals: list[tuple[datetime, str, str, tuple[Job | Notice, ...]]] = []

    def print_take(self, story: Story, job: Job) -> None:
        """A take, or again the bytes of one; what shares a page waits for the first."""
        if job.bytes_of:
            self.pages[job] = self.pages[job.bytes_of]
            self._arrive(story.feed, job.sent, self.pages[job].raw, (job,))
            return
        together = [job, *(other for other in story.jobs if other.page_of is job)]
        if job.page_of:
            return
        sheets = [self._sheet(story, one) for one in together]
        for one, sheet in zip(together, sheets, strict=True):
            self.serials[one] = str(fields(sheet)["serial"])
            self.pages[one] = print_page(
                self.rng, sheet, one.pieces, self.rates, cut=one.cut, goes_on=one.goes_on
            )
        raw = self.pages[job].raw
        if len(together) > 1:
            printed = [self.pages[one] for one in together]
            raw = on_one_page(sheets[0], printed, [self.serials[one] for one in together])
        elif job.broken:
            raw = break_off(self.rng, self.pages[job])
        self._arrive(story.feed, job.sent + job.delay, raw, tuple(together))

    def print_notice(self, notice: Notice) -> None:
        """A message; a kill may name its story by the serial of its first take."""
        desk = self.staff[notice.feed]
        first = notice.target.jobs[0] if notice.target else None
        pieces = notice.pieces(self.serials[first] if first else "")
        sheet = Sheet(
            notice.look, notice.copy(), 1, follows=False, last=True, sent=notice.sent,
            serial=desk.serial(self.rng, notice.prefix, notice.sent), prefix=notice.prefix,
            words=len(pieces[0].text.split()), initials=next(desk.initials), reference="XX10",
        )  # fmt: skip
        self.pages[notice] = print_page(
            self.rng, sheet, pieces, Rates(returns=self.rates.returns), cut=False, goes_on=False
        )
        self._arrive(notice.feed, notice.sent, self.pages[notice].raw, (notice,))

    def _sheet(self, story: Story, job: Job) -> Sheet:
        desk = self.staff[story.feed]
        text = " ".join(piece.text for piece in job.pieces)
        again = job.role is Role.DUPLICATE
        noted = not again and not job.flag and self.rng.random() < self.rates.desk_note
        return Sheet(
            story.look, story.copy, job.number, follows=job.follows, last=job.last,
            serial=desk.serial(self.rng, story.prefix, job.sent), prefix=story.prefix,
            sent=job.sent, words=len(text.split()), initials=story.initials,
            reference=story.reference, flag=job.flag, embargo=story.embargo, pickup=job.pickup,
            eds=story.look.eds if noted else "", slug=_slug(story, job), again=again,
        )  # fmt: skip

    def _arrive(self, feed: str, sent: datetime, raw: str, what: tuple[Job | Notice, ...]) -> None:
        at = sent + timedelta(seconds=self.rng.randint(2, 25))
        self.arrivals.append((at, feed, raw, what))


def _slug(story: Story, job: Job) -> str:
    """The slug on a take; where takes disagree, the last one's has two letters changed round."""
    if not story.disagrees or job is not story.jobs[-1]:
        return story.slug
    middle = len(story.slug) // 2
    return story.slug[: middle - 1] + "x" + story.slug[middle:]


def _day(press: _Press, told: Sequence[Story], messages: Sequence[Notice]) -> Day:
    ids: dict[Job | Notice, str] = {}
    sent = []
    for number, (at, feed, raw, what) in enumerate(
        sorted(press.arrivals, key=lambda arrival: arrival[0]), start=1
    ):
        name = f"m{number:05d}"
        sent.append(Sent(name, feed, at, raw))
        ids.update(dict.fromkeys(what, name))
    return Day(tuple(sent), tuple(told), tuple(messages), press.pages, ids)
