"""Components: takes that are tied to one another, directly or through others.

What is outside a component cannot matter to it. So each is joined by itself, whether all of a day
is there or one more take has come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from .cards import Card, arrival
from .evidence import CERTAIN, link
from .index import How, Index
from .lookups import may_carry_on
from .repeats import are_versions
from .ties import follows


def components(
    cards: Sequence[Card], together: Collection[tuple[str, str]] = ()
) -> list[list[Card]]:
    """The cards in components, in the order in which they were given; `together`: keys of takes
    that a person tied."""
    index = Index()
    for card in cards:
        index.add(card)
    groups = _Groups(cards)
    for one, two in (*together, *_of_one_item(cards)):
        groups.join(one, two)
    looked_at: set[tuple[str, str]] = set()
    for card in cards:
        for other, how in index.near(card):
            if (other.key, card.key) in looked_at or groups.are_one(card.key, other.key):
                continue
            looked_at.add((card.key, other.key))
            if tied(card, other, how):
                groups.join(card.key, other.key)
    for card in cards:
        card.forget_runs()  # a day's runs of words are not to be held all at once for nothing
    return list(groups.all())


def component(index: Index, card: Card) -> list[Card]:
    """The takes of an index that are tied to one that it holds, and that one, first."""
    found = {card.key: card}
    waiting = [card]
    while waiting:
        one = waiting.pop()
        for other, how in index.near(one):
            if other.key not in found and tied(one, other, how):
                found[other.key] = other
                waiting.append(other)
    return list(found.values())


def _of_one_item(cards: Sequence[Card]) -> Iterator[tuple[str, str]]:
    """The keys of takes that an envelope calls versions of one item, however far apart."""
    first: dict[tuple[str, str], str] = {}
    for card in cards:
        identity = card.take.identity
        for uri in (identity.uri, *identity.instead_of) if identity else ():
            yield first.setdefault((card.take.feed, uri), card.key), card.key


class _Groups:
    """Takes that were found to be tied."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        self._leads_to = {card.key: card.key for card in cards}

    def _root(self, key: str) -> str:
        while (above := self._leads_to[key]) != key:
            self._leads_to[key] = key = self._leads_to[above]
        return key

    def are_one(self, one: str, two: str) -> bool:
        return self._root(one) == self._root(two)

    def join(self, one: str, two: str) -> None:
        if one in self._leads_to and two in self._leads_to:
            self._leads_to[self._root(two)] = self._root(one)

    def all(self) -> Iterator[list[Card]]:
        groups: dict[str, list[Card]] = {}
        for card in self._cards:
            groups.setdefault(self._root(card.key), []).append(card)
        yield from groups.values()


def tied(one: Card, two: Card, how: int) -> bool:
    """Whether these two may be of one story for certain, or one of them decides what a slug that
    both bear is worth to the other. Nothing but the two matters, nor which is named first.

    `how` is what their ties say. What was found is kept with both cards.
    """
    question = (one.question_of(two), how)
    found: bool | None = one.memo.get(question)
    if found is None:
        found = _tied(one, two, how)
        one.memo[question] = two.memo[two.question_of(one), how] = found
    return found


def _tied(one: Card, two: Card, how: int) -> bool:
    if one.take.feed != two.take.feed or one.key == two.key:
        return False
    if how & How.LINKED and (_shares_slug(one, two) or _are_linked(one, two)):
        return True
    if not how & How.VERSIONS:
        return False
    elder, younger = (one, two) if arrival(one.take) <= arrival(two.take) else (two, one)
    return any(are_versions(a, b) for a in _readings(elder) for b in _readings(younger))


def _are_linked(one: Card, two: Card) -> bool:
    pairs = [(a, b) for a in _readings(one) for b in _readings(two)]
    return any(_is_linked(a, b) or _is_linked(b, a) for a, b in pairs)


def _readings(card: Card) -> tuple[Card, ...]:
    """A take that may open a story or carry one on can be read in both ways."""
    return (card, replace(card, carries_on=True)) if may_carry_on(card) else (card,)


def _is_linked(elder: Card, younger: Card) -> bool:
    new = None if younger.opens else link(elder, younger)
    return new is not None and new.score >= CERTAIN


def _shares_slug(one: Card, two: Card) -> bool:
    if not one.slug or one.slug != two.slug:
        return False
    return any(
        follows(a) and b.opens and bool(b.headline and b.take.dateline)
        for a, b in ((one, two), (two, one))
    )
