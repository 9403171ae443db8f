"""Filters that were kept: the page on which they are named, shared, moved and let go."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from dispatches.actions import saved as keeping
from dispatches.actions.errors import Refused
from dispatches.models import SavedQuery
from dispatches.requests import EditorRequest

from .back import asked_before
from .shell import page
from .tabs import canonical, kept_by


def saved(request: EditorRequest) -> HttpResponse:
    """List the filters that were kept; a form keeps another one."""
    if request.method == "POST":
        return _keep(request)
    return _page(request)


def _page(request: EditorRequest, status: int = 200) -> HttpResponse:
    kept = list(kept_by(request).select_related("owner"))
    context = {
        "mine": [one for one in kept if one.owner_id == request.user.pk],
        "others": [
            (one, keeping.may_delete(one, request.user))
            for one in kept
            if one.owner_id != request.user.pk
        ],
    }
    return page(request, "dispatches/saved.html", context, status)


def _keep(request: EditorRequest) -> HttpResponse:
    query = urlencode(canonical(asked_before(request)))
    name = request.POST.get("name", "")
    try:
        keeping.keep(name, query, by=request.user, shared="shared" in request.POST)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _page(request, status=422)
    return redirect(f"{reverse('desk:queue')}?{query}")


def change(request: EditorRequest, pk: int, deed: str) -> HttpResponse:
    """Rename, share, move or let go one of them."""
    one = get_object_or_404(SavedQuery, pk=pk, page=SavedQuery.Page.QUEUE)
    act = _DEEDS.get(deed)
    if act is None:
        raise Http404("There is no such thing to do.")
    try:
        act(one, request)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _page(request, status=422)
    return redirect("desk:saved")


_DEEDS: dict[str, Callable[[SavedQuery, EditorRequest], object]] = {
    "rename": lambda one, request: keeping.rename(
        one, request.POST.get("name", ""), by=request.user
    ),
    "share": lambda one, request: keeping.share(one, True, by=request.user),
    "hide": lambda one, request: keeping.share(one, False, by=request.user),
    "up": lambda one, request: keeping.move(one, -1, by=request.user),
    "down": lambda one, request: keeping.move(one, 1, by=request.user),
    "delete": lambda one, request: keeping.let_go(one, by=request.user),
}
