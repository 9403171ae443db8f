"""Bringing paragraphs of other stories in: into this one, or into a new one of the desk's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect

from dispatches.actions.compose import MOST_STORIES, Pick, compose, why_not_lent
from dispatches.actions.compose import bring as bring_in
from dispatches.actions.errors import Refused
from dispatches.forms import BringForm, OwnForm
from dispatches.models import SketchNumber, Story
from dispatches.models.shelves import ON_THE_DESK
from dispatches.requests import EditorRequest
from dispatches.workflow import Status

from .answers import no, sentence_of, write
from .shell import page
from .stories import find

MOST_OFFERED = 12
_MAY_LEND = [*ON_THE_DESK, Status.PUBLISHED]
_LONGEST_NUMBER = 9


def bring(request: EditorRequest, pk: int) -> HttpResponse:
    """Choose another story, then its paragraphs; and what is chosen comes in."""
    story = find(pk)
    if request.method != "POST":
        return _show(request, story, _lender(request.GET.get("from", ""), story), status=200)
    form = BringForm(request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    said, keys = form.cleaned_data, request.POST.getlist("key")
    other = _lender(str(said["other"]), story)
    if other is None or not keys:
        messages.warning(request, "Choose a paragraph of another story.")
        return _show(request, story, other, status=422)
    where = {"after": said["after"], "saw": said["saw"]}
    act = partial(bring_in, story, other, keys, by=request.user, **where)
    again = partial(_refused, request, story, other)
    return write(request, act, sorry=again, focus=lambda now: _place(said["after"]))


def _place(after: str) -> str:
    return f"p-{after}" if after else "heading"


def _refused(request: EditorRequest, story: Story, other: Story, sentence: str) -> HttpResponse:
    messages.warning(request, sentence)
    return _show(request, story, other, status=422)


def _show(
    request: EditorRequest, story: Story, other: Story | None, *, status: int
) -> HttpResponse:
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    context: dict[str, Any] = {"story": story, "other": other, "asked": asked}
    context["copy"] = story.head().paragraphs
    if other is not None:
        context |= {"lent": other.head().paragraphs, "why": why_not_lent(other)}
    else:
        context["offered"] = list(_found(asked, story) if asked else _near(story))
    return page(request, "dispatches/bring.html", context, status)


def _lender(number: str, story: Story) -> Story | None:
    """The story of this number, if it is another one."""
    numbers = [pk for pk in _numbers([number]) if pk != story.pk]
    return Story.objects.select_related("source").filter(pk__in=numbers).first()


def _numbers(words: Sequence[str]) -> list[int]:
    """The numbers that these words are, or begin with before a colon; each once."""
    heads = (word.partition(":")[0] for word in words)
    found = (w for w in heads if w.isascii() and w.isdecimal() and len(w) <= _LONGEST_NUMBER)
    return list(dict.fromkeys(map(int, found)))


def _stories() -> QuerySet[Story]:
    return Story.objects.filter(status__in=_MAY_LEND).select_related("source")


def _near(story: Story) -> list[Story]:
    """The stories that say most of what this one says, and those of its slug."""
    ours = SketchNumber.objects.filter(story=story).values("number")
    shared = SketchNumber.objects.filter(number__in=ours).exclude(story=story)
    counted = shared.values("story").annotate(many=Count("pk")).order_by("-many", "-story")
    ids = [row["story"] for row in counted[:MOST_OFFERED]]
    near = {one.pk: one for one in _stories().filter(pk__in=ids)}
    found = [near[pk] for pk in ids if pk in near]
    if story.slug:
        same = Story.objects.filter(status__in=ON_THE_DESK, slug__iexact=story.slug)
        same = same.exclude(pk__in=[story.pk, *ids]).select_related("source").order_by("-pk")
        found += same[: MOST_OFFERED - len(found)]
    return found


def _found(asked: str, story: Story) -> QuerySet[Story]:
    """The stories with this number or serial, or these words in slug or headline; the latest first
    of all."""
    words = Q(status__in=ON_THE_DESK) & (Q(slug__icontains=asked) | Q(headline__icontains=asked))
    held = Q(placings__item__serial=asked.upper()) | Q(pk__in=_numbers([asked]))
    return _stories().filter(words | held).exclude(pk=story.pk).distinct().order_by("-pk")[
        :MOST_OFFERED
    ]  # fmt: skip


# A new story out of several -----------------------------------------------------------------------
def from_several(request: EditorRequest) -> HttpResponse:
    """A new story of the desk's own out of those that the address names."""
    sent = request.POST if request.method == "POST" else request.GET
    numbers = _numbers(sent.getlist("story"))[:MOST_STORIES]
    stories = sorted(_stories().filter(pk__in=numbers), key=lambda one: numbers.index(one.pk))
    if request.method != "POST":
        return _choose(request, stories, OwnForm(initial=_like(stories)))
    form = OwnForm(request.POST)
    picks = [Pick(story, request.POST.getlist(f"p-{story.pk}")) for story in stories]
    try:
        if not form.is_valid():
            raise Refused(sentence_of(form))
        made = compose(form.cleaned_data, picks, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _choose(request, stories, form, status=422)
    return redirect(made.desk_url())


def _like(stories: Sequence[Story]) -> dict[str, Any]:
    """What the first story says above its copy."""
    if not stories:
        return {}
    first = stories[0]
    place = first.head().place
    return {"headline": first.headline, "slug": first.slug, "place": place,
            "dateline_date": first.dateline_date, "section": first.section}  # fmt: skip


def _choose(
    request: EditorRequest, stories: Sequence[Story], form: OwnForm, status: int = 200
) -> HttpResponse:
    lenders = [
        (one, one.head().paragraphs, why_not_lent(one), name, request.POST.getlist(name))
        for one, name in ((story, f"p-{story.pk}") for story in stories)
    ]
    return page(request, "dispatches/own_from.html", {"lenders": lenders, "form": form}, status)
