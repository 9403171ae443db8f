"""Whether an item may be used, from the words in which its envelope says so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from dispatches.wire.items import Item, PubStatus

from .moments import moment

_USABLE = frozenset({"", "usable", "published", "publish", "public", "live", "released"})
_WITHHELD = frozenset({"withheld"})
_CANCELED = frozenset(
    {
        "canceled", "cancelled", "cancel", "kill", "killed", "recall", "recalled", "withdrawn",
        "withdraw", "deleted", "delete", "disregard", "retracted", "unpublished", "takedown",
    }
)  # fmt: skip
_EMPTY = frozenset({"", "no", "none", "false", "null", "0", "n/a"})
_NO_LETTER = re.compile(r"[^a-z]")


def standing(words: str) -> tuple[PubStatus, str]:
    """The status that words stand for, and the words themselves where they hold an item back.

    A word that nobody knows holds it back too: better asked about than published.

    >>> standing("stat:usable"), standing("pending review")
    ((<PubStatus.USABLE: 'usable'>, ''), (<PubStatus.WITHHELD: 'withheld'>, 'pending review'))
    """
    word = _NO_LETTER.sub("", words.rsplit(":", 1)[-1].lower())
    if word in _CANCELED:
        return PubStatus.CANCELED, ""
    if word in _USABLE and (word or not words.strip()):
        return PubStatus.USABLE, ""
    return PubStatus.WITHHELD, "" if word in _WITHHELD else words.strip()[:200]


def embargo(words: str) -> tuple[datetime | None, str]:
    """The moment until which an item is held, or the words for it where no moment can be told."""
    if words.strip().lower() in _EMPTY:
        return None, ""
    until = moment(words)
    return until, "" if until else words.strip()[:200]


def stricter(one: PubStatus, other: PubStatus) -> PubStatus:
    """Of two statuses the one that allows less."""
    order = (PubStatus.USABLE, PubStatus.WITHHELD, PubStatus.CANCELED)
    return max(one, other, key=order.index)


def as_free_as(item: Item, other: Item) -> Item:
    """What an item brings along, held back as the item is; a cancel is of the item alone."""
    canceled = item.pubstatus is PubStatus.CANCELED
    return replace(
        other,
        pubstatus=other.pubstatus if canceled else stricter(other.pubstatus, item.pubstatus),
        embargoed=other.embargoed or item.embargoed,
        embargo=other.embargo or item.embargo,
    )
