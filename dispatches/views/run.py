"""A zen run: a stack of stories, kept in the session, and where somebody is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse

from dispatches.actions.move import may_make
from dispatches.actions.zen import why_not_now
from dispatches.filters import ORDERS, StoryFilter
from dispatches.models import Story
from dispatches.requests import EditorRequest
from dispatches.workflow import IN_WORK, MOVES, RUN_DEEDS, Move, Status

KEPT_AS = "zen"
MOST = 500
"""So many stories are in one run; whoever gets through them begins another."""
AHEAD = 50
_ASKED = (*StoryFilter.base_filters, "status")


@dataclass
class Run:
    """The numbers of the stories, and what was done with which: `last` is the last deed alone."""

    query: str
    stack: list[int]
    done: dict[str, list[int]] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)

    def did(self, deed: str, story: Story) -> None:
        """Note what was done, so that it is counted and can be taken back."""
        self.undo(story.pk)
        self.done.setdefault(deed, []).append(story.pk)
        self.last = {"deed": deed, "pk": story.pk, "saw": story.touched, "called": str(story)}

    def undo(self, pk: int) -> None:
        """Forget what was done with a story."""
        self.done = {deed: [one for one in pks if one != pk] for deed, pks in self.done.items()}
        self.last = {}

    def after(self, pk: int) -> list[int]:
        """What comes behind a story in the stack, and was not done already."""
        done = {one for pks in self.done.values() for one in pks}
        at = self.stack.index(pk) + 1 if pk in self.stack else 0
        return [one for one in self.stack[at:] if one not in done]

    def next(self, request: HttpRequest, pk: int) -> tuple[int, int] | None:
        """The next story that still answers to the filter, and its state; None: that was all."""
        rest = self.after(pk)
        for first in range(0, len(rest), AHEAD):
            some = rest[first : first + AHEAD]
            standing = dict(
                answering(request, self.query).filter(pk__in=some).values_list("pk", "touched")
            )
            for one in some:
                if one in standing:
                    return one, standing[one]
        return None


def clean(asked: QueryDict) -> str:
    """The filter in an address, without what is no filter."""
    kept = QueryDict(mutable=True)
    for name in _ASKED:
        if value := asked.get(name):
            kept[name] = str(value)
    return kept.urlencode()


def answering(request: HttpRequest, query: str) -> Any:
    """The stories that answer to a filter; to none, those in work."""
    stories = Story.objects.order_by(*ORDERS["urgent"][1])
    if not query:  # no need to ask which filters there are
        return stories.filter(status__in=IN_WORK)
    form = StoryFilter(QueryDict(query), queryset=stories, request=request)
    found = form.qs
    return found if form.asked().get("status") else found.filter(status__in=IN_WORK)


def begin(request: HttpRequest, query: str, at: int | None = None) -> Run:
    """A new run of this filter, which takes the place of one before; `at` is in it anyway."""
    stack = list(answering(request, query).values_list("pk", flat=True)[:MOST])
    if at is not None and at not in stack:
        stack.insert(0, at)
    run = Run(query, stack)
    keep(request, run)
    return run


def keep(request: HttpRequest, run: Run) -> None:
    """Keep the run for the next request."""
    request.session[KEPT_AS] = {
        "query": run.query,
        "stack": run.stack,
        "done": run.done,
        "last": run.last,
    }


def kept(request: HttpRequest) -> Run | None:
    """The run that the session has; None where there is none."""
    said = request.session.get(KEPT_AS)
    return Run(**said) if said else None


def going(request: HttpRequest, query: str, at: int | None = None) -> Run:
    """The run of this filter: the one that is kept, or a new one."""
    run = kept(request)
    if run and run.query == query and (at is None or at in run.stack):
        return run
    return begin(request, query, at)


def address(request: EditorRequest, story: Story) -> str:
    """Where a story is looked at now: in the run that the request comes from, or by itself."""
    query = page_of(request, story)
    return story.desk_url() if query is None else place(story.pk, query)


def place(pk: int, query: str) -> str:
    """The address of a story in a run."""
    return reverse("desk:zen_story", args=[pk]) + (f"?{query}" if query else "")


def page_of(request: HttpRequest, story: Story) -> str | None:
    """The filter of the run on whose page somebody has this story; None: on another page."""
    if _run_at(request.path):
        return asked(request)
    shown = request.headers.get("HX-Current-URL", "")
    if not shown and request.method == "POST":
        shown = request.headers.get("Referer", "")
    parts = urlsplit(shown)
    return clean(QueryDict(parts.query)) if _run_at(parts.path) == story.pk else None


def asked(request: HttpRequest) -> str:
    """The filter that a page of a run has in its address, or in the form that it sends."""
    if request.method == "POST":
        return clean(QueryDict(request.POST.get("query", "")))
    return clean(request.GET)


def _run_at(path: str) -> int:
    """The number of the story whose page in a run this is; 0: it is another page."""
    try:
        found = resolve(path)
    except Resolver404:
        return 0
    return int(found.kwargs["pk"]) if found.view_name == "desk:zen_story" else 0


def dressed(
    request: EditorRequest, story: Story, context: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The template of a story's page and what it needs: the run's, where the request is of one."""
    query = page_of(request, story)
    if query is None:
        run = kept(request)
        back = place(story.pk, run.query) if run and story.pk in run.stack else ""
        return "dispatches/story.html", context | {"back_to_run": back}
    run = going(request, query, story.pk)
    return "dispatches/zen.html", context | {"zen": _told(request, run, story)}


def _told(request: EditorRequest, run: Run, story: Story) -> dict[str, Any]:
    """What a story's page says of the run: where it is, what may be done, what comes next."""
    ahead = run.next(request, story.pk)
    return said(run) | {
        "deeds": list(_deeds(request, story)),
        "at": run.stack.index(story.pk) + 1,
        "of": len(run.stack),
        "mark": mark(story.pk, story.touched),
        "next": place(ahead[0], run.query) if ahead else end(run.query),
        "is_last": ahead is None,
    }


def _deeds(request: EditorRequest, story: Story) -> Iterator[tuple[str, Move, str]]:
    for name in RUN_DEEDS:
        if may_make(name, request.user) and _fits(story, name):
            yield name, MOVES[name], why_not_now(story, name, request.user)


def _fits(story: Story, deed: str) -> bool:
    """Whether the deed leads on from where the story stands, a claim on the way or none."""
    if deed == "return" and story.status == Status.RETURNED:
        return False
    is_claimed_first = deed != "spike" and story.status in MOVES["claim"].sources
    return is_claimed_first or story.status in MOVES[deed].sources


def said(run: Run) -> dict[str, Any]:
    """What a page says of a run: how much was done, and the last deed with the way back."""
    counts = {deed: len(run.done.get(deed, ())) for deed in RUN_DEEDS}
    last = run.last and {**run.last, "label": MOVES[run.last["deed"]].label}
    return {"query": run.query, "counts": counts, "done": sum(counts.values()), "last": last}


def end(query: str) -> str:
    """The address of the page behind the last story."""
    return reverse("desk:zen") + f"?{query}{'&' if query else ''}end=1"


def mark(pk: int, touched: int) -> str:
    """A story and its state in a word: what a browser fetched ahead is shown only if it is this."""
    return f"{pk}-{touched}"
