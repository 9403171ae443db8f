"""How the desk's pages say things: serials in one breath, ages, urgencies, credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django import template
from django.utils import timezone

from dispatches.forms import formats_read
from dispatches.models import Problem, Story, StoryTake, WireItem
from dispatches.workflow import SETTLEMENTS, Settlement

register = template.Library()

register.simple_tag(formats_read)

_CALL = re.compile(r"(?<![\w@.+-])@[\w.+-]{1,150}")
URGENCIES = {0: "stop", 1: "flash", 2: "bulletin", 3: "urgent", 4: "priority", 5: "regular"}


@register.filter
def urgency_word(urgency: int) -> str:
    """The trade's word for an urgency from 0 to 9.

    >>> urgency_word(0), urgency_word(3), urgency_word(8)
    ('stop', 'urgent', 'deferred')
    """
    return URGENCIES.get(urgency, "deferred")


@register.filter
def is_embargoed(story: Story) -> bool:
    """Whether an embargo keeps a story back now: also one whose end is not certain."""
    until = story.embargo_until
    return bool(story.embargo) and (until is None or until > timezone.now())


@register.filter
def moments(story: Story) -> list[tuple[datetime, str]]:
    """When the embargo on a story ends, as each zone that matters tells it."""
    return story.clocks(story.embargo_until)


@register.filter
def serials(items: Iterable[WireItem]) -> str:
    """The serials of some takes in one breath: “BFF-08, 09”; “no serial” where there is none."""
    numbered = [item for item in items if item.serial]
    groups = []
    for prefix, group in groupby(numbered, key=lambda item: item.serial_prefix):
        head, *tail = [item.serial for item in group]
        short = [serial.removeprefix(f"{prefix}-") if prefix else serial for serial in tail]
        groups.append(", ".join([head, *short]))
    return ", ".join(groups) or "no serial"


@register.filter
def in_force(placings: Iterable[StoryTake]) -> list[WireItem]:
    """The takes that a story is made of, in reading order, out of placings already fetched."""
    standing = [placing for placing in placings if placing.role == StoryTake.Role.IN_FORCE]
    return [placing.item for placing in sorted(standing, key=lambda p: (p.position, p.pk))]


@register.filter
def age(then: datetime | None) -> str:
    """How long ago, as a desk says it.

    >>> from datetime import timedelta
    >>> age(timezone.now() - timedelta(minutes=95))
    '1 h 35 min'
    """
    if then is None:
        return ""
    minutes = max(0, int((timezone.now() - then).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h"


@register.filter
def last_arrival(items: Iterable[WireItem]) -> datetime | None:
    """When the last of some takes came."""
    return max((item.arrived_at for item in items), default=None)


@register.filter
def slashed(names: Iterable[str]) -> str:
    """Agencies as a wire writes them.

    >>> slashed(["BSS", "AFP"])
    'BSS/AFP'
    """
    return "/".join(names)


@register.filter
def spaced(name: str) -> str:
    """A name of ours as a person reads it.

    >>> spaced("dateline_date")
    'dateline date'
    """
    return str(name).replace("_", " ")


@register.filter
def way(how: str) -> Settlement | None:
    """The row of the table of settlements; None for one that the table does not know."""
    return SETTLEMENTS.get(how)


@register.filter
def one_way(problem: Problem) -> bool:
    """Whether the edits of a problem are one way of mending it, to be shown as such."""
    return len({row.get("way", "") for row in problem.proposal}) == 1


@register.filter
def would_say(problem: Problem, how: str) -> str:
    """The words that this way of settling a problem puts into the copy; of several, the first."""
    return next((row["after"] for row in problem.proposal if row.get("way") == how), "")


@register.filter
def calls(text: str) -> list[tuple[str, bool]]:
    """A note cut where it calls somebody: each piece, and whether it is such a name.

    >>> calls("Ask @rina.")
    [('Ask ', False), ('@rina', True), ('.', False)]
    """
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in _CALL.finditer(text):
        end = found.end() - (len(found[0]) - len(found[0].rstrip(".")))
        pieces += [(text[at : found.start()], False), (text[found.start() : end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


@register.filter
def still_open(problems: Iterable[Problem]) -> list[Problem]:
    """Those of some problems that nobody has settled."""
    return [problem for problem in problems if problem.is_open]


@register.filter
def ending(text: str) -> str:
    """The last words of a long excerpt, where the damage is.

    >>> ending("one two three four five six seven eight nine ten")
    '… four five six seven eight nine ten'
    """
    words = text.split()
    return text if len(words) <= 8 else f"… {' '.join(words[-7:])}"


@register.filter
def among(key: str, copy: Iterable[Any]) -> Any:
    """The paragraph of the copy that has this key; None when there is none."""
    return next((paragraph for paragraph in copy if paragraph.key == key), None)


@register.filter
def opening(item: WireItem) -> str:
    """What a take is about, in one line: its headline, else the first words of its copy."""
    copy = next((block["text"] for block in item.body), "")
    return item.headline or first_words(copy) or item.slug or "no copy"


@register.filter
def named(story: Story) -> str:
    """What to call a story: its headline or slug, else the first words of its first take."""
    if name := story.headline or story.slug:
        return name
    items = in_force(story.placings.all())
    return opening(items[0]) if items else str(story)


def first_words(text: str) -> str:
    """The beginning of a text, cut between words.

    >>> first_words("word " * 30)
    'word word word word word word word word word word word word word word …'
    """
    words = text.split()
    return " ".join(words) if len(words) <= 14 else f"{' '.join(words[:14])} …"
