"""The join editor: a story's takes in their order, where it parts, what joins it, and what would
come of each before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from dispatches.actions import join as joining
from dispatches.actions import regroup, suggest, unjoin
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.foresee import Foreseen, foresee
from dispatches.actions.split import split, where
from dispatches.forms import OrderForm, OtherForm, SawForm, SplitForm, TakeForm
from dispatches.models import Story
from dispatches.requests import EditorRequest
from dispatches.workflow import Status

from .answers import sentence_of, write
from .merging import conflict
from .shell import page
from .stories import find
from .takes import nearest, offered
from .typed import kept

NEAR = timedelta(days=7)
MOST_FOUND = 10
_TO_COME = "(a headline to come)"


@dataclass(frozen=True, slots=True)
class Staged:
    """A change that was asked for and is not saved: what it is, what would come of it, and what the
    form that saves it has to say."""

    deed: str
    says: str
    foreseen: Foreseen
    sent: Sequence[tuple[str, Any]] = field(default=())
    asks_headline: bool = False
    asks_reason: bool = False


def join(request: EditorRequest, pk: int) -> HttpResponse:
    """The join editor, with the change that the address asks to see; a post joins one take."""
    story = find(pk)
    if request.method != "POST":
        return join_page(request, story, request.GET)
    form = TakeForm(offered(story), request.POST, initial={"saw": story.touched})
    show = partial(join_page, request, story, QueryDict(), status=422)
    if not form.is_valid():
        return show(sorry=sentence_of(form))
    act = partial(joining.merge, story, by=request.user, **form.cleaned_data)
    return write(request, act, sorry=lambda sentence: show(sorry=sentence))


def join_page(
    request: EditorRequest, story: Story, asked: QueryDict, sorry: str = "", status: int = 200
) -> HttpResponse:
    """The page of the join editor."""
    stands = regroup.order_of(story)
    order, focus = _order(asked, stands)
    staged = _staged(request, story, asked, order, stands)
    context = _beside(story, order, asked.get("q", "")[:100]) | {
        "story": story,
        "copy": story.head().paragraphs if story.version else [],
        "staged": staged,
        "last": unjoin.last_of(request.user, story),
        "sorry": sorry,
        "focus": focus or ("staged" if staged else ""),
    }
    return page(request, "dispatches/join.html", context, status)


def _beside(story: Story, order: Sequence[int], words: str) -> dict[str, Any]:
    """The takes in this order, and what may be joined to them: also what these words find."""
    items = {placing.item_id: placing.item for placing in story.placings.all()}
    held = [items[pk] for pk in order]
    return {
        "held": held,
        "suggestions": suggest.suggested([story]).get(story.pk, []),
        "asked": words,
        "found": _found(story, words),
        "offered": nearest(story, held),
    }


# What is asked for --------------------------------------------------------------------------------
def _order(asked: QueryDict, stands: Sequence[int]) -> tuple[list[int], str]:
    """The order that the address asks for, one step on where a button was pressed; and which button
    has the focus then."""
    numbers = {str(pk): pk for pk in stands}
    order = [numbers[word] for word in asked.getlist("order") if word in numbers]
    if sorted(order) != sorted(stands):
        return list(stands), ""
    way, _, word = asked.get("move", "").partition("-")
    if word not in numbers or way not in ("up", "down", "to"):
        return order, ""
    at = order.index(numbers[word])
    wanted = asked.get(f"to-{word}", "")
    number = int(wanted) - 1 if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else at
    goal = {"up": at - 1, "down": at + 1, "to": number}[way]
    order.insert(max(0, min(goal, len(order) - 1)), order.pop(at))
    return order, f"{way}-{word}"


def _staged(
    request: EditorRequest,
    story: Story,
    asked: QueryDict,
    order: Sequence[int],
    stands: Sequence[int],
) -> Staged | None:
    """The change that the address asks to see; None where it asks for none."""
    if list(order) != list(stands):
        return _reordered(request, story, order)
    if asked.get("split"):
        return _parted(request, story, asked.get("split", "")[:40])
    if asked.get("with"):
        return _united(request, story, asked.get("with", ""))
    return None


def _reordered(request: EditorRequest, story: Story, order: Sequence[int]) -> Staged:
    act = partial(regroup.put_in_order, story, order, by=request.user, saw=story.touched)
    sent = [("order", pk) for pk in order]
    return Staged("order", "The takes in this order", foresee(act), sent)


def _parted(request: EditorRequest, story: Story, key: str) -> Staged:
    act = partial(
        split, story, key, by=request.user, saw=story.touched, reason="?", headline=_TO_COME
    )
    try:
        within = where(story, key).within
    except Refused as refusal:
        return Staged("split", "Two stories", Foreseen(sorry=str(refusal)))
    return Staged(
        "split", "Two stories", foresee(act), [("key", key)], asks_headline=within, asks_reason=True
    )


def _united(request: EditorRequest, story: Story, word: str) -> Staged | None:
    number = int(word) if word.isascii() and word.isdigit() and len(word) < 10 else 0
    other = Story.objects.select_related("source").filter(pk=number).first()
    if other is None:
        return None
    act = partial(
        regroup.unite, story, other, by=request.user, saw=story.touched, other_saw=other.touched
    )
    sent = [("other", other.pk), ("other_saw", other.touched)]
    return Staged("join", f"With the takes of “{other}”", foresee(act), sent)


def _found(story: Story, words: str) -> list[Story]:
    """The stories near this one, of its source, that these words find by number, slug or title."""
    if not words.strip() or "\x00" in words:
        return []
    near = Story.objects.filter(
        source=story.source_id,
        arrived_at__range=(story.arrived_at - NEAR, story.arrived_at + NEAR),
        placings__role="in_force",
    ).exclude(pk=story.pk)
    near = near.exclude(status__in=(Status.PUBLISHED, Status.WITHDRAWN))
    for word in words.split()[:6]:
        near = near.filter(
            Q(slug__icontains=word)
            | Q(headline__icontains=word)
            | Q(placings__item__serial__icontains=word)
        )
    found = near.distinct().order_by("-arrived_at")[:MOST_FOUND]
    return list(found.select_related("source").prefetch_related("placings__item"))


# What is done -------------------------------------------------------------------------------------
def deed(request: EditorRequest, pk: int, name: str) -> HttpResponse:
    """Save a change of a story's takes, and come back to the join editor."""
    story = find(pk)
    form, act = _deed(request, name, story)
    if form is None or not form.is_valid():
        sorry = sentence_of(form) if form else "There is no such deed."
        return join_page(request, story, _again(name, request.POST), sorry, status=422)
    try:
        done = act(**form.cleaned_data)
    except Stale as stale:
        if stale.story == story:
            return conflict(request, stale, kept(request))
        return join_page(request, story, _again(name, request.POST), str(stale), status=409)
    except Refused as refusal:
        return join_page(request, story, _again(name, request.POST), str(refusal), status=422)
    messages.success(request, _SAVED[name])
    return redirect(reverse("desk:join", args=[done.pk]))


_SAVED = {
    "order": "The takes stand in this order, and no machine changes it.",
    "split": "The story is two; no machine joins them again.",
    "join": "The two stories are one; no machine parts them again.",
    "undo": "Taken back.",
}


def _deed(
    request: EditorRequest, name: str, story: Story
) -> tuple[SawForm | None, Callable[..., Story]]:
    """The form of a deed, and the action that it asks; no form: there is no such deed."""
    said, by = request.POST, request.user
    match name:
        case "order":
            form = OrderForm(regroup.order_of(story), said)
            return form, partial(regroup.put_in_order, story, by=by)
        case "split":
            return SplitForm(said), partial(split, story, by=by)
        case "join":
            return OtherForm(said), partial(regroup.unite, story, by=by)
        case "undo":
            return SawForm(said), partial(unjoin.undo_join, story, by=by)
    return None, regroup.unite


def _again(name: str, said: QueryDict) -> QueryDict:
    """The address that shows the change again which was not saved."""
    names = {"order": ("order", "order"), "split": ("key", "split"), "join": ("other", "with")}
    asked = QueryDict(mutable=True)
    if name in names:
        sent, wanted = names[name]
        asked.setlist(wanted, said.getlist(sent))
    return asked
