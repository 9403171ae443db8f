"""From one story to the next of the list that was looked at, without a way back to the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from dispatches.actions import move as moving
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.move import may_make
from dispatches.filters import ORDERS, StoryFilter
from dispatches.models import Story
from dispatches.requests import EditorRequest, looked_at
from dispatches.wire.stops import CODE
from dispatches.workflow import IN_WORK, MOVES, Status

from .answers import done, no
from .bulk import remembered
from .merging import conflict
from .shell import wants_middle
from .stories import find, story_page
from .typed import kept


def onward(request: EditorRequest, pk: int) -> HttpResponse:
    """The next story of the list that this one was opened from."""
    found = next_after(request, find(pk))
    if found is None:
        messages.info(request, "That was the last story of this list.")
        return redirect(f"{reverse('desk:queue')}?{looked_at(request)}")
    return _shown(request, found)


def approve(request: EditorRequest, story: Story, saw: int) -> HttpResponse:
    """Approve a story, from incoming in one step with the claim, and show what comes next.

    Whoever may publish it stays with it: that is what they want next.
    """
    if not request.POST.get("sure") and _stopped(story):
        return no(request, story, "A notice or an embargo speaks of it: look, and say it is right.")
    one_step = story.status in MOVES["claim"].sources
    act = moving.claim_and_approve if one_step else partial(moving.move, name="approve")
    try:
        story = act(story, by=request.user, saw=saw)
    except Stale as stale:
        return conflict(request, stale, kept(request))
    except Refused as refusal:
        return no(request, story, str(refusal))
    return _and_next(request, remembered(request, "approve", story))


def _stopped(story: Story) -> bool:
    return story.current_problems().open().filter(code=CODE).exists()


def _and_next(request: EditorRequest, story: Story) -> HttpResponse:
    """The next story, with the word that this one is done."""
    found = None if may_make("publish", request.user) else next_after(request, story)
    said = format_html("Approved “<a href='{}'>{}</a>”.", story.desk_url(), str(story))
    messages.success(request, said)
    return done(request, story, "moves") if found is None else _shown(request, found)


def _shown(request: EditorRequest, story: Story) -> HttpResponse:
    """A story in the place of another, at an address of its own."""
    if not wants_middle(request):
        return redirect(story.desk_url())
    response = story_page(request, find(story.pk), focus="desk")
    response["HX-Push-Url"] = story.desk_url()
    return response


# The list that was looked at ----------------------------------------------------------------------
def next_after(request: EditorRequest, story: Story) -> Story | None:
    """The first story behind this one, in the order of the list, that waits for work and that
    nobody else has in hand; from the top again where there is none behind it."""
    asked = StoryFilter(QueryDict(looked_at(request)), queryset=Story.objects.all())
    listed = asked.qs
    order = ORDERS.get(asked.asked().get("order", ""), ORDERS["urgent"])[1]
    mine = Q(claimed_by__isnull=True) | Q(claimed_by=request.user) | ~Q(status=Status.IN_REVIEW)
    waiting = listed.filter(mine, status__in=IN_WORK).exclude(pk=story.pk).order_by(*order)
    behind = _behind(waiting, story, order)
    return behind.first() or waiting.first()


def _behind(stories: QuerySet[Story], story: Story, order: Sequence[str]) -> QuerySet[Story]:
    """Those that stand behind a story in this order; all where the order is not of its fields."""
    names = [name.lstrip("-") for name in order]
    if not all(hasattr(story, name) for name in names):
        return stories
    behind, level = Q(pk__in=[]), Q()
    for sign, name in zip(order, names, strict=True):
        value = getattr(story, name)
        behind |= level & Q(**{f"{name}__{'lt' if sign[0] == '-' else 'gt'}": value})
        level &= Q(**{name: value})
    return stories.filter(behind)
