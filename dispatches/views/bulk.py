"""What is done to many stories at once, and taking back what was done last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseLocation

from dispatches.actions import bulk
from dispatches.actions.bulk import DEEDS, Outcome
from dispatches.actions.errors import Refused
from dispatches.actions.undo import WHILE
from dispatches.forms import MAX_SAW
from dispatches.models import Story
from dispatches.requests import EditorRequest
from dispatches.workflow import MOVES

from .back import asked_before, back_to_page, back_to_queue
from .desk import queue_page
from .shell import wants_middle

_KEPT = "undo"
_TEXTS = {"return": "reason_return", "spike": "reason_spike"}


def many(request: EditorRequest) -> HttpResponse:
    """Do one thing to the chosen stories, and answer with the list from which they were chosen."""
    name, chosen = request.POST.get("deed", ""), chosen_in(request)
    if name == "join" and chosen:
        return _go(request, reverse("desk:join", args=[chosen[0][0]]))
    said = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    said["reason"] = said.get(_TEXTS.get(name, ""), "")
    try:
        outcome = bulk.do(name, chosen, by=request.user, said=said)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _list(request, 422)
    _tell(request, DEEDS[name].done, outcome)
    remember(request, f"{_counted(len(outcome.done))} {DEEDS[name].done}", outcome.done)
    return _list(request)


def chosen_in(request: EditorRequest) -> list[tuple[int, int]]:
    """The stories that a form chose, each as “number:touched”; what is neither is left out."""
    pairs = [text.partition(":") for text in request.POST.getlist("story")]
    numbers = [(pk, saw) for pk, _, saw in pairs if pk.isdecimal() and saw.isdecimal()]
    told = [(int(pk[:20]), int(saw[:20])) for pk, saw in numbers]
    return [(pk, saw) for pk, saw in told if 0 < pk < 2**63 and saw <= MAX_SAW]


def _list(request: EditorRequest, status: int = 200) -> HttpResponse:
    """The list from which this form came: itself for HTMX, the way to it for a browser alone."""
    if not wants_middle(request):
        return redirect(back_to_queue(request))
    response = queue_page(request, asked_before(request))
    response.status_code = status
    return response


def _tell(request: EditorRequest, done: str, outcome: Outcome) -> None:
    """Say what was done to how many, and one line for each that refused."""
    if outcome.done:
        messages.success(request, f"{_counted(len(outcome.done))} {done}.")
    if outcome.refused:
        messages.warning(request, f"{_counted(len(outcome.refused))} not {done}:")
    for name, why in outcome.refused:
        messages.warning(request, why if name in why else f"{name}: {why}")


def _counted(number: int) -> str:
    return f"{number} stor{'y' if number == 1 else 'ies'}"


# Taking back -------------------------------------------------------------------------------------
def remember(request: EditorRequest, says: str, stories: Sequence[Story]) -> None:
    """Keep what a person did last, so that one press takes it back; nothing done, nothing kept."""
    if not stories:
        request.session.pop(_KEPT, None)
        return
    touched = [[story.pk, story.touched] for story in stories]
    at = timezone.now().isoformat()
    request.session[_KEPT] = {"says": says, "at": at, "stories": touched}


def remembered(request: EditorRequest, name: str, story: Story) -> Story:
    """The same for one move of the table, which is handed on."""
    target = MOVES[name].target
    told = f"“{story}” {DEEDS[name].done}" if name in DEEDS else f"“{story}” {target or 'unspiked'}"
    remember(request, told, [] if name in ("publish", "withdraw") else [story])
    return story


def last_deed(request: EditorRequest) -> dict[str, Any] | None:
    """What may be taken back now; None where there is nothing, or it was too long ago."""
    kept: dict[str, Any] | None = request.session.get(_KEPT)
    if kept is None or timezone.now() - datetime.fromisoformat(kept["at"]) > WHILE:
        return None
    return kept


def undo(request: EditorRequest) -> HttpResponse:
    """Take back what this person did last, and go back to the page where they were."""
    kept = last_deed(request)
    request.session.pop(_KEPT, None)
    try:
        chosen = [(pk, saw) for pk, saw in kept["stories"]] if kept else []
        if not chosen:
            raise Refused("There is nothing to take back.")
        outcome = bulk.undo_each(chosen, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        _tell(request, "put back as they were" if len(chosen) > 1 else "put back", outcome)
    return _go(request, back_to_page(request))


def _go(request: EditorRequest, address: str) -> HttpResponse:
    if not wants_middle(request):
        return redirect(address)
    way = {"target": "#desk", "select": "#desk", "swap": "outerHTML"}
    return HttpResponseLocation(address, **way)  # type: ignore[arg-type]
