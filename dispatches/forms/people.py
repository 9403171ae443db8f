"""What people like, and what they keep."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.text import capfirst

from dispatches.models import Alert, Preference
from dispatches.models.liking import ALWAYS, COLUMNS, WAYS, ways_of


def _ticks(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def zones() -> list[str]:
    """The names of all time zones, in the order of the alphabet."""
    return sorted(available_timezones())


class PreferenceForm(forms.Form):
    """How somebody likes the desk."""

    theme = forms.ChoiceField(choices=Preference.Theme.choices, widget=forms.RadioSelect)
    density = forms.ChoiceField(choices=Preference.Density.choices, widget=forms.RadioSelect)
    keys_on = forms.BooleanField(required=False, label="Plain keys are on")
    zone = forms.CharField(
        max_length=60,
        required=False,
        label="My time zone",
        help_text="Such as Asia/Dhaka. Empty: the desk’s.",
        widget=forms.TextInput(
            attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    columns = _ticks("What a row of the queue shows", list(COLUMNS.items()))

    def __init__(self, *said: Any, **more: Any) -> None:
        super().__init__(*said, **more)
        for kind, label in Alert.Kind.choices:
            self.fields[f"alerts_{kind}"] = _ticks(capfirst(label), list(WAYS.items()))

    @staticmethod
    def as_kept(preference: Preference) -> dict[str, Any]:
        """What the form shows of a preference: of columns all, where none was chosen."""
        names = ("theme", "density", "keys_on", "zone")
        shown: dict[str, Any] = {name: getattr(preference, name) for name in names}
        shown["columns"] = preference.columns or list(COLUMNS)
        return shown | {f"alerts_{kind}": ways for kind, ways in ways_of(preference).items()}

    def alerts(self) -> list[forms.BoundField]:
        """The fields that ask of the alerts."""
        return [self[name] for name in self.fields if name.startswith("alerts_")]

    def clean_zone(self) -> str:
        """The zone as the time zone database writes it, however it was typed."""
        typed = self.cleaned_data["zone"].strip()
        named = {name.casefold(): name for name in zones()}
        if typed and typed.casefold() not in named:
            raise forms.ValidationError("There is no such zone; write one such as Asia/Dhaka.")
        return named.get(typed.casefold(), "")

    def chosen(self) -> dict[str, Any]:
        """What is to be kept, by the names of Preference."""
        said = dict(self.cleaned_data)
        alerts = {kind: said.pop(f"alerts_{kind}") for kind in Alert.Kind.values}
        every = set(said["columns"]) == set(COLUMNS)
        return said | {"columns": [] if every else [ALWAYS, *said["columns"]], "alerts": alerts}


class SavedSearchForm(forms.Form):
    """What is to become of a search: kept under a name, told of or not, or let go by its number."""

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in ("keep", "tell", "hush", "forget")])
    q = forms.CharField(max_length=500, required=False)
    name = forms.CharField(max_length=60, required=False)
    number = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    alerts = forms.BooleanField(required=False)
    shared = forms.BooleanField(required=False)
