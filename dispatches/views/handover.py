"""The hand-over: what stands now, the note to the next shift, and what was handed over before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from dispatches.actions.errors import Refused
from dispatches.actions.handover import MOST_TEXT, Facts, facts_of, hand_over
from dispatches.models import Handover
from dispatches.requests import EditorRequest

from .shell import page

MOST_LISTED = 12
_LONGEST_NUMBER = 9
LISTS = (
    ("stopped", "Held, killed or recalled", "No notice stands against anything."),
    ("waiting", "Waiting for MORE", "Nothing waits for its next take."),
    ("embargoed", "Under embargo", "Nothing is under embargo."),
    ("watched", "Watched", "No story is watched; its page has the button."),
    ("mentions", "Notes that were not read", "Every note was read."),
)
"""The lists of stories: their names in the facts, what they are called, and when they are empty."""


def handover(request: EditorRequest) -> HttpResponse:
    """What stands now, or what stood when the hand-over that is asked for was written."""
    if request.method == "POST":
        return _keep(request)
    return _show(request, "")


def _keep(request: EditorRequest) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        kept = hand_over(text, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _show(request, text, status=422)
    messages.success(request, "The desk is handed over; everybody on it can read this.")
    response = redirect("desk:handover")
    response["Location"] += f"?at={kept.pk}"
    return response


def _show(request: EditorRequest, text: str, status: int = 200) -> HttpResponse:
    asked = _asked(request.GET.get("at", ""))
    now = timezone.now()
    facts = asked.facts if asked else facts_of(request.user, now)
    context = {
        "asked": asked,
        "text": text,
        "most": MOST_TEXT,
        "at": asked.at if asked else now,
        "open": [row | {"since": _moment(row["since"])} for row in facts.get("open", [])],
        "lists": [(label, empty, _list(facts, name)) for name, label, empty in LISTS],
        "silent": facts.get("silent", []),
        "rejects": facts.get("rejects", 0),
        "before": Handover.objects.select_related("by").defer("facts")[:MOST_LISTED],
    }
    return page(request, "dispatches/handover.html", context, status)


def _asked(number: str) -> Handover | None:
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        return None
    return Handover.objects.select_related("by").filter(pk=int(number)).first()


def _list(facts: Facts, name: str) -> dict[str, Any]:
    told = facts.get(name) or {"rows": [], "left": 0}
    rows = [row | {"since": _moment(row["since"])} for row in told["rows"]]
    return {"rows": rows, "left": told["left"]}


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)
