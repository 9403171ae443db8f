"""How somebody likes the desk: their own page, and the switch of the keys."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from dispatches.actions.preferences import leave_elsewhere, prefer
from dispatches.forms import PreferenceForm, zones
from dispatches.models.liking import liked
from dispatches.requests import EditorRequest

from .shell import page, wants_middle


def me(request: EditorRequest) -> HttpResponse:
    """What the person prefers: the form, and what it sends."""
    if request.method != "POST":
        form = PreferenceForm(initial=PreferenceForm.as_kept(liked(request.user)))
        return page(request, "dispatches/me.html", {"form": form, "zones": zones()})
    form = PreferenceForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "zones": zones()}
        return page(request, "dispatches/me.html", context, status=422)
    prefer(request.user, **form.chosen())
    messages.success(request, "Kept, for every browser that you log in with.")
    return redirect("desk:me")


def switch_keys(request: EditorRequest) -> HttpResponse:
    """Switch the plain keys on or off for good."""
    on = bool(request.POST.get("keys_on"))
    prefer(request.user, keys_on=on)
    if wants_middle(request):
        return HttpResponse(status=204)
    messages.success(request, f"Plain keys are {'on' if on else 'off'}.")
    return redirect("desk:me")


def log_out_elsewhere(request: EditorRequest) -> HttpResponse:
    """End every other session of the person."""
    ended = leave_elsewhere(request.user, here=request.session.session_key)
    messages.success(request, f"Logged out of {ended} other browser{'' if ended == 1 else 's'}.")
    return redirect("desk:me")
