"""What could not be read, or is held unread: the list, and what a person does about each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import BinaryField
from django.db.models.functions import Substr
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dispatches.actions import rejects as settling
from dispatches.actions.errors import Refused
from dispatches.actions.ingest import Receipt
from dispatches.forms import DiscardForm, ReadAsForm
from dispatches.models import Event, Person, Transmission
from dispatches.requests import EditorRequest

from .answers import sentence_of
from .ops import FIRST_BYTES, dump, transmission_page
from .shell import page

A_PAGE = 25
Said = dict[str, Any]
Deed = Callable[[Transmission, Person, Said], str]


def rejects(request: EditorRequest) -> HttpResponse:
    """What waits unread, or what was discarded, with the reason and the first of the bytes."""
    rows = Transmission.objects.select_related("source").defer("content")
    aside = request.GET.get("state") == "discarded"
    chosen = rows.discarded() if aside else rows.waiting()
    listing = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    shown = list(listing)
    heads, why = _heads(shown), _discarded(shown) if aside else {}
    told = [(sent, dump(heads[sent.pk]), why.get(sent.pk)) for sent in shown]
    context = {
        "listing": listing,
        "told": told,
        "aside": aside,
        "waiting": Transmission.objects.waiting().count(),
        "discarded": Transmission.objects.discarded().count(),
    }
    return page(request, "dispatches/rejects.html", context)


def _heads(rows: Sequence[Transmission]) -> dict[int, bytes]:
    """The first bytes of each: a page of large ones must not fetch all that they hold."""
    first = Substr("content", 1, FIRST_BYTES, output_field=BinaryField())
    found = Transmission.objects.filter(pk__in=[sent.pk for sent in rows])
    return {pk: bytes(head) for pk, head in found.values_list("pk", first)}


def _discarded(rows: Sequence[Transmission]) -> dict[int, Event]:
    """The event by which each of these was discarded last."""
    about = {f"transmission {sent.pk}": sent.pk for sent in rows}
    events = Event.objects.filter(kind="discarded", about__in=about).select_related("actor")
    return {about[event.about]: event for event in events.order_by("number")}


def settle(request: EditorRequest, pk: int, deed: str) -> HttpResponse:
    """Do one thing about a transmission that waits, and answer with its page."""
    sent = get_object_or_404(Transmission.objects.defer("content"), pk=pk)
    if deed not in DEEDS:
        raise Http404("That cannot be done to a transmission.")
    form = _FORMS[deed](request.POST) if deed in _FORMS else None
    try:
        if form is not None and not form.is_valid():
            raise Refused(sentence_of(form))
        said = DEEDS[deed](sent, request.user, form.cleaned_data if form else {})
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return transmission_page(request, pk, status=422)
    messages.success(request, said)
    return redirect("desk:transmission", pk)


def _read(receipt: Receipt) -> str:
    if not receipt.items:
        raise Refused(receipt.reason)
    stories = ", ".join(f"“{story}”" for story in receipt.stories)
    took = f"Read. Items filed: {len(receipt.items)}."
    return f"{took} In: {stories}." if stories else took


def _discard(sent: Transmission, by: Person, said: Said) -> str:
    settling.discard(sent, by=by, reason=said["reason"])
    return "Discarded. Its bytes are kept, and it can be taken back."


def _take_back(sent: Transmission, by: Person, said: Said) -> str:
    settling.take_back(sent, by=by)
    return "Taken back: it waits again."


DEEDS: dict[str, Deed] = {
    "retry": lambda sent, by, said: _read(settling.retry(sent, by=by)),
    "now": lambda sent, by, said: _read(settling.read_now(sent, by=by)),
    "as": lambda sent, by, said: _read(settling.read_as(sent, said["read_as"], by=by)),
    "plain": lambda sent, by, said: _read(settling.accept_as_text(sent, by=by)),
    "discard": _discard,
    "back": _take_back,
}
_FORMS = {"as": ReadAsForm, "discard": DiscardForm}
