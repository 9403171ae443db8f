"""The order of takes that a person chose holds against the machine's, whatever comes later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dispatches.models import StoryTake
from dispatches.wire import pipeline

from .reach import Reach
from .share import ByHand, Share


def arrange(reach: Reach, shares: Sequence[Share], hand: ByHand, now: datetime) -> None:
    """Put the takes of each story in the order that people gave them; what they did not place stays
    beside the take behind which the machine found it."""
    wait = timedelta(minutes=reach.source.wait_minutes)
    for share in shares:
        takes = [take.key for take in share.assembly.takes if take.key not in hand.moved]
        ranked = {key: rank for key in takes if (rank := _rank(reach, key)) is not None}
        if not ranked:
            continue
        share.ranked = frozenset(reach.items[key].pk for key in ranked)
        chosen = sorted(ranked, key=lambda key: _place(reach, takes, ranked, key))
        share.assembly = pipeline.arranged(share.assembly, chosen, now=now, wait=wait)


def _rank(reach: Reach, key: str) -> int | None:
    """Where a person put a take, or the one that it corrects."""
    pk: int | None = reach.items[key].pk
    while pk is not None:
        placing: StoryTake | None = reach.placings.get(pk)
        if placing is not None and placing.rank is not None:
            return placing.rank
        pk = reach.elder.get(pk)
    return None


def _place(
    reach: Reach, takes: Sequence[str], ranked: dict[str, int], key: str
) -> tuple[int, int, int]:
    """What takes are sorted by: those of one story by their ranks; of stories that are one now, the
    story first of which the machine finds a take first."""
    home = reach.home(key)
    beside = [one for one in takes if one in ranked and reach.home(one) == home]
    return takes.index(beside[0]), ranked[key], takes.index(key)
