"""How every page of the desk is answered: whole for a browser, its middle alone for HTMX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from dispatches.requests import EditorRequest


def page(
    request: EditorRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render the template in the shell that the request asks for."""
    whole = not wants_middle(request)
    shell = "base.html" if whole else "dispatches/_middle.html"
    response = render(request, template, {**context, "shell": shell}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_middle(request: EditorRequest) -> bool:
    """Whether HTMX asks, and wants the page's middle to swap in."""
    htmx = getattr(request, "htmx", None)
    return isinstance(htmx, HtmxDetails) and bool(htmx) and not htmx.history_restore_request


def asked_for(request: EditorRequest) -> str:
    """The id of the one element that HTMX will swap; empty where it is the page, or no HTMX."""
    htmx = getattr(request, "htmx", None)
    return str(htmx.target or "") if isinstance(htmx, HtmxDetails) and htmx else ""
