"""What may be asked of the queue in its address: every value from a list, or short text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from dispatches.models import Problem, Rule, Source, Story, StoryTake
from dispatches.models.shelves import ARCHIVE, DESK, ON_THE_DESK
from dispatches.models.stories import choices
from dispatches.wire.values import State
from dispatches.workflow import Status

ORDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "urgent": ("Most urgent, then oldest", ("urgency", "arrived_at", "pk")),
    "oldest": ("Oldest first", ("arrived_at", "pk")),
    "newest": ("Newest first", ("-arrived_at", "-pk")),
    "problems": ("Most problems first", ("unfound", "urgency", "arrived_at", "pk")),
    "headline": ("Headline, A to Z", ("headline", "pk")),
}
"""The orders that there are; nothing else of a request ever reaches order_by. Each one runs in one
direction in all its fields, and ends with the number of the story: see views/listing.py."""
_WHOSE = [("me", "With me"), ("nobody", "With nobody"), ("others", "With somebody else")]
_LONGEST_TAG = 40
MOST_RECALLED = 500

_here = Problem.objects.filter(story=OuterRef("pk"), version=OuterRef("version"))
_open_here = _here.open().order_by()
_how_many = _open_here.values("story").annotate(many=Count("pk")).values("many")
_none_less = Value(0) - Coalesce(Subquery(_how_many, output_field=IntegerField()), 0)


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose among: the sources, and the desks and tags that a rule names; and
    the numbers of the published stories that were recalled to the desk, which are few."""

    sources: tuple[tuple[str, str], ...]
    desks: tuple[str, ...]
    tags: tuple[str, ...]
    recalled: tuple[int, ...]


def offer(sources: Iterable[Source] | None = None) -> Offer:
    """Look up what there is to choose among; `sources` are all there are, where they are known."""
    found = Source.objects.all() if sources is None else sources
    deeds = list(Rule.objects.values_list("deeds", flat=True))
    desks = {one["desk"] for one in deeds if "desk" in one}
    tags = {tag for one in deeds for tag in one.get("tags", ())}
    named = tuple((source.slug, source.name) for source in found)
    recalled = Story.objects.recalled().order_by().values_list("pk", flat=True).distinct()
    return Offer(named, tuple(sorted(desks)), tuple(sorted(tags)), tuple(recalled[:MOST_RECALLED]))


class StoryFilter(django_filters.FilterSet):
    """The queue's filters."""

    status = django_filters.ChoiceFilter(
        choices=[*choices(Status), ("all", "all")], method="by_status", empty_label=None
    )
    assembly = django_filters.ChoiceFilter(choices=choices(State), empty_label="Any assembly")
    source = django_filters.ChoiceFilter(
        field_name="source__slug", choices=[], empty_label="Any source"
    )
    desk = django_filters.ChoiceFilter(choices=[], empty_label="Any desk")
    tag = django_filters.ChoiceFilter(choices=[], empty_label="Any tag", method="by_tag")
    problems = django_filters.ChoiceFilter(
        choices=[("open", "With open problems"), ("none", "Without problems")],
        method="by_problems",
        empty_label="Problems or none",
    )
    who = django_filters.ChoiceFilter(
        choices=_WHOSE, method="by_who", empty_label="With anybody", label="Who has it"
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

    def __init__(self, *said: Any, offered: Offer | None = None, **more: Any) -> None:
        """Offer what there is to choose among, looked up here where it is not given.

        A desk or tag that no rule names any more may be asked for still: stories bear it. Where
        there is none at all, there is no such filter.
        """
        super().__init__(*said, **more)
        there = self.offered = offered or offer()
        self.filters["source"].extra["choices"] = there.sources
        for name, words in (("desk", there.desks), ("tag", there.tags)):
            asked = str((self.data or {}).get(name, ""))[: _LONGEST_TAG + 1]
            known = {*words, *([asked] if 0 < len(asked) <= _LONGEST_TAG else [])}
            self.filters[name].extra["choices"] = [(word, word) for word in sorted(known)]
            if not known:
                del self.filters[name]

    def by_status(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Those of one status, or of every status."""
        return stories if value == "all" else stories.filter(status=value)

    def by_who(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Those that whoever asks has, or nobody, or somebody else."""
        me = getattr(getattr(self.request, "user", None), "pk", None)
        if value == "nobody":
            return stories.filter(claimed_by__isnull=True)
        if value == "me":
            return stories.filter(claimed_by=me)
        return stories.filter(claimed_by__isnull=False).exclude(claimed_by=me)

    def by_problems(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Those with, or without, a problem that is open on their present version."""
        return stories.filter(Exists(_open_here) if value == "open" else ~Exists(_open_here))

    def by_tag(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Those that bear this tag, as either database writes a list down."""
        written = Q()
        for word in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
            written |= Q(_tags__contains=word)
        return stories.alias(_tags=Cast("tags", TextField())).filter(written)

    def by_order(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """In one of the orders of the table."""
        if value == "problems":
            stories = stories.annotate(unfound=_none_less)
        return stories.order_by(*ORDERS[value][1])

    def by_words(self, stories: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Every word must stand in the slug, in the headline, or in a take's serial."""
        for word in value.split()[:8]:
            takes = self._takes().filter(item__serial__icontains=word).order_by()
            named = Q(slug__icontains=word) | Q(headline__icontains=word)
            stories = stories.filter(named | Q(pk__in=takes.values("story")))
        return stories

    def _takes(self) -> QuerySet[StoryTake]:
        """The takes among which a serial is looked for: those of the desk where it asks of that."""
        if not self.is_cheap():
            return StoryTake.objects.all()
        here = Q(story__shelf=DESK) | Q(story__in=self.offered.recalled)
        return StoryTake.objects.filter(here)

    def asked(self) -> dict[str, Any]:
        """What was asked for and understood, without what was not."""
        self.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def in_order(self) -> str:
        """In which order. By problems is for what is on the desk: the rest is too much to count."""
        said = str(self.asked().get("order", "urgent"))
        return "urgent" if said == "problems" and not self.is_cheap() else said

    def is_cheap(self) -> bool:
        """Whether it asks of the desk alone, so that all of it may be looked at."""
        return self.asked().get("status", "") in {"", *ON_THE_DESK}

    def is_narrowed(self) -> bool:
        """Whether it asks for less than all of a status."""
        return bool(set(self.asked()) - {"status", "order"})

    def branches(self) -> list[QuerySet[Story]]:
        """The stories that are asked for, in no order: as querysets of which each goes by an index.

        What the desk shows is its own shelf, and what was recalled from among the published.
        """
        found, status = self.qs.order_by(), self.asked().get("status", "")
        if status == "all":
            return [found]
        if status:
            return [found.filter(shelf=ARCHIVE.get(Status(status), DESK))]
        recalled = self.offered.recalled
        return [found.filter(shelf=DESK), *([found.filter(pk__in=recalled)] if recalled else [])]
