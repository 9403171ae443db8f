"""Copy that is written here."""

from __future__ import annotations

from django import forms

from .saw import MAX_SAW, SawForm


class OwnForm(forms.Form):
    """A story of the desk's own, as it is written; what must be there, the action says."""

    headline = forms.CharField(max_length=500, required=False)
    slug = forms.CharField(max_length=200, required=False)
    byline = forms.CharField(max_length=200, required=False)
    place = forms.CharField(max_length=200, required=False, label="Place")
    dateline_date = forms.DateField(
        required=False, label="Date", widget=forms.DateInput(attrs={"type": "date"})
    )
    section = forms.CharField(max_length=60, required=False)
    text = forms.CharField(max_length=200_000, required=False, strip=False)


class ReviseForm(OwnForm):
    """Own copy handed in again: it names the state of the story that it saw."""

    saw = forms.IntegerField(min_value=0, max_value=MAX_SAW, widget=forms.HiddenInput)


class BringForm(SawForm):
    """Which paragraphs of which story come in, and behind which paragraph they go."""

    other = forms.IntegerField(min_value=1, max_value=MAX_SAW)
    after = forms.CharField(max_length=80, required=False)
