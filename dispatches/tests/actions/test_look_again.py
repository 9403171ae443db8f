"""What waits is looked at again, and nothing that fails then holds up the rest."""

from collections.abc import Sequence

import pytest

from dispatches.actions import join
from dispatches.actions.reach import Reach, gather
from dispatches.models import Source, Story, StoryTake, WireItem
from dispatches.tests import make

pytestmark = pytest.mark.django_db


def test_a_take_that_cannot_be_joined_holds_up_nothing_that_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (late,) = make.ingest(make.first("BFF-08", end="MORE"), at=make.minutes(0)).stories
    Story.objects.filter(pk=late.pk).update(assembly="open")
    bad = make.item(make.first("BCN-70"), at=make.minutes(300))

    def failing(source: Source, given: Sequence[WireItem]) -> Reach:
        if bad in given:
            raise ValueError("this one cannot be joined")
        return gather(source, given)

    monkeypatch.setattr(join, "gather", failing)
    assert join.look_again(now=make.minutes(301)) == (late,)
    monkeypatch.undo()
    join.look_again(now=make.minutes(302))
    assert StoryTake.objects.filter(item=bad).exists()
