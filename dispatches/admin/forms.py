"""The forms of the admin: what may be corrected, a reason, and what the form saw."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from dispatches.actions.errors import Refused, Stale
from dispatches.actions.seen import Overtaken


class Words(forms.CharField):
    """A list of words, typed with commas or strokes between them."""

    def prepare_value(self, value: Any) -> Any:
        """Show a list as an editor would type it."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The words, without the empty ones."""
        said = super().clean(value)
        return [word.strip() for word in re.split(r"[,/]", said) if word.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists and not the way they were typed."""
        return super().has_changed(self.prepare_value(initial), data)


class Correction(forms.ModelForm):  # type: ignore[type-arg]  # one form for many models
    """A correction with its reason. `refusal` is what the action said the first time."""

    refusal: ClassVar[Refused | None] = None
    reason_needed: ClassVar[bool] = False

    reason = forms.CharField(
        max_length=500,
        required=False,
        help_text="What was wrong. The history keeps it.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    saw = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and isinstance(self.refusal, Stale | Overtaken):
            data = data.copy()
            data["saw"] = self.mark_now(self.refusal)
        super().__init__(data, *args, **kwargs)
        self.fields["reason"].required = self.reason_needed
        self.initial.setdefault("saw", self.mark_seen())

    def mark_seen(self) -> str:
        """What this form saw, for the action to compare."""
        return ""

    def mark_now(self, refusal: Stale | Overtaken) -> str:
        """What it sees now that somebody was quicker: the next save has seen their values."""
        return refusal.saw if isinstance(refusal, Overtaken) else str(refusal.story.touched)

    def clean(self) -> dict[str, Any]:
        """Show what the action said; beside each field, what somebody else put there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.refusal is not None:
            self.add_error(None, str(self.refusal))
        if isinstance(self.refusal, Stale | Overtaken):
            for name, theirs in self.refusal.theirs.items():
                if name in self.fields and self.refusal.mine.get(name) != theirs:
                    self.add_error(
                        name, f"It says “{_shown(theirs)}” now. You typed what is below."
                    )
        return cleaned

    def changes(self, *names: str) -> dict[str, Any]:
        """The fields of these names, as they were typed."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def refused(form: type[Correction], refusal: Refused | None) -> type[Correction]:
    """The form class as it is after the action said no."""
    return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
