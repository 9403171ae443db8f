"""A notice about one story raises its problem wherever paragraphs of that story stand, at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dispatches.models import Story, WireItem
from dispatches.models.shapes import assembly_of
from dispatches.models.wording import wording_of
from dispatches.workflow import Status

from .hold import write
from .lent import Named
from .notices import role_of
from .reach import Reach
from .record import record
from .share import Share
from .stopped import tell_of
from .urgency import urgency_of
from .versions import current, find, placings_of


def spread(reach: Reach, shares: Iterable[Share]) -> None:
    """Raise what notices say of these stories in those that borrowed from them; all are locked."""
    for share in shares:
        lender = share.story
        if lender is None or not share.notices:
            continue
        items = {reach.items[key].pk for key in share.own_keys()}
        items |= {elder for younger, elder in reach.elder.items() if younger in items}
        for pk, lent in reach.lent.items():
            if pk != lender.pk and lent & items:
                borrower = reach.stories.get(pk) or reach.borrowers[pk]
                _warn(borrower, lender, _open(lender, list(share.notices.values())))


def _open(lender: Story, notices: Sequence[WireItem]) -> list[WireItem]:
    """Those notices about a story that nobody has settled there."""
    open_ = lender.current_problems().open().filter(notice__in=notices)
    waiting = set(open_.values_list("notice_id", flat=True))
    return [notice for notice in notices if notice.pk in waiting]


def _warn(story: Story, lender: Story, notices: Sequence[WireItem]) -> None:
    settled = current([story])
    known = {problem.notice_id for problem in settled}
    named: Named = [(notice, lender) for notice in notices if notice.pk not in known]
    if not named or story.status == Status.WITHDRAWN:
        return
    placings = placings_of(story)
    found = find(
        story,
        wording_of(story.head()),
        assembly_of(story, placings),
        [placing.item for placing in placings],
        notices=[one.notice for one in settled if one.notice],
        settled=settled,
        lent=named,
    )
    before: dict[str, object] = {"status": story.status, "approved_version": story.approved_version}
    changes: dict[str, object] = {"urgency": urgency_of(story)}
    if story.status == Status.APPROVED:
        changes |= {"status": Status.RETURNED.value, "approved_version": None}
    write(story, **changes)
    for notice, _ in named:
        _record(story, lender, notice, before)
    tell_of(story, found)


def _record(story: Story, lender: Story, notice: WireItem, before: dict[str, object]) -> None:
    role = role_of(notice)
    record(
        role.value,
        actor=None,
        origin="wire",
        story=story,
        about=f"item {notice.pk}",
        reason=f"{role.label.capitalize()} {notice} names “{lender}”, of which paragraphs stand"
        " in this story.",
        before=before,
        after={"status": story.status, "approved_version": story.approved_version},
    )
