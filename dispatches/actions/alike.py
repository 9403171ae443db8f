"""Two stories that are nearly the same, of any agency: which one stands, or why both do."""

from __future__ import annotations

from django.db import transaction

from dispatches.models import Person, Problem, Story
from dispatches.wire.nearness import CODE
from dispatches.workflow import Power

from .errors import Refused
from .hold import a_reason, hold, in_work, permit
from .move import move
from .record import record
from .settle import settle


def keep_one(  # two stories, and of each the state that was seen
    story: Story, other: Story, *, by: Person, saw: int, other_saw: int, reason: str = ""
) -> Story:
    """Keep this story and spike the other one, which says the same; the one that is kept."""
    permit(by, Power.REVIEW)
    why = a_reason(reason, needed=False) or f"The same story as {story.pk}, “{story}”."
    with transaction.atomic():
        kept = _hold(story, saw)
        move(other, "spike", by=by, saw=other_saw, reason=why)
        _settle(kept, other, "fixed", f"Story {other.pk} was spiked.", by)
    return Story.objects.get(pk=story.pk)


def link_update(
    story: Story, other: Story, *, by: Person, saw: int, other_saw: int, reason: str = ""
) -> Story:
    """Say that a story is an update of another: both stand, and their histories name each other."""
    permit(by, Power.SETTLE_PROBLEMS)
    why = a_reason(reason, needed=False) or f"An update of story {other.pk}, “{other}”."
    with transaction.atomic():
        kept, older = _hold(story, saw), _hold(other, other_saw)
        in_work(kept)
        settled = _settle(kept, older, "ignored", why, by) + _settle(
            older, kept, "ignored", f"Story {kept.pk} is an update of it.", by
        )
        for one, said in ((kept, {"update of": older.pk}), (older, {"updated by": kept.pk})):
            record(
                "linked", actor=by, origin="desk", story=one, reason=why,
                after={**said, "settled": settled},
            )  # fmt: skip
    return Story.objects.get(pk=story.pk)


def tell_apart(
    story: Story, other: Story, *, by: Person, saw: int, other_saw: int, reason: str = ""
) -> Story:
    """Say that two stories that are nearly the same are two: what says otherwise is settled."""
    permit(by, Power.SETTLE_PROBLEMS)
    why = a_reason(reason, needed=False) or f"Not the same story as {other.pk}."
    with transaction.atomic():
        kept, second = _hold(story, saw), _hold(other, other_saw)
        back = a_reason(reason, needed=False) or f"Not the same story as {kept.pk}."
        if not _settle(kept, second, "ignored", why, by) + _settle(
            second, kept, "ignored", back, by
        ):
            raise Refused("Nothing says any more that these two are alike.")
    return Story.objects.get(pk=story.pk)


DEEDS = {"keep": keep_one, "update": link_update, "two": tell_apart}
"""What may be done with two stories that are alike, by the names of the buttons."""


def _hold(story: Story, saw: int) -> Story:
    return hold(story, saw, mine={"take": "", "reason": ""}, theirs=lambda now: {})


def _settle(story: Story, other: Story, how: str, why: str, by: Person) -> int:
    """Settle what says of a story in work that it is nearly the other one; how many."""
    if not story.in_work:
        return 0
    found = story.current_problems().open().filter(code=CODE, other=other)
    problems: list[Problem] = list(found)
    for problem in problems:
        saw = Story.objects.get(pk=story.pk).touched
        settle(problem, how, by=by, saw=saw, reason=why)
    return len(problems)
