"""Routing: what the rules decide of a story whenever its takes have told it anew."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from dispatches.models import Rule, Story, StoryTake
from dispatches.models.stories import NOTICES
from dispatches.wire import routing, rules
from dispatches.wire.routing import Asked, Decision, Facts

from .embargoes import why_embargoed
from .hold import write
from .holds import put_holds
from .move import approve_by_rule
from .record import record
from .urgency import by_words, urgency_of

log = logging.getLogger(__name__)

_MOST = 60  # rules that a story keeps an answer of
_LONGEST = 400  # letters of an answer
_SORTED = ("desk", "tags", "urgency")


def route(
    story: Story, now: datetime, asked: Sequence[tuple[int, rules.Rule]] | None = None
) -> None:
    """Ask the rules of a held story that the machine has just told, and do what they say; `asked`
    are those of its source, where they are at hand.

    What a person has touched, no rule sorts again: it can only be held.
    """
    if not story.in_work:
        return
    asked = rules_for(story.source_id) if asked is None else asked
    if not asked and not story.routed:
        return
    facts = facts_of(story, _placings(story), now)
    decision = routing.decide(facts, [rule for _, rule in asked])
    touched = story.in_hands()
    _sort(story, decision, touched=touched)
    if decision.approve and not touched:
        approve_by_rule(story, decision.approve)


def rules_for(source: int) -> list[tuple[int, rules.Rule]]:
    """The rules that are asked of the stories of the source with this id, each with its place.

    One that cannot stand any more is passed over: it must not hold up the copy.
    """
    rows = Rule.objects.filter(Q(source=source) | Q(source__isnull=True), is_active=True)
    found = []
    for row in rows:
        try:
            found.append((row.place, rules.parse(row.name, row.conditions, row.deeds)))
        except rules.Faults as faults:
            log.error("Rule “%s” is not asked: %s", row.name, faults)
    return found


def _sort(story: Story, decision: Decision, *, touched: bool) -> None:
    """Write what was decided, hold what is held, and record it where anything changed."""
    was, before = story.routed, _facts(story)
    changes = _changes(story, decision, touched=touched)
    if all(getattr(story, name) == value for name, value in changes.items()):
        return
    write(story, **changes)
    put_holds(story, was)
    after = _facts(story)
    if after != before:
        held = [row["rule"] for row in story.routed if row["held"]]
        reason = f"By {', '.join(held)}." if held else "No rule holds of it any more."
        record("routed", actor=None, origin="wire", story=story, reason=reason,
               before=before, after=after | {"rules": held})  # fmt: skip


def _changes(story: Story, decision: Decision, *, touched: bool) -> dict[str, Any]:
    """What is written of a decision: all of it, or holds alone where a person touched the story."""
    was, routed = story.routed, [_row(one) for one in _kept(decision.asked)]
    if touched:
        return {"routed": _holds_alone(was, routed)}
    changes: dict[str, Any] = {"routed": routed, "desk": decision.desk, "tags": [*decision.tags]}
    if any("urgency" in row["did"] for row in (*was, *routed)):
        changes["urgency"] = urgency_of(story, routed)
    return changes


def _kept(asked: Sequence[Asked]) -> list[Asked]:
    """As many answers as a story keeps, in their order; those that held first of all."""
    room = _MOST - sum(one.held for one in asked)
    kept = []
    for one in asked:
        room -= not one.held
        if one.held or room >= 0:
            kept.append(one)
    return kept


def _row(asked: Asked) -> dict[str, Any]:
    did = dict(asked.rule.deeds) if asked.held else {}
    said = asked.said()
    why = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    return {"rule": asked.rule.name, "held": asked.held, "why": why, "did": did}


def _holds_alone(
    was: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What was decided before, with the holds that are new."""
    old = {row["rule"] for row in was if "hold" in row["did"]}
    new = [
        row | {"did": {"hold": row["did"]["hold"]}}
        for row in now
        if "hold" in row["did"] and row["rule"] not in old
    ]
    names = {row["rule"] for row in new}
    return [row for row in was if row["rule"] not in names] + new


def _facts(story: Story) -> dict[str, Any]:
    holds = [row["rule"] for row in story.routed if "hold" in row["did"]]
    return {name: getattr(story, name) for name in _SORTED} | {"held by": holds}


# What the rules are asked about ------------------------------------------------------------------
def _placings(story: Story) -> list[StoryTake]:
    return list(story.placings.select_related("item"))


def facts_of(story: Story, placings: Iterable[StoryTake], now: datetime) -> Facts:
    """What is known of a story for the rules; `placings` are its takes and notices with items."""
    known = _Known(story, [*placings])
    return Facts(
        slug=_each([story.slug, *known.field("slug")], known.named("slugline")),
        headline=_each([story.headline]),
        subject=_each(known.named("subjects")),
        keyword=_each(known.named("keywords")),
        language=_each(known.field("language")) or _each([story.source.language]),
        place=_each(known.field("place"), known.named("places")),
        city=_each([story.city, *known.field("city")]),
        credit=_each(known.credits(), [story.source.agency]),
        kind=_each(known.kinds(), known.named("genre")),
        urgency=known.urgency(),
        embargo=bool(why_embargoed(story, now)),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """A story's takes in force and its notices, asked for what they say."""

    story: Story
    placings: list[StoryTake]

    def takes(self) -> list[StoryTake]:
        return [one for one in self.placings if one.role == StoryTake.Role.IN_FORCE]

    def field(self, name: str) -> list[str]:
        return [getattr(one.item, name) for one in self.takes()]

    def named(self, name: str) -> Iterator[str]:
        """What the envelopes of the takes say under this name: names and codes."""
        for one in self.takes():
            said = one.item.facts.get(name) or ()
            for word in [said] if isinstance(said, str) else said:
                yield from _names(word)

    def credits(self) -> Iterator[str]:
        for one in self.takes():
            yield from (*one.item.credit, *one.item.signed_agencies)

    def kinds(self) -> Iterator[str]:
        yield from self.field("type")
        if self.takes() and not any(one.item.body for one in self.takes()):
            yield "flash"
        for one in self.placings:
            if one.role in NOTICES:
                yield one.role

    def urgency(self) -> int:
        """As the envelopes say it, else as the words of the takes do; never what a rule said."""
        told = [one.item.urgency for one in self.takes() if one.item.urgency is not None]
        return min(told) if told else by_words(one.item for one in self.takes())


def _names(word: Any) -> Iterator[str]:
    if isinstance(word, Mapping):
        yield from (str(word[part]) for part in ("name", "code") if word.get(part))
    else:
        yield str(word)


def _each(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for group in groups for text in group if text))
