"""The rows that say which take is where, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dispatches.models import StoryTake, WireItem

from .notices import role_of
from .reach import Reach
from .share import Share

_ROLE = StoryTake.Role
_AFTER_ALL = 1000  # where notices stand, and (twice that) what was corrected
_FLASH = ["a flash, whose story came"]
_WHY = {
    _ROLE.SUPERSEDED: ["sent again under its number with other words"],
    _ROLE.DUPLICATE: ["the same words came before"],
}


class Place(NamedTuple):
    """Where an item is to be."""

    item: WireItem
    role: str
    position: int
    score: float | None
    reasons: list[str]

    def facts(self) -> dict[str, Any]:
        """What the row is to say."""
        return {
            "role": self.role,
            "position": self.position,
            "score": self.score,
            "reasons": self.reasons,
        }


def differs(reach: Reach, share: Share) -> bool:
    """Whether a story is not yet as it is to be."""
    story = share.story
    if story is None or share.absorbed:
        return True
    stands = (story.assembly, story.missing, story.arrived_at)
    found = (share.assembly.state.value, list(share.assembly.missing), share.arrived_at(reach))
    if stands != found:
        return True
    if share.notices.keys() != {notice.pk for notice in reach.tied.get(story.pk, ())}:
        return True
    wanted = {one.item.pk: one for one in _places(reach, share)}
    in_force = {pk for pk in reach.held.get(story.pk, ()) if pk not in reach.younger}
    notices = {notice.pk for notice in reach.tied.get(story.pk, ())}
    if wanted.keys() != in_force - notices:
        return True
    return any(_moves(reach.placings[pk], story.pk, one) for pk, one in wanted.items())


def _moves(placing: StoryTake, story_id: int, place: Place) -> bool:
    there = (placing.story_id, placing.role, placing.position)
    return there != (story_id, place.role, place.position)


def _places(reach: Reach, share: Share) -> Iterator[Place]:
    """Where each take of a story is to be: those in force in reading order, then the others."""
    links = {link.younger: link for link in share.assembly.links}
    groups = (
        (_ROLE.IN_FORCE, share.assembly.takes),
        (_ROLE.SUPERSEDED, share.assembly.superseded),
        (_ROLE.DUPLICATE, share.assembly.duplicates),
    )
    position = 0
    for role, takes in groups:
        for take in takes:
            link = links.get(take.key)
            score, reasons = (link.score, list(link.reasons)) if link else (None, [])
            why = _FLASH if role == _ROLE.SUPERSEDED and not take.paragraphs else _WHY.get(role)
            yield Place(reach.items[take.key], role.value, position, score, why or reasons)
            position += 1


def _notices(reach: Reach, share: Share) -> Iterator[Place]:
    """The notices that have no place yet; one that names several stories is put into one."""
    for number, notice in enumerate(share.notices.values()):
        placing = reach.placings.get(notice.pk)
        here = placing and placing.story_id in {story.pk for story in share.absorbed}
        if placing is None or here:
            role = role_of(notice).value
            yield Place(notice, role, _AFTER_ALL + number, None, ["names this story"])


def place(reach: Reach, shares: Sequence[Share]) -> dict[int, list[WireItem]]:
    """Write the places of all takes; what came newly to each story, by its id."""
    arrived: dict[int, list[WireItem]] = defaultdict(list)
    fresh, moved = [], []
    for share in shares:
        story = share.story
        if story is None:
            continue
        for one in [*_places(reach, share), *_notices(reach, share)]:
            standing = reach.placings.get(one.item.pk)
            if standing is None or standing.story_id != story.pk:
                arrived[story.pk].append(one.item)
            if standing is None:
                standing = StoryTake(item_id=one.item.pk)
                fresh.append(standing)
                reach.placings[one.item.pk] = standing
            else:
                moved.append(standing)
            standing.story = story
            standing.rank = one.position if one.item.pk in share.ranked else None
            for name, value in one.facts().items():
                setattr(standing, name, value)
    moved += _corrected(reach, shares)
    StoryTake.objects.bulk_create(fresh)
    written = ["story", "role", "position", "rank", "score", "reasons"]
    StoryTake.objects.bulk_update(moved, written)
    return arrived


def _corrected(reach: Reach, shares: Sequence[Share]) -> Iterator[StoryTake]:
    """The places of items that were corrected: they stay, and are in force no more."""
    told = {share.story.pk for share in shares if share.story}
    for pk, placing in reach.placings.items():
        is_new = pk in reach.younger and placing.role != _ROLE.SUPERSEDED
        if is_new and placing.story_id in told:
            placing.role, placing.reasons = _ROLE.SUPERSEDED.value, ["corrected by hand"]
            placing.position += 2 * _AFTER_ALL
            yield placing
