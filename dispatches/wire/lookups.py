"""Finding the takes that another may carry on from, without a look at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from .cards import Card, plain_time
from .values import Mark

Key = tuple[str, ...]

_MOST = 40  # takes that are looked at under one name: the nearest ones
_LETTERS = 8  # by which a slug that was cut is found
_SERIALS = 20  # numbers back in which an elder is looked for
_SKIPPED = 3  # words before a headline that a mark may take
_DAY = timedelta(hours=24)
_NEAREST = 12  # takes that promise more, before this one


class Lookups:
    """The takes of all feeds by what they are called; made from takes in order of arrival."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._place = {card.key: place for place, card in enumerate(cards)}
        self._came = {card.key: plain_time(card.take.received_at) for card in cards}
        self._by_name: dict[Key, list[Card]] = defaultdict(list)
        self._pages: dict[Key, Card] = {}
        self._promising: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            self._pages[card.take.page, str(card.take.place_on_page)] = card
            for name in _names(card):
                self._by_name[name].append(card)
            if card.take.mark is Mark.MORE:
                self._promising[card.take.feed].append(card)

    def shared(self, card: Card) -> bool:
        """Whether several stories bear this card's slug: first takes with other headlines."""
        if not card.slug:
            return False
        bearers = self._by_name.get(("slug", card.take.feed, card.slug[:_LETTERS]), [])
        heads = {
            one.headline[:_SKIPPED]
            for one in self._nearest(bearers, card, _MOST)
            if one.slug == card.slug and one.opens and one.headline and one.take.dateline
        }
        return len(heads) > 1

    def elders(self, card: Card) -> Iterable[Card]:
        """The takes that this one might carry on from, each once, by key."""
        if card.opens and not may_carry_on(card):
            return ()
        found = {elder.key: elder for elder in self._candidates(card) if elder.key != card.key}
        return [found[key] for key in sorted(found)]

    def _candidates(self, card: Card) -> Iterator[Card]:
        take = card.take
        beside = self._pages.get((take.page, str(take.place_on_page - 1)))
        if take.page and beside:
            yield beside
        for name in _names_of_elders(card):
            yield from self._nearest(self._by_name.get(name, []), card, _MOST)
        yield from self._nearest(self._promising.get(take.feed, []), card, _NEAREST)

    def _nearest(self, cards: Sequence[Card], card: Card, most: int) -> Sequence[Card]:
        """Those that arrived nearest to this one, most of them before it."""
        if len(cards) <= most:
            return [one for one in cards if self._within(one, card)]
        low, high, place = 0, len(cards), self._place[card.key]
        while low < high:
            middle = (low + high) // 2
            if self._place[cards[middle].key] < place:
                low = middle + 1
            else:
                high = middle
        near = cards[max(0, low - most * 3 // 4) : low + most // 4]
        return [one for one in near if self._within(one, card)]

    def _within(self, one: Card, two: Card) -> bool:
        """Whether two takes came within a day of one another."""
        first, second = self._came[one.key], self._came[two.key]
        return first is None or second is None or abs(second - first) <= _DAY


def may_carry_on(card: Card) -> bool:
    """Whether all that makes it a first take is a headline or a place, which any may repeat."""
    dateline = card.take.dateline
    undated = dateline is None or dateline.date is None
    stands_for_a_first = card.replaces and (card.told or 1) == 1 and len(card.headline) > _SKIPPED
    return card.opens and undated and card.take.number is None and not stands_for_a_first


def _names(card: Card) -> Iterator[Key]:
    """What later takes may call this one by."""
    take = card.take
    yield from _shared_names(card)
    if take.serial:
        yield ("serial", take.feed, take.serial.prefix, str(take.serial.number))
    if card.headline:
        yield ("headline", take.feed, card.headline[0])
        yield ("headline", take.feed, *card.headline[:2])
        yield ("headline", take.feed, *card.headline[1:3])
    if card.words:
        yield ("words", take.feed, "".join(card.words)[-_LETTERS:])


def _names_of_elders(card: Card) -> Iterator[Key]:
    take = card.take
    yield from _shared_names(card)
    if take.serial:
        for back in range(1, _SERIALS + 1):
            yield ("serial", take.feed, take.serial.prefix, str(take.serial.number - back))
    if card.number is not None and card.headline and not card.slug:
        yield ("slug", take.feed, " ".join(card.headline)[:_LETTERS])
    if 0 < len(card.headline) < _SKIPPED:
        yield ("headline", take.feed, *card.headline)
    if card.pick_up:
        yield ("words", take.feed, "".join(card.pick_up)[-_LETTERS:])


def _shared_names(card: Card) -> Iterator[Key]:
    """The names that all takes of a story bear, though some are cut."""
    feed = card.take.feed
    if card.slug:
        yield ("slug", feed, card.slug[:_LETTERS])
    if card.headline:
        for at in range(_SKIPPED):
            yield ("headline", feed, *card.headline[at : at + 3])
