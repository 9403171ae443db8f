"""Sources: who sends copy, and how they write."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.timezone import localtime

from dispatches.actions import correct, seen, silence
from dispatches.actions.release import AT_ONCE, release, waiting
from dispatches.actions.versions import NEVER_MUTED
from dispatches.models import Source
from dispatches.wire import rhythm
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

    class Meta:
        help_texts = {
            "silence_minutes": "After how many minutes without new copy the desk is told. Empty: as"
            " was learned from the feed; 0: never.",
            "retention_days": "After how many days the bytes go of what no story in work, approved"
            " or published uses; manage.py forget lets them go. Empty: never.",
            "most_an_hour": "When more transmissions than this come in an hour, it is stopped: what"
            " comes is kept unread until it is released. Empty: no limit; 0: nothing is read.",
        }

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


def _foresee_release(source: Source) -> str:
    many = waiting(source).count()
    if source.tripped_at is None and not many:
        return "Nothing: it is not stopped, and nothing of it is held."
    return (
        f"Copy is taken from it again. Held: {many}; read at once, in order: {min(many, AT_ONCE)}."
    )


def _foresee_go_on(source: Source) -> str:
    if source.tripped_at is None:
        return "Nothing: it is not stopped."
    return f"Copy is taken from it again. The {waiting(source).count()} that are held stay unread."


def _release(source: Source, request: HttpRequest, reason: str) -> str:
    done, left = release(source, by=actor(request), reason=reason)
    more = f" {left} are held still: release it once more." if left else ""
    return f"Released. Transmissions read or rejected: {done}.{more}"


def _go_on(source: Source, request: HttpRequest, reason: str) -> str:
    _, left = release(source, by=actor(request), reason=reason, read=False)
    return f"Copy is taken from it again; {left} stay held."


@admin.register(Source)
class SourceAdmin(Corrected[Source]):
    """A wire service."""

    form = SourceForm
    list_display = ["slug", "name", "agency", "convention", "zone", "language", "is_active"]
    list_display += ["stopped"]
    list_filter = ["is_active", "convention", "language"]
    search_fields = ["slug", "name", "agency"]
    corrected = ["slug", "name", "agency", "convention", "zone", "language", "muted_checks"]
    corrected += ["wait_minutes", "is_active", "silence_minutes", "retention_days", "most_an_hour"]
    shown = [*corrected, "stopped", "last_arrival", "silence"]
    actions = (
        previewed("Switch off", foresee=_foresee_off, deed=_off),
        previewed("Switch on", foresee=_foresee_on, deed=_on),
        previewed("Release and read what is held", foresee=_foresee_release, deed=_release),
        previewed("Go on and keep what is held", foresee=_foresee_go_on, deed=_go_on),
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

    @admin.display(description="Stopped for its volume")
    def stopped(self, source: Source) -> str:
        """Since when what comes from it is held unread."""
        return localize(localtime(source.tripped_at)) if source.tripped_at else "no"

    @admin.display(description="Last arrival")
    def last_arrival(self, source: Source) -> str:
        """When bytes that were new last came from it."""
        last = silence.last_arrival(source)
        return localize(localtime(last)) if last else "nothing has come yet"

    @admin.display(description="Silence that was learned")
    def silence(self, source: Source) -> str:
        """For each hour of its day, after how long the desk is told."""
        if not any(source.learned_silence):
            return "nothing yet: it takes a week of copy, and is learned once a day"
        hours = enumerate(source.learned_silence)
        return "; ".join(f"{n:02}h {rhythm.spelt(one)}" for n, one in hours if one is not None)
