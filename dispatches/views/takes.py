"""Takes that wait for each other: the tray, joining by hand, and parting."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse

from dispatches.actions import join as joining
from dispatches.forms import ApartForm, PartForm, TakeForm
from dispatches.models import Proposal, Story, StoryTake, WireItem
from dispatches.requests import EditorRequest
from dispatches.wire.values import Kind, State
from dispatches.workflow import IN_WORK

from .answers import no, sentence_of, write
from .beside import offers
from .desk import rows
from .shell import page
from .stories import find

A_PAGE = 25
MOST_OFFERED = 60
NEAR = timedelta(days=2)
WAITING = Q(status__in=IN_WORK) & ~Q(assembly=State.COMPLETE)


def takes(request: EditorRequest) -> HttpResponse:
    """The tray: stories that wait for takes, takes without a story, notices without a target."""
    waiting = Story.objects.filter(WAITING).order_by("urgency", "arrived_at", "pk")
    listing = Paginator(waiting.values_list("pk", flat=True), A_PAGE).get_page(
        request.GET.get("page")
    )
    items = WireItem.objects.in_force().select_related("transmission__source")
    loose = items.filter(kind=Kind.TAKE, placing__isnull=True)
    notices = items.exclude(kind__in=(Kind.TAKE, Kind.BESIDE)).select_related("placing__story")
    context = {
        "listing": listing,
        "stories": rows(listing.object_list),
        "offers": offers(Proposal.objects.standing()[:MOST_OFFERED]),
        "loose": loose.order_by("-arrived_at", "-pk")[:MOST_OFFERED],
        "notices": notices.order_by("-arrived_at", "-pk")[:MOST_OFFERED],
    }
    return page(request, "dispatches/takes.html", context)


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


def join(request: EditorRequest, pk: int) -> HttpResponse:
    """Choose a take and join it to the story."""
    story = find(pk)
    form = TakeForm(offered(story), request.POST or None, initial={"saw": story.touched})
    show = partial(_join_page, request, story, form)
    if request.method != "POST":
        return show(status=200)
    if not form.is_valid():
        return show(sentence_of(form))
    act = partial(joining.merge, story, by=request.user, **form.cleaned_data)
    return write(request, act, sorry=show)


def _join_page(
    request: EditorRequest, story: Story, form: TakeForm, sorry: str = "", status: int = 422
) -> HttpResponse:
    held = list(story.placings.in_force().select_related("item"))
    context = {
        "story": story,
        "form": form,
        "held": [placing.item for placing in held],
        "offered": _nearest(story, [placing.item for placing in held]),
        "sorry": sorry,
    }
    return page(request, "dispatches/join.html", context, status)


def _nearest(story: Story, held: list[WireItem]) -> list[WireItem]:
    """The takes on offer, those first whose serial and time stand nearest to the story's own."""
    numbers = {
        item.serial_number + step
        for item in held
        if item.serial_number is not None
        for step in (-1, 1)
    }
    near = offered(story).select_related("placing__story", "transmission")[:MOST_OFFERED]

    def distance(item: WireItem) -> tuple[bool, float]:
        apart = abs((item.arrived_at - story.arrived_at).total_seconds())
        return item.serial_number not in numbers, apart

    return sorted(near, key=distance)


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
