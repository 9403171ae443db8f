"""Sources: who sends copy, and how they write."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from dispatches.actions import correct, seen
from dispatches.actions.versions import NEVER_MUTED
from dispatches.models import Source
from dispatches.wire.checks import meanings

from .base import Corrected
from .conventions import choices
from .forms import Correction
from .previews import actor, previewed


def _may_be_muted() -> list[tuple[str, str]]:
    """The checks that may be silent for a source, with what they find."""
    rows = ((code, f"{code} {meaning}") for code, meaning in meanings().items())
    return [row for row in rows if row[0] not in NEVER_MUTED]


class SourceForm(Correction):
    """All that a source says of itself."""

    convention = forms.ChoiceField(choices=choices, help_text="How this wire writes.")
    muted_checks = forms.MultipleChoiceField(
        choices=_may_be_muted,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick what is not to be looked for in this source’s stories from now on.",
    )

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
