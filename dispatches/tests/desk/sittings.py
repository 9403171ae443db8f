"""Random sittings: people type, and servers, lines, sessions, locks and browsers fail them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from dispatches.actions.edit import edit_paragraph, text_at
from dispatches.actions.errors import Stale
from dispatches.actions.presence import arrive, take_over
from dispatches.models import Person, Story
from dispatches.tests import make
from dispatches.tests.desk.sitting import Browser, Line

STEPS = 14
FAULTS = ("lost", "unanswered", "crash", "expired")
DEEDS = (
    "types",
    "types",
    "types",
    "rests",
    "saves",
    "fault",
    "conflict",
    "lock",
    "crashes",
    "gone",
)
_BASE = "The keeper of the pier said on Friday that the lamps were lit by noon."


@dataclass
class Outcome:
    """What became of all that was typed."""

    sittings: int = 0
    typed: int = 0
    lost: list[str] = field(default_factory=list)
    befell: Counter[str] = field(default_factory=Counter)

    @property
    def characters_lost(self) -> int:
        """How many characters are nowhere."""
        return sum(map(len, self.lost))


def sit(number: int, seed: int, story: Story, people: tuple[Person, Person]) -> Outcome:
    """One sitting at a story's first paragraph: a person types, and another gets in their way."""
    chance = Random(f"{seed} {number}")
    key = str(story.head().paragraphs[0]["key"])
    fresh = make.fresh(story)
    edit_paragraph(fresh, key, f"{_BASE} {number}", by=people[1], saw=fresh.touched)
    browser = Browser(people[0], story, f"p-{key}", Line(chance))
    outcome = Outcome(sittings=1)
    words = (f"w{number}x{count}" for count in range(10_000))
    for _ in range(STEPS):
        deed = chance.choice(DEEDS)
        if deed == "fault":
            browser.line.next = fault = chance.choice(FAULTS)
            outcome.befell[fault] += 1
        elif deed in ("conflict", "lock"):
            _in_the_way(deed, browser, people[1], key, f"other{number}x{chance.random()}")
            outcome.befell[deed] += 1
        elif deed == "types":
            browser.types(next(words))
        elif deed == "gone":
            browser.is_lost()
            outcome.befell[deed] += 1
        else:
            getattr(browser, deed)()
            outcome.befell[deed] += 1
    outcome.typed = sum(map(len, browser.promised))
    outcome.lost = sorted(browser.lost() | _unreachable(browser))
    return outcome


def _unreachable(browser: Browser) -> set[str]:
    """What is nowhere once the line is whole again, and the form was opened anew and saved."""
    browser.line.next = ""
    browser.crashes()
    browser.open()
    browser.rests()
    browser.saves()
    if browser.tab is not None:
        browser.saves()
    return browser.lost()


def _in_the_way(deed: str, browser: Browser, other: Person, key: str, word: str) -> None:
    """The other person takes the story over, or saves the same paragraph first."""
    story = make.fresh(browser.story)
    if deed == "lock":
        arrive(browser.person, story, browser.place)
        take_over(other, story)
        return
    text = text_at(story, key).split()
    text[len(text) // 2 : len(text) // 2 + 1] = [word]
    try:
        edit_paragraph(story, key, " ".join(text), by=other, saw=story.touched)
    except Stale:  # nobody else writes here
        raise AssertionError("The story was written meanwhile.") from None


@contextmanager
def _unheard() -> Iterator[None]:
    """Servers fall here on purpose, by the hundred: nobody wants to read of it."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def many(sittings: int, seed: int = 1) -> Outcome:
    """So many sittings, over a few stories."""
    stories = [make.story() for _ in range(min(sittings, 10))]
    people = make.editor(), make.chief()
    whole = Outcome()
    for number in range(sittings):
        with _unheard():
            one = sit(number, seed, stories[number % len(stories)], people)
        whole.sittings += 1
        whole.typed += one.typed
        whole.lost += one.lost
        whole.befell += one.befell
    return whole
