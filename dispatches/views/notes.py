"""Notes about a story, for the desk alone, and the list of those that call me."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from dispatches.actions import notes
from dispatches.actions.errors import Refused
from dispatches.forms import NoteForm, ReadForm
from dispatches.models import Mention, Person
from dispatches.requests import EditorRequest

from .answers import done, no, sentence_of
from .shell import page
from .stories import find

A_PAGE = 40


def write_note(request: EditorRequest, pk: int) -> HttpResponse:
    """Write a note about a story."""
    story, form = find(pk), NoteForm(request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    try:
        note = notes.write_note(story, form.cleaned_data["text"], by=request.user)
    except Refused as refusal:
        return no(request, story, str(refusal))
    if strangers := notes.strangers_in(note.text):
        names = ", ".join(f"@{name}" for name in strangers)
        messages.warning(request, f"The note is written. Nobody here is called {names}.")
    return done(request, story, f"note-{note.pk}")


def mentions(request: EditorRequest) -> HttpResponse:
    """The notes that call me, the latest first; a post marks them read."""
    if request.method == "POST":
        return _read(request, ReadForm(request.POST))
    mine = Mention.objects.filter(person=request.user).order_by("-pk")
    shown = mine.select_related("note__by", "note__story__source")
    listing = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    unread = mine.filter(read_at__isnull=True).count()
    latest = mine.values_list("pk", flat=True).first() or 0
    context = {"listing": listing, "unread": unread, "latest": latest}
    return page(request, "dispatches/mentions.html", context)


def _read(request: EditorRequest, form: ReadForm) -> HttpResponse:
    """Mark mentions as read, and go back to where that was asked: the list, or a story."""
    if not form.is_valid():
        return redirect("desk:mentions")
    story, note = form.cleaned_data.pop("story"), form.cleaned_data["note"]
    notes.read_mentions(request.user, **form.cleaned_data)
    return redirect(f"{find(story).desk_url()}#note-{note}") if story else redirect("desk:mentions")


def names(request: EditorRequest) -> HttpResponse:
    """Whom a note may call, for the script that completes their names."""
    people = Person.objects.filter(is_active=True).order_by("username")
    told = [{"name": person.username, "called": str(person)} for person in people[:500]]
    return JsonResponse({"people": told})
