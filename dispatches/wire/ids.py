"""What takes are called by: an agency's numbers, an envelope's ids, and what notices aim at."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Serial:
    """An agency's number for a take: the desk's prefix and the number, as in BFF-08."""

    prefix: str
    number: int
    width: int = 0

    def __str__(self) -> str:
        digits = str(self.number).zfill(self.width)
        return f"{self.prefix}-{digits}" if self.prefix else digits


@dataclass(frozen=True, slots=True)
class Identity:
    """What an envelope calls an item: its own id without the version, and the version as sent.

    `instead_of` holds the ids of items that it takes the place of.
    """

    uri: str
    version: str = ""
    instead_of: tuple[str, ...] = ()

    def is_item_of(self, other: Identity) -> bool:
        """Whether both are versions of one item, or one takes the other's place."""
        if self.uri == other.uri:
            return True
        return self.uri in other.instead_of or other.uri in self.instead_of

    def beats(self, other: Identity) -> bool | None:
        """Whether this one stands over the other; None where that cannot be told.

        >>> Identity("a", "10").beats(Identity("a", "9")), Identity("a").beats(Identity("a", "9"))
        (True, None)
        """
        if self.uri != other.uri:
            return other.uri in self.instead_of
        one, two = _rank(self.version), _rank(other.version)
        return None if not one or not two or one == two else one > two


def _rank(version: str) -> tuple[int, ...]:
    return tuple(int(figures) for figures in _FIGURES.findall(version))


@dataclass(frozen=True, slots=True)
class Target:
    """What a notice says it is about; any part may be missing. `uris` are ids of items."""

    serials: tuple[Serial, ...] = ()
    slug: str = ""
    headline: str = ""
    uris: tuple[str, ...] = ()


def are_one_item(one: Identity | None, two: Identity | None) -> bool:
    """Whether envelopes say that two takes are versions of one item."""
    return one is not None and two is not None and one.is_item_of(two)


def stands_over(one: Identity | None, two: Identity | None) -> bool | None:
    """Whether an envelope says that one of two takes stands over the other; None: it does not."""
    return one.beats(two) if one is not None and two is not None and one.is_item_of(two) else None
