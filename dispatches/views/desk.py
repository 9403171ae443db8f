"""The queue: what waits for the desk, filtered by the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Prefetch, Q
from django.http import HttpResponse, QueryDict
from django.utils import timezone

from dispatches.filters import ON_THE_DESK, ORDERS, StoryFilter
from dispatches.models import Revision, Story
from dispatches.requests import EditorRequest
from dispatches.workflow import Status

from .shell import page
from .watch import alarms

A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Tab:
    """One status to choose, how many stories it holds, and the address that chooses it."""

    label: str
    count: int
    query: str
    chosen: bool


def queue(request: EditorRequest) -> HttpResponse:
    """Find the stories that the address asks for."""
    asked = StoryFilter(request.GET, queryset=Story.objects.order_by(*ORDERS["urgent"][1]))
    stories, status = asked.qs, asked.asked().get("status", "")
    if not status:
        recalled = Story.objects.recalled().values("pk")
        stories = stories.filter(Q(status__in=ON_THE_DESK) | Q(pk__in=recalled))
    listing = Paginator(stories.values_list("pk", flat=True), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "listing": listing,
        "stories": rows(listing.object_list),
        "tabs": _tabs(request.GET, status),
        "filter": asked,
        "narrowed": bool(set(asked.asked()) - {"status", "order"}),
        "turns": _turns(request.GET, listing),
        "alarms": alarms(timezone.now()),
    }
    return page(request, "dispatches/queue.html", context)


def rows(numbers: Iterable[int]) -> list[Story]:
    """The stories with these numbers and all that a row shows, in this order.

    What a row shows is fetched for one page and no more: counting the problems of ten thousand
    stories to show forty takes a quarter of a second.
    """
    numbers = list(numbers)
    heads = Revision.objects.filter(version=F("story__version"))
    shown = Story.objects.queue().filter(pk__in=numbers)
    found = {s.pk: s for s in shown.prefetch_related(Prefetch("revisions", heads, to_attr="heads"))}
    return [found[number] for number in numbers if number in found]


def _tabs(asked: QueryDict, status: str) -> list[Tab]:
    """Every status with its count under the other filters that are set."""
    others = _without(asked, "status", "page")
    narrowed = StoryFilter(_without(others, "order"), queryset=Story.objects.all()).qs.order_by()
    recalled = narrowed.filter(pk__in=Story.objects.recalled().values("pk")).count()
    counts = dict(narrowed.values_list("status").annotate(Count("pk")))

    def tab(label: str, value: str, count: int) -> Tab:
        chosen = others.copy()
        if value:
            chosen["status"] = value
        return Tab(label, count, chosen.urlencode(), status == value)

    on_the_desk = recalled + sum(counts.get(name, 0) for name in ON_THE_DESK)
    each = [tab(name.replace("_", " "), name, counts.get(name, 0)) for name in Status]
    return [tab("on the desk", "", on_the_desk), *each, tab("all", "all", sum(counts.values()))]


def _without(asked: QueryDict, *names: str) -> QueryDict:
    rest = asked.copy()
    for name in names:
        rest.pop(name, None)
    return rest


def _turns(asked: QueryDict, listing: Page[Any]) -> dict[str, str]:
    """The addresses of the pages before and after this one."""
    turns = {}
    if listing.has_previous():
        turns["previous"] = listing.previous_page_number()
    if listing.has_next():
        turns["next"] = listing.next_page_number()
    return {word: _numbered(asked, number) for word, number in turns.items()}


def _numbered(asked: QueryDict, number: int) -> str:
    turned = asked.copy()
    turned["page"] = str(number)
    return turned.urlencode()
