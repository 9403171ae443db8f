"""A page of the queue, found from where the last one ended: no page is counted out from the first.

The address names the story after which, or before which, the page begins, by the fields that give
the order: “after=5~20190425T120000.000000Z~17”. So the thousandth page costs what the first does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from dispatches.filters import ORDERS, StoryFilter
from dispatches.models import Story

A_PAGE = 40
_MOMENT = "%Y%m%dT%H%M%S.%fZ"
_BETWEEN = "~"
_MOST = 2**63 - 1
_NUMBERS = {"urgency": 32_767, "unfound": 2**31 - 1, "pk": _MOST}

Place = tuple[Any, ...]
"""Where a story stands: the values of the fields of the order."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The numbers of the stories on one page, and the places beside which the others lie."""

    numbers: list[int]
    previous: str = ""
    next: str = ""


def listing(asked: StoryFilter, said: Mapping[str, str], most: int = A_PAGE) -> Listing:
    """The page that the address asks for; `said` may name the place `before` or `after` it."""
    fields = ORDERS[asked.in_order()][1]
    after = parse(said.get("after", ""), fields)
    before = None if after else parse(said.get("before", ""), fields)
    found = _found(asked.branches(), fields, after or before, back=before is not None, most=most)
    more, found = len(found) > most, found[:most]
    if (after and not found) or (before and len(found) < most):
        return listing(asked, {}, most)  # past the end, or so near the start that it is the start
    if before is not None:
        found.reverse()
    earlier, later = (more, True) if before is not None else (after is not None, more)
    return Listing(
        [place[-1] for place in found],
        written(found[0]) if found and earlier else "",
        written(found[-1]) if found and later else "",
    )


def _found(
    branches: Sequence[QuerySet[Story]],
    fields: Sequence[str],
    place: Place | None,
    *,
    back: bool,
    most: int,
) -> list[Place]:
    """The places of the stories next to a place, and of one more, in one query."""
    names = [field.removeprefix("-") for field in fields]
    down = fields[0].startswith("-") != back
    parts = [
        (branch if place is None else branch.filter(_beyond(names, place, down=down)))
        .order_by()
        .values_list(*names)
        for branch in branches
    ]
    whole = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return list(whole.order_by(*(f"-{name}" if down else name for name in names))[: most + 1])


def _beyond(names: Sequence[str], place: Place, *, down: bool) -> Q:
    """What comes after a place. Compared as one row, so that the index is entered right there."""
    row = Tuple(*(F(name) for name in names))
    return Q(TupleLessThan(row, place) if down else TupleGreaterThan(row, place))


def written(place: Place) -> str:
    """A place as it stands in an address.

    >>> written((5, datetime(2019, 4, 25, 12, tzinfo=UTC), 17))
    '5~20190425T120000.000000Z~17'
    """
    return _BETWEEN.join(
        value.astimezone(UTC).strftime(_MOMENT) if isinstance(value, datetime) else str(value)
        for value in place
    )


def parse(text: str, fields: Sequence[str]) -> Place | None:
    """The place that an address names; None where it names none in this order.

    >>> parse("Fire ~ a report~17", ["headline", "pk"])
    ('Fire ~ a report', 17)
    """
    parts = text.rsplit(_BETWEEN, len(fields) - 1)
    if len(parts) != len(fields) or "\x00" in text or len(text) > 1000:
        return None
    try:
        names = [field.removeprefix("-") for field in fields]
        return tuple(_value(name, part) for name, part in zip(names, parts, strict=True))
    except ValueError:
        return None


def _value(name: str, text: str) -> Any:
    if name == "arrived_at":
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    if name == "headline":
        return text
    number = int(text[:21])
    if abs(number) > _NUMBERS[name]:
        raise ValueError
    return number
