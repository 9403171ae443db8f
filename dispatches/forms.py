"""What a form of the desk may say. Every one names the state of the story that it saw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from dispatches.models import Proposal, Source, WireItem
from dispatches.wire import formats, merge
from dispatches.workflow import Move, Settlement

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


def _reason(*, required: bool) -> forms.CharField:
    return forms.CharField(
        max_length=500,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say why, in a few words."},
    )


def _copy(rows: int) -> forms.CharField:
    return forms.CharField(
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "spellcheck": "true"}),
        error_messages={"required": "The text is empty. Leave the paragraph out instead."},
    )


class MoveForm(SawForm):
    """A step along MOVES, with a reason where the table asks for one."""

    def __init__(self, move: Move, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _reason(required=move.reason)


class SettleForm(SawForm):
    """One way of settling a problem: with text or a reason where the table asks for them."""

    def __init__(self, way: Settlement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if way.text:
            self.fields["text"] = _copy(rows=6)
        if way.reason:
            self.fields["reason"] = _reason(required=True)


class ParagraphForm(SawForm):
    """The text of one paragraph."""

    text = _copy(rows=7)


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

    def clean_credit(self) -> list[str]:
        """The agencies, one by one."""
        return [name.strip() for name in self.cleaned_data["credit"].split("/") if name.strip()]


class TakeForm(SawForm):
    """Which take is meant; only one of those that the page offers."""

    def __init__(self, offered: QuerySet[WireItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = forms.ModelChoiceField(
            queryset=offered,
            error_messages={
                "required": "Choose a take.",
                "invalid_choice": "That take cannot be chosen here any more.",
            },
        )


class ApartForm(SawForm):
    """Which proposal does not hold; only one that concerns the story."""

    def __init__(self, proposed: QuerySet[Proposal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = "That is not proposed any more."
        self.fields["proposal"] = forms.ModelChoiceField(
            queryset=proposed, error_messages={"required": gone, "invalid_choice": gone}
        )


class PartForm(TakeForm):
    """Which take goes its own way, and why."""

    reason = _reason(required=True)


# Copy that comes in ------------------------------------------------------------------------------
def formats_read() -> list[tuple[str, str]]:
    """The formats that may be named, with the words for them."""
    return [(form.NAME, form.LABEL) for form in formats.FORMATS]


def sources_taken() -> list[tuple[str, str]]:
    """The sources that copy may be filed for; the first choice leaves it to the copy itself."""
    active = Source.objects.active().values_list("slug", "name")
    return [("", "Whichever writes like this"), *active]


def formats_named() -> list[tuple[str, str]]:
    """The formats; the first choice leaves it to the content."""
    return [("", "Whatever its content says"), *formats_read()]


class FileForm(forms.Form):
    """Copy that somebody hands in: files come beside it, `whole` comes last.

    A form that broke off on its way lacks what comes last, and is never taken for a whole.
    """

    source = forms.ChoiceField(
        choices=sources_taken,
        required=False,
        error_messages={"invalid_choice": "That source takes no copy any more."},
    )
    read_as = forms.ChoiceField(choices=formats_named, required=False, label="Read it as")
    text = forms.CharField(max_length=2_000_000, required=False, strip=False)
    name = forms.CharField(max_length=255, required=False)
    whole = forms.CharField(
        error_messages={"required": "It broke off on its way; nothing was kept. Send it again."}
    )


class ReadAsForm(forms.Form):
    """As which format bytes are to be read."""

    read_as = forms.ChoiceField(
        choices=formats_read,
        error_messages={
            "required": "Choose a format.",
            "invalid_choice": "That is no format that newsdesk reads.",
        },
    )


class DiscardForm(forms.Form):
    """Why something is set aside."""

    reason = _reason(required=True)
