"""Two stories side by side that are nearly the same, and what an editor makes of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from dispatches.actions.alike import DEEDS
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.nearness import nearest
from dispatches.forms import OtherForm
from dispatches.models import Revision, Story
from dispatches.models.wording import wording_of
from dispatches.requests import EditorRequest
from dispatches.wire.nearness import alike, words_in

from .answers import sentence_of
from .changes import changes
from .shell import page
from .stories import find


def near(request: EditorRequest, pk: int, other: int) -> HttpResponse:
    """Both texts and their difference; a post says which of them stands, or why both do."""
    story, second = find(pk), find(other)
    if request.method != "POST":
        return _near_page(request, story, second)
    form = OtherForm({**request.POST.dict(), "other": second.pk})
    act = DEEDS.get(request.POST.get("deed", ""))
    if act is None or not form.is_valid():
        return _near_page(request, story, second, sentence_of(form) or "There is no such deed.")
    said = form.cleaned_data | {"other": second}
    keeps = story if request.POST.get("keeps") != str(second.pk) else second
    try:
        done = partial(act, by=request.user, **_turned(said, story, keeps))()
    except Stale as stale:
        return _near_page(request, find(pk), find(other), str(stale), status=409)
    except Refused as refusal:
        return _near_page(request, story, second, str(refusal))
    messages.success(request, "It is settled.")
    return redirect(done.desk_url())


def _turned(said: dict[str, Any], story: Story, keeps: Story) -> dict[str, Any]:
    """What the action asks for, where the other of the two is the one that is kept."""
    if keeps == story:
        return said | {"story": story}
    return said | {
        "story": keeps,
        "other": story,
        "saw": said["other_saw"],
        "other_saw": said["saw"],
    }


def _near_page(
    request: EditorRequest, story: Story, other: Story, sorry: str = "", status: int = 422
) -> HttpResponse:
    """Both as they stand now, and (`sorry`, with this status) why nothing was done."""
    one, two = story.head(), other.head()
    rivals = [pair for pair in nearest(story, wording_of(one)) if pair[1] != other]
    context = {
        "story": story,
        "other": other,
        "one": one,
        "two": two,
        "percent": round(100 * alike(_words(one), _words(two))),
        "changes": changes(_copy_text(one), _copy_text(two)),
        "nearest": [(round(100 * share), rival) for share, rival in rivals],
        "sorry": sorry,
    }
    return page(request, "dispatches/near.html", context, status if sorry else 200)


def _words(revision: Revision) -> tuple[str, ...]:
    return words_in([row["text"] for row in revision.paragraphs if row["kind"] == "paragraph"])


def _copy_text(revision: Revision) -> str:
    """A revision's headline and paragraphs as one text."""
    return "\n\n".join([revision.headline, *(block["text"] for block in revision.paragraphs)])
