"""Channels: how each source's copy comes in, tried, paused and resumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dispatches.actions import channels as deeds
from dispatches.actions import seen
from dispatches.channels import adapter_of, readable
from dispatches.channels.adapter import Setting
from dispatches.channels.once import tried
from dispatches.models import Channel, Source

from .base import Corrected
from .forms import Correction
from .previews import actor, previewed

_COMMON = ["name", "source", "every_seconds", "is_active", "is_paused"]
_WIDE = {"class": "vTextField"}
_KEPT = "It is kept, and shown to nobody. Type to replace it."


class ChannelForm(Correction):
    """What every channel says of itself; `asked` is what its kind asks for besides."""

    kind: ClassVar[str] = ""
    asked: ClassVar[Sequence[Setting]] = ()

    # Sources are few: a plain list, whose name every reader of screens is told.
    source = forms.ModelChoiceField(Source.objects.all(), help_text="Whose copy comes by it.")

    class Meta:
        labels = {
            "every_seconds": "Look every … seconds",
            "is_active": "Switched on",
            "is_paused": "Paused",
        }
        help_texts = {"name": "By which the desk and the history call it."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.asked:
            name, kept = f"set_{one.name}", self.instance.settings
            if one.kind != "secret":
                self.initial.setdefault(name, kept.get(one.name, one.default))
            elif self.instance.secret:
                self.fields[name].help_text = _KEPT
                self.fields[name].required = False

    def mark_seen(self) -> str:
        """Its facts."""
        return seen.mark(self.instance.facts()) if self.instance.pk else ""

    def settings_said(self) -> dict[str, Any]:
        """The settings of its kind, as they were typed; a secret is none of them."""
        said = {}
        for one in self.asked:
            value = self.cleaned_data[f"set_{one.name}"]
            if one.kind == "number" and value is not None and float(value).is_integer():
                value = int(value)
            if one.kind != "secret":
                said[one.name] = value
        return said

    def secret_said(self) -> str:
        """The secret that was typed; empty: the one that is kept stays."""
        secrets = [f"set_{one.name}" for one in self.asked if one.kind == "secret"]
        return str(self.cleaned_data[secrets[0]]) if secrets else ""


def _field(one: Setting) -> forms.Field:
    """The field of a form that asks for one setting."""
    said: dict[str, Any] = {"label": one.label, "help_text": one.help, "required": one.required}
    match one.kind:
        case "number":
            return forms.FloatField(min_value=0, **said)
        case "yes":
            return forms.BooleanField(**said | {"required": False})
        case "choice":
            return forms.ChoiceField(choices=[(word, word) for word in one.choices], **said)
        case "secret":
            hidden = forms.PasswordInput(attrs={**_WIDE, "autocomplete": "new-password"})
            return forms.CharField(widget=hidden, strip=False, max_length=10_000, **said)
    return forms.CharField(widget=forms.TextInput(attrs=_WIDE), max_length=2000, **said)


def form_for(kind: str) -> type[ChannelForm]:
    """The form of a channel of this kind."""
    asked = adapter_of(kind).SETTINGS
    fields = {f"set_{one.name}": _field(one) for one in asked}
    return type("ChannelForm", (ChannelForm,), {**fields, "kind": kind, "asked": asked})


def _foresee_test(channel: Channel) -> str:
    return "Its settings are tried now; nothing is taken."


def _test(channel: Channel, request: HttpRequest, reason: str) -> str:
    return tried(channel)


def _foresee_pause(channel: Channel) -> str:
    if channel.is_paused:
        return "Nothing: paused already."
    return "Nothing is taken by it until it is resumed; what lies at its other end stays there."


def _foresee_resume(channel: Channel) -> str:
    if not channel.is_paused:
        return "Nothing: it is not paused."
    return "It is looked at again at once, and takes what has come since."


def _pause(channel: Channel, request: HttpRequest, reason: str) -> str:
    deeds.pause(channel, by=actor(request), reason=reason)
    return "Paused."


def _resume(channel: Channel, request: HttpRequest, reason: str) -> str:
    deeds.resume(channel, by=actor(request), reason=reason)
    return "Resumed."


@admin.register(Channel)
class ChannelAdmin(Corrected[Channel]):
    """One way by which copy comes in."""

    form = ChannelForm
    list_display = ["name", "kind", "source", "stands", "last_error", "last_error_at", "took_at"]
    list_select_related = ["source"]
    list_filter = ["kind", "is_active", "is_paused", "source"]
    search_fields = ["name", "source__slug", "last_error"]
    autocomplete_fields = ["source"]
    corrected = _COMMON
    shown = ["kind", *_COMMON, "stands", "kept_secret", "looked_at", "took_at", "failures"]
    shown += ["last_error", "last_error_at", "next_at", "holder"]
    actions = (
        previewed("Test", foresee=_foresee_test, deed=_test),
        previewed("Pause", foresee=_foresee_pause, deed=_pause),
        previewed("Resume", foresee=_foresee_resume, deed=_resume),
    )

    @admin.display(description="State", ordering="failures")
    def stands(self, channel: Channel) -> str:
        """It runs, is paused, is off, or fails."""
        return channel.state

    @admin.display(description="Secret", boolean=True)
    def kept_secret(self, channel: Channel) -> bool:
        """Whether one is kept."""
        return bool(channel.secret)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """First of which kind it is, then what that kind asks for."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.GET.get("kind") in readable():
            answer: HttpResponse = super().add_view(request, form_url, extra_context)
            return answer
        context = {
            **self.admin_site.each_context(request),
            "title": "Add a channel",
            "opts": self.opts,
            "kinds": [(kind, Channel.Kind(kind).label) for kind in readable()],
        }
        return render(request, "admin/dispatches/channel/kinds.html", context)

    def get_form(
        self, request: HttpRequest, obj: Channel | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form of its kind."""
        kind = _kind(request, obj)
        if kind in readable():
            kwargs["form"] = form_for(kind)
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Channel | None = None) -> Any:
        """What all channels have, what its kind asks for, and how it fares."""
        kind = _kind(request, obj)
        parts: list[Any] = [(None, {"fields": _COMMON})]
        if kind in readable():
            asked = [f"set_{one.name}" for one in adapter_of(kind).SETTINGS]
            parts.append((Channel.Kind(kind).label, {"fields": asked}))
        parts.append(("Reason", {"fields": ["reason", "saw"]}))
        return [*parts, ("As it stands", {"fields": self._rest()})] if obj else parts

    def add(self, form: Correction, request: HttpRequest) -> Channel:
        """A new channel."""
        assert isinstance(form, ChannelForm)  # noqa: S101  # get_form makes no other
        fields = form.changes(*_COMMON) | {"kind": form.kind, "settings": form.settings_said()}
        return deeds.add_channel(
            fields,
            by=actor(request),
            reason=form.cleaned_data["reason"],
            secret=form.secret_said(),
        )

    def correct(self, row: Channel, form: Correction, request: HttpRequest) -> Channel:
        """Change what the form names."""
        assert isinstance(form, ChannelForm)  # noqa: S101  # get_form makes no other
        said, fields = form.cleaned_data, form.changes(*_COMMON)
        if form.asked:
            fields["settings"] = form.settings_said()
        return deeds.change_channel(
            row,
            fields,
            by=actor(request),
            reason=said["reason"],
            saw=said["saw"],
            secret=form.secret_said(),
        )


def _kind(request: HttpRequest, row: Channel | None) -> str:
    return row.kind if row else request.GET.get("kind", "")
