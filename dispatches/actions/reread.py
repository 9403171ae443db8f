"""Today's code over what came before: what it would read otherwise, and filing that.

An item is never edited: one that is read otherwise gets a younger row, as a correction by hand
does. What a person has touched is left alone, and so is a transmission of which less would be read.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from dispatches.models import Ruling, Source, Story, Transmission, WireItem
from dispatches.wire import typed
from dispatches.wire.values import Kind, Unreadable
from dispatches.workflow import Status

from .ingest import Receipt, items_read, mark_read, read_again
from .join import rejoin
from .record import record
from .ties import keep_ties

log = logging.getLogger(__name__)

_State = Transmission.State
_OWN = frozenset({"id", "transmission", "elder", "filed_by", "arrived_at", "joined_at"})
_FIELDS = tuple(one.name for one in WireItem._meta.concrete_fields if one.name not in _OWN)
"""What of an item comes out of its bytes."""
Fields = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """One item that would be read otherwise; without `item`, one that was not read before.

    `fields` are those that differ, with what stands and what would stand. `left` is the sentence
    why it is left alone; empty: it may be filed.
    """

    younger: WireItem
    item: WireItem | None = None
    fields: Fields = field(default_factory=dict)
    left: str = ""


@dataclass(slots=True)
class Outcome:
    """What would come of reading a transmission again, or came of it.

    `left` is the sentence why nothing at all is done with it, `read` that it waited in the rejects
    and can be read now, `filed` how many rows were written.
    """

    transmission: Transmission
    changes: list[Change] = field(default_factory=list)
    left: str = ""
    read: bool = False
    filed: int = 0

    @property
    def differs(self) -> bool:
        """Whether anything would be otherwise, or is left for a person to look at."""
        return bool(self.changes or self.left)

    @property
    def to_file(self) -> list[Change]:
        """The changes that nothing speaks against."""
        return [] if self.left else [change for change in self.changes if not change.left]


def look(transmission: Transmission) -> Outcome:
    """What would come of reading it again; nothing is written, whatever the bytes are."""
    outcome, _ = _looked(transmission)
    return outcome


def reread(transmission: Transmission) -> Outcome:
    """Read it again, and file what is read otherwise where nobody touched it. What was done."""
    outcome, read = _looked(transmission)
    if read is None or not outcome.to_file:
        return outcome
    try:
        if outcome.read:
            return _taken_in(outcome, read_again(transmission))
        return _filed(transmission, *read)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # one that cannot be joined holds up nothing that follows
        log.exception("Transmission %s was read again and could not be filed.", transmission.pk)
        outcome.left = f"newsdesk failed to file it ({type(fault).__name__}); it stands as it was."
        return outcome


def _looked(transmission: Transmission) -> tuple[Outcome, tuple[Any, list[WireItem]] | None]:
    """What would come of it, and the reading with its items; None where there is none."""
    if transmission.format == typed.FORMAT:
        return Outcome(transmission), None  # it was typed here, and nothing was read out of it
    if said := _why_not_read(transmission):
        return Outcome(transmission, left=said), None
    try:
        reading, items = items_read(transmission, transmission.raw())
    except Unreadable as reason:
        rejected = transmission.state == _State.REJECTED  # it stays where it is: nothing new
        left = "" if rejected else f"It would be refused now. {reason}"
        return Outcome(transmission, left=left), None
    except Exception as fault:  # a reader's fault in one file must not end the whole run
        log.exception("Transmission %s could not be read again.", transmission.pk)
        left = f"newsdesk failed to read it ({type(fault).__name__})."
        return Outcome(transmission, left=left), None
    return _compared(transmission, items), (reading, items)


def _why_not_read(transmission: Transmission) -> str:
    if transmission.forgotten_at is not None:
        return "Its bytes have gone, at the end of their retention."
    if transmission.state in (_State.HELD, _State.DISCARDED):
        return f"It is {transmission.get_state_display().lower()}."
    return ""


def _compared(transmission: Transmission, items: Iterable[WireItem]) -> Outcome:
    """What stands, beside what is read now; matched by the place on the page."""
    rows = WireItem.objects.in_force().filter(transmission=transmission)
    standing = {item.place_on_page: item for item in rows.select_related("placing__story")}
    outcome = Outcome(transmission, read=not standing and transmission.state == _State.REJECTED)
    touched = [said for item in standing.values() if (said := _touched(item))]
    for younger in items:
        item = standing.pop(younger.place_on_page, None)
        if item is None:
            left = f"Other items of it were touched. {touched[0]}" if touched else ""
            outcome.changes.append(Change(younger, left=left))
        elif fields := _differing(item, younger):
            outcome.changes.append(Change(younger, item, fields, _why_left(item, younger)))
    if standing:
        gone = ", ".join(f"“{item}”" for item in standing.values())
        outcome.left = f"It would not hold {gone} any more; nothing that was filed goes by itself."
    return outcome


def _differing(item: WireItem, younger: WireItem) -> Fields:
    pairs = ((name, getattr(item, name), getattr(younger, name)) for name in _FIELDS)
    return {name: (old, new) for name, old, new in pairs if _plain(old) != _plain(new)}


def _plain(value: Any) -> str:
    """A value as both databases hand it back: a moment is the same in every zone."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = value.astimezone(UTC)
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True)


# What is left alone -------------------------------------------------------------------------------
def _why_left(item: WireItem, younger: WireItem) -> str:
    """The sentence why an item is left to a person; empty: it may be filed anew."""
    if item.kind != younger.kind:
        return f"It was a {item.kind} and would be a {younger.kind}: a person has to look at it."
    if item.kind in (Kind.KILL, Kind.CORRECTION):
        return "It is a notice, and was acted on as it came."
    return _touched(item)


def _touched(item: WireItem) -> str:
    """The sentence on what a person did to an item or to its story; empty: nobody did anything."""
    if item.filed_by_id is not None:
        return f"Somebody corrected “{item}”."
    if Ruling.objects.filter(Q(item=item) | Q(other=item)).exists():
        return f"Somebody joined or parted “{item}”."
    placing = getattr(item, "placing", None)
    return _worked_on(placing.story) if placing is not None else ""


def _worked_on(story: Story) -> str:
    if story.status != Status.INCOMING:
        return f"“{story}” is {story.get_status_display().lower()}."
    if story.claimed_by_id is not None or story.approved_version is not None:
        return f"Somebody has had “{story}” in work."
    if story.revisions.filter(made_by__isnull=False).exists():
        return f"Somebody edited “{story}”."
    if story.problems.filter(settled_by__isnull=False).exists():
        return f"Somebody settled a problem of “{story}”."
    return f"Somebody has had “{story}” in hand." if story.in_hands() else ""


# Filing it ----------------------------------------------------------------------------------------
def _taken_in(outcome: Outcome, receipt: Receipt) -> Outcome:
    outcome.filed, outcome.left = len(receipt.items), receipt.reason
    return outcome


@transaction.atomic
def _filed(transmission: Transmission, reading: Any, items: list[WireItem]) -> Outcome:
    """Compare once more, under the locks of the source and of its stories, and write."""
    Source.objects.select_for_update(no_key=True).get(pk=transmission.source_id)
    ids = Story.objects.filter(placings__item__transmission=transmission).values("pk")
    list(Story.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    outcome = _compared(transmission, items)
    written = [_write(change) for change in outcome.to_file]
    if not written:
        return outcome
    keep_ties(written)
    mark_read(transmission, reading)
    rejoin(written, now=timezone.now())
    outcome.filed = len(written)
    record(
        "reread",
        actor=None,
        origin="command",
        about=f"transmission {transmission.pk}",
        reason="Today’s code reads it otherwise.",
        before={"items": [change.item.pk for change in outcome.to_file if change.item]},
        after={"items": [item.pk for item in written]},
    )
    return outcome


def _write(change: Change) -> WireItem:
    younger = change.younger
    younger.elder = change.item
    younger.save(force_insert=True)
    return younger
