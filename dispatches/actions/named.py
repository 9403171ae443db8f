"""Which notices name what was found, and what else these name: looked up by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Q

from dispatches.models import Source, WireItem
from dispatches.models.shapes import take_of
from dispatches.wire.ties import NOTICE, asked, named, partner, spoken
from dispatches.wire.values import Kind

from .known import Seen
from .ties import Search, bearers

WINDOW = timedelta(hours=12)
"""How far a notice reaches by the words of a slug or a headline somewhere in it."""
BY_NUMBER = timedelta(hours=36)
"""How far a kill notice reaches that names its story by number: numbers come again each day."""
BY_NAME = timedelta(days=30)
"""How far it reaches by slug or headline."""

_MEANT = (Kind.KILL, Kind.CORRECTION)


def meet(search: Search, ids: Iterable[int]) -> list[int]:
    """Find the notices that may name these takes, and what else may be meant by notices that are
    found: which of several stories it is shows only when all of them are there. What is new."""
    takes = [search.found[pk] for pk in ids if search.found[pk].card]
    notices = [search.found[pk] for pk in ids if not search.found[pk].card]
    if takes:
        notices += [search.found[pk] for pk in _naming(search, takes)]
    return [pk for notice in notices for pk in search.load(_said(search.source, notice))]


def _naming(search: Search, takes: Sequence[Seen]) -> list[int]:
    """The notices that name these takes: in so many words, or near enough in some."""
    names = frozenset[int]().union(*(named(one.take) for one in takes))
    times = [one.item.arrived_at for one in takes]
    first, last = min(times), max(times)
    far = bearers(search.source, {partner(tie) for tie in names}, first, last, BY_NAME)
    near = bearers(search.source, {NOTICE}, first, last, WINDOW)
    ids = {pk for pk, _, _ in (*far, *near)} - search.found.keys()
    if not ids:
        return []
    outright = {pk for pk, _, _ in far}
    seen = search.look(Q(pk__in=ids, kind__in=_MEANT))
    return search.find(pk for pk in seen if pk in outright or spoken(search.seen[pk].take) & names)


def _said(source: Source, notice: Seen) -> Q:
    """The items that a notice may be about and that came near enough to it."""
    at, words = notice.item.arrived_at, spoken(notice.take)
    return Q(pk__in={pk for pk, _, _ in bearers(source, words, at, at, WINDOW)})


def far_from(source: Source, notices: Iterable[WireItem]) -> set[int]:
    """The ids of the items that kill notices name by number or by name, however far they are, and
    of those that these correct."""
    found: set[int] = set()
    for notice in notices:
        take = take_of(notice)
        by_number = bool(take.target and take.target.serials)
        at, reach = notice.arrived_at, BY_NUMBER if by_number else BY_NAME
        found |= {pk for pk, _, _ in bearers(source, asked(take), at, at, reach)}
    corrected = WireItem.objects.filter(pk__in=found, elder__isnull=False)
    return found | {*corrected.values_list("elder_id", flat=True)}
