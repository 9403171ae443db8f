"""The order of the stages, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from . import assemble, checks, clean, conserve, conventions, flashes, formats
from .conventions import engine
from .values import Assembly, Copy, Draft, Fix, Joined, Line, Problem, Reading, Take, Unreadable

AUTO = conventions.AUTO
WAIT = timedelta(hours=2)


def read(
    raw: bytes,
    *,
    feed: str = "",
    convention: str = AUTO,
    received_at: datetime | None = None,
    page: str = "",
    known: Mapping[str, conventions.Convention] = conventions.CONVENTIONS,
    read_as: str = "",
) -> Reading:
    """Read a transmission: its bytes become takes with clean paragraphs.

    `feed` names the wire, `convention` how it writes (AUTO: found out), `page` names the
    transmission in the takes' keys, `received_at` is its arrival, `known` are the conventions by
    their names, `read_as` is the format that a person named. Raises Unreadable, with a sentence,
    when there is no copy in it.
    """
    text = formats.read(raw, read_as).text
    lines = text.lines()
    chosen = conventions.choose(lines, feed if convention == AUTO else convention, known)
    mended, fixes = clean.mend(lines)
    drafts = engine.split(mended, chosen, received_at)
    came = {"page": page, "feed": feed, "received_at": received_at}
    takes = tuple(
        _take(draft, chosen, place, fixes, mended, came) for place, draft in enumerate(drafts)
    )
    if not takes:
        raise Unreadable("There is no take in this file: it holds no line of copy.")
    return Reading(takes, lines, text.charset, chosen.name, text.notes)


def _take(
    draft: Draft,
    convention: conventions.Convention,
    place: int,
    fixes: Sequence[Fix],
    lines: Sequence[Line],
    came: dict[str, Any],
) -> Take:
    """A draft's take with its copy cleaned, the fixes made to its lines, and how it came."""
    take, key = draft.take, f"{came['page']}#{place}"
    firsts = lines[take.first - 1 : take.last] if take.dateline else ()
    sent = {line.number: len(line.text.strip()) for line in firsts}
    made = replace(
        take,
        **came,
        key=key,
        place_on_page=place,
        headline=clean.headline(take.headline, take.first),
        paragraphs=clean.paragraphs(draft.body, key, convention.crossheads, sent),
        fixes=(*(fix for fix in fixes if take.first <= fix.line <= take.last), *take.fixes),
        removals=(*take.removals, *clean.rules(draft.body)),
    )
    left = conserve.left_over(made, lines)
    return replace(made, removals=(*made.removals, *left)) if left else made


def join(
    takes: Sequence[Take],
    *,
    together: Collection[tuple[str, str]] = (),
    apart: Collection[tuple[str, str]] = (),
    now: datetime | None = None,
    wait: timedelta = WAIT,
) -> Joined:
    """Join takes into stories, whatever order they come in.

    `together` and `apart` are pairs of keys that a person ruled on; `now` is the time by which a
    chain that still waits for more is late (None: nothing is late), after `wait`.
    """
    return assemble.assemble(takes, together=together, apart=apart, now=now, wait=wait)


def tie_flashes(joined: Joined, *, apart: Collection[tuple[str, str]] = ()) -> Joined:
    """What was joined, with each flash set aside in the story that came after it: the desk's view.

    On the wire a flash is a story of its own; `apart` are pairs of keys that a person ruled on.
    """
    return flashes.tied(joined, apart)


def copy_of(assembly: Assembly) -> Copy:
    """The copy of a story as its takes in force give it."""
    return assemble.copy_of(assembly)


def check(copy: Copy, assembly: Assembly, *, muted: Collection[str] = ()) -> tuple[Problem, ...]:
    """What is wrong with a story, in reading order; checks whose code is muted are silent."""
    return checks.check(copy, assembly, muted=muted)
