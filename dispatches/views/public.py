"""What readers see: the front page, stories, and what machines ask a site for.

These pages know no session and no reader: anybody gets the same, and any cache may keep them.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from dispatches.models import Publication, Story
from dispatches.models.published import address, changed, facts, pages, site, told
from dispatches.outputs import newsarticle
from dispatches.outputs.seal import etag
from dispatches.outputs.values import PublishedStory, Site
from dispatches.requests import site_url

ON_THE_FRONT = 30
KEPT_FOR = "public, max-age=60, must-revalidate"
_DATA = "<!-- data -->"  # where the head takes its block of data; no copy can say this unescaped


@dataclass(frozen=True, slots=True)
class Shown:
    """A story on a page, with what the template would otherwise have to work out."""

    story: PublishedStory
    published: str
    updated: str
    summary: str
    opening: int  # the piece that the dateline runs into


def front(request: HttpRequest) -> HttpResponse:
    """The front page: what was published last, the last first."""
    rows = list(told()[: 2 * ON_THE_FRONT])
    here = site(site_url(request))
    today = timezone.localdate()
    seal = etag("front", face(), here, settings.TIME_ZONE, today, *map(facts, rows))
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    last = max([midnight, *map(changed, rows)])
    return _sealed(request, seal, last, lambda: HttpResponse(_front(rows, here)))


def _front(rows: Sequence[Publication], here: Site) -> str:
    standing = [row for row in rows if row.ended_at is None][:ON_THE_FRONT]
    shown = [_shown(page) for page in pages(standing, here) if isinstance(page, PublishedStory)]
    return render("public/front.html", here, {"stories": shown})


def story(request: HttpRequest, pk: int, words: str) -> HttpResponse:
    """A story as it went out; 410 once it was withdrawn, 404 when readers never had it."""
    publication = _told(pk)
    here = site(site_url(request))
    if publication.ended_at is not None:
        return _gone(publication, here)
    if request.path != address(publication):
        return _moved(publication)
    seal = etag("story", face(), here, settings.TIME_ZONE, facts(publication))
    return _sealed(
        request, seal, publication.published_at, lambda: HttpResponse(_story(publication, here))
    )


def _story(publication: Publication, here: Site) -> str:
    [page] = pages([publication], here)
    if not isinstance(page, PublishedStory):  # what stands has a page
        raise Http404
    html = render("public/story.html", here, {"shown": _shown(page), "story": page})
    return html.replace(_DATA, newsarticle.block(page, here), 1)


def story_id(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address of a story leads to the long one."""
    publication = _told(pk)
    if publication.ended_at is not None:
        return _gone(publication, site(site_url(request)))
    return _moved(publication)


def _told(pk: int) -> Any:
    publication = told().filter(story__pk=pk).first()
    if publication is None:
        raise Http404("No such story was published.")
    return publication


def _moved(publication: Publication) -> HttpResponse:
    response = HttpResponsePermanentRedirect(address(publication))
    response["Cache-Control"] = KEPT_FOR
    return response


def _gone(publication: Publication, here: Site) -> HttpResponse:
    """The notice that stays: neither the headline nor the words of the address are repeated."""
    at = timezone.localtime(publication.ended_at)
    html = render("public/withdrawn.html", here, {"at": at, "withdrawn": moment(at)})
    return HttpResponse(html, status=410, headers={"Cache-Control": KEPT_FOR})


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read: all that readers may."""
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /accounts/", "Disallow: /admin/", ""]
    return HttpResponse(
        "\n".join(lines), "text/plain; charset=utf-8", headers={"Cache-Control": KEPT_FOR}
    )


def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return _plainly("alive", 200)


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, and knows our tables."""
    try:
        Story.objects.exists()
    except DatabaseFailure:
        return _plainly("The database does not answer; nothing can be served until it does.", 503)
    return _plainly("ready", 200)


def _plainly(sentence: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": "5"} if status == 503 else {})
    return HttpResponse(
        f"{sentence}\n", "text/plain; charset=utf-8", status=status, headers=headers
    )


def _shown(page: PublishedStory) -> Shown:
    updated = moment(page.updated_at) if page.was_updated else ""
    summary = textwrap.shorten(page.first, 260, placeholder=" …")
    opening = next((n for n, piece in enumerate(page.pieces) if not piece.crosshead), -1)
    return Shown(page, moment(page.published_at), updated, summary, opening)


def moment(at: datetime) -> str:
    """A moment for readers, in the desk's zone and with its name: 25 April 2019, 08:34 UTC."""
    local = timezone.localtime(at)
    zone = local.tzname() or ""
    name = zone if zone.isalpha() else f"UTC{zone}"
    return f"{local.day} {local:%B %Y, %H:%M} {name}"


def render(template: str, here: Site, context: dict[str, Any]) -> str:
    """A page of the public site; it is given no request, so that it can know no reader."""
    today = timezone.localdate()
    date = f"{today:%A}, {today.day} {today:%B %Y}"
    return render_to_string(template, {"site": here, "date": date, **context})


def _sealed(
    request: HttpRequest, seal: str, last: datetime, build: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page, or 304 without building it for whoever has it already."""
    last = max(last, _made())
    answer = get_conditional_response(request, seal, int(last.timestamp())) or build()
    answer["ETag"], answer["Last-Modified"] = seal, http_date(last.timestamp())
    answer["Cache-Control"] = KEPT_FOR
    return answer


@cache
def _sources() -> tuple[Path, ...]:
    code = Path(__file__).resolve().parents[1]
    looks = (settings.BASE_DIR / "templates/public", settings.BASE_DIR / "static/public")
    files = (path for folder in (*looks, code / "outputs") for path in folder.rglob("*.*"))
    ours = (path for path in files if path.suffix in {".html", ".css", ".svg", ".py"})
    return (*sorted(ours), code / "models/published.py", Path(__file__))


@cache
def face() -> str:
    """What the pages look like, as a hash: new templates, styles or code make new pages."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in _sources())).hexdigest()


@cache
def _made() -> datetime:
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in _sources()), UTC)
