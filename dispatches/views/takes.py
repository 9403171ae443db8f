"""Single takes: which may be joined to a story, parting one, and keeping two apart."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse

from dispatches.actions import join as joining
from dispatches.forms import ApartForm, PartForm
from dispatches.models import Proposal, Story, StoryTake, WireItem
from dispatches.requests import EditorRequest
from dispatches.workflow import IN_WORK

from .answers import no, sentence_of, write
from .beside import offers
from .stories import find

MOST_OFFERED = 60
NEAR = timedelta(days=2)
_UNSEEN = ("fixes", "removals", "facts", "target", "marks")  # of a take in a list


def offered(story: Story) -> QuerySet[WireItem]:
    """The takes that may be joined to a story: loose, or alone in another story in work."""
    alone = (
        Story.objects.filter(source=story.source_id, status__in=IN_WORK)
        .exclude(pk=story.pk)
        .annotate(held=Count("placings", filter=Q(placings__role=StoryTake.Role.IN_FORCE)))
        .filter(held=1)
        .values("pk")
    )
    mine = {"transmission__source": story.source_id}
    near = {
        "arrived_at__gte": story.arrived_at - NEAR,
        "arrived_at__lte": story.arrived_at + NEAR,
    }
    free = Q(placing__isnull=True) | Q(placing__story__in=alone)
    takes = WireItem.objects.in_force().takes()
    return takes.filter((Q(**mine, **near) & free) | Q(pk__in=_proposed(story)))


def _proposed(story: Story) -> list[int]:
    """The takes that may belong to a story, as far as the story that holds them lets them go."""
    found = [offer.item for offer in offers(Proposal.objects.of(story)) if offer.story == story]
    return [item.pk for item in found if item]


def nearest(story: Story, held: list[WireItem]) -> list[WireItem]:
    """The takes on offer, those first whose serial and time stand nearest to the story's own."""
    numbers = {
        item.serial_number + step
        for item in held
        if item.serial_number is not None
        for step in (-1, 1)
    }
    near = offered(story).select_related("placing__story", "transmission")
    free = near.defer("transmission__content", *_UNSEEN)[:MOST_OFFERED]

    def distance(item: WireItem) -> tuple[bool, float]:
        apart = abs((item.arrived_at - story.arrived_at).total_seconds())
        return item.serial_number not in numbers, apart

    return sorted(free, key=distance)


def apart(request: EditorRequest, pk: int) -> HttpResponse:
    """Say that what was proposed does not hold: the two takes are kept apart."""
    story = find(pk)
    form = ApartForm(Proposal.objects.of(story), request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    act = partial(joining.keep_apart, story, by=request.user, **form.cleaned_data)
    return write(request, act, sorry=partial(no, request, story))


def part(request: EditorRequest, pk: int) -> HttpResponse:
    """Take one take out of the story, for a reason."""
    story = find(pk)
    form = PartForm(WireItem.objects.filter(placing__story=story), request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    act = partial(joining.part, story, by=request.user, **form.cleaned_data)
    return write(request, act, sorry=partial(no, request, story))
