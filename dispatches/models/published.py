"""What readers may see, in the shape in which outputs write it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from textwrap import shorten
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify

from dispatches.outputs.values import Piece, PublishedStory, Site, Withdrawn
from dispatches.workflow import Status

from .intake import WireItem
from .revisions import Publication, PublicationQuerySet, Revision

_CROSSHEAD_RULES = " –—-"


def site(url: str) -> Site:
    """The site, for a request that came to this address; its ids are the same at every address."""
    authority = urlsplit(settings.SITE_URL).hostname if settings.SITE_URL else None
    return Site(settings.SITE_NAME, url, authority or "localhost")


def told() -> PublicationQuerySet:
    """Of each story the publication that stands, or the one that was withdrawn; last change first.

    The copy itself is left in the database: `pages` fetches it for those that are wanted.
    """
    stands = Q(ended_at__isnull=True, story__status=Status.PUBLISHED)
    gone = Q(end_kind=Status.WITHDRAWN, story__status=Status.WITHDRAWN)
    first = (
        Publication.objects.filter(story=OuterRef("story"))
        .order_by()
        .values("story")
        .annotate(first=Min("published_at"))
        .values("first")
    )
    return (
        Publication.objects.filter(stands | gone)
        .annotate(changed_at=Coalesce("ended_at", "published_at"), first_at=Subquery(first))
        .select_related("story__source", "revision")
        .defer("revision__paragraphs")
        .order_by(F("changed_at").desc(), "-pk")
    )


def changed(publication: Publication) -> datetime:
    """When what readers see of it changed last."""
    return publication.ended_at or publication.published_at


def facts(publication: Publication) -> tuple[Any, ...]:
    """All that may change the page of a publication: for its entity tag."""
    source = publication.story.source
    return (
        *(publication.pk, publication.number, publication.ended_at, publication.caveat),
        *(source.agency, source.name, source.language),
    )


def address(publication: Publication) -> str:
    """Where readers find it: the id decides, the words are those of the headline that went out."""
    words = slugify(publication.revision.headline)[:80] or "story"
    return reverse("public:story", args=[publication.story_id, words])


def uri(publication: Any, site: Site) -> str:
    """Its story's identifier for ever; `publication` comes from `told`, which knows the first."""
    return site.tag(publication.first_at.date(), f"story/{publication.story_id}")


def pages(publications: Sequence[Publication], site: Site) -> list[PublishedStory | Withdrawn]:
    """What outputs write of them: two queries, however many there are."""
    standing = [one.revision_id for one in publications if one.ended_at is None]
    revisions = Revision.objects.in_bulk(standing)
    serials = _serials(revisions.values())
    return [
        _page(one, revisions[one.revision_id], serials, site)
        if one.ended_at is None
        else Withdrawn(uri(one, site), one.ended_at)
        for one in publications
    ]


def _items(revision: Revision) -> list[int]:
    """The items that the copy was read from, in reading order."""
    origins = (origin for part in revision.paragraphs for origin in part.get("origins", ()))
    return list(dict.fromkeys(int(origin["item"]) for origin in origins))


def _serials(revisions: Iterable[Revision]) -> dict[int, str]:
    wanted = {item for revision in revisions for item in _items(revision)}
    return dict(WireItem.objects.filter(pk__in=wanted).values_list("pk", "serial"))


def _page(
    publication: Any, revision: Revision, serials: dict[int, str], site: Site
) -> PublishedStory:
    source = publication.story.source
    path = address(publication)
    pieces = tuple(_piece(part) for part in revision.paragraphs)
    return PublishedStory(
        uri=uri(publication, site),
        url=f"{site.url}{path}",
        path=path,
        headline=revision.headline or _first_words(pieces),
        published_at=publication.first_at,
        updated_at=publication.published_at,
        number=publication.number,
        place=revision.place,
        city=revision.city,
        dated=revision.dateline_date,
        byline=revision.byline,
        credit=tuple(revision.credit),
        agency=source.agency or source.name,
        takes=tuple(dict.fromkeys(serials[item] for item in _items(revision) if serials.get(item))),
        pieces=pieces,
        caveat=publication.caveat,
        edited=sum(part.get("by") is not None for part in revision.paragraphs),
        language=source.language,
    )


def _first_words(pieces: Iterable[Piece]) -> str:
    """What a story without a headline is called: its own first words."""
    first = next((piece.text for piece in pieces if not piece.crosshead), "")
    return shorten(first, 80, placeholder=" …") or "Untitled"


def _piece(part: dict[str, Any]) -> Piece:
    crosshead = part["kind"] == "crosshead"
    return Piece(part["text"].strip(_CROSSHEAD_RULES) if crosshead else part["text"], crosshead)
