"""Conventions: how each agency writes, put right by an editor and tried before it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse

from dispatches.actions import conventions as deeds
from dispatches.actions import seen
from dispatches.models import Convention, Source
from dispatches.models.conventions import FIELDS, users_of
from dispatches.wire.conventions import AUTO, CONVENTIONS, NAMES, texts
from dispatches.wire.conventions.fields import FIELDS as NOTATION

from .base import Corrected
from .forms import Correction
from .previews import actor, previewed
from .trials import proposed, tried

_TRY = "_try"
_HELP = {
    "name": "The name by which sources call it: ops. One of a built-in name stands in its place.",
    "is_active": "Copy is read by it.",
    "agencies": "The agency’s names: OPS, Ostrand Press. The first is the one that is credited.",
    "feeds": "Other sources, by their slug, whose copy is read by it: ops-sport, opswire",
    "serial": "A line that numbers takes: {PREFIX}-{numbers}[ {title}] reads BFF-08, 09 Ferry late",
    "slug": "The keyword line under it, if only this agency writes it so: =={SLUG}==",
    "take_number": "What tells a take’s number, alone on a line or behind the slug or headline: "
    "(Blatt|Seite) {number}[ {last}]",
    "dateline": "What opens a story, if only this agency writes it so: {place} / {date} >>",
    "sign_off": "A line that closes a take: {MARKS}[/][ ]{time}[ ](hrs|hr) reads MORE/FI/ 0832 hrs",
    "more": "Words that say that more follows, beside MORE and its like: weiter, geht weiter",
    "ends": "Words that say that the story ends, beside END and its like: aus, schluss",
    "kills": "Heads of notices that withdraw a story, beside KILL and its like: zurueck",
    "corrections": "Heads of notices that put a story right, beside CORRECTION: bitte lesen",
    "advisories": "Heads of notices to editors, beside ADVISORY: tagesvorschau",
    "leads": "Words before a headline that say that it replaces what was sent: neufassung",
    "priorities": "Words before a headline, as flash, bulletin or urgent: BLITZ=flash, EIL=urgent",
    "crossheads": "How sub-headings are written: dashes (– Fog –), capitals (FOG), or both",
    "several_on_a_page": "Takes follow each other in a transmission without a head between them.",
    "ends_are_marked": "Every take says at its end whether more follows: silence is a loss.",
    "learned_from": "On how many transmissions a proposal rests; empty if you wrote it yourself.",
}
_TALL = {"rows": 2, "class": "vLargeTextField"}
_WORDS = ("more", "ends", "kills", "corrections", "advisories", "leads", "priorities")


def choices() -> Iterator[tuple[str, str]]:
    """What a source may give as its convention: built in, added here, or found out."""
    rows = dict(Convention.objects.values_list("name", "is_active"))
    yield AUTO, "found out by itself"
    for name in sorted({*NAMES, *rows}):
        yield name, name if rows.get(name, True) else f"{name} (switched off)"


class ConventionForm(Correction):
    """All that a convention says; `trying` is a form that is looked at and not saved."""

    trying: ClassVar[bool] = False

    tried_on = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        label="Try it on",
        empty_label="the sources that use it",
        help_text="Whose latest day of copy is read for a trial, 500 transmissions at most.",
    )

    class Meta:
        help_texts = _HELP
        labels = {"is_active": "In force"}
        widgets = {
            **{name: forms.Textarea(attrs=_TALL) for name in _WORDS},
            "learned_from": forms.Textarea(attrs=_TALL | {"rows": 12}),
        }

    def mark_seen(self) -> str:
        """Its facts."""
        return seen.mark(self.instance.facts()) if self.instance.pk else ""

    def clean(self) -> dict[str, Any]:
        """Say beside each field what is wrong with it."""
        cleaned = super().clean()
        said = {name: cleaned[name] for name in FIELDS if name in cleaned}
        try:
            texts.read(cleaned.get("name") or self.instance.name, said)
        except texts.Faults as faults:
            for name, sentence in faults.by_field.items():
                self.add_error(name, sentence)
        return cleaned

    def is_valid(self) -> bool:
        """Whether it may be saved: one that is only tried may not."""
        return super().is_valid() and not self.trying


def _foresee_off(row: Convention) -> str:
    if not row.is_active:
        return "Nothing: switched off already."
    return f"Copy that comes is read by {deeds.instead(row)} again; what came stays as it was read."


def _foresee_on(row: Convention) -> str:
    return "Nothing: switched on already." if row.is_active else "Copy that comes is read by it."


def _off(row: Convention, request: HttpRequest, reason: str) -> str:
    deeds.change_convention(row, {"is_active": False}, by=actor(request), reason=reason)
    return f"Switched off. Copy that comes is read by {deeds.instead(row)}."


def _on(row: Convention, request: HttpRequest, reason: str) -> str:
    deeds.change_convention(row, {"is_active": True}, by=actor(request), reason=reason)
    return "Switched on."


@admin.register(Convention)
class ConventionAdmin(Corrected[Convention]):
    """How an agency writes, beside or instead of what is built in."""

    form = ConventionForm
    list_display = ["name", "agencies", "serial", "sign_off", "is_active", "in_place_of"]
    list_filter = ["is_active"]
    search_fields = ["name", "agencies", "feeds"]
    corrected = ["is_active", *FIELDS]
    shown = ["name", *corrected, "in_place_of", "used_by", "learned_from"]
    actions = (
        previewed("Switch off", foresee=_foresee_off, deed=_off),
        previewed("Switch on", foresee=_foresee_on, deed=_on),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Convention | None = None) -> Any:
        """The form in parts, by what an editor thinks of first."""
        lines = [name for name in FIELDS if name in texts.LINES]
        habits = ["crossheads", "several_on_a_page", "ends_are_marked"]
        parts: list[Any] = [
            (None, {"fields": [*(() if obj else ("name",)), "is_active", "agencies", "feeds"]}),
            ("Lines, in the notation", {"fields": lines}),
            ("Words, with commas between them", {"fields": _WORDS}),
            ("Habits", {"fields": habits}),
            ("Trial and reason", {"fields": ["tried_on", "reason", "saw"]}),
        ]
        if obj is None:
            learned = "learn" in request.GET or request.POST.get("learned_from")
            parts.insert(1 if learned else 5, ("What it rests on", {"fields": ["learned_from"]}))
            return parts
        return [*parts, ("As it stands", {"fields": self._rest()})]

    def get_readonly_fields(self, request: HttpRequest, obj: Convention | None = None) -> list[str]:
        """What is given once: the name, and what it was learned from."""
        return super().get_readonly_fields(request, obj) if obj else []

    def get_form(self, request: HttpRequest, *said: Any, **more: Any) -> Any:
        """The form; where it is only tried, one that is never saved."""
        made = super().get_form(request, *said, **more)
        return type(made.__name__, (made,), {"trying": _TRY in request.POST})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What a new one starts from: a built-in one, a day of a source’s copy, or nothing."""
        copied, source = request.GET.get("copy", ""), _source(request.GET.get("learn", ""))
        if copied in CONVENTIONS:
            return {"name": copied, **texts.write(CONVENTIONS[copied])}
        if source is None:
            return {}
        filled, sentence = proposed(source)
        if sentence:
            self.message_user(request, sentence, messages.WARNING)
        return {**filled, "tried_on": source.pk}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *said: Any, **more: Any
    ) -> HttpResponse:
        """The form, with what came of a trial, and with the notation at hand."""
        form = context["adminform"].form
        if _TRY in request.POST and not form.errors:
            context["tried"] = tried(form.instance, form.cleaned_data["tried_on"])
        row = context["original"]
        off = deeds.instead(row) if row and not row.is_active else ""
        context |= {"notation": NOTATION, "starts": CONVENTIONS.values(), "instead": off}
        return super().render_change_form(request, context, *said, **more)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; under it, what is built in."""
        rows = set(Convention.objects.filter(is_active=True).values_list("name", flat=True))
        built_in = [(one, one.name in rows) for one in CONVENTIONS.values()]
        return super().changelist_view(request, {**(extra_context or {}), "built_in": built_in})

    def add(self, form: Correction, request: HttpRequest) -> Convention:
        """A new convention."""
        fields = form.changes("name", "learned_from", *self.corrected)
        reason = form.cleaned_data["reason"]
        return deeds.add_convention(fields, by=actor(request), reason=reason)

    def correct(self, row: Convention, form: Correction, request: HttpRequest) -> Convention:
        """Change what the form names."""
        fields, said = form.changes(*self.corrected), form.cleaned_data
        return deeds.change_convention(
            row, fields, by=actor(request), reason=said["reason"], saw=said["saw"]
        )

    @admin.display(description="In place of")
    def in_place_of(self, row: Convention) -> str:
        """What its copy is read by without it."""
        return deeds.instead(row)

    @admin.display(description="Used by")
    def used_by(self, row: Convention) -> str:
        """The sources whose copy is read by it."""
        return ", ".join(map(str, users_of(row))) or "no source"


def _source(key: str) -> Source | None:
    is_key = key.isascii() and key.isdigit() and len(key) < 19
    return Source.objects.filter(pk=int(key)).first() if is_key else None
