from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.sessions.models import Session

from dispatches.models import Event, Source
from dispatches.tests.house import registry

CHECKS = [registry.listed, registry.generic, registry.renumbered, registry.deleting]
Check = Callable[[list[registry.Page]], list[str]]


def page(model: type, **attributes: object) -> registry.Page:
    made: registry.Page = type("Page", (admin.ModelAdmin,), attributes)(model, admin.site)
    return made


@pytest.mark.parametrize("check", CHECKS)
def test_the_admin_keeps_the_rule(check: Check) -> None:
    admin.autodiscover()
    assert not check(list(admin.site._registry.values()))


def test_a_list_that_can_be_edited_is_named() -> None:
    assert registry.listed([page(Source, list_editable=["name"])])
    assert not registry.listed([page(Source)])


def test_a_generic_inline_is_named() -> None:
    class Notes(GenericTabularInline):
        model = Source

    assert registry.generic([page(Source, inlines=[Notes])])
    assert not registry.generic([page(Source)])


def test_a_key_that_can_be_edited_is_named() -> None:
    assert registry.renumbered([page(Session)])
    assert not registry.renumbered([page(Session, readonly_fields=["session_key"])])
    assert not registry.renumbered([page(Source)])


def test_a_page_that_deletes_what_is_kept_is_named() -> None:
    def nobody(self: object, request: object, obj: object = None) -> bool:
        return False

    def anybody(self: object, request: object, obj: object = None) -> bool:
        return True

    assert registry.deleting([page(Event, has_delete_permission=anybody)])
    assert not registry.deleting([page(Event, has_delete_permission=nobody)])
    assert not registry.deleting([page(Source, has_delete_permission=anybody)])
