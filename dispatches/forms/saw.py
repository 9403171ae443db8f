"""What every form of a story says: the state of the story that it saw."""

from __future__ import annotations

from typing import Any

from django import forms

from dispatches.wire import merge

MAX_SAW = 2**31 - 1
CHOOSE = "Choose first: between ⟦ and ⟧ stand your words, and behind the ¦ theirs."


class SawForm(forms.Form):
    """A write: `saw` is what Story.touched said when the page was made.

    `version` is the story's version then: a stale write is merged from it. No action asks for it.
    """

    saw = forms.IntegerField(min_value=0, max_value=MAX_SAW, widget=forms.HiddenInput)
    version = forms.IntegerField(
        min_value=0, max_value=MAX_SAW, required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        """Nobody saves a text in which two still clash."""
        said: dict[str, Any] = super().clean() or {}
        said.pop("version", None)
        for value in said.values():
            if isinstance(value, str) and merge.is_marked(value):
                raise forms.ValidationError(CHOOSE)
        return said


def reason_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        max_length=500,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say why, in a few words."},
    )


def copy_field(rows: int) -> forms.CharField:
    return forms.CharField(
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "spellcheck": "true"}),
        error_messages={"required": "The text is empty. Leave the paragraph out instead."},
    )
