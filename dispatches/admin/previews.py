"""Actions on several rows: first a page that foretells what will come of each, then the deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dispatches.actions.errors import Refused
from dispatches.models import Person
from dispatches.requests import is_person

if TYPE_CHECKING:
    from .base import Kept

M = TypeVar("M", bound=Model)
MOST = 100


Deed = Callable[[M, HttpRequest, str], str]
"""What is done to one row, with a reason: a sentence when it is done, Refused when it is not."""


def previewed(
    label: str, *, foresee: Callable[[M], str], deed: Deed[M], permission: str = "change"
) -> Callable[..., HttpResponse | None]:
    """An action for the admin that shows what it would do, and does it when that is confirmed."""

    @admin.action(description=label, permissions=[permission])
    def act(page: Kept[M], request: HttpRequest, rows: QuerySet[M]) -> HttpResponse | None:
        chosen = list(rows[: MOST + 1])
        if len(chosen) > MOST:
            page.message_user(request, f"Choose {MOST} at most; nothing was done.", messages.ERROR)
            return None
        context = {
            **page.admin_site.each_context(request),
            "title": label,
            "opts": page.opts,
            "action": request.POST.get("action", ""),
            "chosen": ACTION_CHECKBOX_NAME,
        }
        if "confirmed" not in request.POST:
            context["rows"] = [(row, foresee(row)) for row in chosen]
            return render(request, "admin/preview.html", context)
        reason = request.POST.get("reason", "")[:500].strip()
        context["rows"] = [(row, *_do(deed, row, request, reason)) for row in chosen]
        return render(request, "admin/done.html", context)

    act.__name__ = label.lower().replace(" ", "_")
    return act


def _do(deed: Deed[M], row: M, request: HttpRequest, reason: str) -> tuple[bool, str]:
    try:
        return True, deed(row, request, reason)
    except (Refused, PermissionDenied) as refusal:
        return False, str(refusal)


def actor(request: HttpRequest) -> Person:
    """Who is at the desk; the site's door lets nobody else in."""
    if not is_person(request.user):
        raise PermissionDenied
    return request.user
