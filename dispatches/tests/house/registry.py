"""The admin corrects data one row at a time, and deletes nothing that must be kept."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.contrib.admin import ModelAdmin
from django.contrib.contenttypes.admin import GenericInlineModelAdmin
from django.http import HttpRequest
from django.test import RequestFactory

from dispatches.models import Person
from dispatches.models.guards import GUARDS
from dispatches.workflow import Role

Page: TypeAlias = "ModelAdmin[Any]"


def listed(pages: Iterable[Page]) -> list[str]:
    """The pages that let a list be edited: nobody sees what else a row says there."""
    return [f"{page}: list_editable" for page in pages if page.list_editable]


def generic(pages: Iterable[Page]) -> list[str]:
    """The pages with generic inlines: no constraint holds such a row to its owner."""
    return [
        f"{page}: {inline.__name__} is generic"
        for page in pages
        for inline in page.inlines
        if issubclass(inline, GenericInlineModelAdmin)
    ]


def renumbered(pages: Iterable[Page]) -> list[str]:
    """The pages on which a primary key may be edited, which makes a second row of the first."""
    return [
        f"{page}: the key {page.opts.pk.name} can be edited"
        for page in pages
        if page.opts.pk.editable
        and not page.opts.pk.auto_created
        and page.opts.pk.name not in page.readonly_fields
    ]


def deleting(pages: Iterable[Page]) -> list[str]:
    """The pages on which a role may delete what a guard keeps."""
    return [
        f"{page}: a {role} may delete"
        for page in pages
        if page.opts.db_table in GUARDS
        for role in Role
        if page.has_delete_permission(_request(role))
    ]


def _request(role: Role) -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = Person(username="somebody", role=role.value, is_staff=True)
    return request
