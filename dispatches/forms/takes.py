"""What is done to takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from dispatches.models import Proposal, Story, WireItem

from .saw import MAX_SAW, SawForm, reason_field


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

    reason = reason_field(required=True)


class WhyForm(SawForm):
    """A deed that may say why."""

    reason = reason_field(required=False)


class OrderForm(WhyForm):
    """The items of a story's takes, in the order in which they are to stand."""

    order = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, items: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].choices = [(pk, pk) for pk in items]  # type: ignore[attr-defined]
        gone = "The story has other takes now; put them in order again."
        self.fields["order"].error_messages |= {"required": gone, "invalid_choice": gone}


class SplitForm(SawForm):
    """Before which paragraph a story is parted, why, and what the second story is called."""

    key = forms.SlugField(max_length=40)
    headline = forms.CharField(max_length=500, required=False)
    reason = reason_field(required=True)


class OtherForm(WhyForm):
    """Another story, and the state of it that was seen."""

    other = forms.ModelChoiceField(
        queryset=Story.objects.select_related("source"),
        error_messages={
            "required": "Choose a story.",
            "invalid_choice": "That story cannot be chosen here.",
        },
    )
    other_saw = forms.IntegerField(min_value=0, max_value=MAX_SAW)


class TrayForm(forms.Form):
    """What is asked of the tray: whose takes, of which day, and which group of them."""

    source = forms.SlugField(max_length=40, required=False)
    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    group = forms.SlugField(max_length=20, required=False)
    page = forms.IntegerField(min_value=1, max_value=9999, required=False)
    at = forms.IntegerField(min_value=0, max_value=99, required=False)
