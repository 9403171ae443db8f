"""How a write is answered: with the story, with the reason why not, or with both texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from dispatches.actions.errors import Refused, Stale
from dispatches.models import Story
from dispatches.requests import EditorRequest
from dispatches.wire.compare import Change

from .changes import changes
from .run import address
from .shell import page, wants_middle
from .stories import find, story_page

NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", "saw"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that two people wrote at once."""

    name: str
    mine: str
    theirs: str
    runs: list[list[Change]] | None


def write(
    request: EditorRequest,
    act: Callable[[], Story],
    *,
    sorry: Callable[[str], HttpResponse],
    focus: Callable[[Story], str] = lambda story: "moves",
) -> HttpResponse:
    """Ask the action; `sorry` answers a refusal, the page with both texts a stale write."""
    try:
        story = act()
    except Stale as stale:
        return conflict(request, stale)
    except Refused as refusal:
        return sorry(str(refusal))
    return done(request, story, focus(story))


def done(request: EditorRequest, story: Story, focus: str) -> HttpResponse:
    """The story as it stands now; the eye goes to the element named by `focus`."""
    if not wants_middle(request):
        return redirect(f"{address(request, story)}#{focus}")
    response = story_page(request, find(story.pk), focus=focus)
    response["HX-Replace-Url"] = address(request, story)
    return response


def no(request: EditorRequest, story: Story, sentence: str) -> HttpResponse:
    """The story's page with the sentence that says why not; nothing was changed."""
    messages.warning(request, sentence)
    return story_page(request, find(story.pk), status=422)


def sentence_of(form: Form) -> str:
    """What is wrong with a form, in one line."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def conflict(request: EditorRequest, stale: Stale) -> HttpResponse:
    """Both texts, their difference, and a form to send mine again. Nothing is lost."""
    typed = {name: mine for name, mine in stale.mine.items() if mine not in ("", None)}
    pairs = [_pair(name, mine, stale.theirs.get(name)) for name, mine in typed.items()]
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_SENT_AGAIN
    ]
    context = {"story": stale.story, "pairs": pairs, "sent": sent, "says": str(stale)}
    return page(request, "dispatches/stale.html", context, status=409)


def _pair(name: str, mine: Any, theirs: Any) -> Pair:
    one, other = _said(mine), _said(theirs)
    return Pair(name.replace("_", " "), one, other, changes(other, one))


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "/".join(map(str, value))
    return "" if value is None else str(value)
