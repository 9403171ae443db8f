"""schema.org NewsArticle, as the block of data (JSON-LD) that stands in a story page's head."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from .values import PublishedStory, Site

# What could end the block or the line it stands on; inside JSON strings these mean the same.
_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def block(story: PublishedStory, site: Site) -> str:
    """The whole script element. Browsers do not run a block of this type; it is data."""
    said = json.dumps(article(story, site), ensure_ascii=False).translate(_ESCAPES)
    return f'<script type="application/ld+json">{said}</script>'


def article(story: PublishedStory, site: Site) -> dict[str, Any]:
    """What schema.org calls a NewsArticle; what is not known is left out."""
    publisher = {"@type": "NewsMediaOrganization", "name": site.name, "url": f"{site.url}/"}
    agencies = [
        {"@type": "NewsMediaOrganization", "name": name}
        for name in story.credit or (story.agency,)
        if name
    ]
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": story.uri,
        "identifier": story.uri,
        "url": story.url,
        "mainEntityOfPage": story.url,
        "headline": story.headline,
        "dateline": story.dateline,
        "datePublished": _stamp(story.published_at),
        "dateModified": _stamp(story.updated_at),
        "version": story.number,
        "inLanguage": story.language,
        "author": {"@type": "Person", "name": story.byline} if story.byline else agencies,
        "creditText": story.credit_line,
        "sourceOrganization": agencies,
        "publisher": publisher,
        "contentLocation": {"@type": "Place", "name": story.town} if story.city else None,
        "wordCount": sum(len(p.text.split()) for p in story.pieces if not p.crosshead),
        "articleBody": "\n\n".join(piece.text for piece in story.pieces),
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in facts.items() if value not in ("", None, [])}


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
