"""Copy that comes in, and what could not be read of it."""

from __future__ import annotations

from django import forms

from dispatches.models import Source
from dispatches.wire import formats

from .saw import reason_field


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

    reason = reason_field(required=True)
