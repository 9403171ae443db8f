"""What a form of the desk may say. Every one names the state of the story that it saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst

from dispatches.models import Alert, Preference, Problem, Proposal, Source, Story, WireItem
from dispatches.models.liking import ALWAYS, COLUMNS, WAYS, ways_of
from dispatches.wire import formats, merge
from dispatches.wire.lengths import Length, lengths
from dispatches.wire.values import Block
from dispatches.workflow import IN_BULK, RUN_DEEDS, SETTLEMENTS, Move, Settlement

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


class ZenForm(SawForm):
    """One step of a zen run; what needs a reason, the move itself says."""

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in (*RUN_DEEDS, "undo")])
    reason = _reason(required=False)


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


class WhyForm(SawForm):
    """A deed that may say why."""

    reason = _reason(required=False)


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
    reason = _reason(required=True)


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


# What people like --------------------------------------------------------------------------------
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


# Copy that is written here ------------------------------------------------------------------------
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


class SavedSearchForm(forms.Form):
    """What is to become of a search: kept under a name, told of or not, or let go by its number."""

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in ("keep", "tell", "hush", "forget")])
    q = forms.CharField(max_length=500, required=False)
    name = forms.CharField(max_length=60, required=False)
    number = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    alerts = forms.BooleanField(required=False)
    shared = forms.BooleanField(required=False)


# Settling together, going back, notes -------------------------------------------------------------
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
        self.fields["reason"] = _reason(required=True)

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

    version = forms.IntegerField(min_value=1, max_value=MAX_SAW)
    reason = _reason(required=True)


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
