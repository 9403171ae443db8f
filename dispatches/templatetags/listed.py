"""How a row of the queue says things: how many takes are here, what is missing, who saw it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from dispatches.models import Story, WireItem

register = template.Library()

_UNDO_FOR = timedelta(minutes=10)
_SHORT = {"the first take": "the beginning", "what follows": "the rest", "the end mark": "end mark"}


@register.filter
def of_how_many(story: Story, takes: Sequence[WireItem]) -> str:
    """How many takes are here, of how many: “2/3”; “1/2+” where nobody knows how many will come.

    What is missing says it: each take that is named counts, and so does what must follow.
    """
    counted = [one for one in story.missing if not one.startswith("the end mark")]
    more = any(one.startswith("what follows") for one in counted)
    return f"{len(takes)}/{len(takes) + len(counted)}{'+' if more else ''}"


@register.filter
def lacking(story: Story) -> str:
    """What is missing of a story in few words: “take 2”, “the rest”.

    >>> lacking(Story(missing=["take 2", "what follows BFF-09, which ends in MORE"]))
    'take 2, the rest'
    """
    return ", ".join(map(_short, story.missing)) or "incomplete"


def _short(missing: str) -> str:
    return next((short for long, short in _SHORT.items() if missing.startswith(long)), missing)


@register.filter
def eyes(story: Any) -> str:
    """What whoever looks knows of a story: “new”, “changed” since they saw it, or “seen”."""
    seen = getattr(story, "seen", None)
    if seen is None:
        return "new"
    return "seen" if seen >= story.version else "changed"


@register.filter
def word_count(story: Any) -> int | None:
    """How many words its copy has, headline and crossheads left out; None where it is not known."""
    paragraphs = getattr(story, "paragraphs", None)
    if paragraphs is None:
        return None
    return sum(len(one["text"].split()) for one in paragraphs if one["kind"] == "paragraph")


@register.simple_tag(takes_context=True)
def undoable(context: dict[str, Any]) -> str:
    """What whoever looks may take back now, in words; empty where there is nothing."""
    session = getattr(context.get("request"), "session", None)
    kept: dict[str, Any] = (session.get("undo") if session is not None else None) or {}
    at = parse_datetime(kept.get("at", ""))
    if at is None or timezone.now() - at > _UNDO_FOR:
        return ""
    return str(kept["says"])
