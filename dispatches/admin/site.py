"""The admin's front door: who is let in, where they log in, and what it shows of the history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from dispatches.models import Event
from dispatches.requests import is_person


class DeskSite(admin.AdminSite):
    """Data correction for this house's own nouns, and for nothing else."""

    index_title = "Data correction"
    site_url = "/desk/"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[admin.ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Take our own nouns in; what other applications would show here stays out."""
        models: Iterable[type[Model]] = (
            [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        )
        ours = [model for model in models if model._meta.app_label == "dispatches"]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether any page here is this person's to see."""
        return is_person(request.user) and request.user.has_module_perms("dispatches")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Call the site by its name."""
        name = f"{settings.SITE_NAME} data"
        return super().each_context(request) | {"site_header": name, "site_title": name}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list of nouns, and what was done here lately."""
        lately = Event.objects.filter(origin="admin").select_related("actor", "story")[:10]
        return super().index(request, {**(extra_context or {}), "lately": lately})

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """One login for the whole house, with its throttle."""
        home = reverse("admin:index")
        return redirect(home) if self.has_permission(request) else redirect_to_login(home)

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """The house's own page for it."""
        return redirect("account_logout")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """The house's own page for it."""
        return redirect("account_change_password")

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """The house's own page for it."""
        return redirect("account_change_password")
