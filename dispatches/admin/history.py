"""The history, to be read and searched."""

from __future__ import annotations

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dispatches.actions.record import KINDS
from dispatches.models import Event

from .base import Kept
from .filters import chosen

_ORIGINS = [(word, word) for word in ("desk", "admin", "wire", "command")]


@admin.register(Event)
class EventAdmin(Kept[Event]):
    """What was done, by whom, when and why."""

    list_display = ["number", "at", "kind", "actor", "origin", "about", "story", "reason"]
    list_select_related = ["actor", "story"]
    list_filter = [chosen("kind", KINDS.items()), chosen("origin", _ORIGINS)]
    search_fields = ["=number", "about", "kind", "reason", "story__headline", "actor__username"]
    search_help_text = "Number, kind, subject (such as “source 3”), reason, headline or username"
    autocomplete_fields = ["story", "actor"]
    ordering = ["-number"]
    shown = ["number", "at", "kind", "actor", "origin", "about", "story", "reason"]
    shown += ["said_before", "said_after", "previous", "hash"]

    @admin.display(description="Before")
    def said_before(self, event: Event) -> SafeString:
        """What stood before it."""
        return _pretty(event.before)

    @admin.display(description="After")
    def said_after(self, event: Event) -> SafeString:
        """What stood after it."""
        return _pretty(event.after)


def _pretty(facts: dict[str, object]) -> SafeString:
    return format_html("<pre>{}</pre>", json.dumps(facts, indent=2, ensure_ascii=False))
