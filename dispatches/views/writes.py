"""What a person does to a story: every write asks one action, and answers with the story."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from dispatches.actions import edit, sorting
from dispatches.actions import move as moving
from dispatches.actions import settle as settling
from dispatches.forms import HeadingForm, MoveForm, ParagraphForm, SettleForm
from dispatches.models import Draft, Problem, Story
from dispatches.models.drafts import place_of
from dispatches.models.known import words_known
from dispatches.requests import EditorRequest
from dispatches.workflow import MOVES, SETTLEMENTS, Settlement

from .answers import no, sentence_of, write
from .bulk import remembered
from .drafts import opened
from .onward import approve
from .settle import next_problem, settled
from .sheet import Paragraph, paragraphs_of, placings_of, raw_takes
from .shell import page
from .stories import find
from .typed import kept


def move(request: EditorRequest, pk: int, name: str) -> HttpResponse:
    """Take the story one step along the table of moves."""
    story, step = find(pk), MOVES.get(name)
    if step is None:
        raise Http404("There is no such move.")
    form = MoveForm(step, request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    if name == "approve":
        return approve(request, story, form.cleaned_data["saw"])
    step_on = partial(moving.move, story, name, by=request.user, **form.cleaned_data)
    act = partial(_remembered, request, name, step_on)
    return write(request, act, sorry=partial(no, request, story), focus=next_problem)


def _remembered(request: EditorRequest, name: str, act: Callable[[], Story]) -> Story:
    """Make the move, and keep it to be taken back."""
    return remembered(request, name, act())


def settle(request: EditorRequest, pk: int, problem: int) -> HttpResponse:
    """Settle a problem in one of its ways."""
    found = _problem(pk, problem)
    how = request.POST.get("how", "")
    if how not in found.ways:
        return no(request, found.story, "This problem is not settled in that way.")
    form = SettleForm(SETTLEMENTS[how], request.POST)
    again = partial(_settle_page, request, found, how, form)
    if not form.is_valid():
        return again()
    act = partial(settling.settle, found, how, by=request.user, **form.cleaned_data)
    return settled(request, found.story, act, SETTLEMENTS[how].label, after=found, sorry=again)


def _problem(pk: int, problem: int) -> Problem:
    return get_object_or_404(Problem.objects.select_related("story__source"), pk=problem, story=pk)


def settle_form(request: EditorRequest, pk: int, problem: int, how: str) -> HttpResponse:
    """The page that asks for the text or the reason which a settlement needs."""
    found = _problem(pk, problem)
    if how not in found.ways:
        raise Http404("This problem is not settled in that way.")

    def show(words: dict[str, Any], draft: Draft | None) -> HttpResponse:
        form = SettleForm(SETTLEMENTS[how], initial=words)
        return _settle_page(request, found, how, form, status=200, draft=draft)

    place, action = place_of("settle", found.mark, how), reverse("desk:settle", args=[pk, problem])
    return opened(request, found.story, place, partial(_as_it_stands, found), show, action)


def _as_it_stands(problem: Problem, story: Story) -> dict[str, Any]:
    """What the settling form says of a version of the story."""
    texts = {block["key"]: block["text"] for block in story.head().paragraphs}
    return {"text": texts.get(problem.paragraph_key, problem.excerpt)}


def _settle_page(
    request: EditorRequest,
    problem: Problem,
    how: str,
    form: Form,
    sorry: str = "",
    status: int = 422,
    draft: Draft | None = None,
) -> HttpResponse:
    way: Settlement = SETTLEMENTS[how]
    context = {"story": problem.story, "problem": problem, "how": how, "way": way, "draft": draft}
    return _form_page(request, "dispatches/settle.html", form, sorry, context, status)


def paragraph(request: EditorRequest, pk: int, key: str) -> HttpResponse:
    """Edit one paragraph: the form, and what it sends."""
    story = find(pk)
    if request.method != "POST":
        return _open_paragraph(request, story, key)
    show, form = partial(_paragraph_page, request, story, key), ParagraphForm(request.POST)
    if not form.is_valid():
        return show(form)
    act = partial(edit.edit_paragraph, story, key, by=request.user, **form.cleaned_data)
    return write(request, act, sorry=partial(show, form), focus=lambda story: f"p-{key}")


def _open_paragraph(request: EditorRequest, story: Story, key: str) -> HttpResponse:
    def said(now: Story) -> dict[str, Any]:
        return {"text": edit.text_at(now, key)}

    def show(words: dict[str, Any], draft: Draft | None) -> HttpResponse:
        if not words["text"] and draft is None:
            raise Http404("The story has no such paragraph.")
        form = ParagraphForm(initial=words)
        return _paragraph_page(request, story, key, form, status=200, draft=draft)

    return opened(request, story, place_of("p", key), said, show)


def _paragraph_page(
    request: EditorRequest,
    story: Story,
    key: str,
    form: Form,
    sorry: str = "",
    status: int = 422,
    draft: Draft | None = None,
) -> HttpResponse:
    placings = placings_of(story)
    problems = list(story.current_problems().filter(paragraph_key=key))
    copy = [p for p in paragraphs_of(story.head(), problems, placings) if p.key == key]
    context = {
        "story": story,
        "key": key,
        "paragraph": copy[0] if copy else None,
        "stretches": _stretches(placings, copy),
        "draft": draft,
    }
    return _form_page(request, "dispatches/paragraph.html", form, sorry, context, status)


def _stretches(placings: list[Any], copy: list[Paragraph]) -> list[Any]:
    """The raw lines that these paragraphs were made of."""
    return [part for take in raw_takes(placings, copy) for part in take.stretches if part.key]


HEADING = ("headline", "slug", "byline", "place", "city", "dateline_date")


def heading(request: EditorRequest, pk: int) -> HttpResponse:
    """Edit the headline and what stands under it."""
    story = find(pk)
    show = partial(_heading_page, request, story)
    if request.method != "POST":
        return opened(request, story, "heading", _heading_says, partial(_opened_heading, show))
    form = HeadingForm(request.POST)
    if not form.is_valid():
        return show(form)
    fields = {name: form.cleaned_data[name] for name in (*HEADING, "credit", *sorting.SORTED)}
    saw = form.cleaned_data["saw"]
    act = partial(sorting.edit_heading, story, fields, by=request.user, saw=saw)
    return write(request, act, sorry=partial(show, form), focus=lambda story: "heading")


def _heading_says(story: Story) -> dict[str, Any]:
    """What the heading's form says of a version of the story."""
    head = story.head()
    said = {name: getattr(head, name) for name in HEADING}
    said |= {"section": story.section, "tags": ", ".join(story.tags)}
    return said | {"credit": "/".join(head.credit)}


def _opened_heading(
    show: Callable[..., HttpResponse], words: dict[str, Any], draft: Draft | None
) -> HttpResponse:
    return show(HeadingForm(initial=words), status=200, draft=draft)


def _heading_page(
    request: EditorRequest,
    story: Story,
    form: Form,
    sorry: str = "",
    status: int = 422,
    draft: Draft | None = None,
) -> HttpResponse:
    sections, tags = words_known()
    context = {"story": story, "draft": draft, "sections": sections, "tags": tags}
    return _form_page(request, "dispatches/heading.html", form, sorry, context, status)


def _form_page(
    request: EditorRequest,
    template: str,
    form: Form,
    sorry: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    """A form, with the sentence that says why it was refused; what was typed stays in it."""
    if sorry:
        messages.warning(request, sorry)
    if status == 422:
        context = context | {"draft": kept(request)}
    return page(request, template, context | {"form": form}, status)
