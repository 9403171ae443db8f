"""The tabs of the queue: each status and each filter that was kept, with how many stories it holds.

All counts come in one query, and none counts further than MOST: an editor wants to know whether
there is work, not how much there ever was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Subquery, When
from django.http import QueryDict

from dispatches.filters import Offer, StoryFilter
from dispatches.models import ChainHead, SavedQuery, Story
from dispatches.models.shelves import ON_THE_DESK
from dispatches.requests import EditorRequest
from dispatches.workflow import Status

MOST = 1000
MOST_KEPT = 20
PLACES = ("after", "before")
"""What an address says of the page, beside what it asks for."""
ON_DESK, ALL = "desk", "all"
_RECALLED, _SHOWN = "recalled", "shown"

Branches = Sequence[QuerySet[Story]]


@dataclass(frozen=True, slots=True)
class Tab:
    """One thing to choose, how many stories it holds, and the address that chooses it.

    `name` is by what the page finds its count again; `count` is empty where it is not counted.
    """

    name: str
    label: str
    count: str
    query: str
    chosen: bool
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Tabs:
    """The tabs, how many the list has, and which version of everything all of it tells of."""

    statuses: list[Tab]
    kept: list[Tab]
    shown: int | None
    version: int

    @property
    def total(self) -> str:
        """How many stories the list has, in words; empty where that is not counted."""
        if self.shown is None:
            return ""
        return f"{self.shown:,}" if self.shown < MOST else f"{MOST:,}+"


class _UpTo(Subquery):
    """How many rows a sliced queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def count(wanted: Mapping[str, Branches]) -> tuple[int, dict[str, int]]:
    """The version of the history, and how many stories each of these holds, MOST at most.

    In one query. The version is read with the counts and before the list: what changes after that
    has a higher one.
    """
    asked = {
        f"{name}__{at}": _UpTo(branch.order_by().values("pk")[:MOST])
        for name, branches in wanted.items()
        for at, branch in enumerate(branches)
    }
    found = ChainHead.objects.filter(pk=1).annotate(**_plain(asked)).values().first()
    row: Mapping[str, Any] = found or {}
    told = dict(zip(asked, (row.get(name, 0) for name in _plain(asked)), strict=True))
    counts = dict.fromkeys(wanted, 0)
    for name, number in told.items():
        counts[name.rpartition("__")[0]] += number
    return row.get("events", 0), {name: min(number, MOST) for name, number in counts.items()}


def _plain(asked: Mapping[str, _UpTo]) -> dict[str, _UpTo]:
    """The same under names that no column has."""
    return {f"count_{at}": one for at, one in enumerate(asked.values())}


def tabs(request: EditorRequest, asked: QueryDict, filtered: StoryFilter, offered: Offer) -> Tabs:
    """The tabs for whoever looks, under the filters that are set."""
    kept = list(kept_by(request))
    filters = {one.pk: _filter(request, QueryDict(one.query), offered) for one in kept}
    wanted = _statuses(_narrowed(request, asked, filtered, offered)) | {
        f"kept_{pk}": one.branches() for pk, one in filters.items() if is_counted(one)
    }
    if is_counted(filtered):
        wanted[_SHOWN] = filtered.branches()
    version, counts = count(wanted)
    others, status = without(asked, "status", *PLACES), str(filtered.asked().get("status", ""))
    return Tabs(
        list(_status_tabs(counts, others, status)),
        [_kept_tab(one, counts, asked) for one in kept],
        counts.get(_SHOWN),
        version,
    )


def _filter(request: EditorRequest, asked: QueryDict, offered: Offer) -> StoryFilter:
    return StoryFilter(asked, request=request, queryset=Story.objects.all(), offered=offered)


def _narrowed(
    request: EditorRequest, asked: QueryDict, filtered: StoryFilter, offered: Offer
) -> StoryFilter:
    """The filters beside status and order: the list's own, where it has neither of these."""
    if not set(filtered.asked()) & {"status", "order"}:
        return filtered
    return _filter(request, without(asked, "status", "order", *PLACES), offered)


def kept_by(request: EditorRequest) -> QuerySet[SavedQuery]:
    """The filters that this person kept, in their order, then those that others share."""
    mine = Case(When(owner=request.user, then=0), default=1)
    seen = SavedQuery.objects.filter(Q(owner=request.user) | Q(shared=True))
    return seen.filter(page=SavedQuery.Page.QUEUE).order_by(mine, "position", "pk")[:MOST_KEPT]


def is_counted(filtered: StoryFilter) -> bool:
    """Whether counting is cheap: of the desk, and of what has left it only all of a status.

    Words are looked for in every story; once, for the list itself, is enough.
    """
    if "q" in filtered.asked():
        return False
    return filtered.is_cheap() or not filtered.is_narrowed()


def _statuses(narrowed: StoryFilter) -> dict[str, Branches]:
    """What each status asks for, under the other filters that are set."""
    if "q" in narrowed.asked():
        return {}
    found = narrowed.qs.order_by()
    recalled = narrowed.offered.recalled
    wanted: dict[str, Branches] = {_RECALLED: [found.filter(pk__in=recalled)] if recalled else []}
    counted = Status if not narrowed.is_narrowed() else ON_THE_DESK
    return wanted | {status: [found.filter(status=status)] for status in counted}


def _status_tabs(counts: Mapping[str, int], others: QueryDict, status: str) -> Iterable[Tab]:
    """Every status with its count; where the archive is not counted, neither is all of it."""

    def tab(name: str, value: str, label: str, number: int | None) -> Tab:
        chosen = others.copy()
        if value:
            chosen["status"] = value
        return Tab(name, label, said(number), chosen.urlencode(), status == value)

    desk = _sum(counts, [*ON_THE_DESK, _RECALLED])
    yield tab(ON_DESK, "", "on the desk", desk)
    for name in Status:
        yield tab(name, name, name.replace("_", " "), counts.get(name))
    yield tab(ALL, ALL, "all", _sum(counts, Status))


def _sum(counts: Mapping[str, int], names: Iterable[str]) -> int | None:
    """All of these together; None where one of them was not counted."""
    found = [counts.get(name) for name in names]
    return None if None in found else sum(filter(None, found))


def _kept_tab(one: SavedQuery, counts: Mapping[str, int], asked: QueryDict) -> Tab:
    name = f"kept_{one.pk}"
    chosen = bool(one.query) and canonical(QueryDict(one.query)) == canonical(asked)
    return Tab(name, one.name, said(counts.get(name)), one.query, chosen, one.shared)


def canonical(asked: QueryDict) -> list[tuple[str, str]]:
    """What an address asks for, in one order, without what names no filter or nothing."""
    rest = without(asked, *PLACES)
    told = ((name, str(value)) for name, value in rest.items() if value)
    return sorted(pair for pair in told if pair[0] != "page")


def said(number: int | None) -> str:
    """A count as a tab says it.

    >>> said(12), said(1000), said(None)
    ('12', '999+', '')
    """
    if number is None:
        return ""
    return str(number) if number < MOST else f"{MOST - 1}+"


def without(asked: QueryDict, *names: str) -> QueryDict:
    """The address without these names."""
    rest = asked.copy()
    for name in names:
        rest.pop(name, None)
    return rest
