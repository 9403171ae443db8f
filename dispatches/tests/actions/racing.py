"""Threads that write the same stories at once, and a count of what became of each write."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from threading import Lock, Thread

from django.db import connection

from dispatches.actions.drafts import Typed, saving
from dispatches.actions.edit import edit_heading, edit_paragraph
from dispatches.actions.errors import Stale
from dispatches.models import Event, Person, Revision, Story
from dispatches.tests import make

STORIES = 4


@dataclass
class Race:
    """What the threads were told, each write by the words that it wrote."""

    writes: int = 0
    acknowledged: dict[str, int] = field(default_factory=dict)
    stale: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def lost(self) -> list[str]:
        """Acknowledged writes that are in no version of their story, or in no event."""
        versions = {
            (revision.story_id, word)
            for revision in Revision.objects.all()
            for word in [revision.slug, *(str(row["text"]) for row in revision.paragraphs)]
        }
        told = set()
        for event in Event.objects.filter(kind="edited"):
            told |= {(event.story_id, str(value)) for value in event.after.values()}
        return sorted(
            word
            for word, story in self.acknowledged.items()
            if (story, word) not in versions or (story, word) not in told
        )

    def doubled(self) -> int:
        """Versions that two writes made, or writes that no version counts: there must be none."""
        raced = Revision.objects.filter(story__in=set(self.acknowledged.values()))
        made = raced.filter(made_by__isnull=False).count()
        return abs(made - len(self.acknowledged))

    def undone(self) -> int:
        """Versions that changed more than their one write did: they undid somebody else's."""
        found = 0
        for story in set(self.acknowledged.values()):
            rows = Revision.objects.filter(story=story).order_by("version")
            says = [(row.slug, row.paragraphs[0]["text"]) for row in rows]
            found += sum(one[0] != two[0] and one[1] != two[1] for one, two in pairwise(says))
        return found


def race(threads: int, writes: int, seed: int = 1) -> Race:
    """So many writes by so many threads, to a few stories, each from what its thread saw last."""
    stories = [make.story() for _ in range(STORIES)]
    people = [make.editor() for _ in range(threads)]
    told = Race()
    runners = [
        Thread(target=_run, args=(told, stories, by, Random(f"{seed} {n}"), writes // threads, n))
        for n, by in enumerate(people)
    ]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    return told


def _run(
    told: Race, stories: list[Story], by: Person, chance: Random, writes: int, name: int
) -> None:
    for number in range(writes):
        _write(told, chance.choice(stories), by, chance, f"T{name}-{number}")


def _write(told: Race, one: Story, by: Person, chance: Random, word: str) -> None:
    """One write, of the story as this thread sees it now; somebody may be faster."""
    became = ""
    try:
        story = make.fresh(one)
        key = str(story.head().paragraphs[0]["key"])
        if chance.random() < 0.5:
            saving(
                lambda: edit_paragraph(story, key, word, by=by, saw=story.touched),
                by, story, f"p-{key}", Typed({"text": word}),
            )  # fmt: skip
        else:
            edit_heading(story, {"slug": word}, by=by, saw=story.touched)
    except Stale:
        became = "stale"
    except Exception as fault:  # noqa: BLE001  # what became of it is what is asked
        became = f"{type(fault).__name__}: {str(fault)[:120]}"
    finally:
        connection.close()  # as at the end of a request: others wait for one of a few
    with told.lock:
        told.writes += 1
        if not became:
            told.acknowledged[word] = one.pk
        elif became == "stale":
            told.stale += 1
        else:
            told.broken[became] += 1
