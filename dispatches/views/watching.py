"""Watching a story: a button on its page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from dispatches.actions.watch import unwatch
from dispatches.actions.watch import watch as keep_an_eye
from dispatches.requests import EditorRequest

from .answers import done
from .stories import find


def watch(request: EditorRequest, pk: int) -> HttpResponse:
    """Watch the story, or watch it no more."""
    story = find(pk)
    if request.POST.get("on") == "no":
        unwatch(story, by=request.user)
        messages.success(request, "You do not watch it any more.")
    else:
        keep_an_eye(story, by=request.user, now=timezone.now())
        messages.success(request, "You watch it: you are told of what becomes of it.")
    return done(request, story, "moves")
