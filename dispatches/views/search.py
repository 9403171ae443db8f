"""The search: what was asked, how it was understood, and the stories that answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from textwrap import shorten
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import F, Prefetch, Q
from django.http import HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from dispatches.actions import searching
from dispatches.actions.errors import Refused
from dispatches.forms import SavedSearchForm
from dispatches.models import Revision, SavedQuery, Searched, Story, StoryTake, WireItem
from dispatches.models.finding import Place, Question, newest, question
from dispatches.models.shapes import storable
from dispatches.requests import EditorRequest
from dispatches.wire.asking import (
    HAS,
    IS,
    LONGEST,
    OPERATORS,
    SORTS,
    Asked,
    Operator,
    composed,
    parse,
)
from dispatches.wire.findable import Phrase, Piece, pieces, snippet, weight

from .answers import sentence_of
from .shell import page

A_PAGE = 30
WEIGHED = 200
"""So many of the newest that answer are put in order by how much they are to the point."""
FIELDS = frozenset({*OPERATORS, "exact", "not", "sort"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that answers, with what was looked for marked in its headline and its text."""

    story: Story
    takes: list[WireItem]
    headline: list[Piece]
    snippet: list[Piece]
    is_embargoed: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A term as it was understood, and the address of the search without it."""

    says: str
    without: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form for whoever types no operators; `choices` where there are few."""

    name: str
    operator: Operator
    choices: tuple[tuple[str, str], ...] = ()


def search(request: EditorRequest) -> HttpResponse:
    """Find the stories that the address asks for; a form's fields become such an address."""
    if FIELDS & set(request.GET):
        return redirect(_address(composed(request.GET.dict())))
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    asked = parse(request.GET.get("q", ""), now)
    asks = question(asked, request.user) if asked.terms else None
    numbers, following = _found(asked, asks, request.GET) if asks else ([], "")
    found = {
        "asked": asked,
        "doubts": [*asked.doubts, *(asks.doubts if asks else ())],
        "hits": _hits(numbers, asked.phrases(), now),
        "following": following,
        "is_first": "page" not in request.GET,
    }
    return page(request, "dispatches/search.html", found | _around(request, asked))


def _around(request: EditorRequest, asked: Asked) -> dict[str, Any]:
    """What stands around the stories that were found: the terms, the orders, the form."""
    query = storable(request.GET.get("q", ""))[:LONGEST]
    return {
        "typed": query,
        "chips": [Chip(term.says, _address(asked.without(term))) for term in asked.terms],
        "sorts": [(_sorted(query, name), says, name == asked.sort) for name, says in SORTS.items()],
        "fields": _fields(),
        "saved": _saved(request),
    }


def saved(request: EditorRequest) -> HttpResponse:
    """Keep a search, let one go, or say whether its owner is told of what comes to it."""
    form, now = SavedSearchForm(request.POST), timezone.now()
    if not form.is_valid():
        return HttpResponseBadRequest(sentence_of(form))
    said, by = form.cleaned_data, request.user
    number = said["number"] or 0
    try:
        if said["deed"] == "forget":
            searching.forget_search(number, by=by)
        elif said["deed"] in ("tell", "hush"):
            searching.set_alerts(number, on=said["deed"] == "tell", by=by, now=now)
        else:
            kept = {name: said[name] for name in ("name", "alerts", "shared")}
            searching.keep_search(**kept, query=said["q"], by=by, now=now)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(_address(said["q"]))


def _address(query: str, **more: str) -> str:
    asked = ({"q": query} if query else {}) | more
    return reverse("desk:search") + (f"?{urlencode(asked)}" if asked else "")


def _sorted(query: str, name: str) -> str:
    """The same search in another order."""
    words = [word for word in query.split() if not word.startswith("sort:")]
    return _address(" ".join([*words, *[f"sort:{name}"] * (name != "newest")]))


def _fields() -> list[Field]:
    chosen = {"has": HAS, "is": IS}
    return [
        Field(name, operator, tuple(chosen.get(name, {}).items()))
        for name, operator in OPERATORS.items()
    ]


def _saved(request: EditorRequest) -> list[SavedQuery]:
    """The searches that this person keeps, and those that others share."""
    seen = Q(owner=request.user) | Q(shared=True)
    kept = SavedQuery.objects.filter(seen, page=SavedQuery.Page.SEARCH).select_related("owner")
    return list(kept.order_by("name", "pk"))


# Pages of what was found --------------------------------------------------------------------------
def _found(asked: Asked, asks: Question, said: QueryDict) -> tuple[list[int], str]:
    """The numbers of the stories on this page, and the address of the next, if there is one."""
    query = said.get("q", "")
    if asked.sort == "relevance" and asked.phrases():
        return _weighed(asked, asks, _number(said.get("page", "")), query)
    places = newest(asks.stories, _place(said.get("page", "")), A_PAGE + 1)
    more = len(places) > A_PAGE
    following = _address(query, page=_written(places[A_PAGE - 1])) if more else ""
    return [pk for _, pk in places[:A_PAGE]], following


def _weighed(asked: Asked, asks: Question, turn: int, query: str) -> tuple[list[int], str]:
    numbers = [pk for _, pk in newest(asks.stories, None, WEIGHED)]
    told = Searched.objects.filter(pk__in=numbers).values_list("pk", "text", "story__headline")
    weights = {pk: weight(text, headline, asked.phrases()) for pk, text, headline in told}
    order = sorted(numbers, key=lambda pk: -weights.get(pk, 0.0))  # stable: the newest come first
    shown = order[turn * A_PAGE :][:A_PAGE]
    more = len(order) > (turn + 1) * A_PAGE
    return shown, _address(query, page=str(turn + 1)) if more else ""


def _number(said: str) -> int:
    """A page's number; the first one where it is none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else 0


def _written(place: Place) -> str:
    return f"{(place[0] - _EPOCH) // _MICROSECOND}-{place[1]}"


def _place(said: str) -> Place | None:
    """The place after which a page begins; None for the first page, and for no such place."""
    at, _, number = said.partition("-")
    if not (at.isascii() and at.isdecimal() and number.isascii() and number.isdecimal()):
        return None
    if len(at) > 16 or len(number) > 18:
        return None
    return _EPOCH + int(at) * _MICROSECOND, int(number)


def _hits(numbers: Sequence[int], phrases: Sequence[Phrase], now: datetime) -> list[Hit]:
    """What a row shows of these stories, in this order."""
    heads = Revision.objects.filter(version=F("story__version")).only(
        "story", "version", "paragraphs"
    )
    takes = StoryTake.objects.in_force().select_related("item")
    takes = takes.only(
        *("story", "role", "position"),
        *(f"item__{name}" for name in ("serial", "serial_prefix", "arrived_at", "transmission")),
    )
    shown = Story.objects.filter(pk__in=numbers).select_related("source", "claimed_by")
    shown = shown.prefetch_related(
        Prefetch("revisions", heads, to_attr="heads"), Prefetch("placings", takes, to_attr="takes")
    )
    found = {story.pk: story for story in shown}
    return [_hit(found[number], phrases, now) for number in numbers if number in found]


def _hit(story: Any, phrases: Sequence[Phrase], now: datetime) -> Hit:
    """Nothing of a copy under embargo is shown in a list: whoever may open it reads it there."""
    held = bool(story.embargo) and (story.embargo_until is None or story.embargo_until > now)
    rows = story.heads[0].paragraphs if story.heads and not held else []
    texts = [row["text"] for row in rows]
    begins = shorten(" ".join(texts[:1]), 80, placeholder=" …")
    return Hit(
        story,
        [placing.item for placing in story.takes],
        pieces(story.headline or story.slug or begins or str(story), phrases),
        snippet(_about(texts, phrases), phrases),
        held,
    )


def _about(texts: Sequence[str], phrases: Sequence[Phrase]) -> str:
    """The first paragraph that holds a phrase, with what follows it; else the first of all."""
    for at, text in enumerate(texts):
        if any(piece.hit for piece in pieces(text, phrases)):
            return " ".join(texts[at : at + 2])
    return " ".join(texts[:2])
