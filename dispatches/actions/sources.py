"""Making a source the first time that copy comes from it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from dispatches.models import Source
from dispatches.wire import conventions

from .record import record

_KNOWN: dict[str, dict[str, Any]] = {
    "bss": {"name": "BSS", "agency": "BSS", "zone": "Asia/Dhaka"},
    "plain": {"name": "Plain copy"},
}


def source_for(name: str) -> Source:
    """The source with this slug, or of this convention; made when there is none."""
    slug = slugify(name)[:40] or "wire"
    found = Source.objects.filter(slug=slug).first()
    if found is not None:
        return found
    facts = {"name": name.strip()[:120] or slug, "convention": conventions.AUTO}
    if slug in conventions.NAMES:
        facts |= {"convention": slug} | _KNOWN.get(slug, {})
    with transaction.atomic():
        source, new = Source.objects.get_or_create(slug=slug, defaults=facts)
        if new:
            record(
                "source",
                actor=None,
                origin="wire",
                about=f"source {source.pk}",
                reason="Copy came from it for the first time.",
                after=source.facts(),
            )
    return source
