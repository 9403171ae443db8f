"""Routing: if these hold of a story that comes in, then do this; and why it was decided.

A rule asks what came and never what another rule decided, so that the order of the rules says only
whose word on desk and urgency is the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .globs import fits
from .rules import CONDITIONS, Rule, Term

_NAMED = 3  # of the texts that did not match


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a story when the rules are asked."""

    slug: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    keyword: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    urgency: int = 5
    embargo: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """Whether one condition held, and the words for it."""

    held: bool
    said: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one rule: it holds when each of its conditions does."""

    rule: Rule
    why: tuple[Why, ...]

    @property
    def held(self) -> bool:
        """Whether all of it holds."""
        return all(one.held for one in self.why)

    def said(self) -> str:
        """Why it holds or does not, in one line."""
        return (
            "; ".join(one.said for one in self.why) or "it asks nothing, and holds of every story"
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules decide together, and what came of asking each.

    `holds` are the names of the rules that hold the story back, with their words; `approve` is the
    rule that would approve it, none where one holds it.
    """

    desk: str = ""
    urgency: int | None = None
    tags: tuple[str, ...] = ()
    holds: tuple[tuple[str, str], ...] = ()
    approve: str = ""
    asked: tuple[Asked, ...] = field(default=())


def decide(facts: Facts, rules: Iterable[Rule]) -> Decision:
    """Ask every rule in its order: later ones overwrite desk and urgency, tags and holds add up."""
    asked = tuple(ask(facts, rule) for rule in rules)
    held = [one.rule for one in asked if one.held]
    desks = [rule.deeds["desk"] for rule in held if "desk" in rule.deeds]
    urgencies = [rule.deeds["urgency"] for rule in held if "urgency" in rule.deeds]
    tags = dict.fromkeys(tag for rule in held for tag in rule.deeds.get("tags", ()))
    holds = tuple((rule.name, rule.deeds["hold"]) for rule in held if "hold" in rule.deeds)
    approving = [rule.name for rule in held if rule.deeds.get("approve")]
    return Decision(
        desk=desks[-1] if desks else "",
        urgency=urgencies[-1] if urgencies else None,
        tags=tuple(tags),
        holds=holds,
        approve=approving[-1] if approving and not holds else "",
        asked=asked,
    )


def ask(facts: Facts, rule: Rule) -> Asked:
    """Ask one rule.

    >>> from .rules import parse
    >>> rule = parse("Ferries", {"slug": ["ferry*"], "urgency_at_most": 3}, {"desk": "home"})
    >>> ask(Facts(slug=("FERRY-SINKING",), urgency=4), rule).said()
    'slug “FERRY-SINKING” matches ferry*; urgency 4 is not at most 3'
    """
    return Asked(rule, tuple(_why(facts, *one) for one in rule.conditions.items()))


def _why(facts: Facts, name: str, wanted: Any) -> Why:
    match name:
        case "urgency_at_most":
            return _number(facts.urgency, "at most", wanted, held=facts.urgency <= wanted)
        case "urgency_at_least":
            return _number(facts.urgency, "at least", wanted, held=facts.urgency >= wanted)
        case "embargo":
            said = "it is under embargo" if facts.embargo else "it is under no embargo"
            return Why(facts.embargo is wanted, said)
    return _words(CONDITIONS[name], getattr(facts, name), wanted)


def _number(urgency: int, how: str, wanted: int, *, held: bool) -> Why:
    return Why(held, f"urgency {urgency} is {'' if held else 'not '}{how} {wanted}")


def _words(term: Term, texts: Sequence[str], wanted: Sequence[str]) -> Why:
    label = term.label.lower()
    for text in texts:
        for pattern in wanted:
            if fits(pattern, text, term.fit):
                return Why(True, f"{label} “{text}” matches {pattern}")
    if not texts:
        return Why(False, f"it has no {label}")
    named = ", ".join(f"“{text}”" for text in texts[:_NAMED])
    more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
    verb = "does not match" if len(texts) == 1 and len(wanted) == 1 else "matches none of"
    return Why(False, f"{label} {named}{more} {verb} {', '.join(wanted)}")
