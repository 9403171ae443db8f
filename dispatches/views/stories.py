"""A story to look at: its page, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dispatches.actions.mend import is_safe
from dispatches.actions.move import moves_for, why_not, why_not_yet
from dispatches.actions.record import verify_story
from dispatches.actions.settle import may_settle
from dispatches.actions.versions import NEVER_MUTED
from dispatches.actions.viewed import saw
from dispatches.models import (
    Draft,
    Event,
    Mention,
    Person,
    Presence,
    Problem,
    Proposal,
    Publication,
    Story,
    StoryTake,
    Viewed,
    Watched,
)
from dispatches.requests import EditorRequest, may, remember
from dispatches.wire.stops import CODE
from dispatches.wire.values import Level
from dispatches.workflow import IN_BULK, MOVES, SETTLEMENTS, Move, Power, Settlement, Status

from .beside import alarms, hours, offers
from .changes import told
from .envelopes import beside, envelopes
from .lent import BORROWED, since
from .run import dressed
from .sheet import fixes_made, paragraphs_of, placings_of, raw_takes, untouched
from .shell import page

EVENTS_A_PAGE = 50
MOST_PROPOSED = 6
LATELY = 5
_WITH_PAGES = Prefetch("placings", StoryTake.objects.select_related("item__transmission", "by"))


def find(pk: int, by: Person | None = None) -> Story:
    """The story with this number, or the 404 page; `by` is who looks at it, where that matters."""
    stories = Story.objects.select_related("source", "claimed_by").annotate(
        is_drafted=Exists(Draft.objects.filter(story=OuterRef("pk"))),
        is_visited=Exists(Presence.objects.filter(story=OuterRef("pk"))),
    )
    if by is not None:
        watched = Watched.objects.filter(story=OuterRef("pk"), person=by)
        looked = Viewed.objects.filter(story=OuterRef("pk"), person=by)
        stories = stories.annotate(
            is_watched=Exists(watched), seen_version=Subquery(looked.values("version"))
        )
    return get_object_or_404(stories.prefetch_related(_WITH_PAGES), pk=pk)


def story(request: EditorRequest, pk: int) -> HttpResponse:
    """The page on which a story is reviewed."""
    remember(request)
    found = find(pk, request.user)
    if getattr(found, "seen_version", None) != found.version:
        saw(found, request.user)
    return story_page(request, found)


def story_page(
    request: EditorRequest, story: Story, *, focus: str = "", status: int = 200
) -> HttpResponse:
    """The story's page, with the reader's eye on the element named by `focus`."""
    problems = list(story.current_problems().select_related("settled_by", "notice", "other"))
    context: dict[str, Any] = {"story": story, "focus": focus}
    context |= _copy(story, problems) | _problems(request, problems)
    context |= _powers(request, story, problems) | _said(request, story)
    context |= {
        "alarms": alarms(problems),
        "offers": offers(Proposal.objects.of(story)[:MOST_PROPOSED]),
        "hours": hours(story, context["placings"]),
        "envelopes": envelopes(context["placings"]),
        "beside": beside(story, context["placings"]),
        "since": since(context["placings"]),
        "watched": _is_watched(request, story),
    }
    return page(request, *dressed(request, story, context), status)


def _is_watched(request: EditorRequest, story: Story) -> bool:
    known: bool | None = getattr(story, "is_watched", None)
    if known is None:
        return story.watchers.filter(person=request.user).exists()
    return known


def _copy(story: Story, problems: Sequence[Problem]) -> dict[str, Any]:
    """The story's copy and takes, and the threads between them."""
    revision = story.revisions.select_related("made_by").get(version=story.version)
    placings = placings_of(story, revision)
    copy = paragraphs_of(revision, problems, placings)
    shown = (StoryTake.Role.IN_FORCE, BORROWED)
    takes = raw_takes([p for p in placings if p.role in shown], copy)
    return {
        "revision": revision,
        "copy": copy,
        "untouched": untouched(copy),
        "last_step": f"{story.version - 1}..{story.version}",
        "takes": takes,
        "placings": placings,
        "asides": [p for p in placings if p.role != StoryTake.Role.IN_FORCE],
        "fixes": fixes_made(copy, takes),
        "publication": _publication(story),
    }


def _said(request: EditorRequest, story: Story) -> dict[str, Any]:
    """What was done to the story lately and noted about it; of one sent back, by whom and why."""
    unread = Mention.objects.filter(person=request.user, read_at__isnull=True)
    notes = story.notes.select_related("by")
    events = story.events.select_related("actor")
    lately = events.values("pk")[:LATELY]
    wanted = Q(pk__in=lately)
    if story.status == Status.RETURNED:
        wanted |= Q(pk__in=events.filter(kind="return").values("pk")[:1])
    found = list(events.filter(wanted))
    return {
        "events": told(found[:LATELY]),
        "sent_back": next((event for event in found if event.kind == "return"), None)
        if story.status == Status.RETURNED
        else None,
        "notes": list(notes.annotate(calls_me=Exists(unread.filter(note=OuterRef("pk"))))),
    }


def _publication(story: Story) -> Publication | None:
    """What readers see of it now, if anything."""
    return story.publications.standing().first() if story.status == Status.PUBLISHED else None


def _problems(request: EditorRequest, problems: Sequence[Problem]) -> dict[str, Any]:
    """The problems by their level, each with the ways of settling it in this person's power."""
    waiting = [problem for problem in problems if problem.is_open]
    groups = [
        (level, [(p, _ways(request, p)) for p in waiting if p.level == level]) for level in Level
    ]
    return {
        "open_problems": waiting,
        "levels": [(level, rows) for level, rows in groups if rows],
        "settled_problems": [problem for problem in problems if not problem.is_open],
        "blocking": sum(problem.blocks for problem in problems),
        "safe": sum(map(is_safe, waiting)),
        "codes": list(dict.fromkeys(p.code for p in waiting if p.notice_id is None)),
        "bulk_ways": [(how, SETTLEMENTS[how]) for how in IN_BULK],
        "never_muted": NEVER_MUTED,
        "mutes": may(request.user, Power.MANAGE_SOURCES),
    }


def _ways(request: EditorRequest, problem: Problem) -> list[tuple[str, Settlement]]:
    rows = [(how, SETTLEMENTS[how]) for how in problem.ways if how in SETTLEMENTS]
    return [
        (how, way) for how, way in rows if may(request.user, way.power) and may_settle(problem, how)
    ]


def _powers(request: EditorRequest, story: Story, problems: Sequence[Problem]) -> dict[str, Any]:
    """What this person may do with the story now, and why not yet."""
    moves: dict[str, tuple[Move, str]] = {}
    for name, step in moves_for(story, request.user):
        moves[name] = (step, why_not(story, name, request.user, problems))
        if name == "claim":  # approving claims in the same step
            moves["approve"] = (
                MOVES["approve"],
                why_not_yet(story, "approve", request.user, problems),
            )
    stopped = any(problem.is_open and problem.code == CODE for problem in problems)
    return {"publish": moves.pop("publish", None), "moves": moves, "stopped": stopped}


def history(request: EditorRequest, pk: int) -> HttpResponse:
    """All that was ever done to the story, the latest first; whether it is whole, when asked."""
    story = find(pk)
    events: QuerySet[Event] = story.events.select_related("actor")
    listing = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "story": story,
        "listing": listing,
        "told": told(listing.object_list),
        "versions": story.revisions.select_related("made_by").defer("paragraphs"),
        "verified": "verify" in request.GET,
        "breaks": verify_story(story) if "verify" in request.GET else [],
    }
    return page(request, "dispatches/history.html", context)
