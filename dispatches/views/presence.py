"""Who has a story open: told by the browser that has it open too, every ten seconds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from dispatches.actions import presence
from dispatches.models import Story
from dispatches.models.presence import company
from dispatches.requests import EditorRequest

from .answers import done


def beat(request: EditorRequest, pk: int) -> HttpResponse:
    """Somebody is here still, or leaves. 204 while those here are whom the page shows."""
    story = get_object_or_404(Story, pk=pk)
    if request.POST.get("leaves"):
        presence.leave(request.user, story)
        return HttpResponse(status=204)
    came = presence.arrive(request.user, story, request.POST.get("place", ""))
    who = company(story, request.user, came.taken_by)
    if who.mark == request.POST.get("knows") and not came.taken_by:
        response = HttpResponse(status=204)
    else:
        response = render(request, "dispatches/_presence.html", {"story": story, "who": who})
    response["Presence-Ages"] = " ".join(str(one.age) for one in who.others)
    return response


def take_over(request: EditorRequest, pk: int) -> HttpResponse:
    """Hold the story that another holds; what they typed stays theirs, and can be read here."""
    story = get_object_or_404(Story, pk=pk)
    other = presence.take_over(request.user, story)
    name = f"{other} was told, and keeps what they typed" if other else "Nobody had it"
    messages.success(request, f"You have the story now. {name}.")
    return done(request, story, "presence")
