"""Tokens: made, with the secret shown once, and revoked; never changed, never deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dispatches.actions import tokens
from dispatches.actions.errors import Refused
from dispatches.models import Source, Token
from dispatches.models.shapes import longest_in

from .base import Kept
from .previews import actor, previewed


class TokenForm(forms.Form):
    """Whose copy a token is for, and until when."""

    source = forms.ModelChoiceField(queryset=Source.objects.active())
    name = forms.CharField(max_length=longest_in(Token, "name"), help_text="What posts with it.")
    expires_at = forms.DateTimeField(
        required=False,
        help_text="Such as 2030-12-31 18:00, in the desk’s zone. Empty: never.",
    )
    reason = forms.CharField(
        max_length=500, required=False, help_text="What it is for. The history keeps it."
    )


def _foresee(token: Token) -> str:
    if token.revoked_at is not None:
        return "Nothing: it was revoked already."
    return f"Whatever posts with it is refused from now on. Copy of {token.source} stays."


def _revoke(token: Token, request: HttpRequest, reason: str) -> str:
    tokens.revoke(token, by=actor(request), reason=reason)
    return "Revoked."


@admin.register(Token)
class TokenAdmin(Kept[Token]):
    """Keys with which machines post copy."""

    list_display = ["name", "begins", "source", "standing", "used_at", "expires_at", "made_by"]
    list_select_related = ["source", "made_by"]
    list_filter = ["source", ("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "begins", "source__name", "source__slug"]
    search_help_text = "Name, the first letters of the secret, or the source"
    autocomplete_fields = ["source", "made_by"]
    shown = ["name", "begins", "source", "standing", "made_by", "made_at", "used_at", "expires_at"]
    shown += ["revoked_at"]
    actions = (previewed("Revoke", foresee=_foresee, deed=_revoke, permission="revoke"),)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Whoever makes them."""
        return self.has_add_permission(request)

    @admin.display(description="State")
    def standing(self, token: Token) -> str:
        """Whether it opens the door now."""
        if token.revoked_at is not None:
            return "revoked"
        late = token.expires_at is not None and token.expires_at <= timezone.now()
        return "expired" if late else "holds"

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Make a token; its secret is on the page that answers, and never again."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TokenForm(request.POST or None)
        context = {
            **self.admin_site.each_context(request),
            "title": "Make a token",
            "opts": self.opts,
            "form": form,
        }
        if form.is_valid():
            try:
                context["made"] = tokens.make(by=actor(request), **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        return render(request, "admin/token.html", context)
