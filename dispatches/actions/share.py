"""Which story each take goes to: the machine's assemblies against the stories that there are.

What is published, withdrawn or spiked keeps its takes. Where an assembly holds the takes of several
stories, one of them wins them all; what people worked on is not emptied into a story that no longer
can be worked on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dispatches.models import Event, Story, StoryTake, WireItem
from dispatches.wire import pipeline
from dispatches.wire.values import Assembly, Take
from dispatches.workflow import IN_WORK, Status

from .reach import Reach, in_a_row

_PINNED = frozenset({Status.PUBLISHED, Status.WITHDRAWN, Status.SPIKED})
_AT_WORK = frozenset({*IN_WORK, Status.APPROVED})


@dataclass(slots=True)
class Share:
    """A story's takes as they are to be; `story` None: a story that is to be made.

    `ranked` are the items whose place among the takes a person chose, `absorbed` the stories that
    it leaves empty, `others` all that it takes copy from, `notices` those that name it.
    """

    story: Story | None
    assembly: Assembly
    ranked: frozenset[int] = frozenset()
    absorbed: list[Story] = field(default_factory=list)
    others: list[Story] = field(default_factory=list)
    notices: dict[int, WireItem] = field(default_factory=dict)

    def own_keys(self) -> list[str]:
        """The keys of its takes: in force, replaced, and repeated."""
        return [take.key for take in members(self.assembly)]

    def arrived_at(self, reach: Reach) -> datetime:
        """When its first take came."""
        return min(reach.items[key].arrived_at for key in self.own_keys())


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person asks for: the keys of the takes that move, and the story that they go to."""

    moved: frozenset[str] = frozenset()
    into: int | None = None


NOBODY = ByHand()


def members(assembly: Assembly) -> tuple[Take, ...]:
    """All the copy of an assembly."""
    return (*assembly.takes, *assembly.superseded, *assembly.duplicates)


def share_out(
    reach: Reach, assemblies: Sequence[Assembly], hand: ByHand, now: datetime
) -> list[Share]:
    """Give every take to a story."""
    claims = _claims(reach, assemblies, hand)
    touched = _touched(story for rivals in claims.values() for story in rivals)
    winners: list[Story | None] = []
    goes_to: dict[str, tuple[int, int]] = {}
    for number, assembly in enumerate(assemblies):
        rivals = sorted(claims.get(number, ()), key=lambda one: _rank(one, touched, hand))
        winner = rivals[0] if rivals else None
        winners.append(winner)
        for take in members(assembly):
            home = reach.home(take.key)
            stays = home is not None and home != winner and take.key not in hand.moved
            if stays and home and _keeps(home, winner, touched):
                goes_to[take.key] = (home.pk, -1)
            else:
                goes_to[take.key] = (winner.pk, -1) if winner else (0, number)
    shares = _shares(reach, assemblies, goes_to, now)
    _absorb(shares, claims, winners)
    for share in shares:
        homes = {home.pk: home for key in share.own_keys() if (home := reach.home(key))}
        share.others = [home for home in homes.values() if home != share.story]
        share.others += [one for one in share.absorbed if one not in share.others]
    return shares


def _claims(reach: Reach, assemblies: Sequence[Assembly], hand: ByHand) -> dict[int, list[Story]]:
    """The stories that each assembly continues: where a story's first take went, it went too."""
    where = {take.key: n for n, assembly in enumerate(assemblies) for take in members(assembly)}
    keys = {item.pk: key for key, item in reach.items.items()}
    first: dict[int, tuple[tuple[bool, bool, int, int], int]] = {}
    for pk, placing in reach.placings.items():
        item = pk
        while item in reach.younger:
            item = reach.younger[item]
        key = keys.get(item, "")
        replaced = item != pk and item in reach.placings
        if key not in where or replaced or placing.story_id not in reach.stories:
            continue
        aside = placing.role != StoryTake.Role.IN_FORCE
        claim = ((key in hand.moved, aside, placing.position, placing.pk), where[key])
        first[placing.story_id] = min(first.get(placing.story_id, claim), claim)
    claims: dict[int, list[Story]] = defaultdict(list)
    if hand.into in reach.stories and hand.into not in first:  # it was left empty, and comes back
        claims |= {where[key]: [reach.stories[hand.into]] for key in hand.moved if key in where}
    for story_id, (_, number) in first.items():
        claims[number].append(reach.stories[story_id])
    return claims


def _touched(stories: Iterable[Story]) -> set[int]:
    """The stories that people did anything to, among several that meet."""
    ids = [story.pk for story in stories]
    acts = Event.objects.filter(story__in=ids, actor__isnull=False).order_by()
    return set(acts.values_list("story_id", flat=True).distinct())


def _rank(story: Story, touched: Collection[int], hand: ByHand) -> tuple[int, int]:
    """Who wins: the story that a person names, then what went out, then what people worked on."""
    if story.pk == hand.into:
        return (0, story.pk)
    ranks = {Status.WITHDRAWN: 1, Status.PUBLISHED: 2, Status.SPIKED: 4}
    worked_on = 3 if story.pk in touched else 5
    return (ranks.get(Status(story.status), worked_on), story.pk)


def _keeps(home: Story, winner: Story | None, touched: Collection[int]) -> bool:
    """Whether a story keeps its takes although another won the assembly."""
    if home.status in _PINNED:
        return True
    over = winner is not None and winner.status not in _AT_WORK
    return over and home.pk in touched


def _shares(
    reach: Reach,
    assemblies: Sequence[Assembly],
    goes_to: dict[str, tuple[int, int]],
    now: datetime,
) -> list[Share]:
    """The takes of each story, as an assembly of their own."""
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key, place in goes_to.items():
        groups[place].append(key)
    whole = {frozenset(take.key for take in members(one)): one for one in assemblies}
    shares = []
    for (story_id, _), keys in groups.items():
        assembly = whole.get(frozenset(keys)) or one_story(reach, keys, now)
        shares.append(Share(reach.stories[story_id] if story_id else None, assembly))
    return shares


def one_story(reach: Reach, keys: Iterable[str], now: datetime) -> Assembly:
    """These takes as one assembly, whatever the evidence says, with the notices that name it."""
    keys = list(keys)
    takes = [reach.takes[key] for key in keys] + reach.notices()
    wait = timedelta(minutes=reach.source.wait_minutes)
    pairs = in_a_row(reach.takes, keys)
    joined = pipeline.join(takes, together=pairs, now=now, wait=wait, kept=reach.cards)
    first, *others = joined.assemblies
    if not others:
        return first
    return Assembly(
        takes=tuple(take for one in joined.assemblies for take in one.takes),
        superseded=tuple(take for one in joined.assemblies for take in one.superseded),
        duplicates=tuple(take for one in joined.assemblies for take in one.duplicates),
        links=tuple(link for one in joined.assemblies for link in one.links),
        state=others[-1].state,
        missing=tuple(lack for one in joined.assemblies for lack in one.missing),
        kills=tuple({kill.key: kill for one in joined.assemblies for kill in one.kills}.values()),
        corrections=tuple(
            {note.key: note for one in joined.assemblies for note in one.corrections}.values()
        ),
    )


def _absorb(
    shares: Sequence[Share],
    claims: dict[int, list[Story]],
    winners: Sequence[Story | None],
) -> None:
    """Note which stories are left empty, and by whom."""
    by_story = {share.story.pk: share for share in shares if share.story}
    for number, rivals in claims.items():
        winner = winners[number]
        for story in rivals:
            if winner is not None and story.pk not in by_story:
                by_story[winner.pk].absorbed.append(story)
