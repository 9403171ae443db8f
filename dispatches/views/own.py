"""Own copy: writing it, handing it in, and revising what came back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from dispatches.actions.errors import Refused
from dispatches.actions.own import HEAD, hand_in, revise_own, text_of, why_not_revised
from dispatches.actions.own_drafts import drafts_of, drop_draft, is_place, keep_draft, next_place
from dispatches.forms import OwnForm, ReviseForm
from dispatches.models import Draft, Event, Person, Story
from dispatches.models.sources import OWN
from dispatches.requests import EditorRequest

from .answers import no, sentence_of, write
from .shell import page
from .stories import find

MOST_LISTED = 50


def own(request: EditorRequest) -> HttpResponse:
    """What I wrote: drafts, and stories with what became of them."""
    first = {"revisions__version": 1, "revisions__made_by": request.user}
    mine = list(Story.objects.filter(source__slug=OWN, **first).order_by("-pk")[:MOST_LISTED])
    why = returned([story for story in mine if story.status == "returned"])
    context = {
        "drafts": [(draft, _called(draft)) for draft in drafts_of(request.user)],
        "stories": [(story, why.get(story.pk)) for story in mine],
    }
    return page(request, "dispatches/own.html", context)


def _called(draft: Draft) -> str:
    """What a draft is called: the first of these that says anything."""
    said = (str(draft.fields.get(name) or "").strip() for name in ("headline", "slug", "text"))
    return next(filter(None, said), "No headline yet")


def returned(stories: list[Story]) -> dict[int, Event]:
    """The last return of each of these stories, with its reason, by their ids."""
    events = Event.objects.filter(story__in=stories, kind="return").select_related("actor")
    return {event.story_id or 0: event for event in events.order_by("number")}


def new(request: EditorRequest) -> HttpResponse:
    """Write a story of the desk's own: keep it as a draft, or hand it in."""
    if request.method == "POST":
        return _write(request)
    mine, place = drafts_of(request.user), request.GET.get("draft", "")
    draft = mine.filter(place=place).first() if is_place(place) else None
    if not is_place(place):
        place = next_place(mine)
    said = draft.fields if draft else _blank(request.user)
    return _show(request, place, OwnForm(initial=said), draft=draft)


def _blank(person: Person) -> dict[str, Any]:
    return {"byline": f"By {person}", "dateline_date": timezone.localdate().isoformat()}


def _write(request: EditorRequest) -> HttpResponse:
    form, place = OwnForm(request.POST), request.POST.get("draft", "")
    deed = {"hand_in": _hand_in, "drop": _drop}.get(request.POST.get("deed", ""), _save)
    try:
        return deed(request, form, place)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _show(request, place, form, status=422)


def _save(request: EditorRequest, form: OwnForm, place: str) -> HttpResponse:
    """Keep the words as they are, whatever is wrong with them."""
    fields = {name: request.POST.get(name, "") for name in form.fields}
    kept = keep_draft(request.user, place, fields, now=timezone.now())
    messages.success(request, "Kept. Only you see it until you hand it in.")
    response = redirect("desk:own_new")
    response["Location"] += f"?draft={kept.place}"
    return response


def _drop(request: EditorRequest, form: OwnForm, place: str) -> HttpResponse:
    drop_draft(request.user, place)
    messages.success(request, "The draft is gone.")
    return redirect("desk:own")


def _hand_in(request: EditorRequest, form: OwnForm, place: str) -> HttpResponse:
    if not form.is_valid():
        raise Refused(sentence_of(form))
    story = hand_in(form.cleaned_data, by=request.user)
    drop_draft(request.user, place)
    messages.success(request, "Handed in: the editors see it in the queue.")
    return redirect(story.desk_url())


def _show(
    request: EditorRequest, place: str, form: OwnForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "place": place, "story": None, **more}
    return page(request, "dispatches/own_form.html", context, status)


def revise(request: EditorRequest, pk: int) -> HttpResponse:
    """Own copy that was handed in, in one form again."""
    story = find(pk)
    try:
        hindrance = why_not_revised(story, request.user)
    except Refused as refusal:
        hindrance = str(refusal)
    if hindrance:
        return no(request, story, hindrance)
    show = partial(_revise_page, request, story)
    if request.method != "POST":
        return show(ReviseForm(initial=_stands(story)), status=200)
    form = ReviseForm(request.POST)
    if not form.is_valid():
        return show(form, sentence_of(form))
    fields = {name: form.cleaned_data[name] for name in (*HEAD, "text")}
    saw = form.cleaned_data["saw"]
    act = partial(revise_own, story, fields, by=request.user, saw=saw)
    return write(request, act, sorry=partial(show, form), focus=lambda story: "heading")


def _stands(story: Story) -> dict[str, Any]:
    head = story.head()
    said = {name: getattr(head, name) for name in HEAD if name != "section"}
    return said | {"section": story.section, "text": text_of(story), "saw": story.touched}


def _revise_page(
    request: EditorRequest, story: Story, form: Form, sorry: str = "", status: int = 422
) -> HttpResponse:
    if sorry:
        messages.warning(request, sorry)
    context = {
        "story": story,
        "form": form,
        "returned": returned([story]).get(story.pk) if story.status == "returned" else None,
        "problems": list(story.current_problems().open()),
    }
    return page(request, "dispatches/own_form.html", context, status)
