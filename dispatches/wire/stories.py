"""A chain of slots to a story: which version of each take stands, and what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cards import Card, arrival, clock_between, minutes_between, sent_before
from .repeats import Slot
from .values import Link, Mark

_BESIDE = 15  # minutes by which takes overtake one another
_PARTIAL = frozenset({"corrected", "correction", "refile"})


@dataclass(frozen=True, slots=True)
class Story:
    """The takes in force in reading order, those set aside, and the links between the former."""

    takes: tuple[Card, ...]
    superseded: tuple[Card, ...]
    duplicates: tuple[Card, ...]
    links: tuple[Link, ...]


def story(chain: Sequence[Slot], links: Sequence[Link]) -> Story:
    """What stands of a chain: a new version of the whole story sets aside all that it replaces."""
    whole = _rewritten(chain)
    standing = [_standing(slot, whole) for slot in chain]
    kept = _cut_short(standing, whole)
    takes = tuple(one for one in standing if one in kept)
    duplicates = [
        copy
        for slot, stands in zip(chain, standing, strict=True)
        for copy in (_copies(slot, stands, whole) if stands in kept else ())
    ]
    aside = {card.key for card in (*takes, *duplicates)}
    superseded = [card for slot in chain for card in slot.cards if card.key not in aside]
    return Story(takes, _in_order(superseded), _in_order(duplicates), _between(takes, links))


def _in_order(cards: Sequence[Card]) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=lambda card: arrival(card.take)))


def _rewritten(chain: Sequence[Slot]) -> Card | None:
    """The first take of a new version of the whole story; None where there is none.

    A lead, an update or a version that says nothing is one; a correction is one of its own take
    only, unless all takes after it came again.
    """
    first = chain[0]
    if not first.opens or len(first.cards) == 1 + len(first.duplicates()):
        return None
    head = first.in_force
    if head.take.replaces not in _PARTIAL:
        return head
    again = [any(_belongs(card, head) for card in slot.cards[1:]) for slot in chain[1:]]
    return head if again and all(again) and any(len(s.cards) > 1 for s in chain[1:]) else None


def _belongs(card: Card, head: Card) -> bool:
    """Whether a take was sent with this new first take: after it, or beside it on a slow line."""
    if sent_before(head.take, card.take) < 0:
        return True
    if card.take.serial or clock_between(card.take, head.take) is not None:
        return False
    minutes = minutes_between(card.take, head.take)
    return minutes is not None and 0 <= minutes <= _BESIDE


def _standing(slot: Slot, whole: Card | None) -> Card:
    """The version of a take that stands: of equal copies the first, or that of the new version."""
    stands = slot.in_force
    if whole is None or slot.opens or _belongs(stands, whole):
        return stands
    return next((copy for copy in slot.duplicates() if _belongs(copy, whole)), stands)


def _copies(slot: Slot, stands: Card, whole: Card | None) -> list[Card]:
    """The copies of a take that stands; one that came before a new version was replaced by it."""
    equal = [card for card in (slot.in_force, *slot.duplicates()) if card is not stands]
    if whole is None or slot.opens:
        return equal
    return [card for card in equal if _belongs(card, whole)]


def _cut_short(standing: Sequence[Card], whole: Card | None) -> list[Card]:
    """The takes that are left when a new version is shorter than the elder one was."""
    if whole is None:
        return list(standing)
    new = [card for card in standing[1:] if _belongs(card, whole)]
    if not new and whole.take.mark is not Mark.END:
        return list(standing)
    return [standing[0], *new]


def _between(takes: Sequence[Card], links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of a chain, named by the takes that stand."""
    if len(takes) != len(links) + 1:
        return tuple(links[: max(0, len(takes) - 1)])
    pairs = zip(takes, takes[1:], links, strict=False)
    return tuple(Link(one.key, two.key, told.score, told.reasons) for one, two, told in pairs)
