"""How the tray shows where two takes would meet: the end of the one, the beginning of the other."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template

from dispatches.models import WireItem

register = template.Library()

_WORDS = 24


@register.filter
def tail_words(item: WireItem) -> str:
    """The last words of a take's copy."""
    words = next((block["text"] for block in reversed(item.body)), "").split()
    return " ".join(words) if len(words) <= _WORDS else f"… {' '.join(words[-_WORDS:])}"


@register.filter
def head_words(item: WireItem) -> str:
    """The first words of a take's copy."""
    words = next((block["text"] for block in item.body), "").split()
    return " ".join(words) if len(words) <= _WORDS else f"{' '.join(words[:_WORDS])} …"


@register.filter
def waits_until(items: list[WireItem], minutes: int) -> datetime | None:
    """Until when a story waits for its next take, by its source's patience in minutes."""
    last = max((item.arrived_at for item in items), default=None)
    return last + timedelta(minutes=minutes) if last else None
