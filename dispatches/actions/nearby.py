"""What may belong to an arrival though no name ties the two: headlines whose text is still to come,
and what the desk is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from dispatches.models import Tie
from dispatches.wire.flashes import SOON, is_flash
from dispatches.wire.ties import FLASH, LATER, PROMISES, TAKE, follows
from dispatches.wire.values import State

from .known import Seen
from .ties import Search

WINDOW = timedelta(hours=12)
"""How far apart two takes may have come that the desk is asked about."""
MOST = 8
"""Takes of each kind that are looked at on either side, the nearest in time: so that one arrival
never costs what a whole day does."""
_ALONE = Q(item__placing__isnull=True) | Q(item__placing__position=0)
_UNFINISHED = ~Q(item__placing__story__assembly=State.COMPLETE)


def nearby(search: Search) -> list[int]:
    """Find what came nearest to the given takes, of the kinds that may carry them on or be carried
    on by them; the ids of what is new."""
    given = [search.found[item.pk] for item in search.given if item.pk in search.found]
    takes = [one for one in given if one.card]
    ids = {pk for near in _near(search, takes) for pk in near} - search.found.keys()
    return search.load(Q(pk__in=ids)) if ids else []


def _near(search: Search, takes: Sequence[Seen]) -> Iterator[list[int]]:
    if not takes:
        return
    times = [one.item.arrived_at for one in takes]
    first, last = min(times), max(times)
    yield _before(search, LATER, first, WINDOW, _ALONE) + _after(
        search, LATER, last, WINDOW, _ALONE
    )
    if any(one.card and follows(one.card) for one in takes):
        yield _before(search, TAKE, first, WINDOW)
        yield _before(search, PROMISES, first, WINDOW, _UNFINISHED)
    if any(one.take.paragraphs for one in takes):
        yield _before(search, FLASH, last, SOON)
    if any(is_flash(one.take) for one in takes):
        yield _after(search, TAKE, first, SOON)


def _before(
    search: Search, tie: int, at: datetime, reach: timedelta, which: Q | None = None
) -> list[int]:
    """The items with this tie that came before a time, the last ones first."""
    came = Tie.objects.filter(which or Q(), source=search.source, tie=tie)
    came = came.filter(arrived_at__range=(at - reach, at)).order_by("-arrived_at", "-pk")
    return list(came.values_list("item_id", flat=True)[:MOST])


def _after(
    search: Search, tie: int, at: datetime, reach: timedelta, which: Q | None = None
) -> list[int]:
    """The items with this tie that came after a time, the first ones first."""
    came = Tie.objects.filter(which or Q(), source=search.source, tie=tie)
    came = came.filter(arrived_at__range=(at, at + reach)).order_by("arrived_at", "pk")
    return list(came.values_list("item_id", flat=True)[:MOST])
