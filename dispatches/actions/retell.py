"""Telling a story again from its takes: its version, its problems, and what history keeps of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from dispatches.models import Problem, Revision, Story, WireItem
from dispatches.models.wording import Wording, wording_from, wording_of
from dispatches.wire import pipeline
from dispatches.wire.values import State
from dispatches.workflow import Status

from .embargoes import embargo_of
from .hold import write
from .keep import Hand, hand_in, lay_over
from .notices import role_of
from .reach import Reach
from .record import record
from .route import route
from .share import Share
from .stopped import tell_of
from .urgency import priority_of, ruled_for, urgency_for
from .versions import find, revise


@dataclass(slots=True)
class Past:
    """The versions and the present problems of stories, by the stories' ids."""

    revisions: dict[int, list[Revision]] = field(default_factory=lambda: defaultdict(list))
    problems: dict[int, list[Problem]] = field(default_factory=lambda: defaultdict(list))


def make(reach: Reach, share: Share) -> Story:
    """A new story for takes that no story holds."""
    return Story.objects.create(
        source=reach.source,
        arrived_at=share.arrived_at(reach),
        updated_at=timezone.now(),
        assembly=State.OPEN.value,
    )


def retell(
    reach: Reach, share: Share, past: Past, arrived: Mapping[int, Sequence[WireItem]]
) -> None:
    """Bring a story up to date with its takes, keeping what people did to it."""
    story = share.story
    if story is None:
        return
    fresh = arrived.get(story.pk, ())
    if story.status == Status.WITHDRAWN:
        _note_placed(story, fresh)
        return
    head = past.revisions[story.pk][-1] if past.revisions[story.pk] else None
    wording = _wording(reach, share, story, past)
    before = _facts(story)
    settled = [p for one in [*share.others, story] for p in past.problems[one.pk]]
    changes = _changes(reach, share, settled) | embargo_of(story, share.assembly, settled)
    is_new_copy = head is None or wording_of(head) != wording
    if is_new_copy:
        _unapprove_spiked(story, changes)
        revise(story, wording, by=None, reason=_reason(reach, share), **changes)
    else:
        write(story, **changes)
    items = [reach.items[key] for key in share.own_keys()]
    found = find(
        story, wording, share.assembly, items, notices=list(share.notices.values()), settled=settled
    )
    _record(story, share, before=before, fresh=fresh, is_new_copy=is_new_copy)
    tell_of(story, found)
    if story.status == Status.APPROVED and (is_new_copy or any(p.blocks for p in found)):
        _return(story, fresh)
    route(story, timezone.now())


def _wording(reach: Reach, share: Share, story: Story, past: Past) -> Wording:
    """The machine's copy with people's work laid over it."""
    machine = wording_from(pipeline.copy_of(share.assembly), reach.items)
    hand = hand_in(past.revisions[story.pk])
    for other in share.others:
        hand = hand.with_other(hand_in(past.revisions[other.pk]))
    if hand == Hand():
        return machine
    return lay_over(hand, machine, _elsewhere(reach, story))


def _elsewhere(reach: Reach, story: Story) -> Collection[int]:
    """The items that another story holds."""
    return {pk for pk, placing in reach.placings.items() if placing.story_id != story.pk}


def _changes(reach: Reach, share: Share, settled: Sequence[Problem]) -> dict[str, Any]:
    """What the machine knows of the story as a whole."""
    over = {p.notice_id for p in settled if not p.is_open}
    standing = [notice for pk, notice in share.notices.items() if pk not in over]
    standing += [p.notice for p in settled if p.is_open and p.other_id and p.notice]
    words = [priority_of(take.priority, take.slug) for take in share.assembly.takes]
    ruled = ruled_for(share.story.routed) if share.story else None
    return {
        "assembly": share.assembly.state.value,
        "missing": list(share.assembly.missing),
        "arrived_at": share.arrived_at(reach),
        "urgency": urgency_for(words, standing, ruled=ruled),
    }


def _unapprove_spiked(story: Story, changes: dict[str, Any]) -> None:
    """New copy of a spiked story was approved by nobody, should it ever come back."""
    if story.status == Status.SPIKED and story.spiked_from == Status.APPROVED:
        changes |= {"spiked_from": Status.RETURNED.value, "approved_version": None}


def _reason(reach: Reach, share: Share) -> str:
    names = [str(reach.items[take.key]) for take in share.assembly.takes]
    return f"From {', '.join(names)}."


# What history keeps -------------------------------------------------------------------------------
def _facts(story: Story) -> dict[str, Any]:
    names = ("status", "version", "assembly", "missing")
    return {name: getattr(story, name) for name in names}


def _record(
    story: Story,
    share: Share,
    *,
    before: dict[str, Any],
    fresh: Sequence[WireItem],
    is_new_copy: bool,
) -> None:
    after = _facts(story) | {"arrived": [item.pk for item in fresh]}
    if share.absorbed:
        after["joined with"] = [one.pk for one in share.absorbed]
    kind = "filed" if before["version"] == 0 else "revised" if is_new_copy else "assembly"
    reason = _names(fresh, "came.")
    if is_new_copy and story.status == Status.PUBLISHED:
        reason = _names(fresh, "arrived after publication; what is published stands.")
    record(kind, actor=None, origin="wire", story=story, reason=reason, before=before, after=after)
    for notice in [item for item in fresh if item.pk in share.notices]:
        role = role_of(notice)
        record(
            role.value,
            actor=None,
            origin="wire",
            story=story,
            about=f"item {notice.pk}",
            reason=f"{role.label.capitalize()} {notice} names this story.",
        )


def _note_placed(story: Story, fresh: Sequence[WireItem]) -> None:
    """A withdrawn story stays as it is; what came for it is put where people can see it."""
    if fresh:
        record(
            "placed",
            actor=None,
            origin="wire",
            story=story,
            reason=_names(fresh, "arrived after withdrawal."),
            after={"arrived": [item.pk for item in fresh]},
        )


def _return(story: Story, fresh: Sequence[WireItem]) -> None:
    """Take back the approval of a story that is no longer what was approved."""
    before = _facts(story)
    write(story, status=Status.RETURNED.value, approved_version=None)
    record(
        "return",
        actor=None,
        origin="wire",
        story=story,
        reason=_names(fresh, "arrived after approval.") or "It changed after approval.",
        before=before,
        after=_facts(story),
    )


def _names(items: Sequence[WireItem], did: str) -> str:
    """Which items did what, in a sentence; empty when there are none."""
    names = [item.serial or str(item) for item in items]
    return f"{', '.join(names)} {did}" if names else ""
