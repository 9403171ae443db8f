"""What these tests put on the site: published stories, with all that a sentence leaves out."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from dispatches.models import (
    Person,
    Publication,
    Revision,
    Source,
    Story,
    Transmission,
    WireItem,
)
from dispatches.models.published import address
from dispatches.outputs.values import Piece, PublishedStory, Site
from dispatches.workflow import Status

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE = Site("The Post", "https://post.example", "post.example")


def printed(**said: Any) -> PublishedStory:
    """A published story as outputs take it, without a database."""
    facts: dict[str, Any] = {
        "uri": "tag:post.example,2026-03-01:story/7",
        "url": "https://post.example/s/7-rice/",
        "path": "/s/7-rice/",
        "headline": "Rice prices ease",
        "published_at": NOON,
        "updated_at": NOON,
        "pieces": (Piece("Prices eased."), Piece("Mills at work", crosshead=True), Piece("Yes.")),
    }
    return PublishedStory(**facts | said)


def source() -> Source:
    """The wire."""
    made, _ = Source.objects.get_or_create(slug="bss", defaults={"name": "BSS", "agency": "BSS"})
    return made


def chief() -> Person:
    """Who publishes."""
    made, _ = Person.objects.get_or_create(username="chief", defaults={"role": "chief"})
    return made


def take(serial: str) -> WireItem:
    """A take that came in."""
    sent = Transmission.objects.create(
        source=source(),
        sha256=hashlib.sha256(serial.encode()).hexdigest(),
        size=1,
        content=b"x",
        received_at=NOON,
    )
    return WireItem.objects.create(
        transmission=sent,
        first_line=1,
        last_line=9,
        kind="take",
        mark="end",
        serial=serial,
        arrived_at=NOON,
    )


def story(status: Status = Status.PUBLISHED, *, headline: str = "Rice prices ease") -> Story:
    """A story of this status that readers never had."""
    return Story.objects.create(
        source=source(),
        status=status.value,
        headline=headline,
        version=1,
        approved_version=1,
        spiked_from=Status.INCOMING.value,
        arrived_at=NOON,
        updated_at=NOON,
        published_at=NOON,
    )


def paragraph(text: str, kind: str = "paragraph", **said: Any) -> dict[str, Any]:
    """One row of a revision."""
    return {"key": text[:9], "text": text, "kind": kind, "origins": [], "by": None} | said


def publish(
    headline: str = "Rice prices ease",
    *rows: dict[str, Any],
    at: datetime | None = None,
    caveat: str = "",
    **said: Any,
) -> Publication:
    """Put a story before readers."""
    facts: dict[str, Any] = {
        "place": "NOLIMPUR, Ostrand",
        "city": "NOLIMPUR",
        "dateline_date": date(2019, 4, 25),
        "credit": ["BSS", "AFP"],
    }
    one = story(headline=headline)
    revision = Revision.objects.create(
        story=one,
        version=1,
        headline=headline,
        made_at=NOON,
        paragraphs=list(rows) or [paragraph("Prices eased on Thursday.")],
        **facts | said,
    )
    return Publication.objects.create(
        story=one,
        revision=revision,
        number=1,
        published_at=at or timezone.now() - timedelta(hours=1),
        published_by=chief(),
        caveat=caveat,
    )


def withdraw(publication: Publication, *, at: datetime | None = None) -> None:
    """Take it away from readers, for a reason that is not theirs to know."""
    Story.objects.filter(pk=publication.story_id).update(status=Status.WITHDRAWN.value)
    Publication.objects.filter(pk=publication.pk).update(
        ended_at=at or timezone.now(), end_kind="withdrawn", end_reason="A lawyer called."
    )


def page_of(publication: Publication) -> str:
    """Its address."""
    return address(publication)
