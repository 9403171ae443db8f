"""Which take carries on which: slots are linked by evidence, the surest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log2

from .cards import Card, arrival, minutes_between
from .evidence import CERTAIN, link
from .lookups import Lookups, may_carry_on
from .repeats import Apart, Slot, are_named, likeness, same_names, share_a_name
from .values import Link, Mark

Pairs = Collection[tuple[str, str]]

_WORTH_SAYING = 0.7  # the score of a link that is proposed
_MARGIN = 2.5  # bits by which a link must beat its rivals
_ALIKE = 0.3  # of the runs of words of a copy or a new version
_OVERLAP = 0.15  # of the runs of words that two versions of one take share at least


@dataclass(slots=True)
class Chains:
    """Who follows whom, as it is found, and who must not; the keys are those of slots."""

    slots: dict[str, Slot]
    apart: Apart
    slot_of: dict[str, str] = field(default_factory=dict)
    after: dict[str, Link] = field(default_factory=dict)
    before: dict[str, Link] = field(default_factory=dict)

    def chain(self, key: str) -> list[str]:
        """The keys of the chain that holds this one, in reading order."""
        while key in self.before:
            key = self.slot_of[self.before[key].elder]
        keys = [key]
        while keys[-1] in self.after:
            keys.append(self.slot_of[self.after[keys[-1]].younger])
        return keys

    def ends(self, new: Link) -> tuple[str, str]:
        return self.slot_of[new.elder], self.slot_of[new.younger]

    def may_link(self, new: Link) -> bool:
        elder, younger = self.ends(new)
        if elder in self.after or younger in self.before:
            return False
        one, two = self.chain(elder), self.chain(younger)
        return one != two and not self.parted(one, two)

    def parted(self, one: Sequence[str], two: Sequence[str]) -> bool:
        """Whether a person ruled that takes of these slots are no one story."""
        if not self.apart:
            return False
        return any(
            frozenset((a.key, b.key)) in self.apart
            for a in self._cards(one)
            for b in self._cards(two)
        )

    def _cards(self, keys: Sequence[str]) -> Iterator[Card]:
        return (card for key in keys for card in self.slots[key].cards)

    def add(self, new: Link) -> None:
        elder, younger = self.ends(new)
        self.after[elder] = self.before[younger] = new

    def merge(self, into: str, gone: str) -> None:
        """Make two slots one; `gone` follows nothing, and what followed it is free again."""
        if parted := self.after.pop(gone, None):
            del self.before[self.slot_of[parted.younger]]
        cards = self.slots[into].cards + self.slots.pop(gone).cards
        self.slots[into].cards = sorted(cards, key=lambda card: arrival(card.take))
        self.slot_of.update({card.key: into for card in cards})

    def all(self) -> Iterator[list[str]]:
        for key in self.slots:
            if key not in self.before:
                yield self.chain(key)


def chains(found: Sequence[Slot], together: Pairs, apart: Apart) -> Chains:
    """The chains of these slots."""
    made = Chains({slot.cards[0].key: slot for slot in found}, apart)
    made.slot_of = {card.key: key for key, slot in made.slots.items() for card in slot.cards}
    if len(made.slots) == 1:
        return made
    _link_as_ruled(made, together)
    certain = [one for one in _links(made, made.slots.values()) if one.score >= CERTAIN]
    _link_by_evidence(made, certain)
    while _merge_versions(made, certain):
        _link_by_evidence(made, certain)
    return made


def proposals(parts: Iterable[Chains], apart: Apart) -> tuple[Link, ...]:
    """The links, in all of these and between them, that are no more than proposed: what has no
    elder may carry on from what nothing follows."""
    made = Chains({}, apart)
    for part in parts:
        made.slots |= part.slots
        made.slot_of |= part.slot_of
        made.after |= part.after
        made.before |= part.before
    ends = [
        slot for key, slot in made.slots.items() if key not in made.after or key not in made.before
    ]
    links = _links(made, ends, free=True)
    return tuple(one for one in links if one.score >= _WORTH_SAYING and made.may_link(one))


def _link_as_ruled(made: Chains, together: Pairs) -> None:
    for pair in sorted(together):
        keys = [made.slot_of[key] for key in pair if key in made.slot_of]
        if len(keys) < 2:
            continue
        keys.sort(key=lambda key: _reading_order(made.slots[key]))
        elder, younger = made.chain(keys[0]), made.chain(keys[1])
        if elder != younger:
            made.add(Link(elder[-1], younger[0], 1.0, ("joined by hand",)))


def _reading_order(slot: Slot) -> tuple[bool, int, int, tuple[str, str, int, str]]:
    """A first take before a continuation, then by number, then by arrival."""
    first = slot.cards[0].take
    serial = first.serial.number if first.serial else 0
    return (not slot.opens, slot.number or 0, serial, arrival(first))


# Links -------------------------------------------------------------------------------------------
def continuations(cards: Sequence[Card]) -> list[Card]:
    """The cards, with those marked that repeat the headline of a take which promised them, and
    those whose slug several stories bear."""
    lookups = Lookups(cards)
    cards = [replace(card, shares_slug=True) if lookups.shared(card) else card for card in cards]
    return [
        replace(card, carries_on=True)
        if may_carry_on(card) and any(_promised(elder, card) for elder in lookups.elders(card))
        else card
        for card in cards
    ]


def _promised(elder: Card, card: Card) -> bool:
    if elder.take.mark is not Mark.MORE or likeness(elder, card) >= _ALIKE:
        return False
    if not share_a_name(elder, card):
        return False
    new = link(elder, replace(card, carries_on=True))
    return new is not None and new.score >= CERTAIN


def _links(made: Chains, slots: Iterable[Slot], *, free: bool = False) -> list[Link]:
    """The best link of each pair of slots that have one, in the order in which they are tried;
    where only the free ones count, of those that are not linked yet."""
    everyone = [card for slot in slots for card in slot.cards]
    everyone.sort(key=lambda card: arrival(card.take))
    lookups = Lookups(everyone)
    best: dict[tuple[str, str], tuple[tuple[float, int, float, int, int, str, str], Link]] = {}
    for younger in everyone:
        if free and made.slot_of[younger.key] in made.before:
            continue
        for elder in lookups.elders(younger):
            ends = made.slot_of[elder.key], made.slot_of[younger.key]
            if free and ends[0] in made.after:
                continue
            if ends[0] == ends[1] or not (new := link(elder, younger)) or not new.score:
                continue
            rank = _rank(elder, younger, new)
            if ends not in best or rank < best[ends][0]:
                best[ends] = (rank, new)
    links = [new for _, new in sorted(best.values(), key=lambda pair: pair[0])]
    return _without_those_of_resends(made, links)


def _without_those_of_resends(made: Chains, links: Sequence[Link]) -> list[Link]:
    """The links, but for those to a take sent again where it surely carries on from another as it
    first came: when it came again it stood among takes of other stories, which are no rivals."""
    first = {key: slot.cards[0].key for key, slot in made.slots.items()}
    ends = [(one, made.slot_of[one.younger]) for one in links]
    sure: dict[str, float] = defaultdict(float)
    for one, end in ends:
        if one.younger == first[end] and one.score >= CERTAIN:
            sure[end] = max(sure[end], one.score)
    return [one for one, end in ends if one.younger == first[end] or one.score >= sure[end]]


def _rank(elder: Card, younger: Card, new: Link) -> tuple[float, int, float, int, int, str, str]:
    """The order in which links are tried: certain ones first, the next take before a later one."""
    one, two = elder.number or (1 if elder.opens else None), younger.number
    step = two - one if one and two else 1
    serials = elder.take.serial, younger.take.serial
    gap = serials[1].number - serials[0].number if serials[0] and serials[1] else 0
    minutes = abs(minutes_between(elder.take, younger.take) or 0)
    return (new.score < CERTAIN, step, -new.score, abs(gap), minutes, new.elder, new.younger)


def _link_by_evidence(made: Chains, links: Sequence[Link]) -> None:
    """Link what has no rival; each link made may rule out the rivals of another."""
    rivals: dict[str, list[Link]] = defaultdict(list)
    for one in links:
        rivals[made.slot_of[one.younger]].append(one)
    waiting = list(links)
    while True:
        left = []
        for one in waiting:
            if not made.may_link(one):
                continue
            if _has_rival(made, one, rivals[made.slot_of[one.younger]]):
                left.append(one)
            else:
                made.add(one)
        if len(left) == len(waiting):
            return
        waiting = left


def _has_rival(made: Chains, new: Link, links: Sequence[Link]) -> bool:
    """Whether the younger take might as well carry on from another story."""
    least = weight(new) - _MARGIN
    chain = made.chain(made.slot_of[new.elder])
    return any(
        weight(one) > least and made.slot_of[one.elder] not in chain and made.may_link(one)
        for one in links
        if one is not new
    )


def weight(new: Link) -> float:
    """The bits of evidence in a score."""
    return -log2(max(1e-9, 1 - new.score))


# Versions that have too little in common to be known by their words -----------------------------
def _merge_versions(made: Chains, links: Sequence[Link]) -> int:
    """A take that fits where another stands, in a story that was sent again, is its new version."""
    return sum(_merged(made, one) for one in links)


def _merged(made: Chains, new: Link) -> bool:
    elder, younger = made.ends(new)
    standing = made.after.get(elder)
    if standing is None or elder == younger or younger in made.before:
        return False
    place = made.slot_of[standing.younger]
    if younger in made.chain(place) or not _are_versions(made, elder, place, younger):
        return False
    follows = made.after.get(younger)
    made.merge(place, younger)
    if follows and made.may_link(follows):
        made.add(follows)
    return True


def _are_versions(made: Chains, elder: str, place: str, other: str) -> bool:
    one, two = made.slots[place], made.slots[other]
    if one.number != two.number or made.parted([place], [other]):
        return False
    pairs = [(a, b) for a in one.cards for b in two.cards]
    if not all(same_names(a, b) for a, b in pairs):
        return False
    again = len(made.slots[elder].cards) > 1 or any(card.replaces for card in one.cards + two.cards)
    named = one.number is not None and any(are_named(a, b) for a, b in pairs)
    return again and (named or max(likeness(a, b) for a, b in pairs) >= _OVERLAP)
