"""What is joined together: an item, what came around it, and the stories that these are in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import models
from django.db.models import Q

from dispatches.models import Problem, Ruling, Source, Story, StoryTake, WireItem
from dispatches.models.shapes import key_of, serial_of, take_of
from dispatches.models.stories import NOTICES
from dispatches.wire.values import Kind, Take

from .notices import TIED

WINDOW = timedelta(hours=12)
"""How far around an item others are looked for: takes of one story do not come further apart."""
BY_NUMBER = timedelta(hours=36)
"""How far a notice reaches that names its story by number: numbers come again each day."""
BY_NAME = timedelta(days=30)
"""How far it reaches by slug or headline."""

Pair = tuple[str, str]


@dataclass(slots=True)
class Reach:
    """The items in reach by the keys of their takes, and where they stand now.

    The stories are locked. `far` are those that only a notice reaches: nothing is joined to them.
    `placings` are by item, `held` the items by story, as they were; `younger` and `elder` lead
    from item to item along what was corrected by hand; `tied` are the notices that name each story.
    """

    source: Source
    items: dict[str, WireItem] = field(default_factory=dict)
    takes: dict[str, Take] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    far: set[int] = field(default_factory=set)
    placings: dict[int, StoryTake] = field(default_factory=dict)
    held: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    younger: dict[int, int] = field(default_factory=dict)
    elder: dict[int, int] = field(default_factory=dict)
    tied: dict[int, list[WireItem]] = field(default_factory=dict)
    together: list[Pair] = field(default_factory=list)
    apart: list[Pair] = field(default_factory=list)

    def home(self, key: str) -> Story | None:
        """The story that holds a take now, or held the one that it corrects."""
        pk: int | None = self.items[key].pk
        while pk is not None:
            if pk in self.placings:
                return self.stories.get(self.placings[pk].story_id)
            pk = self.elder.get(pk)
        return None

    def near_takes(self) -> list[Take]:
        """The takes to be joined with one another, and the notices."""
        return [take for key, take in self.takes.items() if not self.is_far(key)]

    def notices(self) -> list[Take]:
        """The notices in reach that are about a story."""
        return [take for take in self.takes.values() if take.kind in TIED]

    def is_far(self, key: str) -> bool:
        """Whether only a notice brought this take in."""
        home = self.home(key)
        return home is not None and home.pk in self.far


def gather(source: Source, given: Sequence[WireItem]) -> Reach:
    """Everything that joining the given items may touch. The source must be locked."""
    reach = Reach(source)
    ours = WireItem.objects.filter(transmission__source=source)
    first, last = (pick(item.arrived_at for item in given) for pick in (min, max))
    near = Q(arrived_at__range=(first - WINDOW, last + WINDOW)) & ~Q(kind=Kind.KILL)
    kills = Q(kind=Kind.KILL, arrived_at__range=(first - BY_NAME, last + BY_NAME))
    ids = _stories_with(ours.filter(near))
    notices = [item for item in given if item.kind in TIED]
    if notices:
        reach.far = _stories_with(ours.filter(_named(source, notices))) - ids
    ids |= reach.far
    locked = Story.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    reach.stories = {story.pk: story for story in locked}
    for story in reach.stories.values():
        story.source = source
    placed = StoryTake.objects.filter(Q(story__in=ids) | Q(item__in=ours.filter(kills)))
    for placing in placed:
        reach.placings[placing.item_id] = placing
        reach.held[placing.story_id].add(placing.item_id)
    reach.elder = dict(ours.filter(elder__isnull=False).values_list("pk", "elder_id"))
    reach.younger = {elder: younger for younger, elder in reach.elder.items()}
    theirs = Q(placing__story__in=ids) | Q(elder__placing__story__in=ids)
    _load(reach, ours.in_force().filter(near | kills | theirs))
    _rulings(reach)
    _ties(reach, ids)
    return reach


def _stories_with(items: models.QuerySet[WireItem]) -> set[int]:
    """The ids of the stories that hold these items, or hold what they correct."""
    held = StoryTake.objects.filter(Q(item__in=items) | Q(item__younger__in=items))
    return set(held.values_list("story_id", flat=True))


def _load(reach: Reach, items: models.QuerySet[WireItem]) -> None:
    found = items.select_related("transmission").defer("transmission__content")
    for item in found.order_by("arrived_at", "pk"):
        item.transmission.source = reach.source
        key = key_of(item)
        reach.items[key], reach.takes[key] = item, take_of(item)


def _named(source: Source, notices: Iterable[WireItem]) -> Q:
    """The takes that notices may be about."""
    found = Q(pk=None)
    for notice in notices:
        found |= _named_by(source, notice)
    return found


def _named_by(source: Source, notice: WireItem) -> Q:
    serials = [serial_of(text) for text in notice.target.get("serials", ())]
    if any(serials):
        at = Q(arrived_at__range=(notice.arrived_at - BY_NUMBER, notice.arrived_at + BY_NUMBER))
        numbers = Q(pk=None)
        for serial in filter(None, serials):
            numbers |= Q(serial_prefix=serial.prefix, serial_number=serial.number)
        return at & numbers
    said = {_letters(notice.target.get(part, "")) for part in ("slug", "headline")} - {""}
    takes = WireItem.objects.takes().filter(
        transmission__source=source,
        arrived_at__range=(notice.arrived_at - BY_NAME, notice.arrived_at + BY_NAME),
    )
    names = takes.values_list("pk", "slug", "headline")
    return Q(pk__in=[pk for pk, *texts in names if said & set(map(_letters, texts))])


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def reaches(notice: Take, takes: Iterable[Take]) -> bool:
    """Whether a notice came near enough to one of these takes to be about it."""
    by_number = bool(notice.target and notice.target.serials)
    return any(_apart(notice, take) <= (BY_NUMBER if by_number else BY_NAME) for take in takes)


def _apart(one: Take, two: Take) -> timedelta:
    if one.received_at is None or two.received_at is None:
        return timedelta(0)
    return abs(one.received_at - two.received_at)


# What people ruled --------------------------------------------------------------------------------
def _rulings(reach: Reach) -> None:
    """The latest ruling on each pair, as pairs of keys."""
    keys = {item.pk: key for key, item in reach.items.items()}
    times = [item.arrived_at for item in reach.items.values()]
    if not times:
        return
    told = Ruling.objects.filter(
        item__transmission__source=reach.source, item__arrived_at__range=(min(times), max(times))
    )
    latest: dict[frozenset[str], bool] = {}
    for ruling in told.order_by("pk"):
        pair = frozenset(
            keys.get(_final(reach.younger, pk), "") for pk in (ruling.item_id, ruling.other_id)
        )
        if len(pair) == 2 and "" not in pair:
            latest[pair] = ruling.together
    reach.apart = [_pair(pair) for pair, together in latest.items() if not together]
    ruled = [_pair(pair) for pair, together in latest.items() if together]
    reach.together = [pair for group in _groups(ruled) for pair in in_a_row(reach.takes, group)]


def _final(younger: dict[int, int], pk: int) -> int:
    while pk in younger:
        pk = younger[pk]
    return pk


def _pair(keys: Iterable[str]) -> Pair:
    one, two = sorted(keys)
    return one, two


def _groups(pairs: Iterable[Pair]) -> Iterator[set[str]]:
    """The sets of takes that rulings tie to one another, directly or through others."""
    groups: list[set[str]] = []
    for pair in pairs:
        tied = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in tied]
        groups.append(set(pair).union(*tied))
    yield from groups


def in_a_row(takes: dict[str, Take], keys: Collection[str]) -> list[Pair]:
    """Each take with the next, in reading order: what says of a group that it is one story."""

    def order(key: str) -> tuple[bool, int, datetime, str, int]:
        take = takes[key]
        arrived = take.received_at or datetime.min
        number = take.serial.number if take.serial else 0
        return (not take.heads_a_story, number, arrived, take.page, take.place_on_page)

    return list(pairwise(sorted(keys, key=order)))


def _ties(reach: Reach, stories: Collection[int]) -> None:
    """The notices that name each story already: by a standing problem, or by a place in it."""
    tied: dict[int, dict[int, WireItem]] = defaultdict(dict)
    raised = Problem.objects.filter(story__in=stories, notice__isnull=False).current()
    for problem in raised.select_related("notice__transmission").defer(
        "notice__transmission__content"
    ):
        if problem.notice:
            problem.notice.transmission.source = reach.source
            tied[problem.story_id][problem.notice.pk] = problem.notice
    for item in reach.items.values():
        placing = reach.placings.get(item.pk)
        if placing and placing.role in NOTICES:
            tied[placing.story_id][item.pk] = item
    reach.tied = {story: list(notices.values()) for story, notices in tied.items()}
