"""Sources: who sends copy, and how they write."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from dispatches.actions import correct, seen
from dispatches.models import Source

from .base import Corrected
from .conventions import choices
from .forms import Correction, Words
from .previews import actor, previewed


class SourceForm(Correction):
    """All that a source says of itself."""

    convention = forms.ChoiceField(choices=choices, help_text="How this wire writes.")
    muted_checks = Words(required=False, help_text="Codes of checks to leave out here: C03, C05")

    def mark_seen(self) -> str:
        """Its facts."""
        return seen.mark(self.instance.facts()) if self.instance.pk else ""


def _foresee_off(source: Source) -> str:
    if not source.is_active:
        return "Nothing: switched off already."
    return "No copy is taken from it any more; what came stays."


def _foresee_on(source: Source) -> str:
    return "Nothing: switched on already." if source.is_active else "Copy is taken from it again."


def _off(source: Source, request: HttpRequest, reason: str) -> str:
    correct.correct_source(source, {"is_active": False}, by=actor(request), reason=reason)
    return "Switched off."


def _on(source: Source, request: HttpRequest, reason: str) -> str:
    correct.correct_source(source, {"is_active": True}, by=actor(request), reason=reason)
    return "Switched on."


@admin.register(Source)
class SourceAdmin(Corrected[Source]):
    """A wire service."""

    form = SourceForm
    list_display = ["slug", "name", "agency", "convention", "zone", "language", "is_active"]
    list_filter = ["is_active", "convention", "language"]
    search_fields = ["slug", "name", "agency"]
    corrected = ["slug", "name", "agency", "convention", "zone", "language", "muted_checks"]
    corrected += ["wait_minutes", "is_active"]
    shown = corrected
    actions = (
        previewed("Switch off", foresee=_foresee_off, deed=_off),
        previewed("Switch on", foresee=_foresee_on, deed=_on),
    )

    def add(self, form: Correction, request: HttpRequest) -> Source:
        """A new source."""
        fields, reason = form.changes(*self.corrected), form.cleaned_data["reason"]
        return correct.add_source(fields, by=actor(request), reason=reason)

    def correct(self, row: Source, form: Correction, request: HttpRequest) -> Source:
        """Change what the form names."""
        fields, said = form.changes(*self.corrected), form.cleaned_data
        return correct.correct_source(
            row, fields, by=actor(request), reason=said["reason"], saw=said["saw"]
        )
