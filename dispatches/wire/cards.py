"""What joining looks at in a take, worked out once: its names, its words, what they look like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from .nearness import folded, runs, sketch, words_of
from .values import Take

_NUMBER = re.compile(
    r"(?P<words>\S.{0,200}?),? ?(?:=\s?(?P<equal>[2-9]|1\d)(?: (?P<place>(?-i:[A-Z][A-Z .'’-]*)))?"
    r"|\((?:take |part |page )?(?P<round>[2-9])\)|\b(?:take|part|page) (?P<word>[2-9]))"
    r"|(?:(?:take|part|page) )?(?P<alone>[2-9])(?: \(?last\)?)?|\(?last\)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?P<city>[^\W\d_][^:.]{1,40}): (?=\S)")
_NO_PLACE = ("last", "add", "take", "page", "more", "urgent", "lead", "ld", "corrected")
_DAY = 24 * 60
_NEAR = 500  # numbers within this reach tell which take was sent first


@dataclass(frozen=True, slots=True)
class Card:
    """A take with what is compared: folded names, words, letters and runs of words.

    A card may be kept, so that what was found out about it holds the next time too: `memo` has it,
    and `token` names the card in the memos of others without holding it there.
    """

    take: Take
    slug: str
    headline: tuple[str, ...]
    city: str
    pick_up: tuple[str, ...]
    words: tuple[str, ...]
    letters: str
    initials: frozenset[str]
    beside: str = ""  # what stands beside the slug and the number of a later take: its place
    told: int | None = None  # the number that it gives itself, in its headline if nowhere else
    carries_on: bool = False  # what looks like a first take, and is found to be none
    shares_slug: bool = False  # several stories bear its slug
    memo: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    token: object = field(default_factory=object, repr=False, compare=False)

    @property
    def key(self) -> str:
        return self.take.key

    @property
    def opens(self) -> bool:
        """Whether this take opens a story and does not carry one on."""
        first = (self.told or 1) == 1 and not self.pick_up
        return bool(self.headline or self.take.dateline) and first and not self.carries_on

    @property
    def number(self) -> int | None:
        """Its place in its story, where that is known."""
        return self.told or (1 if self.opens and self.take.dateline else None)

    @property
    def replaces(self) -> bool:
        """Whether it says that it stands for an earlier text."""
        return bool(self.take.replaces) and self.take.replaces != "repeat"

    @property
    def runs(self) -> frozenset[int]:
        """Its runs of words; of a flash, those of its headline. They are worked out once."""
        found: frozenset[int] | None = self.memo.get("runs")
        if found is None:
            found = self.memo["runs"] = runs(self.words or self.headline)
        return found

    @property
    def sketch(self) -> frozenset[int]:
        """A few of its runs of words, by which an alike text is found. They are kept."""
        found: frozenset[int] | None = self.memo.get("sketch")
        if found is None:
            found = self.memo["sketch"] = frozenset(sketch(self.words or self.headline))
        return found

    def question_of(self, other: Card) -> tuple[object, bool, bool, bool, bool]:
        """What names a question about this card and another, as both are read here, in its memo."""
        here = (self.carries_on, self.shares_slug)
        return (other.token, other.carries_on, other.shares_slug, *here)

    def forget_runs(self) -> None:
        """Let go of its runs, which are many; they are worked out again when asked for."""
        self.memo.pop("runs", None)


def card(take: Take) -> Card:
    """The card of a take."""
    words = words_of(" ".join(part.text for part in take.paragraphs))
    headline, told, place = _numbered(take)
    city, pick_up = _picked_up(take)
    return Card(
        take=take,
        slug=folded(take.slug),
        headline=headline,
        city=city or folded(place),
        pick_up=pick_up,
        words=tuple(words),
        letters="".join(words or headline),
        initials=_initials(take),
        beside=_beside(take) if told else "",
        told=told,
    )


def _beside(take: Take) -> str:
    line = next((one.text for one in take.removals if one.role == "slug"), "")
    known = {*folded(take.slug).split(), *_NO_PLACE}
    capitals = [word for word in line.split() if word.isupper()]
    words = folded(" ".join(capitals)).split()
    return " ".join(word for word in words if word not in known and word.isalpha())


def _numbered(take: Take) -> tuple[tuple[str, ...], int | None, str]:
    """The words of a headline, and the number and place that stand behind them on a later take."""
    headed = take.number is not None or take.dateline is not None
    told = None if headed else _NUMBER.fullmatch(take.headline)
    if told is None:
        return tuple(folded(take.headline).split()), take.number, ""
    number = next((int(n) for n in told.group("equal", "round", "word", "alone") if n), None)
    return tuple(folded(told["words"] or "").split()), number, told["place"] or ""


def _initials(take: Take) -> frozenset[str]:
    """The initials of the editors who signed a take."""
    signed = take.sign_off.initials if take.sign_off else ""
    return frozenset(folded(signed).upper().split())


def _picked_up(take: Take) -> tuple[str, tuple[str, ...]]:
    """The city that a take names, and the words that it repeats from the take before."""
    city = folded(take.dateline.city) if take.dateline else ""
    place = _PLACE.match(take.pick_up)
    if place and place["city"].upper() == place["city"]:
        words = folded(take.pick_up[place.end() :])
        return city or folded(place["city"]), tuple(words.split())
    return city, tuple(folded(take.pick_up).split())


# When a take was sent ----------------------------------------------------------------------------
def arrival(take: Take) -> tuple[str, str, int, str]:
    """What takes are sorted by: when they came, then their page and their place on it."""
    moment = plain_time(take.received_at)
    return (moment.isoformat() if moment else "", take.page, take.place_on_page, take.key)


def plain_time(moment: datetime | None) -> datetime | None:
    """A moment in UTC; one that states no zone stands as it is."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment and moment.tzinfo else moment


def minutes_between(elder: Take, younger: Take) -> int | None:
    """From one take's sign-off to the other's; by their arrival where a wire shows no clock."""
    if (stated := clock_between(elder, younger)) is not None:
        return stated
    one, two = plain_time(elder.received_at), plain_time(younger.received_at)
    return int((two - one) / timedelta(minutes=1)) if one and two else None


def clock_between(elder: Take, younger: Take) -> int | None:
    """Minutes by the time that both takes state; None where one of them states none."""
    one, two = plain_time(elder.stated_at), plain_time(younger.stated_at)
    if one and two:
        return int((two - one) / timedelta(minutes=1))
    if not (elder.sign_off and younger.sign_off):
        return None
    first, second = elder.sign_off.time, younger.sign_off.time
    if first is None or second is None:
        return None
    apart = (second.hour * 60 + second.minute - first.hour * 60 - first.minute) % _DAY
    return apart if apart <= _DAY // 2 else apart - _DAY


def sent_before(one: Take, two: Take) -> int:
    """Negative where `one` was sent before `two`: by clock, else by number, else by arrival."""
    if clock := clock_between(one, two):
        return -clock
    if one.serial and two.serial and one.serial.prefix == two.serial.prefix:
        gap = two.serial.number - one.serial.number
        if 0 < abs(gap) <= _NEAR:
            return -gap
    return -1 if arrival(one) < arrival(two) else 1
