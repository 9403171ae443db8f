"""What a request carries of a form that keeps drafts: its words, and which page typed them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import QueryDict

from dispatches.actions import drafts
from dispatches.actions.drafts import Typed
from dispatches.actions.errors import Refused
from dispatches.forms import MAX_SAW
from dispatches.models import Draft, Story
from dispatches.requests import NO_WORDS, EditorRequest

Done = TypeVar("Done")


def typed_in(post: QueryDict) -> Typed:
    """The words of a form that was sent, and what it says of itself."""
    fields = {
        name: values if len(values) > 1 else values[0]
        for name, values in post.lists()
        if name not in NO_WORDS and values
    }
    return Typed(
        fields,
        saw=_number(post.get("saw")),
        version=_number(post.get("version")),
        tab=str(post.get("draft-tab", "")),
        turn=_number(post.get("draft-turn")),
        over=str(post.get("draft-over", "")),
    )


def _number(said: object) -> int:
    text = str(said)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return number if number <= MAX_SAW else 0


def kept(request: EditorRequest) -> Draft | None:
    """Keep the words of a form that was not saved; None where it is one that keeps no drafts."""
    place, story = request.POST.get("draft-place", ""), _story(request)
    if not place or story is None:
        return None
    try:
        return drafts.keep(request.user, story, place, typed_in(request.POST))
    except Refused:
        return None  # the words are on the page that is answered


def saved(request: EditorRequest, act: Callable[[], Done]) -> Done:
    """Do a write, and let go of the draft of the form that asked for it."""
    place, story = request.POST.get("draft-place", ""), _story(request)
    if not place or story is None:
        return act()
    return drafts.saving(act, request.user, story, place, typed_in(request.POST))


def _story(request: EditorRequest) -> Story | None:
    """The story whose form this is; its address says so."""
    match = request.resolver_match
    number = match.kwargs.get("pk", 0) if match else 0
    return Story.objects.filter(pk=number).first()
