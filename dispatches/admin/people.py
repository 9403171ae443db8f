"""People: invited, given a role, switched off; never deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dispatches.actions import people, seen
from dispatches.actions.errors import Refused
from dispatches.models import Person
from dispatches.models.people import ROLES
from dispatches.requests import site_url

from .base import Corrected
from .forms import Correction
from .previews import actor, previewed


class PersonForm(Correction):
    """What an administrator may change of a person."""

    def mark_seen(self) -> str:
        """Their facts."""
        return seen.mark(people.facts(self.instance))


class InviteForm(forms.Form):
    """Who is invited."""

    username = forms.CharField(max_length=150, help_text="To log in with; it stays for ever.")
    email = forms.EmailField(help_text="The link goes there.")
    first_name = forms.CharField(max_length=150, required=False)
    last_name = forms.CharField(max_length=150, required=False)
    role = forms.ChoiceField(choices=ROLES)


def _foresee_off(person: Person) -> str:
    if not person.is_active:
        return "Nothing: switched off already."
    return "Is logged out everywhere and cannot log in; all that they did stays theirs."


def _foresee_on(person: Person) -> str:
    if person.is_active:
        return "Nothing: switched on already."
    return f"Can log in again, as {person.get_role_display().lower()}."


def _foresee_link(person: Person) -> str:
    if not person.is_active:
        return "Nothing: switched off."
    return f"Gets a new link by mail to {person.email}, by which they choose a new password."


def _off(person: Person, request: HttpRequest, reason: str) -> str:
    people.switch_off(person, by=actor(request), reason=reason)
    return "Switched off."


def _on(person: Person, request: HttpRequest, reason: str) -> str:
    people.switch_on(person, by=actor(request), reason=reason)
    return "Switched on."


def _link(person: Person, request: HttpRequest, reason: str) -> str:
    invitation = people.invite_again(person, by=actor(request), site=site_url(request))
    return f"Their way in, valid once: {invitation.link}"


@admin.register(Person)
class PersonAdmin(Corrected[Person]):
    """Whoever works here."""

    form = PersonForm
    list_display = ["username", "first_name", "last_name", "email", "role", "is_active"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    corrected = ["first_name", "last_name", "email", "role", "is_active"]
    shown = ["username", *corrected, "last_login", "date_joined"]
    actions = (
        previewed("Switch off", foresee=_foresee_off, deed=_off),
        previewed("Switch on", foresee=_foresee_on, deed=_on),
        previewed("Send a new link", foresee=_foresee_link, deed=_link),
    )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Invite somebody; the link is shown once, on the page that answers."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = InviteForm(request.POST or None)
        context = {
            **self.admin_site.each_context(request),
            "title": "Invite a person",
            "opts": self.opts,
            "form": form,
        }
        if form.is_valid():
            try:
                context["invitation"] = _invite(form, request)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        return render(request, "admin/invite.html", context)

    def correct(self, row: Person, form: Correction, request: HttpRequest) -> Person:
        """Change what the form names."""
        fields, said = form.changes(*self.corrected), form.cleaned_data
        return people.change(row, fields, by=actor(request), reason=said["reason"], saw=said["saw"])


def _invite(form: InviteForm, request: HttpRequest) -> people.Invitation:
    said = form.cleaned_data
    return people.invite(
        said["username"],
        said["email"],
        said["role"],
        by=actor(request),
        site=site_url(request),
        names=(said["first_name"], said["last_name"]),
    )
