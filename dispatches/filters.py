"""What may be asked of the queue in its address: every value from a list, or short text."""

from __future__ import annotations

import json
from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from dispatches.models import Problem, Rule, Source, Story
from dispatches.models.stories import choices
from dispatches.wire.values import State
from dispatches.workflow import IN_WORK, Status

ON_THE_DESK = IN_WORK | {Status.APPROVED}
"""What the queue shows when no status is asked for."""

ORDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "urgent": ("Most urgent, then oldest", ("urgency", "arrived_at", "pk")),
    "oldest": ("Oldest first", ("arrived_at", "pk")),
    "newest": ("Newest first", ("-arrived_at", "-pk")),
    "problems": ("Most problems first", ("-found", "urgency", "arrived_at", "pk")),
    "headline": ("Headline, A to Z", ("headline", "pk")),
}
"""The orders that there are; nothing else of a request ever reaches order_by."""

_open_here = Problem.objects.current().open().filter(story=OuterRef("pk")).order_by()
_how_many = _open_here.values("story").annotate(many=Count("pk")).values("many")


def _sources() -> list[tuple[str, str]]:
    return list(Source.objects.values_list("slug", "name"))


class StoryFilter(django_filters.FilterSet):
    """The queue's filters."""

    status = django_filters.ChoiceFilter(
        choices=[*choices(Status), ("all", "all")], method="by_status", empty_label=None
    )
    assembly = django_filters.ChoiceFilter(choices=choices(State), empty_label="Any assembly")
    source = django_filters.ChoiceFilter(
        field_name="source__slug", choices=_sources, empty_label="Any source"
    )
    desk = django_filters.ChoiceFilter(choices=[], empty_label="Any desk")
    tag = django_filters.ChoiceFilter(choices=[], empty_label="Any tag", method="by_tag")
    problems = django_filters.ChoiceFilter(
        choices=[("open", "With open problems"), ("none", "Without problems")],
        method="by_problems",
        empty_label="Problems or none",
    )
    order = django_filters.ChoiceFilter(
        choices=[(name, label) for name, (label, _) in ORDERS.items()],
        method="by_order",
        empty_label=None,
    )
    q = django_filters.CharFilter(
        method="by_words",
        max_length=100,
        label="Search",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Slug, headline or serial", "dir": "auto"}
        ),
    )

    class Meta:
        model = Story
        fields: list[str] = []

    def __init__(self, *said: Any, **more: Any) -> None:
        """Offer the desks and the tags that a rule names, in force or not; none: no such filter."""
        super().__init__(*said, **more)
        deeds = list(Rule.objects.values_list("deeds", flat=True))
        named = {"desk": {one["desk"] for one in deeds if "desk" in one}}
        named["tag"] = {tag for one in deeds for tag in one.get("tags", ())}
        for name, words in named.items():
            self.filters[name].extra["choices"] = [(word, word) for word in sorted(words)]
            if not words:
                del self.filters[name]

    def by_status(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Those of one status, or of every status."""
        return stories if value == "all" else stories.filter(status=value)

    def by_problems(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Those with, or without, a problem that is open on their present version."""
        return stories.filter(Exists(_open_here) if value == "open" else ~Exists(_open_here))

    def by_tag(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Those that a rule gave this tag, as either database writes a list down."""
        written = Q()
        for word in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
            written |= Q(_tags__contains=word)
        return stories.alias(_tags=Cast("tags", TextField())).filter(written)

    def by_order(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """In one of the orders of the table."""
        if value == "problems":
            stories = stories.annotate(found=Coalesce(Subquery(_how_many), 0))
        return stories.order_by(*ORDERS[value][1])

    def by_words(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Every word must stand in the slug, in the headline, or in a take's serial."""
        for word in value.split()[:8]:
            takes = Story.objects.filter(placings__item__serial__icontains=word).values("pk")
            stories = stories.filter(
                Q(slug__icontains=word) | Q(headline__icontains=word) | Q(pk__in=takes)
            )
        return stories

    def asked(self) -> dict[str, Any]:
        """What was asked for and understood, without what was not."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}
