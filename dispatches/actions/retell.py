"""Telling a story again from its takes: its version, its problems, and what history keeps of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from dispatches.models import Problem, Revision, Story, WireItem
from dispatches.models.wording import Wording, wording_from, wording_of
from dispatches.wire import pipeline
from dispatches.wire.values import State
from dispatches.workflow import Status

from .embargoes import embargo_of
from .keep import Hand, hand_in, lay_over
from .nearness import Neighbours, Told, told
from .notices import role_of
from .reach import Reach
from .route import route, rules_for
from .share import Share
from .stopped import tell_of
from .telling import Telling
from .urgency import priority_of, ruled_for, urgency_for
from .versions import compared, findings, next_version, whose


@dataclass(slots=True)
class Past:
    """The versions and the present problems of stories, by the stories' ids."""

    revisions: dict[int, list[Revision]] = field(default_factory=lambda: defaultdict(list))
    problems: dict[int, list[Problem]] = field(default_factory=lambda: defaultdict(list))


def make(reach: Reach, shares: Iterable[Share]) -> None:
    """Make the stories for takes that no story holds."""
    new = [share for share in shares if share.story is None]
    made = Story.objects.bulk_create(
        Story(
            source=reach.source,
            arrived_at=share.arrived_at(reach),
            updated_at=timezone.now(),
            assembly=State.OPEN.value,
        )
        for share in new
    )
    for share, story in zip(new, made, strict=True):
        share.story = reach.stories[story.pk] = story


def retell(
    reach: Reach,
    shares: Iterable[Share],
    past: Past,
    arrived: Mapping[int, Sequence[WireItem]],
) -> None:
    """Bring stories up to date with their takes, keeping what people did to them."""
    tales = [_tale(reach, share, share.story, past, arrived) for share in shares if share.story]
    live = [tale for tale in tales if tale.story.status != Status.WITHDRAWN]
    telling = Telling(Neighbours(tale.told for tale in live))
    telling.near.look()
    rules = rules_for(reach.source.pk)
    for tale in tales:
        if tale.story.status == Status.WITHDRAWN:
            _note_placed(telling, tale)
            continue
        _retell(reach, tale, past, telling)
        if rules or tale.story.routed:
            telling.settle()
            route(tale.story, timezone.now(), rules)
    telling.settle()
    telling.near.keep_committed()


@dataclass(frozen=True, slots=True)
class _Tale:
    """A story that is told again: what it says now, and what came newly."""

    story: Story
    share: Share
    wording: Wording
    told: Told
    fresh: Sequence[WireItem]


def _tale(
    reach: Reach,
    share: Share,
    story: Story,
    past: Past,
    arrived: Mapping[int, Sequence[WireItem]],
) -> _Tale:
    wording = _wording(reach, share, story, past)
    one = told(story, wording, holds=bool(share.assembly.takes))
    return _Tale(story, share, wording, one, arrived.get(story.pk, ()))


def _retell(reach: Reach, tale: _Tale, past: Past, telling: Telling) -> None:
    story, share, wording = tale.story, tale.share, tale.wording
    head = past.revisions[story.pk][-1] if past.revisions[story.pk] else None
    before = _facts(story)
    settled = [p for one in [*share.others, story] for p in past.problems[one.pk]]
    changes = _changes(reach, share, settled) | embargo_of(story, share.assembly, settled)
    is_new_copy = head is None or wording_of(head) != wording
    if is_new_copy:
        _unapprove_spiked(story, changes)
        reason = _reason(reach, share)
        revision, changed = next_version(story, wording, by=None, reason=reason)
        telling.revisions.append(revision)
        telling.wordings.append((story, wording))
        telling.write(story, **changed, **changes)
        telling.told.append(tale.told)
        telling.near.tell(tale.told)
    else:
        telling.write(story, **changes)
    found = _check(reach, tale, telling, () if is_new_copy else past.problems[story.pk], settled)
    _record(telling, tale, before=before, is_new_copy=is_new_copy)
    tell_of(story, found)
    if story.status == Status.APPROVED and (is_new_copy or any(p.blocks for p in found)):
        _return(telling, tale)


def _check(
    reach: Reach,
    tale: _Tale,
    telling: Telling,
    standing: Iterable[Problem],
    settled: Iterable[Problem],
) -> list[Problem]:
    """Check the present version; the problems that are new."""
    share = tale.share
    items = [reach.items[key] for key in share.own_keys()]
    found = findings(
        tale.story,
        tale.wording,
        share.assembly,
        items,
        notices=whose(tale.story, list(share.notices.values()), settled),
        near=telling.near,
        one=tale.told,
    )
    fresh, gone = compared(found, standing, settled)
    telling.gone += gone
    telling.problems += fresh
    return fresh


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


def _record(telling: Telling, tale: _Tale, *, before: dict[str, Any], is_new_copy: bool) -> None:
    story, share, fresh = tale.story, tale.share, tale.fresh
    after = _facts(story) | {"arrived": [item.pk for item in fresh]}
    if share.absorbed:
        after["joined with"] = [one.pk for one in share.absorbed]
    kind = "filed" if before["version"] == 0 else "revised" if is_new_copy else "assembly"
    reason = _names(fresh, "came.")
    if is_new_copy and story.status == Status.PUBLISHED:
        reason = _names(fresh, "arrived after publication; what is published stands.")
    telling.note(story, kind, reason=reason, before=before, after=after)
    for notice in [item for item in fresh if item.pk in share.notices]:
        role = role_of(notice)
        said = f"{role.label.capitalize()} {notice} names this story."
        telling.note(story, role.value, about=f"item {notice.pk}", reason=said)


def _note_placed(telling: Telling, tale: _Tale) -> None:
    """A withdrawn story stays as it is; what came for it is put where people can see it."""
    if tale.fresh:
        said = _names(tale.fresh, "arrived after withdrawal.")
        after = {"arrived": [item.pk for item in tale.fresh]}
        telling.note(tale.story, "placed", reason=said, after=after)


def _return(telling: Telling, tale: _Tale) -> None:
    """Take back the approval of a story that is no longer what was approved."""
    before = _facts(tale.story)
    telling.write(tale.story, status=Status.RETURNED.value, approved_version=None)
    said = _names(tale.fresh, "arrived after approval.") or "It changed after approval."
    telling.note(tale.story, "return", reason=said, before=before, after=_facts(tale.story))


def _names(items: Sequence[WireItem], did: str) -> str:
    """Which items did what, in a sentence; empty when there are none."""
    names = [item.serial or str(item) for item in items]
    return f"{', '.join(names)} {did}" if names else ""
