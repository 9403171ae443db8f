"""What a story's takes say of an embargo, and whether it is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from dispatches.models import Problem, Story
from dispatches.models.shapes import fitting
from dispatches.wire import embargo, stops
from dispatches.wire.values import Assembly
from dispatches.workflow import Status


def embargo_of(story: Story, assembly: Assembly, settled: Iterable[Problem]) -> dict[str, Any]:
    """The embargo as the story's row keeps it; what is out keeps the one that it went out under.

    Where a chief said of these very words that it is over, it ended then.
    """
    if story.status in (Status.PUBLISHED, Status.WITHDRAWN):
        return {}
    found = embargo.of(assembly.takes)
    if found is None:
        return {"embargo": "", "embargo_until": None}
    message = fitting(Problem, "message", stops.embargo_problem(found).message)
    over = [p.settled_at for p in settled if p.how == "embargo_over" and p.message == message]
    until = over[0] if over else found.until
    return {"embargo": fitting(Story, "embargo", found.words), "embargo_until": until}


def why_embargoed(story: Story, now: datetime) -> str:
    """The sentence that keeps a story from readers now; empty when no embargo does.

    >>> why_embargoed(Story(embargo="UNTIL NOON"), datetime(2019, 4, 25))
    'Embargoed, and when that ends is not certain: “UNTIL NOON”.'
    """
    if not story.embargo:
        return ""
    until = story.embargo_until
    if until is None:
        return f"Embargoed, and when that ends is not certain: “{story.embargo}”."
    if now >= until:
        return ""
    return f"Embargoed until {stops.spelt(until)}, in {_long(until - now)}."


def _long(wait: timedelta) -> str:
    """How long that is, the minute that has begun with it.

    >>> _long(timedelta(hours=3, minutes=11, seconds=1)), _long(timedelta(days=2, minutes=5))
    ('3 h 12 min', '2 d 0 h')
    """
    minutes = -(-int(wait.total_seconds()) // 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
