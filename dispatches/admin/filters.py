"""Filters beside a list, with choices known beforehand: no list is read through to find them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

Choices = Iterable[tuple[str, str]]


def chosen(name: str, choices: Choices | Callable[[], Choices]) -> type[SimpleListFilter]:
    """A filter on this field that offers these values, or those that are found when it is asked."""
    given = choices if callable(choices) else [*choices]

    class Chosen(SimpleListFilter):
        title = name
        parameter_name = name

        def lookups(self, request: HttpRequest, page: ModelAdmin[Any]) -> list[tuple[str, str]]:
            return [*(given() if callable(given) else given)]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            value = self.value()
            known = {str(word) for word, _ in self.lookup_choices}
            return queryset.filter(**{name: value}) if value in known else queryset

    return Chosen
