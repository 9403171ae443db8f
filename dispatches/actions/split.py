"""A story that is two: it is parted before a paragraph, between takes or within one.

A take that holds two stories is cut: its first half is a row that names it as its elder, its second
half a row of its own from the same transmission. Both keep the lines that they were read from, and
the name of whoever cut; the bytes and the elder stay as they are. Both bear the take's number, and
the story of the second half borrows from the first: a kill must find both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dispatches.models import Borrowing, Person, Source, Story, StoryTake, WireItem
from dispatches.models.shapes import fitting
from dispatches.models.wording import wording_of
from dispatches.wire.values import Kind, Mark
from dispatches.workflow import Power

from .edit import paragraph_at
from .errors import Refused
from .hold import a_reason, hold, in_work, permit
from .join import copy_of, join_now, locked, takes_now
from .joins import rule, standing, tell
from .regroup import move_to, order_of
from .share import NOBODY
from .ties import keep_ties

_KEPT_MARKS = ("embargo", "ends_are_marked")
_OF_THE_FIRST = (
    "elder_id", "slug", "byline", "place", "city", "dateline_date", "uri", "version",
)  # fmt: skip
"""What the second half of a take does not say of itself."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a story is parted: before its take of this number, or within that, before a block."""

    take: int
    block: int
    items: tuple[WireItem, ...]

    @property
    def within(self) -> bool:
        """Whether a take is cut in two."""
        return self.block > 0


def where(story: Story, key: str) -> Cut:
    """Where a story would be parted before the paragraph of this key; refused when it cannot be."""
    row = paragraph_at(wording_of(story.head()), key)
    items = tuple(
        placing.item
        for placing in StoryTake.objects.in_force()
        .filter(story=story)
        .select_related("item__transmission__source")
    )
    places = {item.pk: number for number, item in enumerate(items)}
    origin = next((one for one in row["origins"] if one["item"] in places), None)
    if origin is None:
        raise Refused("This paragraph comes from no take of the story; part it at another one.")
    take = places[origin["item"]]
    firsts = [block["first"] for block in items[take].body]
    block = firsts.index(origin["first"]) if origin["first"] in firsts else 0
    if not take and not block:
        raise Refused("Nothing stands before this paragraph that could be a story.")
    return Cut(take, block, items)


def split(  # where, by whom, why, and what a second half is called
    story: Story, key: str, *, by: Person, saw: int, reason: str, headline: str = ""
) -> Story:
    """Part a story before a paragraph: what follows is a story of its own. The one that is left.

    `headline` is that of the new story, where a take is cut in two.
    """
    permit(by, Power.JOIN_TAKES)
    why = a_reason(reason, needed=True)
    with transaction.atomic():
        source = locked(story.source_id)
        held = hold(story, saw, mine={"take": key, "reason": reason}, theirs=takes_now)
        in_work(held)
        if held.blockers().filter(notice__kind=Kind.KILL).exists():
            raise Refused("A notice stops this story; it is settled before the story is parted.")
        cut, before = where(held, key), standing([held])
        moved, stay = _sides(held, cut, headline, source, by)
        at = rule(moved, stay, together=False, by=by)
        rule(moved, moved[:1], together=True, by=by, at=at)
        new = move_to(None, [*moved, *stay], moved, source_id=source.pk, by=by)
        if new.pk == held.pk:
            raise Refused("The story could not be parted there.")
        if cut.within:
            Borrowing.objects.get_or_create(story=new, item=stay[-1])
        tell(
            "split", [held.pk, new.pk], moved, by=by, reason=why, before=before, at=at,
            home=held.pk, cut=cut.within,
        )  # fmt: skip
    return Story.objects.get(pk=held.pk)


def _sides(
    story: Story, cut: Cut, headline: str, source: Source, by: Person
) -> tuple[list[WireItem], list[WireItem]]:
    """The takes that go, and those that stay."""
    ids = [item.pk for item in cut.items]
    gone = ids[cut.take :]
    if cut.within:
        first, second = _halves(story, cut, headline, by)
        others = [one for one in copy_of(story) if one.pk != cut.items[cut.take].pk]
        rule([first, second], [second, *others], together=True, by=by)
        join_now(source, [first, second, *others], now=timezone.now(), hand=NOBODY)
        gone = [second.pk, *ids[cut.take + 1 :]]
    ours = {item.pk: item for item in copy_of(Story.objects.get(pk=story.pk))}
    moved = [ours[pk] for pk in gone if pk in ours]
    stay = [ours[pk] for pk in order_of(story) if pk in ours and pk not in gone]
    if not stay or len(moved) != len(gone):
        raise Refused("The story could not be parted there.")
    return moved, stay


def _halves(story: Story, cut: Cut, headline: str, by: Person) -> tuple[WireItem, WireItem]:
    """Two rows in the place of a take: what stands before the block, and what follows."""
    whole = cut.items[cut.take]
    title = " ".join(headline.split())
    if not title:
        raise Refused("Say under which headline the second story stands.")
    _may_cut(story, whole)
    line = whole.body[cut.block]["first"]
    ends: dict[str, Any] = {"filed_by": by, "mark": Mark.END.value, "joined_at": timezone.now()}
    first = _half(whole, range(whole.first_line, line), whole.body[: cut.block])
    second = _half(whole, range(line, whole.last_line + 1), whole.body[cut.block :])
    for name, value in ends.items():
        setattr(first, name, value)
    second.filed_by, second.joined_at = by, ends["joined_at"]
    first.elder = whole
    blank = WireItem()
    for name in _OF_THE_FIRST:
        setattr(second, name, getattr(blank, name))
    page = WireItem.objects.filter(transmission=whole.transmission_id)
    second.place_on_page = 1 + (page.aggregate(last=Max("place_on_page"))["last"] or 0)
    second.marks = {name: whole.marks[name] for name in _KEPT_MARKS if name in whole.marks}
    second.headline = fitting(WireItem, "headline", title)
    for one in (first, second):
        one.save(force_insert=True)
    keep_ties([first, second])
    return first, second


def _may_cut(story: Story, whole: WireItem) -> None:
    """Refuse to cut a take of which other versions came: they hold both halves."""
    if WireItem.objects.filter(elder=whole).exists():
        raise Refused(f"“{whole}” was corrected meanwhile; part the corrected take.")
    aside = (StoryTake.Role.DUPLICATE, StoryTake.Role.SUPERSEDED)
    others = story.placings.filter(role__in=aside, item__younger__isnull=True)
    if others.exists():
        raise Refused(
            "Another version of a take of this story came, which holds both halves: part that"
            " version first, then cut this one."
        )


def _half(whole: WireItem, lines: range, body: Sequence[dict[str, Any]]) -> WireItem:
    """A row, not yet saved, that holds these lines of a take and nothing else of it."""
    columns = [field.attname for field in whole._meta.concrete_fields if not field.primary_key]
    half = WireItem(**{name: getattr(whole, name) for name in columns})
    half.transmission = whole.transmission
    half.first_line, half.last_line, half.body = lines.start, lines.stop - 1, list(body)
    half.fixes = [fix for fix in whole.fixes if fix["line"] in lines]
    half.removals = [removal for removal in whole.removals if removal["line"] in lines]
    return half
