"""The tray: what lacks its other half, the map of a day's numbers, and what may belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from dispatches.actions import regroup, suggest, unjoin
from dispatches.actions.errors import Refused
from dispatches.actions.move import move
from dispatches.forms import MoveForm, OtherForm, SawForm, TrayForm, WhyForm
from dispatches.models import Problem, Proposal, Source, Story, Transmission, WireItem
from dispatches.models.lacks import lack_of, lacking
from dispatches.requests import EditorRequest
from dispatches.wire.nearness import CODE
from dispatches.wire.values import Kind
from dispatches.workflow import IN_WORK, MOVES

from .answers import sentence_of
from .beside import offers
from .numbers import STATES, Came, bounds, came_on, strips
from .shell import page
from .stories import find
from .twice import twice_on, twins

A_PAGE = 10
MOST_LACKING = 3000  # stories that are counted; of more, the most urgent
MOST_COUNTED = 500  # rows of any other group
_DAY = timedelta(days=1)
GROUPS: dict[str, str] = {
    "headless": "Without a head",
    "waiting": "Waiting for more",
    "gaps": "With a gap",
    "twice": "One number twice",
    "offers": "May belong together",
    "alike": "Nearly the same",
    "loose": "In no story",
    "notices": "Notices",
}
"""The groups of the tray, in the order of their tabs."""


@dataclass(slots=True)
class Tray:
    """What was asked of the tray, and what is needed to answer."""

    sources: list[Source]
    asked: dict[str, Any]
    query: QueryDict
    today: date
    came: list[Came] = field(default_factory=list)

    @property
    def chosen(self) -> list[Source]:
        """The sources that were asked for: one, or all."""
        slug = self.asked.get("source")
        return [one for one in self.sources if one.slug == slug] or self.sources

    @property
    def source(self) -> Source | None:
        """The one source that was asked for."""
        return self.chosen[0] if len(self.chosen) == 1 and self.asked.get("source") else None

    @property
    def day(self) -> date:
        """The day of the map: the one asked for, or the last on which something came."""
        last = [
            (one.last.astimezone(one.tz)).date()  # type: ignore[attr-defined]
            for one in self.chosen
            if one.last  # type: ignore[attr-defined]
        ]
        return self.asked.get("day") or max(last, default=self.today)

    def near(self, prefix: str = "") -> Q:
        """What was asked for of stories (or of what `prefix` leads to): source, and day if any."""
        which = Q()
        for source in self.chosen if self.asked.get("day") or self.source else ():
            one = Q(**{f"{prefix}source": source})
            if self.asked.get("day"):
                first, last = bounds(source, self.day)
                one &= Q(**{f"{prefix}arrived_at__gte": first, f"{prefix}arrived_at__lt": last})
            which |= one
        return which

    def link(self, **changes: Any) -> str:
        """The address of the tray with something else asked for."""
        rest = self.query.copy()
        for name in ("page", "at"):
            rest.pop(name, None)
        for name, value in changes.items():
            rest.pop(name, None)
            if value:
                rest[name] = str(value)
        return f"?{rest.urlencode()}"


def takes(request: EditorRequest) -> HttpResponse:
    """The tray, as the address asks for it: the map of a day, and one group of what is open."""
    tray = _asked(request.GET)
    tray.came = came_on(tray.chosen, tray.day)
    found = _found(tray)
    group = _group(tray, found)
    listing = Paginator(found[group], A_PAGE).get_page(tray.asked.get("page") or 1)
    context = _map(tray) | {
        "tabs": [(name, GROUPS[name], len(found[name]), tray.link(group=name)) for name in GROUPS],
        "group": group,
        "rows": _ROWS[group](list(listing.object_list)),
        "listing": listing,
        "kept": tray.link(group=group)[1:] + "&",
        "back": tray.link(group=group)[1:],
        "last": unjoin.last_of(request.user),
        "focus": _focus(tray, listing),
    }
    return page(request, "dispatches/takes.html", context)


def _map(tray: Tray) -> dict[str, Any]:
    """The map of the day, with the addresses of the days beside it."""
    return {
        "tray": tray,
        "days": (tray.link(day=tray.day - _DAY), tray.link(day=tray.day + _DAY)),
        "strips": strips(tray.chosen, tray.came),
        "states": STATES.values(),
    }


def _asked(query: QueryDict) -> Tray:
    """What the address asks for; what is not understood is not asked for."""
    form = TrayForm(query)
    form.is_valid()
    newest = Transmission.objects.filter(source=OuterRef("pk")).order_by("-received_at")
    sources = Source.objects.annotate(last=Subquery(newest.values("received_at")[:1]))
    return Tray(list(sources), form.cleaned_data, query, timezone.localdate())


def _found(tray: Tray) -> dict[str, list[Any]]:
    """What is in each group, before it is looked at: a number, or what the day's map knows."""
    found: dict[str, list[Any]] = {name: [] for name in GROUPS}
    stories = lacking().filter(tray.near()).only("source_id", "arrived_at", "missing")
    for story in stories[:MOST_LACKING]:
        found[lack_of(story)].append(story)
    found["twice"] = twice_on(tray.came)
    found["notices"] = [one.pk for one in tray.came if one.kind != Kind.TAKE][::-1]
    for name, rows in _counted(tray):
        found[name] = [*rows.values_list("pk", flat=True)[:MOST_COUNTED]]
    return found


def _counted(tray: Tray) -> list[tuple[str, QuerySet[Any]]]:
    """The groups that are asked for one by one."""
    alike = (
        Problem.objects.current()
        .open()
        .filter(tray.near("story__"), code=CODE, other__isnull=False, story__status__in=IN_WORK)
    )
    loose = (
        WireItem.objects.unjoined()
        .takes()
        .filter(placing__isnull=True, transmission__source__in=tray.chosen)
    )
    offered = Proposal.objects.standing().filter(tray.near("younger__placing__story__"))
    return [
        ("offers", offered),
        ("alike", alike.order_by("-story__arrived_at")),
        ("loose", loose),
    ]


def _group(tray: Tray, found: dict[str, list[Any]]) -> str:
    """The group that was asked for, else the first that holds anything."""
    asked = str(tray.asked.get("group", ""))
    return asked if asked in GROUPS else next((name for name in GROUPS if found[name]), "headless")


def _focus(tray: Tray, listing: Page[Any]) -> str:
    """After a deed: the row that took the place of the one that is settled."""
    at = tray.asked.get("at")
    many = len(listing.object_list)
    return "" if at is None else f"row-{min(at, many - 1)}" if many else "groups"


# What the rows of a group show --------------------------------------------------------------------
def _offered(ids: Sequence[int]) -> list[Any]:
    return offers(Proposal.objects.standing().filter(pk__in=ids)) if ids else []


def _alike(ids: Sequence[int]) -> list[Problem]:
    problems = Problem.objects.filter(pk__in=ids).order_by("-story__arrived_at")
    return list(problems.select_related("story__source", "other__source")) if ids else []


def _items(ids: Sequence[int]) -> list[WireItem]:
    items = WireItem.objects.filter(pk__in=ids).select_related("placing__story")
    return list(items.order_by("-arrived_at", "-pk")) if ids else []


_ROWS: dict[str, Callable[[Sequence[Any]], Sequence[Any]]] = {
    "headless": suggest.look,
    "waiting": suggest.look,
    "gaps": suggest.look,
    "twice": twins,
    "offers": _offered,
    "alike": _alike,
    "loose": _items,
    "notices": _items,
}
"""How the rows of each group come to what they show, page by page."""


# Deeds --------------------------------------------------------------------------------------------
def deed(request: EditorRequest, pk: int, name: str) -> HttpResponse:
    """Do one thing to a story of the tray, and come back to it."""
    story, back = find(pk), QueryDict(request.POST.get("back", "")[:500])
    form, act = _deed(request, name, story)
    if form is None or not form.is_valid():
        messages.warning(request, sentence_of(form) if form else "There is no such deed.")
        return redirect(f"{reverse('desk:takes')}?{back.urlencode()}")
    try:
        done = act(**form.cleaned_data)
        messages.success(request, f"{_DONE[name]} “{done}”.")
    except Refused as refusal:  # a stale one too: the tray shows both stories as they stand now
        messages.warning(request, str(refusal))
    return redirect(f"{reverse('desk:takes')}?{back.urlencode()}")


_DONE = {
    "join": "Joined to",
    "own": "A story of its own:",
    "spike": "Spiked:",
    "undo": "Taken back:",
}


def _deed(
    request: EditorRequest, name: str, story: Story
) -> tuple[SawForm | None, Callable[..., Story]]:
    """The form of a deed, and the action that it asks; no form: there is no such deed."""
    said, by = request.POST, request.user
    match name:
        case "join":
            return OtherForm(said), partial(regroup.unite, story, by=by)
        case "own":
            return WhyForm(said), partial(regroup.own_story, story, by=by)
        case "spike":
            return MoveForm(MOVES["spike"], said), partial(move, story, "spike", by=by)
        case "undo":
            return SawForm(said), partial(unjoin.undo_join, story, by=by)
    return None, regroup.own_story
