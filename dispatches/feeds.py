"""Published stories out, for feed readers."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from dispatches import outputs
from dispatches.models.published import changed, facts, pages, site, told
from dispatches.outputs import atom as document
from dispatches.outputs.seal import etag
from dispatches.requests import site_url

ENTRIES = 50


def atom(request: HttpRequest) -> HttpResponse:
    """The Atom feed; 304 from one query for whoever has it already."""
    rows = list(told()[:ENTRIES])
    here = site(site_url(request))
    seal = etag("atom", _writer(), here, *map(facts, rows))
    last = int(max(map(changed, rows), default=_LONG_AGO).timestamp())
    answer = get_conditional_response(request, seal, last)
    if answer is None:
        feed = document.Feed(here, here.url + reverse("public:atom"), pages(rows, here))
        answer = HttpResponse(document.write(feed), "application/atom+xml; charset=utf-8")
    answer["ETag"], answer["Last-Modified"] = seal, http_date(last)
    answer["Cache-Control"] = "public, max-age=60, must-revalidate"
    return answer


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def _writer() -> str:
    """The code that writes the feed, as a hash: when it changes, so does the feed."""
    files = sorted(Path(outputs.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
