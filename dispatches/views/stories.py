"""A story to look at: its page, what changed, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dispatches.actions.move import moves_for, why_not
from dispatches.actions.settle import may_settle
from dispatches.actions.viewed import saw
from dispatches.models import Event, Problem, Proposal, Story, StoryTake
from dispatches.requests import EditorRequest, may
from dispatches.workflow import SETTLEMENTS, Move, Settlement

from .beside import alarms, hours, offers
from .changes import changes, copy_text, raw_text, told
from .envelopes import beside, envelopes
from .sheet import fixes_made, paragraphs_of, placings_of, raw_takes
from .shell import page

EVENTS_A_PAGE = 50
MOST_PROPOSED = 6


def find(pk: int) -> Story:
    """The story with this number, or the 404 page."""
    stories = Story.objects.select_related("source", "claimed_by")
    return get_object_or_404(stories.prefetch_related("placings__item"), pk=pk)


def story(request: EditorRequest, pk: int) -> HttpResponse:
    """The page on which a story is reviewed."""
    found = find(pk)
    saw(found, request.user)
    return story_page(request, found)


def story_page(
    request: EditorRequest, story: Story, *, focus: str = "", status: int = 200
) -> HttpResponse:
    """The story's page, with the reader's eye on the element named by `focus`."""
    problems = list(story.current_problems().select_related("settled_by", "notice", "other"))
    context: dict[str, Any] = {"story": story, "focus": focus}
    context |= _copy(story, problems) | _problems(request, problems) | _powers(request, story)
    context |= {
        "alarms": alarms(problems),
        "offers": offers(Proposal.objects.of(story)[:MOST_PROPOSED]),
        "hours": hours(story, context["placings"]),
        "envelopes": envelopes(context["placings"]),
        "beside": beside(story, context["placings"]),
    }
    return page(request, "dispatches/story.html", context, status)


def _copy(story: Story, problems: Sequence[Problem]) -> dict[str, Any]:
    """The story's copy and takes, and the threads between them."""
    revision, placings = story.head(), placings_of(story)
    copy = paragraphs_of(revision, problems, placings)
    takes = raw_takes([p for p in placings if p.role == StoryTake.Role.IN_FORCE], copy)
    return {
        "revision": revision,
        "copy": copy,
        "takes": takes,
        "placings": placings,
        "asides": [p for p in placings if p.role != StoryTake.Role.IN_FORCE],
        "fixes": fixes_made(copy, takes),
        "events": told(story.events.select_related("actor")[:5]),
        "publication": story.publications.standing().first(),
    }


def _problems(request: EditorRequest, problems: Sequence[Problem]) -> dict[str, Any]:
    """The problems, each with the ways of settling it that are in this person's power."""

    def ways(problem: Problem) -> list[tuple[str, Settlement]]:
        rows = [(how, SETTLEMENTS[how]) for how in problem.ways]
        return [
            (how, way)
            for how, way in rows
            if may(request.user, way.power) and may_settle(problem, how)
        ]

    waiting = [problem for problem in problems if problem.is_open]
    return {
        "open_problems": [(problem, ways(problem)) for problem in waiting],
        "settled_problems": [problem for problem in problems if not problem.is_open],
        "blocking": sum(problem.blocks for problem in problems),
    }


def _powers(request: EditorRequest, story: Story) -> dict[str, Any]:
    """What this person may do with the story now, and why not yet."""
    moves: dict[str, tuple[Move, str]] = {
        name: (step, why_not(story, name, request.user))
        for name, step in moves_for(story, request.user)
    }
    return {"publish": moves.pop("publish", None), "moves": moves}


def diff(request: EditorRequest, pk: int) -> HttpResponse:
    """What became of the text, word by word, since it was received or since some version."""
    story = find(pk)
    versions = list(story.revisions.select_related("made_by").defer("paragraphs"))
    against = _version(request.GET.get("against", ""), story.version)
    if against:
        before = copy_text(story.revisions.get(version=against))
    else:
        before = raw_text(placings_of(story))
    context = {
        "story": story,
        "versions": [revision for revision in versions if revision.version != story.version],
        "against": against,
        "changes": changes(before, copy_text(story.head())),
    }
    return page(request, "dispatches/diff.html", context)


def _version(asked: str, latest: int) -> int:
    """The version that was asked for; 0, the raw text, for whatever is no version."""
    earlier = {str(number): number for number in range(1, latest)}
    return earlier.get(asked, 0)


def history(request: EditorRequest, pk: int) -> HttpResponse:
    """All that was ever done to the story, the latest first."""
    story = find(pk)
    events: QuerySet[Event] = story.events.select_related("actor")
    listing = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"story": story, "listing": listing, "told": told(listing.object_list)}
    return page(request, "dispatches/history.html", context)
