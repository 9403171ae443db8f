"""A story's paragraphs in a list: up and down by button, by key, and then saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpResponse

from dispatches.actions import arrange as arranging
from dispatches.forms import SawForm
from dispatches.models import Story
from dispatches.requests import EditorRequest

from .answers import no, sentence_of, write
from .shell import page
from .stories import find


def arrange(request: EditorRequest, pk: int) -> HttpResponse:
    """The list; a button moves one paragraph in it, and nothing is kept before it is saved."""
    story = find(pk)
    if request.method != "POST":
        return _show(request, story, [row["key"] for row in story.head().paragraphs], story.touched)
    form = SawForm(request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    keys, saw = request.POST.getlist("key"), form.cleaned_data["saw"]
    for deed, step in (("up", -1), ("down", 1)):
        if moved := request.POST.get(deed):
            return _show(request, story, _moved(keys, moved, step), saw)
    act = partial(arranging.arrange, story, keys, by=request.user, saw=saw)
    again = partial(_refused, request, story)
    return write(request, act, sorry=again, focus=lambda story: "heading")


def _refused(request: EditorRequest, story: Story, sentence: str) -> HttpResponse:
    messages.warning(request, sentence)
    keys = [row["key"] for row in story.head().paragraphs]
    return _show(request, story, keys, story.touched, status=422)


def _moved(keys: Sequence[str], key: str, step: int) -> list[str]:
    """The keys with this one a place further up or down.

    >>> _moved(["a", "b", "c"], "b", -1), _moved(["a", "b"], "b", 1), _moved(["a"], "z", 1)
    (['b', 'a', 'c'], ['a', 'b'], ['a'])
    """
    order = list(keys)
    if key in order:
        at = order.index(key)
        order.insert(max(at + step, 0), order.pop(at))
    return order


def _show(
    request: EditorRequest, story: Story, keys: Sequence[str], saw: int, *, status: int = 200
) -> HttpResponse:
    rows = {row["key"]: row for row in story.head().paragraphs}
    copy = [rows[key] for key in keys if key in rows]
    moved = request.POST.get("up") or request.POST.get("down")
    context = {"story": story, "copy": copy, "saw": saw, "moved": moved}
    context["focus"] = f"move-{moved}" if moved else ""
    return page(request, "dispatches/arrange.html", context, status)
