"""Alerts: the list of them, what came since, and the ways in which each person wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dispatches.actions.errors import Refused
from dispatches.actions.preferences import prefer
from dispatches.models import Alert, Person
from dispatches.models.liking import WAYS, liked, ways_of
from dispatches.requests import EditorRequest

from .shell import page

MOST_LISTED = 100
MOST_NEW = 20
LATELY = timedelta(minutes=30)
"""What is told to a browser that does not say what it has."""
_LONGEST_NUMBER = 18
LOUD = frozenset({Alert.Kind.KILL.value, Alert.Kind.HOLD.value})
"""What a screen reader breaks in with."""


@dataclass(frozen=True, slots=True)
class Told:
    """An alert, the ways in which this person wants its kind, and whether it breaks in."""

    alert: Alert
    ways: tuple[str, ...]
    loud: bool


def alerts(request: EditorRequest) -> HttpResponse:
    """The last alerts and the table of ways; with `since` only what is newer, 204 for nothing."""
    if "since" in request.GET:
        return _since(request, request.GET["since"])
    mine = Alert.objects.to(request.user).select_related("story__source", "source")
    ways = _ways(request.user)
    context = {
        "told": list(_told(mine[:MOST_LISTED], ways)),
        "ways": WAYS,
        "kinds": [(kind.value, kind.label, ways[kind.value]) for kind in Alert.Kind],
    }
    return page(request, "dispatches/alerts.html", context)


def _since(request: EditorRequest, since: str) -> HttpResponse:
    """What came after the alert of this number: one query while that is nothing."""
    mine = Alert.objects.to(request.user).select_related("story")
    if since.isascii() and since.isdecimal() and len(since) <= _LONGEST_NUMBER:
        new = list(mine.filter(pk__gt=int(since))[:MOST_NEW])
    else:
        new = [one for one in mine[:MOST_NEW] if one.at > timezone.now() - LATELY]
    if not new:
        return HttpResponse(status=204)
    told = _told(reversed(new), _ways(request.user))
    return render(request, "dispatches/_alerted.html", {"told": told, "last": new[0].pk})


def _ways(person: Person) -> dict[str, list[str]]:
    return ways_of(liked(person))


def _told(alerts: Iterable[Alert], ways: Mapping[str, list[str]]) -> Iterable[Told]:
    for alert in alerts:
        yield Told(alert, tuple(ways[alert.kind]), alert.kind in LOUD)


def choose(request: EditorRequest) -> HttpResponse:
    """Keep the ways that were ticked."""
    asked = {kind.value: request.POST.getlist(kind.value) for kind in Alert.Kind}
    try:
        prefer(request.user, alerts=asked)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Your alerts come as you chose.")
    return redirect("desk:alerts")
