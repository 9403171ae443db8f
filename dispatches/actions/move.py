"""Moving a story along the table of moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from dispatches.models import Person, Problem, Publication, Story, StoryTake
from dispatches.models.shapes import fitting
from dispatches.wire.stops import CODE
from dispatches.wire.values import State
from dispatches.workflow import MOVES, Move, Power, Status

from .assign import name_of
from .embargoes import why_embargoed
from .errors import Refused
from .hold import a_reason, hold, write
from .record import record

_NOT_ALL_HERE = "C07"
_USABLE = ("", "usable")


def move(
    story: Story, name: str, *, by: Person, saw: int, reason: str = "", origin: str = "desk"
) -> Story:
    """Take a story one step along MOVES and record it, or raise and change nothing."""
    step = MOVES.get(name)
    if step is None:
        raise Refused("There is no such move.")
    if not may_make(name, by):
        raise PermissionDenied("Your role has not the power to make this move.")
    why = a_reason(reason, needed=step.reason)
    with transaction.atomic():
        held = hold(
            story,
            saw,
            mine={"move": step.label, "reason": reason},
            theirs=lambda now: {"move": now.get_status_display(), "reason": ""},
        )
        if hindrance := why_not(held, name, by):
            raise Refused(hindrance)
        before = _facts(held)
        write(held, **_changes(held, name, step, by, why))
        record(
            name,
            actor=by,
            origin=origin,
            story=held,
            reason=why,
            before=before,
            after=_facts(held),
        )
    return held


def claim_and_approve(story: Story, *, by: Person, saw: int) -> Story:
    """Claim a story and approve it in one step, with an event for each, or change nothing.

    It asks for all that the two moves ask for. What a notice, a hold or an embargo speaks of wants
    a look of its own: that is claimed first.
    """
    with transaction.atomic():
        held = move(story, "claim", by=by, saw=saw)
        if held.current_problems().open().filter(code=CODE).exists():
            raise Refused("A notice or an embargo speaks of it: claim it, and look, first.")
        return move(held, "approve", by=by, saw=held.touched)


def approve_by_rule(story: Story, rule: str) -> str:
    """Approve a held story because a routing rule says so; why not, where it must not be.

    It is asked for more than a person is: see `why_no_rule_approves`.
    """
    hindrance = why_no_rule_approves(story)
    if not hindrance:
        before = _facts(story)
        write(story, status=Status.APPROVED.value, approved_version=story.version)
        record(
            "approve", actor=None, origin="wire", story=story, reason=f"By rule {rule}.",
            before=before, after=_facts(story),
        )  # fmt: skip
    return hindrance


def why_no_rule_approves(story: Story) -> str:
    """The sentence that keeps every rule from approving a story; empty: a rule may.

    Nobody has worked on it, all its takes are here, none is withheld, no problem is open, be it a
    note, and no embargo holds.
    """
    if story.status != Status.INCOMING or story.in_hands():
        return "Somebody has worked on it, or it has left incoming: it is theirs to approve."
    if story.placings.exclude(item__pubstatus__in=_USABLE).exists():
        return "A take of it is withheld."
    found = list(story.current_problems())
    if waiting := next((problem for problem in found if problem.is_open), None):
        return f"A problem is open: {waiting.message}"
    return why_embargoed(story, timezone.now()) or _not_whole(story, found)


def may_make(name: str, user: object) -> bool:
    """Whether this user's role makes this move at all."""
    if not isinstance(user, Person):
        return False
    power = MOVES[name].power
    if power is Power.PUBLISH and settings.EDITORS_PUBLISH and user.can(Power.REVIEW):
        return True
    return user.can(power)


def moves_for(story: Story, user: object) -> list[tuple[str, Move]]:
    """The moves that this user's role and the story's status allow now, for buttons."""
    return [
        (name, step)
        for name, step in MOVES.items()
        if story.status in step.sources and may_make(name, user)
    ]


def why_not(story: Story, name: str, by: Person, found: Sequence[Problem] | None = None) -> str:
    """The sentence that would refuse this move now, for a greyed button; empty: it may go.

    `found` are the problems of the present version, for whoever has read them already.
    """
    step = MOVES[name]
    if not may_make(name, by):
        return "Your role has not the power to make this move."
    if story.status not in step.sources:
        status = story.get_status_display()
        return f"“{story}” is {status}: it cannot be moved by “{step.label.lower()}”."
    return why_not_yet(story, name, by, found)


def why_not_yet(story: Story, name: str, by: Person, found: Sequence[Problem] | None = None) -> str:
    """As `why_not`, of what the story itself lacks: its status and the power are not asked for."""
    needs = {"approve": _to_approve, "publish": _to_publish, "unspike": _to_unspike}
    problems = list(story.current_problems()) if found is None and name in needs else found or ()
    return needs[name](story, by, problems) if name in needs else ""


def _to_approve(story: Story, by: Person, found: Sequence[Problem]) -> str:
    if settings.FOUR_EYES:
        last = story.revisions.filter(made_by__isnull=False).first()
        if last is not None and last.made_by_id == by.pk:
            return "You were the last to change the copy; somebody else must approve it."
    return _open_errors(found) or _not_whole(story, found)


def _open_errors(found: Sequence[Problem]) -> str:
    blockers = [problem for problem in found if problem.blocks]
    if not blockers:
        return ""
    if len(blockers) == 1:
        return f"A problem is open: {blockers[0].message}"
    return f"{len(blockers)} problems are open; the first: {blockers[0].message}"


def _not_whole(story: Story, found: Sequence[Problem]) -> str:
    if story.assembly == State.COMPLETE:
        return ""
    if any(problem.code == _NOT_ALL_HERE and problem.how == "as_it_stands" for problem in found):
        return ""
    return f"The story is {story.assembly}: {', '.join(story.missing) or 'takes are missing'}."


def _to_publish(story: Story, by: Person, found: Sequence[Problem]) -> str:
    if story.approved_version != story.version:
        return "This version was not approved; approve it first."
    if story.published_at is not None:
        return "The story was published before."
    return _open_errors(found) or why_embargoed(story, timezone.now())


def _to_unspike(story: Story, by: Person, found: Sequence[Problem]) -> str:
    if StoryTake.objects.in_force().filter(story=story).exists():
        return ""
    return "The story has no takes any more: they are in another story."


def _changes(story: Story, name: str, step: Move, by: Person, why: str) -> dict[str, Any]:
    """What the move writes into the story, beside what it does elsewhere."""
    now = timezone.now()
    target = step.target or Status(story.spiked_from)
    changes: dict[str, Any] = {"status": target.value}
    match name:
        case "claim":
            changes["claimed_by"] = by
        case "return":
            changes["approved_version"] = None
        case "approve":
            changes["approved_version"] = story.version
        case "publish":
            _publish(story, by)
            changes["published_at"] = now
        case "spike":
            changes["spiked_from"] = story.status
        case "unspike":
            changes["spiked_from"] = ""
        case "withdraw":
            story.publications.standing().update(ended_at=now, end_kind="withdrawn", end_reason=why)
    return changes


def _publish(story: Story, by: Person) -> None:
    """Make the publication of the version that was approved, with why it went out incomplete."""
    caveats = [
        standing.reason
        for standing in story.current_problems().filter(how="as_it_stands")
        if standing.reason
    ]
    Publication.objects.create(
        story=story,
        revision=story.head(),
        number=1 + story.publications.count(),
        published_at=timezone.now(),
        published_by=by,
        caveat=fitting(Publication, "caveat", " ".join(dict.fromkeys(caveats))),
    )


def _facts(story: Story) -> dict[str, Any]:
    """What history keeps of a story's state, so that a move can be taken back."""
    names = ("status", "version", "approved_version", "assembly")
    return {name: getattr(story, name) for name in names} | {"with": name_of(story.claimed_by)}
