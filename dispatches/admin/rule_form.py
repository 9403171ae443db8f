"""A rule as an editor types it: a field for each condition and each deed."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from dispatches.actions import seen
from dispatches.actions.rules import flat
from dispatches.wire import rules
from dispatches.wire.rules import CONDITIONS, DEEDS, Sort, Term

from .forms import Correction

_YES_NO = [("", "does not matter"), ("yes", "yes"), ("no", "no")]


class Listed(forms.CharField):
    """Words or groups of words, typed with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        """Show a list as an editor would type it."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The groups, without the empty ones."""
        said = super().clean(value)
        return [word.strip() for word in said.split(",") if word.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists and not the way they were typed."""
        return super().has_changed(self.prepare_value(initial), data)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or nothing said."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            choices=_YES_NO, coerce=lambda said: said == "yes", empty_value=None, **more
        )

    def prepare_value(self, value: Any) -> Any:
        """What was kept, as one of the choices."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _asked(term: Term) -> forms.Field:
    """The field for a condition or a deed, with its help."""
    told: dict[str, Any] = {"label": term.label, "required": False}
    told["help_text"] = f"{term.says[:1].upper()}{term.says[1:]}. Such as: {term.example}"
    match term.sort:
        case Sort.NUMBER:
            return forms.IntegerField(min_value=rules.LOWEST, max_value=rules.HIGHEST, **told)
        case Sort.TRUTH:
            return YesNo(**told)
        case Sort.TEXT:
            return forms.CharField(widget=_wide(), **told)
    return Listed(widget=_wide(), **told)


def _wide() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "vTextField"})


class RuleForm(Correction):
    """All that a rule says; `trying` is a form that is looked at and not saved."""

    trying: ClassVar[bool] = False

    if_slug = _asked(CONDITIONS["slug"])
    if_headline = _asked(CONDITIONS["headline"])
    if_subject = _asked(CONDITIONS["subject"])
    if_keyword = _asked(CONDITIONS["keyword"])
    if_language = _asked(CONDITIONS["language"])
    if_urgency_at_most = _asked(CONDITIONS["urgency_at_most"])
    if_urgency_at_least = _asked(CONDITIONS["urgency_at_least"])
    if_place = _asked(CONDITIONS["place"])
    if_city = _asked(CONDITIONS["city"])
    if_credit = _asked(CONDITIONS["credit"])
    if_kind = _asked(CONDITIONS["kind"])
    if_embargo = _asked(CONDITIONS["embargo"])
    do_desk = _asked(DEEDS["desk"])
    do_urgency = _asked(DEEDS["urgency"])
    do_tags = _asked(DEEDS["tags"])
    do_hold = _asked(DEEDS["hold"])
    do_approve = _asked(DEEDS["approve"])

    class Meta:
        labels = {"is_active": "In force", "source": "For the source"}
        help_texts = {
            "name": "What stands in the history and on the story: Ferries to the home desk",
            "source": "Empty: for the stories of every source.",
        }

    def __init__(self, *said: Any, **more: Any) -> None:
        super().__init__(*said, **more)
        if self.instance.pk:
            self.initial = {**flat(self.instance.facts()), **self.initial}

    def mark_seen(self) -> str:
        """Its facts, by the names of the fields here."""
        return seen.mark(flat(self.instance.facts())) if self.instance.pk else ""

    def clean(self) -> dict[str, Any]:
        """Say beside each field what is wrong with it."""
        cleaned = super().clean()
        try:
            typed_in(self)
        except rules.Faults as faults:
            for name, sentence in faults.by_field.items():
                self.add_error(name, sentence)
        return cleaned

    def is_valid(self) -> bool:
        """Whether it may be saved: one that is only tried may not."""
        return super().is_valid() and not self.trying


def typed_in(form: Correction) -> rules.Rule:
    """The rule that a form holds. Raises Faults."""
    said = {name: value for name, value in form.cleaned_data.items() if value is not None}
    asks = {key[3:]: value for key, value in said.items() if key.startswith("if_")}
    does = {key[3:]: value for key, value in said.items() if key.startswith("do_")}
    return rules.parse(str(said.get("name") or form.instance.name), asks, does)


def fields_of(form: Correction) -> dict[str, Any]:
    """What a form tells the action."""
    made, rest = typed_in(form), form.changes("name", "source", "place", "is_active")
    return rest | {"conditions": dict(made.conditions), "deeds": dict(made.deeds)}
