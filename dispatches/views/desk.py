"""The queue: what waits for the desk, filtered by the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse, QueryDict
from django.utils import timezone

from dispatches.actions.bulk import DEEDS, reviewers
from dispatches.actions.silence import with_last
from dispatches.filters import StoryFilter, offer
from dispatches.models import (
    Borrowing,
    Person,
    Problem,
    Revision,
    Source,
    Story,
    StoryTake,
    Viewed,
)
from dispatches.models.liking import COLUMNS
from dispatches.requests import EditorRequest, may
from dispatches.workflow import Power

from .columns import chosen_by
from .listing import Listing, listing
from .shell import page
from .tabs import PLACES, canonical, tabs, without
from .watch import alarms

_HEAVY = ("body", "facts", "fixes", "removals", "marks", "target")
"""What a take knows and no row shows."""


def queue(request: EditorRequest) -> HttpResponse:
    """Find the stories that the address asks for."""
    return queue_page(request, request.GET)


def queue_page(request: EditorRequest, said: QueryDict) -> HttpResponse:
    """The queue as an address asks for it, whichever address this request came by."""
    sources = list(with_last(Source.objects.all()))
    offered = offer(sources)
    asked = StoryFilter(said, request=request, queryset=Story.objects.all(), offered=offered)
    chosen = tabs(request, said, asked, offered)  # before the list: it says which version that has
    found = listing(asked, {name: str(said.get(name, "")) for name in PLACES})
    columns, density = chosen_by(request.user)
    context = {
        "stories": rows(found.numbers, request.user),
        "tabs": chosen,
        "filter": asked,
        "narrowed": asked.is_narrowed(),
        "turns": _turns(said, found),
        "alarms": alarms(timezone.now(), sources),
        "columns": columns,
        "all_columns": COLUMNS,
        "density": density,
    }
    return page(request, "dispatches/queue.html", context | _addresses(said) | _deeds(request))


def _addresses(said: QueryDict) -> dict[str, Any]:
    """The address of this list: as it is, from its start, and what of it can be kept."""
    return {
        "asked": said.urlencode(),
        "start": without(said, *PLACES).urlencode(),
        "kept_as": urlencode(canonical(said)),
    }


def _deeds(request: EditorRequest) -> dict[str, Any]:
    """What this person may do to many stories at once."""
    if not may(request.user, Power.REVIEW):
        return {"deeds": {}}
    return {"deeds": DEEDS, "people": reviewers()}


def rows(numbers: Iterable[int], viewer: Person | None = None) -> list[Story]:
    """The stories with these numbers and all that a row shows, in this order.

    What a row shows is fetched for one page and no more: counting the problems of ten thousand
    stories to show forty takes a quarter of a second.
    """
    numbers = list(numbers)
    shown = _told(Story.objects.filter(pk__in=numbers).select_related("source", "claimed_by"))
    if viewer is not None:
        mine = Viewed.objects.filter(story=OuterRef("pk"), person=viewer)
        shown = shown.annotate(seen=Subquery(mine.values("version")[:1]))
    placings = StoryTake.objects.select_related("item").defer(*(f"item__{name}" for name in _HEAVY))
    found = {story.pk: story for story in shown.prefetch_related(Prefetch("placings", placings))}
    for story in found.values():
        for placing in story.placings.all():
            placing.item.body = getattr(story, "paragraphs", None) or []  # what it may be called by
    return [found[number] for number in numbers if number in found]


def _told(stories: QuerySet[Story]) -> QuerySet[Story]:
    """With the present copy of each, how many problems are open, and which story uses it too."""
    here = Problem.objects.open().filter(story=OuterRef("pk"), version=OuterRef("version"))
    many = here.order_by().values("story").annotate(many=Count("pk")).values("many")
    used = Borrowing.objects.filter(item__placing__story=OuterRef("pk"))
    others = used.exclude(story=F("item__placing__story")).order_by("-story")
    head = Revision.objects.filter(story=OuterRef("pk"), version=OuterRef("version")).order_by()
    return stories.annotate(
        paragraphs=Subquery(head.values("paragraphs")[:1]),
        open_problems=Coalesce(Subquery(many, output_field=IntegerField()), 0),
        used_by=Subquery(others.values("story")[:1]),
    )


def _turns(said: QueryDict, found: Listing) -> dict[str, str]:
    """The addresses of the pages before and after this one."""
    turned = {"previous": ("before", found.previous), "next": ("after", found.next)}
    addresses = {}
    for word, (name, place) in turned.items():
        if place:
            address = without(said, *PLACES)
            address[name] = place
            addresses[word] = address.urlencode()
    return addresses
