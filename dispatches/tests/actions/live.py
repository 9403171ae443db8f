"""Made-up days fed live through the database, and the same days joined as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from dispatches.actions.ingest import receive
from dispatches.models import Source, Story
from dispatches.models.shapes import key_of
from dispatches.tests import make
from dispatches.wire import pipeline
from dispatches.wire.simulator import Sent
from dispatches.wire.values import Assembly, Take, Unreadable

Told = list[tuple[Any, ...]]
ELSEWHERE = ("C10", "C12")
"""Notices are counted by themselves, and C12 is about other stories, which may come later."""


def raw(sent: Sent) -> bytes:
    """The bytes of a transmission."""
    return sent.raw.encode("utf-8", "replace")


def came(sent: Sent) -> datetime:
    """When it came, in a zone."""
    return sent.received_at.replace(tzinfo=UTC)


def feed(day: Iterable[Sent], source: Source) -> None:
    """Take the transmissions in one by one, in this order, each as having come when it came."""
    for sent in day:
        receive(raw(sent), source=source, name=sent.id, arrived_at=came(sent))


def told_live(source: Source) -> Told:
    """What the database holds: of each story its takes by their roles, its state, its problems."""
    stories = []
    for story in Story.objects.filter(source=source, placings__isnull=False).distinct():
        placings = story.placings.select_related("item__transmission__source")
        keys = [(one.role, key_of(one.item)) for one in placings.order_by("position")]
        problems = story.current_problems()
        found = [(p.code, p.paragraph, p.message) for p in problems if p.code not in ELSEWHERE]
        stories.append(
            (
                [key for role, key in keys if role == "in_force"],
                sorted(key for role, key in keys if role == "superseded"),
                sorted(key for role, key in keys if role == "duplicate"),
                story.assembly,
                sorted(found, key=str),
                problems.filter(notice__isnull=False).count(),
            )
        )
    return sorted(stories)


def told_at_once(day: Sequence[Sent], source: Source) -> Told:
    """The same of a whole day that is joined without a database."""
    pages = {raw(sent): came(sent) for sent in sorted(day, key=came, reverse=True)}
    takes = [take for page, at in pages.items() for take in _read(page, at, source)]
    joined = pipeline.tie_flashes(pipeline.join(takes, now=timezone.now()))
    return sorted(_told(one, source) for one in joined.assemblies)


def agree(live: Told, whole: Told) -> bool:
    """Whether the stories are the same ones.

    A notice may stand on more of them: one that named a story stays with it, though what it fits
    better came later. A kill that misses is the worse fault; a person says that it is none.
    """
    same = [one[:-1] for one in live] == [one[:-1] for one in whole]
    return same and all(a[-1] >= b[-1] for a, b in zip(live, whole, strict=True))


def _read(page: bytes, at: datetime, source: Source) -> Sequence[Take]:
    name = hashlib.sha256(page).hexdigest()
    try:
        return pipeline.read(
            page,
            feed=source.slug,
            convention=source.convention,
            received_at=at.astimezone(source.tz),
            page=name,
        ).takes
    except Unreadable:
        return ()


def _told(one: Assembly, source: Source) -> tuple[Any, ...]:
    problems = pipeline.check(pipeline.copy_of(one), one, muted=source.muted_checks)
    found = [(p.code, p.paragraph, p.message) for p in problems if p.code not in ELSEWHERE]
    return (
        [_key(take) for take in one.takes],
        sorted(map(_key, one.superseded)),
        sorted(map(_key, one.duplicates)),
        one.state.value,
        sorted(found, key=str),
        len(one.kills) + len(one.corrections),
    )


def _key(take: Take) -> str:
    """As models.shapes names a take."""
    return f"{take.page[:20]}-{take.place_on_page}"


def one_wire(day: Iterable[Sent], slug: str) -> tuple[list[Sent], Source]:
    """A day's copy of one wire, and a source for it."""
    return [sent for sent in day if sent.feed == slug], make.source(slug)
