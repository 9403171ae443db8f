"""The zen run: one story after the other, each settled in one step."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dispatches.actions import zen as deeds
from dispatches.actions.errors import Refused, Stale
from dispatches.forms import ZenForm
from dispatches.models import Story
from dispatches.requests import EditorRequest

from . import run as runs
from .answers import no, sentence_of
from .merging import conflict
from .shell import page, wants_middle
from .stories import find, story_page
from .typed import kept


def zen(request: EditorRequest) -> HttpResponse:
    """Begin a run of the filter in the address, or show what was done in the one that ended."""
    query = runs.clean(request.GET)
    if not request.GET.get("end"):
        begun = runs.begin(request, query)
        if begun.stack:
            return redirect(runs.place(begun.stack[0], query))
    return _end_page(request, runs.going(request, query))


def _end_page(request: EditorRequest, run: runs.Run) -> HttpResponse:
    left = run.after(0)
    skipped = runs.answering(request, run.query).filter(pk__in=left).count() if left else 0
    said = runs.said(run) | {"skipped": skipped, "others": len(left) - skipped}
    return page(request, "dispatches/zen_end.html", {"zen": said, "run": run})


def zen_story(request: EditorRequest, pk: int) -> HttpResponse:
    """One story of a run: its page, and what is done with it."""
    story = find(pk)
    if request.method != "POST":
        return story_page(request, story, focus="moves" if wants_middle(request) else "")
    form = ZenForm(request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    said = form.cleaned_data
    undoes = said.pop("deed") == "undo"
    act = partial(_undo if undoes else _do, request, story, request.POST["deed"], said)
    try:
        return act()
    except Stale as stale:
        return conflict(request, stale, kept(request))
    except Refused as refusal:
        return no(request, story, str(refusal))


def _do(request: EditorRequest, story: Story, deed: str, said: dict[str, Any]) -> HttpResponse:
    """Settle the story, and go on to the next."""
    run = runs.going(request, runs.asked(request), story.pk)
    settled = deeds.settle(story, deed, by=request.user, **said)
    run.did(deed, settled)
    runs.keep(request, run)
    return _go_on(request, run, story.pk)


def _undo(request: EditorRequest, story: Story, deed: str, said: dict[str, Any]) -> HttpResponse:
    """Take the last deed back, and show its story again."""
    run = runs.going(request, runs.asked(request), story.pk)
    if run.last.get("pk") != story.pk:
        raise Refused("There is nothing to take back.")
    deeds.take_back(story, run.last["deed"], by=request.user, saw=said["saw"])
    run.undo(story.pk)
    runs.keep(request, run)
    messages.success(request, f"“{story}” is back.")
    return _shown(request, story.pk, run)


def _go_on(request: EditorRequest, run: runs.Run, pk: int) -> HttpResponse:
    """The next story; to a browser that fetched it ahead, only what has changed since."""
    ahead = run.next(request, pk)
    if ahead is None:
        return _moved(request, runs.end(run.query), partial(_end_page, request, run))
    if wants_middle(request) and request.headers.get("Zen-Has") == runs.mark(*ahead):
        answer = render(request, "dispatches/_zen_said.html", {"zen": runs.said(run)})
        answer["Zen-Show"], answer["HX-Push-Url"] = "ahead", runs.place(ahead[0], run.query)
        return answer
    return _shown(request, ahead[0], run)


def _shown(request: EditorRequest, pk: int, run: runs.Run) -> HttpResponse:
    show = partial(story_page, request, find(pk), focus="moves")
    return _moved(request, runs.place(pk, run.query), show)


def _moved(request: EditorRequest, address: str, show: partial[HttpResponse]) -> HttpResponse:
    """The page under its own address: by a redirect, or at once where a script swaps it in."""
    if not wants_middle(request):
        return redirect(address)
    answer = show()
    answer["HX-Push-Url"] = address
    return answer
