"""What a row of the queue shows, as each person likes it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect

from dispatches.actions.errors import Refused
from dispatches.actions.preferences import prefer
from dispatches.models import Person, Preference
from dispatches.models.liking import ALWAYS, COLUMNS
from dispatches.requests import EditorRequest

from .back import back_to_queue


def chosen_by(person: Person) -> tuple[list[str], str]:
    """The columns and the density that a person chose; all of them, dense, where they did not."""
    try:
        kept = person.preference
    except ObjectDoesNotExist:
        return list(COLUMNS), str(Preference.Density.DENSE)
    columns = [name for name in COLUMNS if name in kept.columns]
    return (columns if kept.columns else list(COLUMNS)), kept.density


def keep(request: EditorRequest) -> HttpResponse:
    """Keep which columns a person wants, and how close the rows stand."""
    columns = [name for name in COLUMNS if name in request.POST.getlist("columns")]
    density = request.POST.get("density", "")
    whole = [] if len(columns) == len(COLUMNS) else [ALWAYS, *columns]
    try:
        prefer(request.user, columns=whole, density=density)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(back_to_queue(request))
