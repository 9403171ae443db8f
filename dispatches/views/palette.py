"""The palette: where one may go, what was saved, and stories by number or slug; as links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dispatches.models import SavedQuery, Story
from dispatches.requests import EditorRequest, may
from dispatches.requests.doors import door_of
from dispatches.workflow import Power

from .shell import page, wants_middle

MOST = 8
LATELY = 5000
"""Words are looked for in so many of the latest stories, so that the answer comes at once."""

PAGES = {
    "desk:queue": "Queue",
    "desk:zen": "Zen run",
    "desk:takes": "Takes",
    "desk:rejects": "Rejects",
    "desk:file": "File copy",
    "desk:me": "How I like it",
    "account_change_password": "Change my password",
    "public:front": "Front page",
    "public:guide": "Guide",
    "admin:index": "Admin",
}
_SAVED_AT = {SavedQuery.Page.QUEUE: "/desk/", SavedQuery.Page.SEARCH: "/desk/search/"}


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go, and what it is called."""

    says: str
    href: str


Group = tuple[str, list[Link]]


def palette(request: EditorRequest) -> HttpResponse:
    """What answers to the words in `q`: for a script the list alone, and stories alone to words."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    if wants_middle(request):
        groups = [_stories(words)] if words else [_pages(request, ""), _saved(request, "")]
        return render(request, "dispatches/_found.html", {"groups": [g for g in groups if g[1]]})
    groups = [_pages(request, words), _saved(request, words)]
    groups = [_stories(words), *groups] if words else groups
    context = {"groups": [group for group in groups if group[1]], "words": words}
    return page(request, "dispatches/palette.html", context)


def _pages(request: EditorRequest, words: str) -> Group:
    """The pages whose doors this person passes."""
    open_to = {
        name: says
        for name, says in PAGES.items()
        if may(request.user, _power(name)) and words.casefold() in says.casefold()
    }
    return "page", [Link(says, reverse(name)) for name, says in open_to.items()]


def _power(name: str) -> Power:
    asked = (door_of(name) or {}).get("GET")
    return asked if isinstance(asked, Power) else Power.READ_DESK


def _saved(request: EditorRequest, words: str) -> Group:
    """The filters and searches that this person saved, and those that others share."""
    rows = SavedQuery.objects.filter(Q(owner=request.user) | Q(shared=True))
    if words:
        rows = rows.filter(name__icontains=words)
    return "saved", [
        Link(row.name, f"{_SAVED_AT[SavedQuery.Page(row.page)]}?{row.query}") for row in rows[:40]
    ]


def _stories(words: str) -> Group:
    """Stories by number, by a take's number, or by words of slug and headline, the surest first."""
    found: dict[int, Link] = {}
    for row in _rows(words):
        called = row["headline"] or row["slug"] or "without a headline"
        address = reverse("desk:story", args=[row["pk"]])
        found.setdefault(row["pk"], Link(f"{row['pk']} · {called} · {row['status']}", address))
    return "story", list(found.values())[:MOST]


def _rows(words: str) -> QuerySet[Story, dict[str, Any]]:
    """One query: each part of it by an index of its own, the third over a bounded number."""
    number = int(words) if words.isdecimal() and len(words) < 18 else 0
    latest = Story.objects.filter(pk__in=Story.objects.order_by("-pk").values("pk")[:LATELY])
    for word in words.split()[:8]:
        latest = latest.filter(Q(slug__icontains=word) | Q(headline__icontains=word))
    parts = [
        Story.objects.filter(pk=number),
        Story.objects.filter(placings__item__serial__in={words, words.upper()}),
        latest,
    ]
    first, *rest = [
        part.order_by().annotate(rank=Value(rank)).values(*_SHOWN)
        for rank, part in enumerate(parts)
    ]
    every: QuerySet[Story, dict[str, Any]] = first.union(*rest, all=True)
    return every.order_by(F("rank"), F("pk").desc())[: 3 * MOST]


_SHOWN = ("pk", "headline", "slug", "status", "rank")
