"""A rule tried on the latest day's stories: what would be decided of each, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from dispatches.actions.move import why_no_rule_approves
from dispatches.actions.route import facts_of, rules_for
from dispatches.models import Source, Story
from dispatches.wire import routing
from dispatches.wire.routing import Asked, Decision
from dispatches.wire.rules import Rule

MOST = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """One story: what the rule that is tried says of it, and what all rules decide together."""

    story: Story
    asked: Asked
    decided: list[str]
    others: list[Asked]


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial as its page shows it; `sentence` says on what, or why there was none."""

    sentence: str
    outcomes: list[Outcome]


def tried(typed: Rule, was: str, on: Source | None, place: int) -> Trial:
    """Ask a rule, as it was typed, of the latest day's stories of one source or of all.

    The rules that stand are asked with it; `was` is the name of the one in whose place it is put,
    and `place` where it comes among them. Nothing is written.
    """
    stories = _latest_day(on)
    whose = f"of {on}" if on else "of every source"
    if not stories:
        return Trial(f"No story {whose} has come yet.", [])
    beside: dict[int, list[Rule]] = {}
    outcomes = []
    for story in stories:
        if story.source_id not in beside:
            beside[story.source_id] = _with(typed, was, rules_for(story.source_id), place)
        outcomes.append(_outcome(story, typed, beside[story.source_id]))
    held = sum(one.asked.held for one in outcomes)
    said = f"It holds of {held} of the {len(outcomes)} latest stories {whose}. Nothing was written."
    return Trial(said, sorted(outcomes, key=lambda one: not one.asked.held))


def _latest_day(on: Source | None) -> list[Story]:
    """The stories of the 24 hours up to the last, the latest first."""
    among = Story.objects.filter(source=on) if on else Story.objects.all()
    last = among.order_by("-arrived_at").values_list("arrived_at", flat=True).first()
    if last is None:
        return []
    day = among.filter(arrived_at__gt=last - timedelta(days=1)).order_by("-arrived_at", "-pk")
    return list(day.select_related("source").prefetch_related("placings__item")[:MOST])


def _with(typed: Rule, was: str, standing: Sequence[tuple[int, Rule]], place: int) -> list[Rule]:
    """The rules in their order, with the one that is tried."""
    rows = [(at, rule.name, rule) for at, rule in standing if rule.name not in (was, typed.name)]
    rows.append((place, typed.name, typed))
    return [rule for _, _, rule in sorted(rows, key=lambda row: row[:2])]


def _outcome(story: Story, typed: Rule, asked: Sequence[Rule]) -> Outcome:
    decision = routing.decide(facts_of(story, story.placings.all(), timezone.now()), asked)
    ours = next(one for one in decision.asked if one.rule is typed)
    others = [one for one in decision.asked if one is not ours and one.held]
    return Outcome(story, ours, _told(story, decision), others)


def _told(story: Story, decision: Decision) -> list[str]:
    """What is decided of a story, a sentence each."""
    told = [f"Desk: {decision.desk}."] if decision.desk else []
    told += [f"Urgency: {decision.urgency}."] if decision.urgency is not None else []
    told += [f"Tags: {', '.join(decision.tags)}."] if decision.tags else []
    told += [f"Held by {name}: {words}" for name, words in decision.holds]
    if decision.approve:
        hindrance = why_no_rule_approves(story)
        told.append(f"Not approved. {hindrance}" if hindrance else "Approved, without a person.")
    return told or ["Nothing."]
