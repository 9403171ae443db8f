"""Going back: a paragraph to the machine's words or to its kind, a story to an earlier version."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse

from dispatches.actions import mend, revert
from dispatches.forms import KindForm, RevertForm, SawForm
from dispatches.models import Story
from dispatches.requests import EditorRequest
from dispatches.wire.values import Block

from .answers import no, sentence_of, write
from .stories import find


def revert_paragraph(request: EditorRequest, pk: int, key: str) -> HttpResponse:
    """Give a paragraph the machine's words again, also one that was left out."""
    story, form = find(pk), SawForm(request.POST)
    again = partial(no, request, story)
    if not form.is_valid():
        return again(sentence_of(form))
    act = partial(revert.revert_paragraph, story, key, by=request.user, **form.cleaned_data)
    return write(request, act, sorry=again, focus=lambda now: f"p-{key}")


def reshape(request: EditorRequest, pk: int, key: str) -> HttpResponse:
    """Make a paragraph a crosshead, or a crosshead a paragraph."""
    story, form = find(pk), KindForm(request.POST)
    again = partial(no, request, story)
    if not form.is_valid():
        return again(sentence_of(form))
    kind, saw = Block(form.cleaned_data["kind"]), form.cleaned_data["saw"]
    act = partial(mend.reshape_paragraph, story, key, kind, by=request.user, saw=saw)
    return write(request, act, sorry=again, focus=lambda now: f"p-{key}")


def revert_story(request: EditorRequest, pk: int) -> HttpResponse:
    """Make a new version that says what an earlier one said."""
    story, form = find(pk), RevertForm(request.POST)
    again = partial(no, request, story)
    if not form.is_valid():
        return again(sentence_of(form))

    def act() -> Story:
        now = revert.revert_story(story, by=request.user, **form.cleaned_data)
        to = form.cleaned_data["to"]
        messages.success(request, f"Version {now.version} says what version {to} said.")
        return now

    return write(request, act, sorry=again, focus=lambda now: "copy-title")
