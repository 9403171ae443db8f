"""Which takes make one story, and in which order: what a person says, and no machine undoes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from dispatches.models import Person, Problem, Story, StoryTake, WireItem
from dispatches.models.shapes import key_of
from dispatches.workflow import Power, Status

from .accept import take_note
from .errors import Refused
from .hold import a_reason, hold, in_work, permit, write
from .join import copy_of, join_now, locked, takes_now
from .joins import rule, standing, tell
from .share import NOBODY, ByHand
from .suggest import suggested

_OUT = frozenset({Status.PUBLISHED, Status.WITHDRAWN})
_OWN = "It is a story of its own."
_NOT_ALL_HERE = "C07"


# The order of takes -------------------------------------------------------------------------------
def put_in_order(
    story: Story, order: Sequence[int], *, by: Person, saw: int, reason: str = ""
) -> Story:
    """Put a story's takes in this order, which names the items of all that are in force."""
    permit(by, Power.JOIN_TAKES)
    why = a_reason(reason, needed=False)
    with transaction.atomic():
        source = locked(story.source_id)
        held = hold(story, saw, mine={"take": "", "reason": reason}, theirs=takes_now)
        in_work(held)
        before, stood = standing([held]), order_of(held)
        if sorted(stood) != sorted(order):
            raise Refused("The story has other takes now; put them in order again.")
        if stood == list(order):
            raise Refused("The takes stand in this order already.")
        rank(order)
        join_now(source, copy_of(held), now=timezone.now(), hand=NOBODY)
        if order_of(held) != list(order):
            raise Refused("The takes could not be put in this order.")
        tell(
            "arranged", [held.pk], [], by=by, reason=why, before=before, at=None, home=None,
            takes=standing([held])["takes"],
        )  # fmt: skip
    return Story.objects.get(pk=held.pk)


def order_of(story: Story) -> list[int]:
    """The items of a story's takes in force, in reading order."""
    return [*StoryTake.objects.in_force().filter(story=story).values_list("item_id", flat=True)]


def rank(order: Sequence[int]) -> None:
    """Write down that a person put these items in this order."""
    for number, pk in enumerate(order):
        StoryTake.objects.filter(item=pk).update(rank=number)


# Two stories to one -------------------------------------------------------------------------------
def unite(  # two stories, and of each the state that was seen
    story: Story, other: Story, *, by: Person, saw: int, other_saw: int, reason: str = ""
) -> Story:
    """Join all takes of another story to this one; no machine parts them again."""
    permit(by, Power.JOIN_TAKES)
    why = a_reason(reason, needed=False)
    with transaction.atomic():
        source = locked(story.source_id)
        held = hold(story, saw, mine={"take": str(other), "reason": reason}, theirs=takes_now)
        in_work(held)
        gone = _may_end(held, other, other_saw)
        moved, others, before = copy_of(gone), copy_of(held), standing([held, gone])
        if not moved:
            raise Refused(f"“{gone}” has no takes that could be joined.")
        at = rule(moved, others, together=True, by=by)
        move_to(held, [*moved, *others], moved, source_id=source.pk, by=by)
        tell(
            "united", [held.pk, gone.pk], moved, by=by, reason=why, before=before, at=at,
            home=gone.pk,
        )  # fmt: skip
    return Story.objects.get(pk=held.pk)


def _may_end(held: Story, other: Story, saw: int) -> Story:
    """The other story, held; refused when its takes cannot leave it."""
    if other.pk == held.pk:
        raise Refused("That is this story itself.")
    if other.source_id != held.source_id:
        raise Refused(f"“{other}” came from another source than “{held}”.")
    gone = hold(other, saw, mine={"take": str(held), "reason": ""}, theirs=takes_now)
    if gone.status in _OUT:
        raise Refused(f"“{gone}” is {gone.get_status_display()}: its takes stay there.")
    return gone


def move_to(
    story: Story | None,
    items: Sequence[WireItem],
    moved: Sequence[WireItem],
    *,
    source_id: int,
    by: Person,
) -> Story:
    """Join these items, some of which go to a story (None: to one of their own); where they went.

    The source is locked, and the rulings are written. Refused when they do not all go there.
    """
    keys = frozenset(key_of(item) for item in moved)
    hand = ByHand(keys, into=story.pk if story else None)
    join_now(locked(source_id), items, now=timezone.now(), hand=hand)
    ids = [item.pk for item in moved]
    homes = {*StoryTake.objects.filter(item__in=ids).values_list("story_id", flat=True)}
    if len(homes) != 1 or (story is not None and homes != {story.pk}):
        raise Refused("These takes could not be brought together in one story.")
    StoryTake.objects.filter(item__in=ids).update(by=by)
    return Story.objects.get(pk=homes.pop())


# A story of its own -------------------------------------------------------------------------------
def own_story(story: Story, *, by: Person, saw: int, reason: str = "") -> Story:
    """Say that a story is none of those that it may belong to, and wants nothing more."""
    permit(by, Power.JOIN_TAKES)
    permit(by, Power.SETTLE_PROBLEMS)
    why = a_reason(reason, needed=False) or _OWN
    with transaction.atomic():
        source = locked(story.source_id)
        held = hold(story, saw, mine={"take": "", "reason": reason}, theirs=takes_now)
        in_work(held)
        before, items = standing([held]), copy_of(held)
        rivals = suggested([held])[held.pk]
        others = [one.item for one in rivals]
        at = rule(items, others, together=False, by=by) if others else None
        if others:
            join_now(source, [*items, *others], now=timezone.now(), hand=NOBODY)
        settled = _settle(held, why, by)
        write(Story.objects.get(pk=held.pk))
        tell(
            "own story", [held.pk], items[:1], by=by, reason=why, before=before, at=at, home=None,
            settled=settled, none_of=[str(one) for one in others],
        )  # fmt: skip
    return Story.objects.get(pk=held.pk)


def _settle(story: Story, why: str, by: Person) -> list[str]:
    """Settle what says that a take is missing: it is published as it stands; what was settled."""
    settled: list[Problem] = []
    for problem in Story.objects.get(pk=story.pk).current_problems().open():
        if problem.code == _NOT_ALL_HERE and "as_it_stands" in problem.ways:
            take_note(problem, "as_it_stands", by=by, reason=why)
            settled.append(problem)
    return [problem.mark for problem in settled]
