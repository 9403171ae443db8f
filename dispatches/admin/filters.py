"""Filters beside a list, with choices known beforehand: no list is read through to find them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest


def chosen(name: str, choices: Iterable[tuple[str, str]]) -> type[SimpleListFilter]:
    """A filter on this field that offers these values."""
    offered = [*choices]

    class Chosen(SimpleListFilter):
        title = name
        parameter_name = name

        def lookups(self, request: HttpRequest, page: ModelAdmin[Any]) -> list[tuple[str, str]]:
            return offered

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            value = self.value()
            known = {word for word, _ in offered}
            return queryset.filter(**{name: value}) if value in known else queryset

    return Chosen
