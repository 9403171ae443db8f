"""What speaks for one take following another, and how strongly.

Each piece of evidence has a weight w in bits, and the score of a link is 1 - 2^-w: one strong mark
is not certain, two are. Agencies number across stories, so a number alone never joins; an editor's
initials alone do not either, nor a slug that two stories share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .cards import Card, clock_between, minutes_between
from .sentences import ends_whole
from .values import Link, Mark

CERTAIN = 0.9
"""Below this score nothing is joined: it is proposed. A wrong join is a published error."""

Evidence = list[tuple[float, str]]
Witness = Callable[[Card, Card], Evidence | None]

_NAMED = 1.5  # bits by which a take must be known to be of a story
_MOST, _UNNAMED = 16.0, 3.0  # bits of a link at most, the latter where nothing names the story
_HALF_A_DAY = 12 * 60
_FURTHEST_SERIAL = 100
_SERIAL_BEGINS_AGAIN = 40
_FAR_BACK = 10
_WHOLE_HEADLINE = 3  # words by which a headline is known within another
_SHORTEST_CUT = 8  # letters that a cut slug must share
STOPS = (".", "!", "?", "…", "”", '"', "’", ":", "।", "。")


def link(elder: Card, younger: Card) -> Link | None:
    """Why `younger` may carry on from `elder`; None where something speaks against it."""
    one, two = elder.take, younger.take
    if one.feed != two.feed or one.key == two.key:
        return None
    if one.page and one.page == two.page and not (one.alone or two.alone):
        beside = two.place_on_page == one.place_on_page + 1
        return _scored(elder, younger, [(8.0, "next take on the same page")]) if beside else None
    evidence: Evidence = []
    named = 0.0
    for witness in WITNESSES:
        heard = witness(elder, younger)
        if heard is None:
            return None
        evidence += heard
        named += sum(max(0.0, w) for w, _ in heard) if witness in NAMING else 0.0
    return _scored(elder, younger, evidence, _MOST if named >= _NAMED else _UNNAMED)


def _scored(elder: Card, younger: Card, evidence: Evidence, most: float = 16.0) -> Link:
    weight = min(most, max(0.0, sum(weight for weight, _ in evidence)))
    reasons = tuple(reason for _, reason in evidence if reason)
    return Link(elder.key, younger.key, round(1 - 2**-weight, 4), reasons)


def _numbers(elder: Card, younger: Card) -> Evidence | None:
    """The takes' own numbers; a take without one follows only where more is promised."""
    one, two = elder.number or (1 if elder.opens else None), younger.number
    if two is None:
        promised = elder.take.mark is Mark.MORE or bool(younger.pick_up)
        return [] if promised and not elder.take.is_last else None
    if one is None:
        return [(0.0, f"take {two}")] if two > 1 else None
    if two <= one:
        return None
    if two == one + 1:
        return [(2.0, f"take {two} after take {one}")]
    return [(0.5, f"take {two} after take {one}, with {two - one - 1} between them missing")]


def _ends(elder: Card, younger: Card) -> Evidence | None:
    if elder.take.is_last and younger.number is not None:
        return [(-4.0, "though the take before calls itself the last")]
    if elder.take.mark is Mark.END and not elder.words:
        return None  # a flash that ended: its story comes under a head of its own
    if elder.take.mark is Mark.END:
        return [(-3.5, "though the take before has an end mark")]
    return []


def _serials(elder: Card, younger: Card) -> Evidence | None:
    one, two = elder.take.serial, younger.take.serial
    if one is None or two is None:
        return []
    numbered = younger.number is not None
    if one.prefix != two.prefix:
        return [(-1.0, "another desk's number")] if numbered else None
    gap = two.number - one.number
    if gap == 1:
        return [(2.0, "next serial")]
    if 0 < gap <= _FURTHEST_SERIAL:
        return [(1.0 if gap <= 20 else 0.0, f"serial {gap} later")]
    if gap <= -_FAR_BACK and _begins_again(elder, younger):
        return [(0.5, "its serials began again in between")]
    return [(-0.5, "out of the run of serials")] if numbered else None


def _begins_again(elder: Card, younger: Card) -> bool:
    """Whether a wire may have begun to count again between these two, as at midnight."""
    minutes = minutes_between(elder.take, younger.take)
    low = bool(younger.take.serial and younger.take.serial.number <= _SERIAL_BEGINS_AGAIN)
    soonest = -60 if younger.number is not None else 0
    return low and minutes is not None and soonest <= minutes <= 60


def _initials(elder: Card, younger: Card) -> Evidence | None:
    one, two = elder.initials, younger.initials
    if not one or not two:
        return []
    said = " ".join(sorted(one & two))
    if one <= two or two <= one:
        return [(4.0, f"same initials {said}")]
    if said:
        return [(0.0, f"{said} signed both")]
    other = " ".join(sorted(two))
    return [(-4.0, f"other initials, {other}")] if younger.number is not None else None


def _slugs(elder: Card, younger: Card) -> Evidence | None:
    one, two = elder.slug, younger.slug
    if calls_by_slug(elder, younger):
        return [(3.5, f"headed by the slug {elder.take.slug}")]
    if not one or not two:
        return []
    alike = _alike_slugs(one, two, shared=younger.shares_slug)
    if alike:
        return [(alike[0], alike[1].format(younger.take.slug))]
    return [(-5.0, f"another slug, {younger.take.slug}")] if younger.number is not None else None


def _alike_slugs(one: str, two: str, *, shared: bool) -> tuple[float, str] | None:
    """How much two slugs tell of one story, and in which words; None where they differ."""
    if one == two:
        return (
            (1.0, "same slug {}, which several stories bear") if shared else (3.5, "same slug {}")
        )
    if begins(one, two) and min(len(one), len(two)) >= _SHORTEST_CUT:
        return 2.0, "the slug begins alike, {}"
    return (2.0, "the same slug but for a letter, {}") if _but_for_a_letter(one, two) else None


def calls_by_slug(elder: Card, younger: Card) -> bool:
    """Whether a later take has the story's slug where its headline would stand."""
    headed = younger.number is not None and not younger.slug and bool(younger.headline)
    return headed and elder.slug == " ".join(younger.headline)


def _but_for_a_letter(one: str, two: str) -> bool:
    """Whether two slugs differ by one letter that the wire garbled."""
    if len(one) != len(two) or len(one) < _SHORTEST_CUT:
        return False
    unlike = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    return len(unlike) == 1 and all(sign.isalpha() for sign in unlike[0])


def begins(one: str, two: str) -> bool:
    """Whether either begins as the whole of the other does."""
    return one.startswith(two) or two.startswith(one)


def _references(elder: Card, younger: Card) -> Evidence | None:
    one, two = elder.take.reference, younger.take.reference
    if not one or not two:
        return []
    same = one.casefold() == two.casefold()
    return [(3.0, f"same reference {two}") if same else (-2.0, f"another reference, {two}")]


def _headlines(elder: Card, younger: Card) -> Evidence | None:
    one, two = elder.headline, younger.headline
    if not one or not two or calls_by_slug(elder, younger):
        return []
    if one == two:
        return [(5.0, "same headline")]
    if begins("".join(one), "".join(two)):
        words = min(len(one), len(two))
        said = "the headline begins alike" if words > 1 else "named by the headline's first word"
        return [(min(4.0, 1.0 + words), said)]
    if len(two) > 1 and one[1:][: len(two)] == two:
        return [(min(4.0, 1.0 + len(two)), "the headline begins alike, but for its first word")]
    if holds(one, two):
        return [(4.0, "the same headline within a longer one")]
    return [(-6.0, "another headline")] if younger.number is not None else None


def holds(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether either headline stands within the other, but for words before or after it."""
    short, long = sorted((one, two), key=len)
    return len(short) >= _WHOLE_HEADLINE and f" {' '.join(short)} " in f" {' '.join(long)} "


def _cities(elder: Card, younger: Card) -> Evidence | None:
    one, two = elder.city or elder.beside, younger.city or younger.beside
    if not one or not two:
        return []
    if begins(one, two):
        return [(1.5, f"same place {two.upper()}")]
    printed = elder.city and younger.city
    return None if printed else [(-5.0, f"another place, {two.upper()}")]


def _pick_ups(elder: Card, younger: Card) -> Evidence | None:
    if not younger.pick_up or not elder.words:
        return []
    tail = "".join(elder.words[-2 * len(younger.pick_up) - 4 :])
    if tail.endswith("".join(younger.pick_up)):
        return [(6.0, "it picks up the last words of the take before")]
    if elder.number and younger.number and younger.number > elder.number + 1:
        return []
    whole = ends_whole(elder.take.paragraphs[-1].text)
    return [(-5.0 if whole else -0.5, "it picks up other words")]


def _clocks(elder: Card, younger: Card) -> Evidence | None:
    minutes = minutes_between(elder.take, younger.take)
    if minutes is None:
        return []
    stated = clock_between(elder.take, younger.take) is not None
    ordered = younger.number is not None or (
        not stated and bool(elder.take.serial and younger.take.serial)
    )
    if minutes < 0 and ordered:
        near = -minutes <= _HALF_A_DAY
        return [(0.0, f"though it came {-minutes} minutes before")] if near else None
    if not 0 <= minutes <= _HALF_A_DAY:
        return None
    said = "in the same minute" if minutes == 0 else f"{minutes} minutes later"
    if minutes == 1:
        said = "a minute later"
    late = 1.0 if ordered and not stated else 2.0
    return [(1.0 if minutes <= 15 else 0.5 if minutes <= 60 else -late * (minutes > 120), said)]


def _flows(elder: Card, younger: Card) -> Evidence | None:
    if not elder.take.paragraphs or not younger.take.paragraphs:
        return []
    last, first = elder.take.paragraphs[-1].text, younger.take.paragraphs[0].text
    if first[:1].islower() and not last.rstrip().endswith(STOPS):
        return [(2.0, "the sentence runs on")]
    return []


WITNESSES: tuple[Witness, ...] = (
    _numbers,
    _ends,
    _serials,
    _initials,
    _slugs,
    _references,
    _headlines,
    _cities,
    _pick_ups,
    _clocks,
    _flows,
)
"""Who is heard, in this order; each says what speaks for a link, or None: it cannot be."""

NAMING = frozenset({_initials, _slugs, _references, _headlines, _cities, _pick_ups, _flows})
"""Those who say which story it is, and not only that a take would fit in."""
