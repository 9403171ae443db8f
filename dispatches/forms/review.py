"""What is done to a story and its copy."""

from __future__ import annotations

from typing import Any

from django import forms

from dispatches.models import Problem
from dispatches.wire.lengths import Length, lengths
from dispatches.wire.values import Block
from dispatches.workflow import IN_BULK, RUN_DEEDS, SETTLEMENTS, Move, Settlement

from .saw import MAX_SAW, SawForm, copy_field, reason_field


class MoveForm(SawForm):
    """A step along MOVES, with a reason where the table asks for one."""

    def __init__(self, move: Move, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field(required=move.reason)


class ZenForm(SawForm):
    """One step of a zen run; what needs a reason, the move itself says."""

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in (*RUN_DEEDS, "undo")])
    reason = reason_field(required=False)


class SettleForm(SawForm):
    """One way of settling a problem: with text or a reason where the table asks for them."""

    def __init__(self, way: Settlement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if way.text:
            self.fields["text"] = copy_field(rows=6)
        if way.reason:
            self.fields["reason"] = reason_field(required=True)


class ParagraphForm(SawForm):
    """The text of one paragraph."""

    text = copy_field(rows=7)


class HeadingForm(SawForm):
    """The headline and what stands under it; the credit with slashes, as the wire has it."""

    headline = forms.CharField(max_length=500, widget=forms.TextInput(attrs={"dir": "auto"}))
    slug = forms.CharField(max_length=200, required=False)
    byline = forms.CharField(max_length=200, required=False)
    place = forms.CharField(max_length=200, required=False, label="Place, as printed")
    city = forms.CharField(max_length=120, required=False)
    dateline_date = forms.DateField(
        required=False,
        label="Date of the dateline",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    credit = forms.CharField(
        max_length=200, required=False, help_text="Agencies with slashes between them: BSS/AFP."
    )

    section = forms.CharField(
        max_length=60, required=False, widget=forms.TextInput(attrs={"list": "sections"})
    )
    tags = forms.CharField(
        max_length=900,
        required=False,
        help_text="With commas between them.",
        widget=forms.TextInput(attrs={"list": "tags", "data-several": ""}),
    )

    def clean_credit(self) -> list[str]:
        """The agencies, one by one."""
        return [name.strip() for name in self.cleaned_data["credit"].split("/") if name.strip()]

    def clean_tags(self) -> list[str]:
        """The tags, one by one."""
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]

    def lengths(self) -> dict[str, Length]:
        """How long the fields are that a page has little room for, as they stand in the form."""
        return lengths(**{name: str(self[name].value() or "") for name in ("headline", "slug")})


class SeveralForm(SawForm):
    """Which open problems are settled by one word and one reason: some of them, or whole checks."""

    def __init__(self, waiting: list[Problem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        gone = {"invalid_choice": "One of these problems is not open any more; look again."}
        self.fields["problem"] = forms.TypedMultipleChoiceField(
            coerce=int, choices=[(p.pk, p.pk) for p in waiting], required=False,
            error_messages=gone,
        )  # fmt: skip
        self.fields["code"] = forms.MultipleChoiceField(
            choices=[(p.code, p.code) for p in waiting], required=False, error_messages=gone
        )
        self.fields["how"] = forms.ChoiceField(
            choices=[(how, SETTLEMENTS[how].label) for how in IN_BULK],
            error_messages={"invalid_choice": "Several problems are not settled in that way."},
        )
        self.fields["reason"] = reason_field(required=True)

    def chosen(self) -> list[int]:
        """The ids of the problems that are meant."""
        said = self.cleaned_data
        return [p.pk for p in self.waiting if p.pk in said["problem"] or p.code in said["code"]]

    def clean(self) -> dict[str, Any]:
        """At least one is meant."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.chosen():
            raise forms.ValidationError("Choose a problem, or a check.")
        return said


class KindForm(SawForm):
    """What a piece of the copy is to be."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Block])


class RevertForm(SawForm):
    """Which version is to be brought back, and why."""

    to = forms.IntegerField(min_value=1, max_value=MAX_SAW)
    reason = reason_field(required=True)


class NoteForm(forms.Form):
    """A note about a story; it changes nothing, so it names no state."""

    text = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={
            "required": "The note is empty.",
            "max_length": "The note is too long: 2000 characters at most.",
        },
    )


class ReadForm(forms.Form):
    """Which mentions were read: all up to one, or one note's."""

    upto = forms.IntegerField(min_value=0, max_value=2**62)
    note = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    story = forms.IntegerField(min_value=1, max_value=2**62, required=False)
