"""What is joined together: an item, what came around it, and the stories that these are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Q

from dispatches.models import Problem, Ruling, Source, Story, StoryTake, WireItem
from dispatches.models.shapes import key_of
from dispatches.models.stories import NOTICES
from dispatches.wire.cards import Card
from dispatches.wire.values import Kind, Take

from .known import KNOWN
from .lent import borrowers
from .named import BY_NAME, BY_NUMBER, far_from, meet
from .nearby import nearby
from .notices import TIED
from .ties import Search

Pair = tuple[str, str]


@dataclass(slots=True)
class Reach:
    """The items in reach by the keys of their takes, and where they stand now.

    The stories are locked. `far` are those that only a notice reaches: nothing is joined to them.
    `placings` are by item, `held` the items by story, as they were; `younger` and `elder` lead
    from item to item along what was corrected by hand; `tied` are the notices that name each story.
    `borrowers` are the stories in which paragraphs of these ones stand, `lent` the items of those,
    where a notice is in reach.
    """

    source: Source
    items: dict[str, WireItem] = field(default_factory=dict)
    takes: dict[str, Take] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    far: set[int] = field(default_factory=set)
    placings: dict[int, StoryTake] = field(default_factory=dict)
    held: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    younger: dict[int, int] = field(default_factory=dict)
    elder: dict[int, int] = field(default_factory=dict)
    tied: dict[int, list[WireItem]] = field(default_factory=dict)
    lent: dict[int, set[int]] = field(default_factory=dict)
    borrowers: dict[int, Story] = field(default_factory=dict)
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
    """Everything that joining the given items may touch. The source must be locked.

    That is what is tied to them, the stories that hold any of it, with all their takes and what is
    tied to these, the notices that name them, and what came nearest of what may be theirs. All of
    it is looked up by the index of ties: what else lies in the archive costs nothing.
    """
    reach = Reach(source)
    search = Search(source, given)
    asked = {item.pk for item in given}
    ids: set[int] = set()
    new = search.load(Q(pk__in=asked))
    if ids_told := _ids_told(search.found[pk].take for pk in new):
        new += search.load(Q(uri__in=ids_told))
    new += nearby(search)
    while new or asked:
        new = search.follow(new) + [pk for pk in new if not search.found[pk].card]
        elders = {search.found[pk].item.elder_id for pk in new}
        held = _stories_with(asked | {*new} | elders) - ids
        ids |= held
        more = search.load(_of_stories(held)) if held else []
        new, asked = more + meet(search, [*new, *more]), set()
    notices = [item for item in given if item.kind in TIED]
    if notices:
        reach.far = _stories_with(far_from(source, notices)) - ids
        search.load(_of_stories(reach.far))
    _take_over(reach, search)
    if any(not one.card for one in search.found.values()):
        reach.lent = borrowers(ids | reach.far)
    _place(reach, ids | reach.far, [one.item for one in search.found.values()])
    _rulings(reach)
    _ties(reach, ids | reach.far)
    KNOWN.keep_committed(search.seen.values())
    return reach


def _ids_told(takes: Iterable[Take]) -> set[str]:
    """The ids by which envelopes call these takes, and those that they take the place of."""
    identities = [take.identity for take in takes if take.identity]
    return {uri for one in identities for uri in (one.uri, *one.instead_of)}


def _stories_with(items: Collection[int | None]) -> set[int]:
    """The ids of the stories that hold these items."""
    held = StoryTake.objects.filter(item__in=[pk for pk in items if pk])
    return set(held.values_list("story_id", flat=True))


def _of_stories(ids: Collection[int]) -> Q:
    """The items of stories, and those that stand for items of theirs."""
    items = [*StoryTake.objects.filter(story__in=ids).values_list("item_id", flat=True)]
    return Q(pk__in=items) | Q(elder__in=items)


def _take_over(reach: Reach, search: Search) -> None:
    """What was found, in order of arrival, and which item corrects which."""
    for one in sorted(search.found.values(), key=lambda seen: (seen.item.arrived_at, seen.item.pk)):
        key = key_of(one.item)
        reach.items[key], reach.takes[key] = one.item, one.take
        if one.card:
            reach.cards[key] = one.card
    corrected = {one.pk: one.elder_id for one in reach.items.values() if one.elder_id}
    while corrected:
        reach.elder |= corrected
        elders = WireItem.objects.filter(pk__in=corrected.values(), elder__isnull=False)
        corrected = dict(elders.values_list("pk", "elder_id"))
    reach.younger = {elder: younger for younger, elder in reach.elder.items()}


def _place(reach: Reach, ids: Collection[int], items: Sequence[WireItem]) -> None:
    """Lock the stories, and note where everything stands."""
    both = {*ids, *reach.lent}
    locked = Story.objects.select_for_update(no_key=True).filter(pk__in=both).order_by("pk")
    held = {story.pk: story for story in locked}
    reach.stories = {pk: story for pk, story in held.items() if pk in ids}
    reach.borrowers = {pk: story for pk, story in held.items() if pk not in ids}
    for story in reach.stories.values():
        story.source = reach.source
    notices = [item.pk for item in items if item.kind != Kind.TAKE]
    for placing in StoryTake.objects.filter(Q(story__in=ids) | Q(item__in=notices)):
        reach.placings[placing.item_id] = placing
        reach.held[placing.story_id].add(placing.item_id)


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
    told = Ruling.objects.filter(item__in={*keys, *reach.younger})
    latest: dict[frozenset[str], bool | None] = {}
    for ruling in told.order_by("pk"):
        pair = frozenset(
            keys.get(_final(reach.younger, pk), "") for pk in (ruling.item_id, ruling.other_id)
        )
        if len(pair) == 2 and "" not in pair:
            latest[pair] = ruling.together
    reach.apart = [_pair(pair) for pair, together in latest.items() if together is False]
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
    raised = raised.filter(other__isnull=True)  # what names a lender is no notice about this one
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
