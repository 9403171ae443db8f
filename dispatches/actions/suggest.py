"""Where takes that lack their other half may belong: the nearest ends, scored, with the reasons.

Nothing is joined or kept by this. It looks further down than what is proposed: a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Case, Q, When

from dispatches.models import Ruling, Story, StoryTake, WireItem
from dispatches.models.lacks import lacks_head
from dispatches.models.shapes import take_of
from dispatches.wire.cards import Card, card
from dispatches.wire.chains import weight
from dispatches.wire.evidence import link
from dispatches.wire.names import shared_names
from dispatches.wire.values import Mark, State
from dispatches.workflow import IN_WORK

BEST = 3
"""Stories that are suggested for one that lacks something."""
WINDOW = timedelta(hours=12)
MOST = 300  # ends that are looked at for a page
_LEAST = 0.25  # the score from which a suggestion is worth a look
_BY_NAME = 0.5  # bits that a shared name adds to what the wire itself says
_NAMES_COUNTED = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A story that another may belong to: the take `elder` of the story `head` would be followed by
    the take `younger` of the story `tail`; `story` is the one of the two that is suggested."""

    story: Story
    head: Story
    tail: Story
    elder: WireItem
    younger: WireItem
    score: float
    reasons: tuple[str, ...]

    @property
    def item(self) -> WireItem:
        """The take of the suggested story that would meet the other."""
        return self.elder if self.story == self.head else self.younger

    @property
    def percent(self) -> int:
        """The score as people read it: nothing that is suggested is certain."""
        return min(99, round(self.score * 100))

    @property
    def why(self) -> str:
        """The reasons in one line."""
        return "; ".join(self.reasons)


@dataclass(slots=True)
class Unmatched:
    """A story that lacks its other half: its takes in reading order, and where they may belong."""

    story: Story
    takes: list[WireItem] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What to call a story without headline and slug: the first words of its first take."""
        words = _text(self.takes[0]).split()
        return f"{' '.join(words[:10])} …" if words else str(self.takes[0])


def suggested(stories: Sequence[Story]) -> dict[int, list[Suggestion]]:
    """The best suggestions for each of these stories, by their ids."""
    return {one.story.pk: one.suggestions for one in look(stories)}


def look(stories: Sequence[Story]) -> list[Unmatched]:
    """These stories with their takes and suggestions, in the same order; asks two questions."""
    found: dict[int, Unmatched] = {}
    for placing in sorted(_placings(stories), key=lambda one: (one.position, one.pk)):
        one = found.setdefault(placing.story_id, Unmatched(placing.story))
        one.takes.append(placing.item)
    asked = [found[story.pk] for story in stories if story.pk in found]
    if asked:
        _suggest(asked, list(found.values()))
    return asked


def _placings(stories: Sequence[Story]) -> list[StoryTake]:
    """The takes of these stories, and of those that wait for something near them."""
    if not stories:
        return []
    ids, times = [story.pk for story in stories], [story.arrived_at for story in stories]
    waits = Q(
        story__source__in={story.source_id for story in stories},
        story__status__in=IN_WORK,
        story__arrived_at__range=(min(times) - WINDOW, max(times) + WINDOW),
    ) & ~Q(story__assembly=State.COMPLETE)
    placings = StoryTake.objects.filter(
        Q(story__in=ids) | waits, role=StoryTake.Role.IN_FORCE
    ).annotate(far=Case(When(story__in=ids, then=0), default=1))
    pages = ("story__source", "story__claimed_by", "item__transmission__source")
    shown = placings.select_related(*pages).defer("item__transmission__content")
    return list(shown.order_by("far", "-story__arrived_at", "position")[:MOST])


# Which ends meet ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _End:
    """The first or the last take of a story, with its card."""

    home: Unmatched
    item: WireItem
    card: Card


def _suggest(asked: Sequence[Unmatched], everyone: Sequence[Unmatched]) -> None:
    """Find the best partners of each that is asked for."""
    heads = [_End(one, one.takes[-1], _card(one.takes[-1])) for one in everyone if _waits(one)]
    tails = [_End(one, one.takes[0], _card(one.takes[0])) for one in everyone if _is_tail(one)]
    apart = _apart([end.item.pk for end in (*heads, *tails) if end.home in asked])
    for one in asked:
        found = [
            *(_meet(head, tail) for head in heads for tail in tails if tail.home is one),
            *(_meet(head, tail, swap=True) for head in heads if head.home is one for tail in tails),
        ]
        near = [s for s in found if s and frozenset((s.elder.pk, s.younger.pk)) not in apart]
        one.suggestions = sorted(near, key=lambda s: (-s.score, s.story.pk))[:BEST]


def _card(item: WireItem) -> Card:
    return card(take_of(item))


def _waits(one: Unmatched) -> bool:
    """Whether more may follow its last take: it says so, or does not say that it ends."""
    return one.takes[-1].mark != Mark.END


def _is_tail(one: Unmatched) -> bool:
    """Whether its first take opens no story."""
    return lacks_head(one.story)


def _meet(head: _End, tail: _End, *, swap: bool = False) -> Suggestion | None:
    """The suggestion that the tail carries on the head; None where something speaks against it."""
    if head.home is tail.home or head.home.story.source_id != tail.home.story.source_id:
        return None
    told = link(head.card, tail.card)
    if told is None:
        return None
    bits, reasons = weight(told), list(told.reasons)
    names = shared_names(_text(head.item), _text(tail.item))
    if names:
        bits, reasons = (
            bits + _BY_NAME * min(len(names), _NAMES_COUNTED),
            [*reasons, f"both name {' and '.join(names)}"],
        )
    score = round(1 - 2**-bits, 3)
    if score < _LEAST:
        return None
    return Suggestion(
        story=(tail if swap else head).home.story,
        head=head.home.story,
        tail=tail.home.story,
        elder=head.item,
        younger=tail.item,
        score=score,
        reasons=tuple(reasons),
    )


def _text(item: WireItem) -> str:
    return " ".join(block["text"] for block in item.body)


def _apart(ids: Sequence[int]) -> set[frozenset[int]]:
    """The pairs that a person ruled apart, the latest word counting."""
    ruled = Ruling.objects.filter(Q(item__in=ids) | Q(other__in=ids)).order_by("pk")
    latest = {
        frozenset(pair): together
        for *pair, together in ruled.values_list("item_id", "other_id", "together")
    }
    return {pair for pair, together in latest.items() if together is False}
