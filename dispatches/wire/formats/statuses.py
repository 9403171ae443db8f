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
_NOTE = re.compile(
    r"\b(?:embargo(?:ed)?|hold(?:ing)? for release)\b|"
    r"\bnot for (?:use|publication|release|broadcast) (?:before|until|till)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\W{0,9}(?:EMBARGO(?:ED)?\b|[Ee]mbargo(?:ed)? (?:until|till|to|for)\b|[Ee]mbargo(?:ed)?:)"
)
_OVER = re.compile(r"\b(?:no|lifted|over|ended|expired|off|removed)\b", re.IGNORECASE)
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


def noted(note: str, headline: str = "") -> str:
    """The words of an embargo in a note to editors or at the head of a headline, else nothing.

    A headline may well be about an embargo, so there it is the mark alone that counts.

    >>> noted("Embargoed until 6 pm"), noted("", "Oil embargo ends"), noted("", "EMBARGOED: Oil")
    ('Embargoed until 6 pm', '', 'EMBARGOED: Oil')
    """
    for words, pattern in ((note, _NOTE), (headline, _HEAD)):
        if pattern.search(words) and not _OVER.search(words):
            return words.strip()[:200]
    return ""


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
