"""Routing rules: where stories go, tried on the latest day's stories before they are kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from dispatches.actions import rules as deeds
from dispatches.models import Rule
from dispatches.wire.rules import CONDITIONS, DEEDS

from .base import Corrected
from .forms import Correction
from .previews import actor, previewed
from .rule_form import RuleForm, fields_of, typed_in
from .rule_trials import tried

_TRY = "_try"
_ASKS = [f"if_{name}" for name in CONDITIONS]
_DOES = [f"do_{name}" for name in DEEDS]


def _foresee_off(row: Rule) -> str:
    if not row.is_active:
        return "Nothing: switched off already."
    return "It is asked of no story any more. What it decided stands until a story’s next take."


def _foresee_on(row: Rule) -> str:
    return "Nothing: switched on already." if row.is_active else "It is asked of what comes."


def _off(row: Rule, request: HttpRequest, reason: str) -> str:
    deeds.change_rule(row, {"is_active": False}, by=actor(request), reason=reason)
    return "Switched off."


def _on(row: Rule, request: HttpRequest, reason: str) -> str:
    deeds.change_rule(row, {"is_active": True}, by=actor(request), reason=reason)
    return "Switched on."


@admin.register(Rule)
class RuleAdmin(Corrected[Rule]):
    """If these hold of a story, then do this."""

    form = RuleForm
    list_display = ["name", "source", "place", "asks", "does", "is_active"]
    list_select_related = ["source"]
    list_filter = ["is_active", "source"]
    search_fields = ["name"]
    autocomplete_fields = ["source"]
    corrected = ["name", "source", "place", "is_active", *_ASKS, *_DOES]
    shown = ["name", "source", "place", "is_active", "asks", "does"]
    actions = (
        previewed("Switch off", foresee=_foresee_off, deed=_off),
        previewed("Switch on", foresee=_foresee_on, deed=_on),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Rule | None = None) -> Any:
        """The form in parts: which, if, then."""
        return [
            (None, {"fields": ["name", "source", "place", "is_active"]}),
            ("If all of these hold (words with commas between them; * for any letters)", {
                "fields": _ASKS,
            }),
            ("Then", {"fields": _DOES}),
            ("Reason", {"fields": ["reason", "saw"]}),
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Rule | None = None) -> list[str]:
        """All of it is typed."""
        return []

    def get_form(self, request: HttpRequest, *said: Any, **more: Any) -> Any:
        """The form; where it is only tried, one that is never saved."""
        made = super().get_form(request, *said, **more)
        return type(made.__name__, (made,), {"trying": _TRY in request.POST})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *said: Any, **more: Any
    ) -> HttpResponse:
        """The form, with what came of a trial."""
        form = context["adminform"].form
        if _TRY in request.POST and not form.errors:
            typed, row = form.cleaned_data, context["original"]
            was = row.name if row else ""
            context["tried"] = tried(typed_in(form), was, typed["source"], typed["place"])
        return super().render_change_form(request, context, *said, **more)

    def add(self, form: Correction, request: HttpRequest) -> Rule:
        """A new rule."""
        reason = form.cleaned_data["reason"]
        return deeds.add_rule(fields_of(form), by=actor(request), reason=reason)

    def correct(self, row: Rule, form: Correction, request: HttpRequest) -> Rule:
        """Change what the form names."""
        said = form.cleaned_data
        return deeds.change_rule(
            row, fields_of(form), by=actor(request), reason=said["reason"], saw=said["saw"]
        )

    @admin.display(description="If")
    def asks(self, row: Rule) -> str:
        """Its conditions in a line."""
        return _line(row.conditions) or "every story"

    @admin.display(description="Then")
    def does(self, row: Rule) -> str:
        """Its deeds in a line."""
        return _line(row.deeds)


def _line(said: dict[str, Any]) -> str:
    """Conditions or deeds as an editor reads them.

    >>> _line({"slug": ["ferry*", "boat"], "embargo": False})
    'slug ferry* or boat; embargo no'
    """
    words = {True: "yes", False: "no"}
    return "; ".join(
        f"{name.replace('_', ' ')} "
        + (" or ".join(value) if isinstance(value, list) else str(words.get(value, value)))
        for name, value in said.items()
    )
