"""One story out of several: paragraphs come in with their lines, their fixes and their credit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from dispatches.models import Person, Source, Story
from dispatches.models.wording import Wording, wording_of
from dispatches.wire.stops import CODE
from dispatches.workflow import Power, Status

from .embargoes import why_embargoed
from .errors import Refused
from .hold import hold, in_work, permit
from .lent import LENT
from .own import begin, own_desk, said
from .own_rows import Row, rows_of
from .record import record
from .versions import rewrite

_GONE = frozenset({Status.SPIKED, Status.WITHDRAWN})
MOST_STORIES = 12
"""Out of so many stories one is made at most."""


class Pick(NamedTuple):
    """Paragraphs of a story, by their keys."""

    story: Story
    keys: Sequence[str]


def why_not_lent(story: Story) -> str:
    """The sentence that keeps a story's paragraphs out of others now; empty: they may be had."""
    if story.status in _GONE:
        return f"“{story}” is {story.get_status_display()}: nothing of it goes into another story."
    if story.blockers().filter(code=CODE).exists():
        return f"A notice or an embargo stands against “{story}”: settle that first."
    embargoed = why_embargoed(story, timezone.now())
    return f"“{story}”: {embargoed}" if embargoed else ""


def bring(
    story: Story, other: Story, keys: Sequence[str], *, after: str, by: Person, saw: int
) -> Story:
    """Bring paragraphs of another story into this one, behind the paragraph `after` (none: first).

    Each keeps its lines and its credit, so that a notice about the other story finds this one too.
    """
    permit(by, Power.EDIT_COPY)
    if story.pk == other.pk:
        raise Refused("These are its own paragraphs.")
    with transaction.atomic():
        _lock([story, other])
        names = {"paragraphs": ", ".join(keys)}
        held = hold(story, saw, mine=names, theirs=lambda now: {"paragraphs": ""})
        in_work(held)
        rows = list(_lent(Pick(other, keys)))
        old = wording_of(held.head())
        heading = old.heading | {"credit": _credit(held, old, rows)}
        wording = Wording(heading, _between(old.paragraphs, rows, after))
        rewrite(held, wording, by=by, reason=f"Paragraphs of story {other.pk} were brought in.")
        _record(held, other, rows, by)
    return held


def compose(fields: Mapping[str, Any], picks: Sequence[Pick], *, by: Person) -> Story:
    """A new story of the desk's own: what was typed, then paragraphs of several stories."""
    permit(by, Power.EDIT_COPY)
    picks = [pick for pick in picks if pick.keys][: MOST_STORIES + 1]
    if not picks:
        raise Refused("Choose a paragraph that goes into it.")
    if len(picks) > MOST_STORIES:
        raise Refused(f"Out of {MOST_STORIES} stories at most one is made.")
    beside = "; ".join(f"story {pick.story.pk}: {', '.join(pick.keys)}" for pick in picks)
    copy = said(fields, beside)
    with transaction.atomic():
        own_desk()
        _lock([pick.story for pick in picks])
        lent = [(pick.story, list(_lent(pick))) for pick in picks]
        brought = [row for _, rows in lent for row in rows]
        story = begin(
            copy,
            by=by,
            told=lambda item, written: [*rows_of(written, item.pk, by.pk), *_apart(brought)],
        )
        for other, rows in lent:
            _record(story, other, rows, by)
    return story


def _lock(stories: Iterable[Story]) -> None:
    """Lock the sources, then the stories: what comes by wire meanwhile waits, and finds it all."""
    stories = list(stories)
    sources = {story.source_id for story in stories}
    list(Source.objects.select_for_update(no_key=True).filter(pk__in=sources).order_by("pk"))
    numbers = [story.pk for story in stories]
    list(Story.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk"))


def _lent(pick: Pick) -> Iterator[Row]:
    """The rows of these paragraphs as another story has them: with whose they are."""
    lender = Story.objects.select_related("source").get(pk=pick.story.pk)
    if hindrance := why_not_lent(lender):
        raise Refused(hindrance)
    wording = wording_of(lender.head())
    wanted = set(pick.keys)
    rows = [row for row in wording.paragraphs if row["key"] in wanted]
    if not rows or len(rows) < len(wanted):
        raise Refused(f"“{lender}” has changed: choose its paragraphs again.")
    credit = _own_credit(lender, wording)
    for row in rows:
        yield {LENT: {"story": lender.pk, "credit": credit}} | row


def _own_credit(story: Story, wording: Wording) -> list[str]:
    """Whose a story's own paragraphs are: its credit without that of what it borrowed itself."""
    lent = {name for row in wording.paragraphs for name in row.get(LENT, {}).get("credit", ())}
    named = story.placings.in_force().values_list("item__credit", "item__signed_agencies")
    lent -= {name for row in named for names in row for name in names}
    return [name for name in wording.heading["credit"] if name not in lent] or _agency(story)


def _agency(story: Story) -> list[str]:
    """Whose copy a story is that names no agency; the desk's own needs no credit."""
    source = story.source
    return [] if source.is_own else [source.agency or source.name]


def _credit(story: Story, old: Wording, rows: Sequence[Row]) -> list[str]:
    """The agencies that the story names, and those of what is brought in."""
    own = old.heading["credit"] or _agency(story)
    return list(dict.fromkeys([*own, *(name for row in rows for name in row[LENT]["credit"])]))


def _between(old: Sequence[Row], rows: Sequence[Row], after: str) -> list[Row]:
    """The old paragraphs with the new ones behind the one of this key, or before all."""
    at = next((n for n, row in enumerate(old, start=1) if row["key"] == after), 0)
    if after and not at:
        raise Refused("That paragraph is not in the story any more.")
    standing = {(row["key"], row["text"]) for row in old}
    again = [row for row in rows if (row["key"], row["text"]) in standing]
    if again:
        raise Refused(f"It stands in the story already: {again[0]['text'][:80]}")
    return [*old[:at], *_apart(rows, {row["key"] for row in old}), *old[at:]]


def _apart(rows: Iterable[Row], taken: Iterable[str] = ()) -> Iterator[Row]:
    """The rows, each with a key that no other has."""
    keys = set(taken)
    for row in rows:
        key = row["key"]
        while key in keys:
            key += "x"
        keys.add(key)
        yield row | {"key": key}


def _record(story: Story, other: Story, rows: Sequence[Row], by: Person) -> None:
    record(
        "brought in",
        actor=by,
        origin="desk",
        story=story,
        about=f"story {other.pk}",
        after={
            "from": f"story {other.pk}, “{other}”",
            "paragraphs": [row["text"] for row in rows],
            "credit": list(dict.fromkeys(n for row in rows for n in row[LENT]["credit"])),
            "version": story.version,
        },
    )
