"""Messages about copy: kills, corrections and advisories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from .copy import Copy, Piece
from .looks import Look
from .plan import Story, in_force
from .words import MONTHS

_KILLS = (
    "Editors: please kill {target}. Its facts are in doubt and it must not be used.",
    "Please kill {target}, which was sent in error. A kill is mandatory.",
    "Attention editors: {target} is withdrawn. No substitute will be sent.",
    "Subscribers should not use {target}. It is withdrawn.",
)  # fmt: skip
_KILL_HEADS = ("KILL", "STORY WITHDRAWN", "KILL NOTICE", "BULLETIN KILL")
_CORRECTION_HEADS = ("CORRECTION - {headline}", "Correction: {headline}", "CORRECTION")
_ADVISORIES = (
    "Editors: A cable fault kept this wire silent for {n} minutes. Some items may come twice.",
    "Editors: The stories planned for tonight number {n}. Lengths will follow.",
    "Editors: This closes our file until {n} minutes past five. Urgent news will still be sent.",
)  # fmt: skip
_ADVISORY_HEADS = ("ADVISORY", "NOTE TO EDITORS", "ATTENTION EDITORS")
_EMBARGOES = (
    "EMBARGOED UNTIL {hhmm} GMT {day} {MONTH}",
    "EMBARGOED FOR RELEASE UNTIL {hhmm} GMT {day} {MONTH}",
    "HOLD FOR RELEASE {hhmm} EST", "EMBARGO: NOT FOR PUBLICATION BEFORE {hhmm} UTC, {day} {MONTH}",
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Notice:
    """A message about copy, before it goes out; `target` is the story that it names."""

    kind: str
    look: Look
    feed: str
    prefix: str
    sent: datetime
    heads: str
    slug: tuple[str, ...]
    target: Story | None = None
    way: str = ""
    words: str = ""
    raw: str = ""

    def copy(self) -> Copy:
        """The notice as a page's copy: a headline and no dateline."""
        headline = self.heads
        if self.target:
            headline = headline.format(headline=self.target.copy.headline)
        return Copy(headline, self.slug, "", "", self.sent.date(), "", ((),), (), "missing")

    def pieces(self, serial: str) -> tuple[Piece, ...]:
        """What it says; `serial` is the one that the killed story's first take went out under."""
        if self.target is None:
            return (Piece(self.words),)
        return (Piece(self.words.format(target=_called(self.target, self.way, serial))),)


def kill(rng: Random, story: Story) -> Notice:
    """A kill that names the story by serial, by slug and town, or by its headline."""
    ways = ["headline"]
    if "{serial}" in " ".join(story.look.head):
        ways.append("serial")
    if "slug" in story.look.shows and not story.disagrees:
        ways.append("slug")
    heads = rng.choice((*_KILL_HEADS, "Kill: {headline}"))
    notice = _about(rng, "kill", story, heads)
    notice.way, notice.words = rng.choice(ways), rng.choice(_KILLS)
    return notice


def correction(rng: Random, story: Story) -> Notice | None:
    """A note that says what to read instead, about a figure in the story."""
    texts = [piece.text for job in in_force(story) for piece in job.pieces]
    words = [word.strip(".,\"'") for text in texts for word in text.split()]
    figures = [word for word in words if word.isdigit() and len(word) > 1]
    if not figures:
        return None
    old = rng.choice(figures)
    new = str(int(old) + rng.randint(1, 9))
    place = f"In {story.copy.city.upper()} item headlined "
    notice = _about(rng, "correction", story, rng.choice(_CORRECTION_HEADS))
    notice.words = f'{place}"{story.copy.headline}" please read {new} instead of {old}.'
    return notice


def advisory(rng: Random, story: Story) -> Notice:
    """A word from desk to desk; the story only lends it the look and the hour."""
    notice = _about(rng, "advisory", story, rng.choice(_ADVISORY_HEADS))
    notice.target, notice.slug = None, ("Advisory",)
    notice.words = rng.choice(_ADVISORIES).format(n=rng.randint(12, 55))
    return notice


def embargo(rng: Random, sent: datetime) -> str:
    """The words of an embargo that ends some hours after this time, with its zone."""
    until = sent + timedelta(minutes=30 * rng.randint(3, 20))
    month = MONTHS[until.month - 1].upper()
    return rng.choice(_EMBARGOES).format(hhmm=f"{until:%H%M}", day=until.day, MONTH=month)


def _about(rng: Random, kind: str, story: Story, heads: str) -> Notice:
    sent = story.ends + timedelta(minutes=rng.randint(5, 40))
    slug = story.copy.slug
    return Notice(kind, story.look, story.feed, story.prefix, sent, heads, slug, story)


def _called(story: Story, way: str, serial: str) -> str:
    if way == "serial":
        return f"our item {serial}"
    if way == "slug":
        return f"the {story.copy.city.upper()} story slugged {story.slug}"
    return f'the {story.copy.city.upper()} story headlined "{story.copy.headline}"'
