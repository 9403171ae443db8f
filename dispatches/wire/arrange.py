"""A story's takes in the order that a person gave them, and what that order leaves missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from .cards import arrival, card
from .chains import continuations
from .state import state_of
from .values import Assembly, Link

_WHY = ("put in this order by hand",)


def in_order(found: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """All that was found, with what was chosen in its order; each other one stays behind the one
    behind which it was found.

    >>> in_order(["a", "b", "c", "d"], ["c", "a"])
    ['c', 'd', 'a', 'b']
    >>> in_order(["a", "b"], ["b"])
    ['a', 'b']
    """
    order, placed = [key for key in chosen if key in found], set(chosen)
    before = ""
    for key in found:
        if key not in placed:
            order.insert(order.index(before) + 1 if before else 0, key)
        before = key
    return order


def arranged(
    assembly: Assembly, chosen: Sequence[str], *, now: datetime | None, wait: timedelta
) -> Assembly:
    """The assembly with its takes in force in the order of the keys that were chosen."""
    takes = {take.key: take for take in assembly.takes}
    order = in_order([*takes], chosen)
    if order == [*takes]:
        return assembly
    links = {(link.elder, link.younger): link for link in assembly.links}
    made = tuple(links.get(pair, Link(pair[0], pair[1], 1.0, _WHY)) for pair in pairwise(order))
    came = sorted((card(take) for take in takes.values()), key=lambda one: arrival(one.take))
    cards = {one.key: one for one in continuations(came)}
    state, missing = state_of([cards[key] for key in order], now, wait)
    return replace(
        assembly,
        takes=tuple(takes[key] for key in order),
        links=made,
        state=state,
        missing=missing,
    )
