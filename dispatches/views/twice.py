"""Two takes that claim one number on one day, with what differs between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dispatches.models import WireItem
from dispatches.wire.compare import Change

from .changes import changes
from .numbers import Came, rivals

Twins = tuple[Came, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """The takes of one number, the first two compared; `runs` None: they are too long for it."""

    serial: str
    takes: list[WireItem]
    runs: list[list[Change]] | None


def twice_on(came: Iterable[Came]) -> list[Twins]:
    """The takes that share a number with others, by number."""
    groups: dict[tuple[int, str, int], list[Came]] = defaultdict(list)
    for one in came:
        if one.number is not None:
            groups[one.source, one.prefix, one.number].append(one)
    found = (tuple(rivals(groups[key])) for key in sorted(groups))
    return [group for group in found if len(group) > 1]


def twins(groups: Sequence[Twins]) -> list[Twin]:
    """These takes with their copy, and the difference between the first two; asks one question."""
    ids = [one.pk for group in groups for one in group]
    items = WireItem.objects.filter(pk__in=ids).select_related("placing__story__source")
    found = {item.pk: item for item in items} if ids else {}
    made = []
    for group in groups:
        takes = [found[one.pk] for one in group if one.pk in found]
        first, second = (text_of(item) for item in takes[:2])
        made.append(Twin(group[0].serial, takes, changes(first, second)))
    return made


def text_of(item: WireItem) -> str:
    """A take's headline and copy as one text."""
    return "\n\n".join(filter(None, [item.headline, *(block["text"] for block in item.body)]))
