"""Joining takes into stories, by the machine and by hand."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from dispatches.models import Person, Proposal, Source, Story, StoryTake, WireItem
from dispatches.models.shapes import key_of
from dispatches.wire.values import Kind, State
from dispatches.workflow import Power, Status

from .errors import Refused
from .hold import a_reason, hold, in_work, permit, write
from .joins import rule, standing, tell
from .reach import gather
from .reconcile import reconcile
from .record import record
from .share import NOBODY, ByHand
from .stopped import tell_of_items

log = logging.getLogger(__name__)

_OUT = frozenset({Status.PUBLISHED, Status.WITHDRAWN})
_AT_ONCE = 500  # items not joined yet that one look takes along, the latest first


def rejoin(items: Iterable[WireItem], *, now: datetime) -> tuple[Story, ...]:
    """Join these items with what came around them; the stories that hold them now.

    The machine's work: what people joined or parted stays so, and what they wrote is kept.
    """
    given = _rejoined(items, now=now)
    return tuple(Story.objects.filter(placings__item__in=given).distinct().order_by("pk"))


def _rejoined(items: Iterable[WireItem], *, now: datetime) -> list[int]:
    """Join these items; the ids of those that are joined at all."""
    by_source: dict[int, list[WireItem]] = {}
    for item in (one for one in items if one.kind != Kind.BESIDE):
        by_source.setdefault(item.transmission.source_id, []).append(item)
    for source_id, ours in by_source.items():
        with transaction.atomic():
            join_now(locked(source_id), ours, now=now, hand=NOBODY)
            WireItem.objects.filter(pk__in=[one.pk for one in ours]).update(joined_at=now)
            tell_of_items(ours, timezone.now())
    return [item.pk for ours in by_source.values() for item in ours]


def may_join(items: Sequence[WireItem], *, now: datetime) -> bool:
    """Join these items; where that fails they wait unplaced, and the next look takes them along."""
    try:
        _rejoined(items, now=now)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # one take that cannot be joined must not hold up the next
        log.exception("Items %s could not be joined.", [item.pk for item in items])
        return False
    return True


def look_again(*, now: datetime) -> tuple[Story, ...]:
    """Join again what has waited longer than its source lets it, and whatever was filed and not
    joined since; the stories concerned.

    Time alone makes an open story incomplete; this is what tells it so when nothing else comes.
    What cannot be joined waits for the next look, and holds up nothing else.
    """
    given: list[WireItem] = []
    for item in _with_pages(WireItem.objects.unjoined().order_by("-pk"))[:_AT_ONCE]:
        given += [item] if may_join([item], now=now) else []
    for source in Source.objects.all():
        late = WireItem.objects.in_force().filter(
            arrived_at__lte=now - timedelta(minutes=source.wait_minutes),
            placing__story__assembly=State.OPEN,
            transmission__source=source,
        )
        waiting = list(_with_pages(late.exclude(placing__story__status=Status.WITHDRAWN)))
        whole = bool(waiting) and may_join(waiting, now=now)
        given += [item for item in waiting if whole or may_join([item], now=now)]
    told = Story.objects.filter(placings__item__in=[item.pk for item in given])
    return tuple(told.distinct().order_by("pk")) if given else ()


def _with_pages(items: QuerySet[WireItem]) -> QuerySet[WireItem]:
    return items.select_related("transmission").defer("transmission__content")


def locked(source_id: int) -> Source:
    """The source, locked: one joins its takes at a time. Lock it before any story."""
    return Source.objects.select_for_update(no_key=True).get(pk=source_id)


def join_now(source: Source, items: Sequence[WireItem], *, now: datetime, hand: ByHand) -> None:
    """Join these items with what is in reach of them; the source must be locked."""
    reach = gather(source, items)
    if hand.into is not None and hand.into not in reach.stories:  # left empty, and comes back
        back = Story.objects.select_for_update(no_key=True).get(pk=hand.into)
        back.source = reach.source
        reach.stories[back.pk] = back
    reconcile(reach, now=now, hand=hand)


def merge(story: Story, item: WireItem, *, by: Person, saw: int, reason: str = "") -> Story:
    """Join a take to a story by hand; no machine parts them again."""
    permit(by, Power.JOIN_TAKES)
    why = a_reason(reason, needed=False)
    with transaction.atomic():
        source = locked(story.source_id)
        held = hold(story, saw, mine={"take": str(item), "reason": ""}, theirs=takes_now)
        in_work(held)
        home = _may_move(held, item)
        others, before = copy_of(held), standing([held, home] if home else [held])
        at = rule([item], others, together=True, by=by)
        hand = ByHand(frozenset({key_of(item)}), into=held.pk)
        join_now(source, [item, *others], now=timezone.now(), hand=hand)
        moved = StoryTake.objects.filter(item=item, story=held).update(by=by)
        if not moved:
            raise Refused(f"“{item}” could not be joined to “{held}”.")
        left = home.pk if home else None
        tell("joined", [held.pk, left], [item], by=by, reason=why, before=before, at=at, home=left)
    return Story.objects.get(pk=held.pk)


def _may_move(story: Story, item: WireItem) -> Story | None:
    """The story that holds the take now, if any; refused when it cannot leave it."""
    if item.kind != Kind.TAKE:
        raise Refused(f"“{item}” is a notice; only a take is joined to a story.")
    if story.source.is_own:
        raise Refused(f"“{story}” was written here; bring in the paragraphs that belong to it.")
    if item.transmission.source_id != story.source_id:
        raise Refused(f"“{item}” came from another source than “{story}”.")
    if WireItem.objects.filter(elder=item).exists():
        raise Refused(f"“{item}” was corrected; join the corrected take.")
    placing = StoryTake.objects.filter(item=item).select_related("story").first()
    if placing is None:
        return None
    if placing.story_id == story.pk:
        raise Refused(f"“{item}” is in this story already.")
    if placing.story.status in _OUT:
        status = placing.story.get_status_display()
        raise Refused(f"“{item}” is in “{placing.story}”, which is {status}, and stays there.")
    return placing.story


def part(story: Story, item: WireItem, *, by: Person, saw: int, reason: str) -> Story:
    """Take a take out of a story by hand; no machine joins them again. The story that it left."""
    permit(by, Power.JOIN_TAKES)
    why = a_reason(reason, needed=True)
    with transaction.atomic():
        source = locked(story.source_id)
        held = hold(story, saw, mine={"take": str(item), "reason": reason}, theirs=takes_now)
        in_work(held)
        ours = copy_of(held)
        others = [one for one in ours if one.pk != item.pk]
        if len(others) == len(ours):
            raise Refused(f"“{item}” is not in this story.")
        if not others:
            raise Refused(f"“{item}” is the story’s only take; spike the story instead.")
        before, at = standing([held]), rule([item], others, together=False, by=by)
        hand = ByHand(frozenset({key_of(item)}))
        join_now(source, [item, *others], now=timezone.now(), hand=hand)
        StoryTake.objects.filter(item=item).update(by=by, reasons=["parted by hand"])
        homes = [held.pk, StoryTake.objects.get(item=item).story_id]
        tell("parted", homes, [item], by=by, reason=why, before=before, at=at, home=held.pk)
    return Story.objects.get(pk=held.pk)


def keep_apart(story: Story, proposal: Proposal, *, by: Person, saw: int) -> Story:
    """Say that a take does not carry on from another, as was proposed; it is proposed no more."""
    permit(by, Power.JOIN_TAKES)
    with transaction.atomic():
        source = locked(story.source_id)
        held = hold(
            story, saw, mine={"take": str(proposal.younger), "reason": ""}, theirs=takes_now
        )
        found = Proposal.objects.of(held).filter(pk=proposal.pk).first()
        if found is None:
            raise Refused("That is not proposed any more.")
        items = [found.elder, found.younger]
        rule([found.elder], [found.younger], together=False, by=by)
        given = WireItem.objects.filter(pk__in=[item.pk for item in items])
        near = list(given.select_related("transmission").defer("transmission__content"))
        Proposal.objects.filter(elder__in=items, younger__in=items).delete()
        join_now(source, near, now=timezone.now(), hand=NOBODY)
        write(Story.objects.get(pk=held.pk))
        for one in Story.objects.filter(placings__item__in=items).order_by("pk"):
            after = {"take": str(found.younger), "not after": str(found.elder)}
            record("kept apart", actor=by, origin="desk", story=one, after=after)
    return Story.objects.get(pk=held.pk)


def copy_of(story: Story) -> list[WireItem]:
    """A story's takes, of every role but notices, without those that were corrected."""
    items = WireItem.objects.in_force().takes().filter(placing__story=story)
    return list(items.select_related("transmission").defer("transmission__content"))


def takes_now(story: Story) -> dict[str, str]:
    """What a page on two writes at once says of a story's takes."""
    return {"take": ", ".join(str(item) for item in copy_of(story)), "reason": ""}
