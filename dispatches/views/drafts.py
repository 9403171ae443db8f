"""Drafts: kept while somebody types, shown when the form is opened again, thrown away by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from dispatches.actions import drafts as keeping
from dispatches.actions.errors import Refused, as_of
from dispatches.models import Draft, Story
from dispatches.models.drafts import shown
from dispatches.requests import EditorRequest

from .answers import done, no
from .merging import moved_on
from .shell import page, wants_middle
from .stories import find
from .typed import typed_in

Words = Mapping[str, Any]
_KEPT = "Kept as a draft at {at:%H:%M}. It is not saved yet."
_NO_NEWS = "There is nothing in it that is not saved."


def opened(
    request: EditorRequest,
    story: Story,
    place: str,
    said: Callable[[Story], Words],
    show: Callable[[dict[str, Any], Draft | None], HttpResponse],
    action: str = "",
) -> HttpResponse:
    """A form as it is opened: with what the story says, or with what its person typed before.

    `said` tells what the form says of a version; `action` is where it goes, if not to the page.
    """
    stands: dict[str, Any] = {"saw": story.touched, "version": story.version, **said(story)}
    draft = Draft.objects.at_place(request.user, story, place).first()
    if draft is None:
        return show(stands, None)
    then = as_of(story, draft.version, said)
    if _went_on(draft, story, stands, then):
        return moved_on(request, draft, story, said(story), then, action or request.path)
    return show(stands | draft.fields, draft)


def _went_on(draft: Draft, story: Story, stands: Words, then: Words) -> bool:
    """Whether what the draft began with is not what stands now, or nobody knows."""
    if not then:
        return draft.saw != story.touched
    known = [name for name in draft.fields if name in then]
    return any(shown(then[name]) != shown(stands[name]) for name in known)


def keep(request: EditorRequest, pk: int, place: str) -> HttpResponse:
    """Keep what stands in a form of a story."""
    story = find(pk)
    try:
        draft = keeping.keep(request.user, story, place, typed_in(request.POST))
    except Refused as refusal:
        return _told(str(refusal)) if _is_script(request) else no(request, story, str(refusal))
    if _is_script(request):
        return _stamp(draft)
    messages.success(request, _kept(draft))
    return done(request, story, "drafts")


def keep_loose(request: EditorRequest, place: str) -> HttpResponse:
    """Keep what stands in a form that belongs to no story."""
    try:
        draft = keeping.keep(request.user, None, place, typed_in(request.POST))
    except Refused as refusal:
        return _told(str(refusal))
    if _is_script(request):
        return _stamp(draft)
    messages.success(request, _kept(draft))
    return redirect("desk:drafts")


def _is_script(request: EditorRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _stamp(draft: Draft | None) -> HttpResponse:
    """What drafts.js is told: which draft it is now, and when it was kept."""
    at = timezone.localtime(draft.at) if draft else timezone.localtime()
    return JsonResponse({"stamp": draft.stamp if draft else "", "at": f"{at:%H:%M:%S}"})


def _told(sentence: str) -> HttpResponse:
    return JsonResponse({"says": sentence}, status=422)


def _kept(draft: Draft | None) -> str:
    return _KEPT.format(at=timezone.localtime(draft.at)) if draft else _NO_NEWS


def drafts(request: EditorRequest) -> HttpResponse:
    """All that its person typed and did not save."""
    mine = Draft.objects.of(request.user)
    return page(request, "dispatches/drafts.html", {"drafts": mine})


def discard(request: EditorRequest, draft: int) -> HttpResponse:
    """Throw a draft of one's own away."""
    found = get_object_or_404(Draft.objects.select_related("story"), pk=draft, person=request.user)
    keeping.discard(found, by=request.user)
    messages.success(request, "The draft was thrown away.")
    if found.story is not None:
        return done(request, found.story, "moves")
    if wants_middle(request):
        return drafts(request)
    return redirect("desk:drafts")
