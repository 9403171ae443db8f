"""Takes that came more than once: sent again as they were, corrected, or in a new version.

A slot is one place in one story, with every version of the take that was sent for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cmp_to_key

from rapidfuzz import fuzz

from .cards import Card, arrival, plain_time, sent_before
from .evidence import begins, holds
from .ids import are_one_item, stands_over
from .nearness import folded
from .pairs import pairs
from .values import Mark

Apart = frozenset[frozenset[str]]

_FEWEST_WORDS = 8  # a shorter text may be alike by chance
_SOME_WORDS = 20  # for a take without any name
_MANY_WORDS = 40  # for a story under another headline
_ALIKE = 0.5  # of the runs of the shorter text, for another version of it
_ALIKE_MARKED = 0.3  # where the younger says that it replaces an elder
_ALIKE_RENAMED = 0.85  # where the headline was changed and nothing is said
_LINE, _LINES = 80, 240  # letters that a copy loses with a line, and with a few
_FEW_FIGURES = 4  # figures by which two versions differ; a new report differs by more
_REACH = timedelta(hours=12)
_REACH_MARKED = timedelta(hours=72)
_LITTLE = frozenset(folded("""
    a an and as at but by for from in into it its of on or than that the their this to upon was
    were which who will with would
""").split())  # fmt: skip


@dataclass(slots=True)
class Slot:
    """One place in a story: every version of its take, in the order in which they arrived."""

    cards: list[Card]

    @property
    def number(self) -> int | None:
        return next((card.number for card in self.cards if card.number), None)

    @property
    def opens(self) -> bool:
        return any(card.opens for card in self.cards)

    @property
    def in_force(self) -> Card:
        """The version that stands: the last that was sent, and of equal copies the first.

        A copy under the first one's own number was sent to mend it: the fullest of these stands.
        """
        if len(self.cards) == 1:
            return self.cards[0]
        last = max(self.cards, key=cmp_to_key(self._standing))
        equal = [card for card in self.cards if _are_equal(card, last)]
        first = min(equal, key=lambda card: arrival(card.take))
        own = [card for card in equal if card.take.serial and card.take.serial == first.take.serial]
        return max(own, key=lambda card: len(card.letters), default=first)

    def _standing(self, one: Card, two: Card) -> int:
        """Positive where `one` stands over `two`: an envelope's word goes before all others."""
        told = stands_over(one.take.identity, two.take.identity)
        if told is not None:
            return 1 if told else -1
        for better, worse, sign in ((one, two, 1), (two, one, -1)):
            if better.replaces and not worse.replaces:
                return sign
        for whole, torn, sign in ((one, two, 1), (two, one, -1)):
            if broke_off(torn, whole):
                return sign
        return sent_before(one.take, two.take)

    def duplicates(self) -> list[Card]:
        """The copies of the version that stands."""
        if len(self.cards) == 1:
            return []
        stands = self.in_force
        return [card for card in self.cards if card is not stands and _are_equal(card, stands)]


def _are_equal(one: Card, two: Card) -> bool:
    """Whether two takes are the same copy: one version of one item, or one text where no envelope
    says which of them stands."""
    first, second = one.take.identity, two.take.identity
    if not are_one_item(first, second):
        return same_text(one, two)
    if stands_over(first, second) is not None or one.take.embargo != two.take.embargo:
        return False
    at_once = one.take.stated_at == two.take.stated_at
    return same_text(one, two) or bool(first and first.version and at_once)


def same_text(one: Card, two: Card) -> bool:
    """Whether two takes say the same: letter by letter, or but for the ends of paragraphs that one
    of them lost, or but for little words in a first take."""
    if one.replaces != two.replaces:
        return False
    if one.letters == two.letters or _lost_ends(one, two):
        return True
    if one.replaces or not (one.opens and two.opens) or min(len(one.words), len(two.words)) < 20:
        return False
    return fuzz.ratio(one.letters, two.letters) > 90 and _changed(one, two) <= _LITTLE


def _lost_ends(one: Card, two: Card) -> bool:
    """Whether all that one of two copies lacks is the ends of a few paragraphs."""
    first, second = one.take.paragraphs, two.take.paragraphs
    if one.take.mark is not two.take.mark or len(first) != len(second):
        return False
    if abs(len(one.letters) - len(two.letters)) > _LINES:
        return False
    pairs = [(folded(a.text), folded(b.text)) for a, b in zip(first, second, strict=True)]
    unlike = [(a, b) for a, b in pairs if a.replace(" ", "") != b.replace(" ", "")]
    return all(begins(a, b) and abs(len(a) - len(b)) <= _LINE for a, b in unlike)


def _changed(one: Card, two: Card) -> set[str]:
    first, second = Counter(one.words), Counter(two.words)
    moved = not (first - second) and not (second - first)
    return {"moved"} if moved else {*(first - second), *(second - first)}


def broke_off(torn: Card, whole: Card) -> bool:
    """Whether a transmission stopped in the middle of what came whole another time."""
    unfinished = torn.take.mark is Mark.NONE and len(torn.letters) < len(whole.letters)
    return unfinished and len(torn.words) > 4 and whole.letters.startswith(torn.letters)


# Which takes are versions of one -----------------------------------------------------------------
def slots(cards: Sequence[Card], apart: Apart) -> list[Slot]:
    """The places in stories that these takes fill; `cards` are in the order of their arrival."""
    groups = _Groups(cards, apart)
    for one, two in pairs(cards):
        if are_versions(one, two):
            groups.join(one, two)
    return [Slot(group) for group in groups.all()]


class _Groups:
    """Takes that were found to be versions of one another."""

    def __init__(self, cards: Iterable[Card], apart: Apart) -> None:
        self.apart = apart
        self.of = {card.key: [card] for card in cards}

    def join(self, one: Card, two: Card) -> None:
        first, second = self.of[one.key], self.of[two.key]
        parted = self.apart and any(
            frozenset((a.key, b.key)) in self.apart for a in first for b in second
        )
        if first is second or parted:
            return
        first += second
        first.sort(key=lambda card: arrival(card.take))
        self.of.update({card.key: first for card in second})

    def all(self) -> Iterator[list[Card]]:
        for key, group in self.of.items():
            if group[0].key == key:
                yield group


def are_versions(one: Card, two: Card) -> bool:
    """Whether these two are the same take, sent twice."""
    if are_one_item(one.take.identity, two.take.identity):
        told = stands_over(one.take.identity, two.take.identity) is not None
        return told or share_a_name(one, two) or likeness(one, two) >= _ALIKE_MARKED
    alone = one.take.alone and two.take.alone
    beside = one.take.page == two.take.page and bool(one.take.page) and not alone
    if beside or not _same_place(one, two) or not _within(one, two):
        return False
    if one.letters == two.letters:
        return len(one.words or one.headline) >= _FEWEST_WORDS or same_names(one, two)
    if one.replaces or two.replaces:
        return _is_replaced(one, two, likeness(one, two))
    return _was_mended(one, two)


def _was_mended(one: Card, two: Card) -> bool:
    """Whether one of these is the other with a few words changed, though neither says so."""
    if not same_names(one, two):
        renamed = one.opens and len(one.words) >= _MANY_WORDS
        return renamed and likeness(one, two) >= _ALIKE_RENAMED and same_text(one, two)
    if broke_off(one, two) or broke_off(two, one):
        return True
    if not one.opens and not _is_named(one, two):
        same_mark = one.take.mark is two.take.mark
        if not same_mark or min(len(one.words), len(two.words)) < _SOME_WORDS:
            return False
    return likeness(one, two) >= _ALIKE and _figures(one, two) <= _FEW_FIGURES


def are_named(one: Card, two: Card) -> bool:
    """Whether both bear a slug or a headline."""
    return bool(one.slug and two.slug and not one.shares_slug) or bool(
        one.headline and two.headline
    )


def share_a_name(one: Card, two: Card) -> bool:
    """Whether a slug or a headline of theirs is the same, but for a cut or a word before it."""
    slugs = bool(one.slug and two.slug) and begins(one.slug, two.slug)
    return slugs or _same_headline(one, two)


def _is_named(one: Card, two: Card) -> bool:
    """Whether two takes that carry on share a name or a number of their own."""
    return are_named(one, two) or (
        one.take.serial is not None and one.take.serial == two.take.serial
    )


def _is_replaced(one: Card, two: Card, alike: float) -> bool:
    """Whether one of these, which says that it replaces another, replaces the other."""
    if not one.words and not two.words:
        return fuzz.ratio(" ".join(one.headline), " ".join(two.headline)) >= 80
    if one.opens and not same_names(one, two):
        moved = not one.city or not two.city or one.city == two.city
        return alike >= _ALIKE and (moved or _same_headline(one, two))
    return alike >= _ALIKE_MARKED


def _same_place(one: Card, two: Card) -> bool:
    """Whether both open a story, or both are the same number of one."""
    if one.opens != two.opens or bool(one.words) != bool(two.words):
        return False
    return one.number == two.number or one.number is None or two.number is None


def _within(one: Card, two: Card) -> bool:
    first, second = plain_time(one.take.received_at), plain_time(two.take.received_at)
    if not first or not second:
        return True
    reach = _REACH_MARKED if one.replaces or two.replaces else _REACH
    return abs(second - first) <= reach


def same_names(one: Card, two: Card) -> bool:
    """Whether nothing that both are called by differs: headline, else slug; place; initials."""
    first, second = one.initials, two.initials
    if not one.opens and first and second and not first & second:
        return False
    if one.city and two.city and not begins(one.city, two.city):
        return False
    if one.headline and two.headline:
        return _same_headline(one, two)
    return not one.slug or not two.slug or begins(one.slug, two.slug)


def _same_headline(one: Card, two: Card) -> bool:
    """Whether both have a headline, and it is the same but for a cut or a word before it."""
    cut = begins("".join(one.headline), "".join(two.headline))
    return bool(one.headline and two.headline) and (cut or holds(one.headline, two.headline))


def likeness(one: Card, two: Card) -> float:
    """The share of the shorter text's runs of words that the other has; of letters when short."""
    first, second = one.runs, two.runs
    least = min(len(first), len(second))
    if not least:
        return 0.0
    share = len(first & second) / least
    if len(one.letters) + len(two.letters) < 1200:
        letters = fuzz.ratio(one.letters, two.letters) / 100
        share = max(share, 2 * letters - 1)  # half the letters of any two texts are alike
    return share


def _figures(one: Card, two: Card) -> int:
    """How many figures of the one stand otherwise in the other."""
    first = Counter(word for word in one.words if word[0].isdigit())
    second = Counter(word for word in two.words if word[0].isdigit())
    return min((first - second).total(), (second - first).total())
