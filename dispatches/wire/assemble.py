"""Takes to assemblies: which belong together, in which order, what is missing, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from types import MappingProxyType

from .cards import Card, arrival, card
from .chains import Chains, chains, continuations, proposals
from .components import components
from .notices import Names
from .repeats import Apart, Slot, slots
from .running import run_on
from .state import state_of
from .stories import Story, story
from .values import Assembly, Copy, Joined, Kind, Take

Pairs = Collection[tuple[str, str]]


def assemble(
    takes: Sequence[Take],
    *,
    together: Pairs = (),
    apart: Pairs = (),
    now: datetime | None = None,
    wait: timedelta = timedelta(hours=2),
    kept: Mapping[str, Card] = MappingProxyType({}),
) -> Joined:
    """Join takes into stories; the order in which they are given makes no difference, and each
    component of takes that are tied to one another is joined by itself.

    `together` and `apart`: pairs of keys that a person ruled on, which hold against all evidence.
    `now` None: a chain that waits is open; else it is incomplete once `wait` has passed. Links
    below the certain threshold come back as proposals. `kept` are cards that were made
    before, by the keys of their takes.
    """
    ordered = sorted(takes, key=arrival)
    cards = [_card(take, kept.get(take.key)) for take in ordered if take.kind is Kind.TAKE]
    parted = frozenset(frozenset(pair) for pair in apart)
    made = [_joined(part, together, parted) for part in components(cards, together)]
    stories = sorted(chain(*map(_stories, made)), key=lambda one: arrival(one.takes[0].take))
    assemblies = [_assembly(one, now, wait) for one in stories]
    notices = tuple(take for take in ordered if take.kind not in (Kind.TAKE, Kind.BESIDE))
    return Joined(_named(assemblies, notices), notices, proposals(made, parted))


def _card(take: Take, kept: Card | None) -> Card:
    return kept if kept is not None and kept.take is take else card(take)


def _joined(cards: Sequence[Card], together: Pairs, apart: Apart) -> Chains:
    """The chains of one component."""
    if len(cards) == 1:
        return chains([Slot([*cards])], (), apart)
    return chains(slots(continuations(cards), apart), together, apart)


def _stories(made: Chains) -> list[Story]:
    return [
        story(
            [made.slots[key] for key in keys],
            [made.after[key] for key in keys if key in made.after],
        )
        for keys in made.all()
    ]


def _assembly(told: Story, now: datetime | None, wait: timedelta) -> Assembly:
    state, missing = state_of(told.takes, now, wait)
    return Assembly(
        takes=tuple(one.take for one in told.takes),
        superseded=tuple(one.take for one in told.superseded),
        duplicates=tuple(one.take for one in told.duplicates),
        links=told.links,
        state=state,
        missing=missing,
    )


def _named(assemblies: Sequence[Assembly], notices: Sequence[Take]) -> tuple[Assembly, ...]:
    """The assemblies with the notices that name them."""
    names = Names(assemblies)
    found: dict[tuple[int, Kind], list[Take]] = defaultdict(list)
    for notice in notices:
        for place in names.told(notice):
            found[place, notice.kind].append(notice)
    return tuple(
        replace(
            one,
            kills=tuple(found[place, Kind.KILL]),
            corrections=tuple(found[place, Kind.CORRECTION]),
        )
        for place, one in enumerate(assemblies)
    )


def copy_of(assembly: Assembly) -> Copy:
    """The copy that the takes in force give, in reading order."""
    takes = assembly.takes
    head = next((take for take in takes if take.heads_a_story and take.number in (None, 1)), None)
    first = head or takes[0]
    signed = [name for take in takes if take.sign_off for name in take.sign_off.agencies]
    credited = first.credit or next((take.credit for take in takes if take.credit), ())
    return Copy(
        headline=first.headline or next((take.headline for take in takes if take.headline), ""),
        slug=next((take.slug for take in takes if take.slug), ""),
        byline=next((take.byline for take in takes if take.byline), ""),
        dateline=first.dateline,
        credit=credited or tuple(dict.fromkeys(signed)),
        priority=first.priority,
        paragraphs=run_on(takes),
    )
