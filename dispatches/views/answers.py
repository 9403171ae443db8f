"""How a write is answered: with the story, with the reason why not, or with both texts."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from dispatches.actions.errors import Refused, Stale
from dispatches.models import Story
from dispatches.requests import EditorRequest

from .merging import conflict
from .run import address
from .shell import wants_middle
from .stories import find, story_page
from .typed import kept, saved


def write(
    request: EditorRequest,
    act: Callable[[], Story],
    *,
    sorry: Callable[[str], HttpResponse],
    focus: Callable[[Story], str] = lambda story: "moves",
) -> HttpResponse:
    """Ask the action; `sorry` answers a refusal, the page with both texts a stale write.

    What the form's draft holds goes with the write, and stays with whatever was not written.
    """
    try:
        story = saved(request, act)
    except Stale as stale:
        return conflict(request, stale, kept(request))
    except Refused as refusal:
        kept(request)
        return sorry(str(refusal))
    return done(request, story, focus(story))


def done(request: EditorRequest, story: Story, focus: str) -> HttpResponse:
    """The story as it stands now; the eye goes to the element named by `focus`."""
    if not wants_middle(request):
        return redirect(f"{address(request, story)}#{focus}")
    response = story_page(request, find(story.pk, request.user), focus=focus)
    response["HX-Replace-Url"] = address(request, story)
    return response


def no(request: EditorRequest, story: Story, sentence: str) -> HttpResponse:
    """The story's page with the sentence that says why not; nothing was changed."""
    messages.warning(request, sentence)
    return story_page(request, find(story.pk, request.user), status=422)


def sentence_of(form: Form) -> str:
    """What is wrong with a form, in one line."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
