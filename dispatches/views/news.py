"""What has changed since a list was made: asked every few seconds by every open queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.http import HttpResponse
from django.shortcuts import render

from dispatches.filters import StoryFilter, offer
from dispatches.models import ChainHead, Event, Story
from dispatches.requests import EditorRequest

from .tabs import PLACES, tabs, without

MOST = 2000
"""So many events are looked through; after that there is simply much that is new."""
_KILLS = 3
_ON_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class News:
    """How many stories came to the list, and how many of it changed; `much`: too many to count."""

    new: int = 0
    changed: int = 0
    much: bool = False


def news(request: EditorRequest) -> HttpResponse:
    """Nothing (204) while the history is no longer than the list knows; else what happened.

    The address says which version the list was made of (`since`), and which one it has asked about
    (`seen`). Every change to a story is an event in the same transaction, so the number of events
    is the version of everything.
    """
    since, seen = (_number(request.GET.get(name, "")) for name in ("since", "seen"))
    version = ChainHead.objects.filter(pk=1).values_list("events", flat=True).first() or 0
    if version <= max(since, seen):
        return HttpResponse(status=204)
    return render(request, "dispatches/_news.html", _told(request, since))


def _told(request: EditorRequest, since: int) -> dict[str, Any]:
    """What happened to the list, to everything that was killed, and to the counts."""
    offered = offer()
    asked = StoryFilter(request.GET, request=request, queryset=Story.objects.all(), offered=offered)
    chosen = tabs(request, request.GET, asked, offered)
    shown = {_number(text) for text in request.GET.get("rows", "").split(".")[:_ON_A_PAGE]}
    kills = Event.objects.filter(number__gt=since, kind="kill", story__isnull=False)
    return {
        "tabs": [*chosen.statuses, *chosen.kept],
        "version": chosen.version,
        "news": since_then(asked, since, shown),
        "kills": kills.select_related("story")[:_KILLS],
        "start": _start(request),
    }


def since_then(asked: StoryFilter, since: int, shown: Iterable[int]) -> News:
    """What happened to a list since a version, `shown` being the stories that it shows."""
    events = Event.objects.filter(number__gt=since, story__isnull=False).order_by("number")
    touched = list(events.values_list("story", flat=True)[:MOST])
    if len(touched) == MOST:
        return News(much=True)
    known = Exists(Event.objects.filter(story=OuterRef("pk"), number__lte=since))
    is_known = ExpressionWrapper(known, output_field=BooleanField())
    parts = [
        branch.filter(pk__in=set(touched)).annotate(known=is_known).values_list("pk", "known")
        for branch in asked.branches()
    ]
    found = dict(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])
    new = {pk for pk, was_there in found.items() if not was_there}
    changed = (set(touched) & (set(found) | set(shown))) - new
    return News(len(new), len(changed))


def _start(request: EditorRequest) -> str:
    """The address of the list that asks, from its start."""
    return without(request.GET, "since", "seen", "rows", *PLACES).urlencode()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
