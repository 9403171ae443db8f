"""Own copy that is not handed in yet: kept with its writer, as often as they like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from dispatches.models import Draft, Person
from dispatches.models.shapes import plain
from dispatches.workflow import Power

from .errors import Refused
from .hold import permit

_PLACE = re.compile(r"own-(?P<number>[1-9][0-9]{0,5})")
_LONGEST = 250_000  # characters in all the fields


def keep_draft(person: Person, place: str, fields: Mapping[str, str], *, now: datetime) -> Draft:
    """Keep what stands in the form of a story that is not handed in; `place` is its name."""
    permit(person, Power.FILE_COPY)
    if not is_place(place):
        raise Refused("That is no draft of own copy.")
    if sum(len(value) for value in fields.values()) > _LONGEST:
        raise Refused("The text is too long to be kept as a draft.")
    said: dict[str, Any] = plain(dict(fields))
    kept, _ = Draft.objects.update_or_create(
        person=person, place=place, story=None, defaults={"fields": said, "at": now}
    )
    return kept


def drop_draft(person: Person, place: str) -> None:
    """Let a draft go: it was handed in, or is not wanted any more."""
    if is_place(place):
        drafts_of(person).filter(place=place).delete()


def drafts_of(person: Person) -> QuerySet[Draft]:
    """The drafts of own copy that a person keeps, the latest first."""
    mine = Draft.objects.filter(person=person, story__isnull=True, place__startswith="own-")
    return mine.order_by("-at", "-pk")


def is_place(name: str) -> bool:
    """Whether this names the form of a story that is not handed in.

    >>> is_place("own-3"), is_place("own-0"), is_place("heading")
    (True, False, False)
    """
    return bool(_PLACE.fullmatch(name))


def next_place(drafts: QuerySet[Draft]) -> str:
    """The name for one more: the same until something is kept under it."""
    names = (_PLACE.fullmatch(place) for place in drafts.values_list("place", flat=True))
    return f"own-{max((int(name['number']) for name in names if name), default=0) + 1}"
