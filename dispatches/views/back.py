"""The way back: to the list from which a form was sent, and to nowhere else."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from dispatches.requests import EditorRequest

_LONGEST = 2000


def asked_before(request: EditorRequest) -> QueryDict:
    """What the list asked for from which this form came."""
    return QueryDict(request.POST.get("asked", "")[:_LONGEST])


def back_to_queue(request: EditorRequest) -> str:
    """The address of the list from which this form came."""
    asked = asked_before(request).urlencode()
    return f"{reverse('desk:queue')}?{asked}" if asked else reverse("desk:queue")


def back_to_page(request: EditorRequest) -> str:
    """The page of the desk from which this form came; the queue where it names none."""
    queue = reverse("desk:queue")
    page = request.POST.get("next", "")[:_LONGEST]
    if page.startswith(queue) and url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        return page
    return queue
