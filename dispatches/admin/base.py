"""What every page of the admin has in common: looked at, corrected by an action, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dispatches.actions.errors import Refused
from dispatches.models import Event, Story, WireItem
from dispatches.requests import may

from .forms import Correction, refused
from .keepers import KEEPERS

_LONGEST_KEY = 19  # digits of the largest key that a database has
M = TypeVar("M", bound=Model)
if TYPE_CHECKING:
    Page = admin.ModelAdmin
else:

    class Page(Generic[M], admin.ModelAdmin):
        """Django's own class, which cannot be subscripted at run time."""


class Kept(Page[M]):
    """A noun that is looked at. Nobody adds, changes or deletes it here."""

    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    view_on_site = False
    shown: Sequence[str] = []  # what the page of one row says, all of it to be read only

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the noun is named on the front page."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """Asked of the table in keepers."""
        return may(request.user, KEEPERS[self.model].view)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Asked of the table in keepers."""
        power = KEEPERS[self.model].add
        return power is not None and may(request.user, power)

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """Asked of the table in keepers."""
        power = KEEPERS[self.model].change
        return power is not None and may(request.user, power)

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """What is here is kept."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let a URL ask for what the filters offer, and for nothing else."""
        if "\x00" in value:  # the one character that no text in a database has
            return False
        filters = (one[0] if isinstance(one, tuple) else one for one in self.list_filter)
        names = (getattr(one, "parameter_name", one) for one in filters)
        offered = {str(name) for name in (*names, self.date_hierarchy) if name}
        if not any(lookup == name or lookup.startswith(f"{name}__") for name in offered):
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        """Search, for the list and for whoever completes a relation."""
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))

    def response_action(self, request: HttpRequest, queryset: QuerySet[M], *more: Any) -> Any:
        """Take the rows that were chosen, when they can be rows at all."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(pk.isdecimal() and len(pk) < _LONGEST_KEY for pk in chosen):
            raise SuspiciousOperation("What was chosen is no row.")
        return super().response_action(request, queryset, *more)

    def get_fieldsets(self, request: HttpRequest, obj: M | None = None) -> Any:
        """One block: what the row says."""
        return [(None, {"fields": self.shown})]

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> list[str]:
        """All of it."""
        return list(self.shown)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What the history, which the whole house shares, says about this row."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404("There is no such row.")
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        events = _events_about(row).select_related("actor").order_by("number")
        page = Paginator(events, 100).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "opts": self.opts,
            "object": row,
            "page": page,
            "told": [(one, [*one.before.items()], [*one.after.items()]) for one in page],
        }
        return render(request, "admin/history.html", context)

    def log_addition(self, *_args: Any) -> Any:
        """The action has recorded it; Django's second log stays empty."""

    def log_change(self, *_args: Any) -> Any:
        """The action has recorded it; Django's second log stays empty."""


class Corrected(Kept[M]):
    """A noun that is corrected: the form is checked, and one action does it, or says why not."""

    form = Correction
    corrected: Sequence[str] = []  # the fields of the form, but for the reason

    def correct(self, row: M, form: Correction, request: HttpRequest) -> Model:
        """Call the one action that this form is for; hand back the row as it is now."""
        raise NotImplementedError

    def add(self, form: Correction, request: HttpRequest) -> Model:
        """Call the one action that makes a new row, where the table in keepers allows any."""
        raise NotImplementedError

    def open_to_change(self, row: M) -> bool:
        """Whether the row is in a state in which it may be corrected."""
        return True

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """The table in keepers; and no form where the action would refuse it anyhow.

        What is sent is always put to the action, which says why not.
        """
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.method == "POST":
            return allowed
        return allowed and self.open_to_change(obj)

    def get_fieldsets(self, request: HttpRequest, obj: M | None = None) -> Any:
        """What may be corrected, and under it what the row says besides."""
        if obj is not None and not self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        form = (None, {"fields": (*self.corrected, "reason", "saw")})
        if obj is None:
            return [form]
        return [form, ("As it stands", {"fields": self._rest()})]

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> list[str]:
        """What the form does not correct."""
        if obj is not None and not self.has_change_permission(request, obj):
            return list(self.shown)
        return self._rest()

    def _rest(self) -> list[str]:
        return [name for name in self.shown if name not in self.corrected]

    def get_form(
        self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form; the second time round it carries what the action said."""
        made = super().get_form(request, obj, change, **kwargs)
        return refused(cast(type[Correction], made), getattr(request, "refusal", None))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Let the action do it in its own transaction; when it refuses, show the form again."""
        try:
            return self._form_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            cast(Any, request).refusal = refusal
            return self._form_view(request, object_id, form_url, extra_context)

    def _form_view(self, *said: Any) -> Any:
        return super()._changeform_view(*said)  # type: ignore[misc]  # Django's own, less the transaction

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        """Hand the form to the action; `obj` becomes the row that stands now."""
        now = self.correct(obj, form, request) if change else self.add(form, request)
        obj.pk = now.pk
        obj.refresh_from_db()


def _events_about(row: Model) -> QuerySet[Event]:
    if isinstance(row, Story):
        return Event.objects.filter(story=row)
    noun = "item" if isinstance(row, WireItem) else row._meta.verbose_name
    return Event.objects.filter(about=f"{noun} {row.pk}")
