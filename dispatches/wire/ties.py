"""Ties: the names by which one take can be tied to another at all, as numbers for an index.

What a take is called by is a number that is not negative, and what it asks for is the other's
number turned round (`partner`): so an index of plain numbers finds who bears a name and who asks
for it. Runs of words are the same for both. Only what may be certain has a name: a number or a
clock alone never joins, so there is none for these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from . import notices
from .cards import Card, card
from .evidence import STOPS
from .flashes import is_flash
from .lookups import may_carry_on
from .values import Kind, Mark, Take

RUNS = 1 << 32
"""Runs of words are numbered from here; whoever shares some may be a version of the other."""
VERSIONS = 2 << 32
"""From here: names by which a new version finds what it replaces."""
NAMED = 3 << 32
"""From here: what a notice may call a story by. They tie notices to takes and nothing else."""
WEAK = 4 << 32
"""From here: names that count only beside a near serial, or where more was promised."""
NOTICE = NAMED - 1
"""What every notice bears."""
TAKE = NAMED - 2
"""What every take bears, so that the nearest in time are found; the next three are of some."""
LATER = NAMED - 3
"""Of takes that may carry on another one."""
PROMISES = NAMED - 4
"""Of takes that promise more."""
FLASH = NAMED - 5
"""Of a headline without text."""
_BLOCK = 20  # serials within which an elder is looked for
_LETTERS, _WORDS = 8, 3

Name = tuple[str, ...]


def ties_of(take: Take, made: Card | None = None) -> frozenset[int]:
    """All that an index must hold of a take or a notice; `made` is its card, where there is one."""
    if take.kind is Kind.BESIDE:
        return frozenset()
    if take.kind is Kind.TAKE:
        one = made or card(take)
        return ties(one) | named(take) | frozenset(_kinds(one))
    asked = (partner(_number(name, NAMED)) for name in notices.asked(take))
    return frozenset([NOTICE, *asked])


def _kinds(one: Card) -> Iterator[int]:
    yield TAKE
    if follows(one):
        yield LATER
    if one.take.mark is Mark.MORE:
        yield PROMISES
    if is_flash(one.take):
        yield FLASH


def named(take: Take) -> frozenset[int]:
    """What a notice may call a take by."""
    return frozenset(_number(name, NAMED) for name in notices.borne(take))


def spoken(notice: Take) -> frozenset[int]:
    """What a notice may call stories by, wherever in its words."""
    return frozenset(_number(name, NAMED) for name in notices.spoken(notice))


def asked(notice: Take) -> frozenset[int]:
    """What a notice calls a story by in so many words: its number, its slug or its headline."""
    return frozenset(_number(name, NAMED) for name in notices.asked(notice))


def ties(one: Card) -> frozenset[int]:
    """The numbers of all that joins this take to others: what it is called by and asks for."""
    name = ("ties", one.carries_on)
    found: frozenset[int] | None = one.memo.get(name)
    if found is None:
        found = one.memo[name] = _ties(one)
    return found


def _ties(one: Card) -> frozenset[int]:
    later: list[int] = []
    if follows(one):
        later += map(_number, _asked_as_later(one))
        later += (_number(name, WEAK) for name in _asked_beside(one))
    elder = (_number(name, VERSIONS) for name in _asked_as_version(one))
    return frozenset(
        [
            *map(_number, _borne(one)),
            *(_number(name, WEAK) for name in _beside(one)),
            *(_number(name, VERSIONS) for name in _borne_as_version(one)),
            *map(partner, later),
            *map(partner, elder),
            *(RUNS + run for run in one.sketch),
        ]
    )


def partner(tie: int) -> int:
    """What the other side of a tie bears.

    >>> partner(partner(7)), partner(7)
    (7, -8)
    """
    return tie if is_run(tie) else -1 - tie


def is_run(tie: int) -> bool:
    """Whether a tie is a run of words."""
    return RUNS <= tie < VERSIONS


def is_of_versions(tie: int) -> bool:
    """Whether a tie says that two takes may be versions of one, which may come days apart."""
    return RUNS <= max(tie, -1 - tie) < NAMED


def is_weak(tie: int) -> bool:
    """Whether so many bear a name that only the nearest matter."""
    return max(tie, -1 - tie) >= WEAK


def _number(name: Name, base: int = 0) -> int:
    return base + crc32("\0".join(name).encode())


def follows(one: Card) -> bool:
    """Whether this take may carry on another."""
    return not one.opens or may_carry_on(one)


# What a take is called by ------------------------------------------------------------------------
def _borne(one: Card) -> Iterator[Name]:
    take, words = one.take, one.headline
    yield ("page", take.page, str(take.place_on_page))
    if one.slug:
        yield from {("slug", one.slug[:_LETTERS]), ("slug's end", one.slug[-_LETTERS:])}
    if words:
        yield ("letters", "".join(words)[:_LETTERS])
        yield from (("held", *gram) for gram in _grams(words))
        yield ("whole", *words[:_WORDS])
        yield from {("begins", *words[:1]), ("begins", *words[:2]), ("begins", *words[1:3])}
        if len(words) < _WORDS:
            yield ("short", *words)
    if take.reference:
        yield ("reference", take.reference.casefold())
    if one.words:
        yield ("tail", "".join(one.words)[-_LETTERS:])


def _grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _WORDS]) for at in range(min(_WORDS, len(words)))}


def _beside(one: Card) -> Iterator[Name]:
    """Weak names, beside its serial and what it promises."""
    serial = one.take.serial
    for name in _whose(one):
        if serial:
            yield ("serial", serial.prefix, str(serial.number // _BLOCK), *name)
        if one.take.mark is Mark.MORE:
            yield ("more", *name)


def _whose(one: Card) -> Iterator[Name]:
    """Weak names of an elder take: its editors, its place, and that it breaks off."""
    known = _known(one)
    yield from (("initials", who) for who in one.initials)
    if place := one.city or one.beside:
        yield ("place", place[:3], known)
    if one.take.paragraphs and not one.take.paragraphs[-1].text.rstrip().endswith(STOPS):
        yield ("broken", known)


def _known(one: Card) -> str:
    """By which names a take is known: where two have the same kind of name, that name decides."""
    return f"{bool(one.slug):d}{bool(one.headline):d}{bool(one.initials):d}"


# What it asks for --------------------------------------------------------------------------------
def _asked_as_later(one: Card) -> Iterator[Name]:
    take, words = one.take, one.headline
    yield ("page", take.page, str(take.place_on_page - 1))
    if one.slug:
        yield from {("slug", one.slug[:_LETTERS]), ("slug's end", one.slug[-_LETTERS:])}
    if words:
        yield ("slug", " ".join(words)[:_LETTERS])
        yield ("letters", "".join(words)[:_LETTERS])
        yield ("held", *words[:_WORDS])
        yield from (("whole", *gram) for gram in _grams(words))
        yield from {("short", *words[:1]), ("short", *words[:2])}
        if len(words) < _WORDS:
            yield ("begins", *words)
    if take.reference:
        yield ("reference", take.reference.casefold())
    if one.pick_up:
        yield ("tail", "".join(one.pick_up)[-_LETTERS:])


def _asked_beside(one: Card) -> Iterator[Name]:
    asked: list[Name] = [("initials", who) for who in one.initials]
    place = one.city or one.beside
    lower = bool(one.take.paragraphs) and one.take.paragraphs[0].text[:1].islower()
    own = _known(one)
    for known in _others(own) if place or lower else ():
        if place:
            asked.append(("place", place[:3], known))
        if lower:
            asked.append(("broken", known))
    serial = one.take.serial
    for name in asked:
        yield ("more", *name)
        if serial:
            block = serial.number // _BLOCK
            yield ("serial", serial.prefix, str(block), *name)
            yield ("serial", serial.prefix, str(block - 1), *name)


def _others(own: str) -> Iterator[str]:
    """The kinds of names that another may have, none of which this one has."""
    for bits in range(8):
        other = f"{bits:03b}"
        if all(one == "0" or two == "0" for one, two in zip(own, other, strict=True)):
            yield other


# Versions ----------------------------------------------------------------------------------------
def _borne_as_version(one: Card) -> Iterator[Name]:
    torn = "torn" if one.take.mark is Mark.NONE else "ended"
    for name in {one.slug, " ".join(one.headline)} - {""}:
        yield (name, torn)
    if one.take.identity:
        yield from (("id", uri) for uri in (one.take.identity.uri, *one.take.identity.instead_of))


def _asked_as_version(one: Card) -> Iterator[Name]:
    """What replaces another, or broke off, asks for all that bear its name."""
    for name in {one.slug, " ".join(one.headline)} - {""}:
        if one.replaces or one.take.mark is Mark.NONE:
            yield (name, "ended")
        if one.replaces:
            yield (name, "torn")
    if one.take.identity:
        yield from (("id", uri) for uri in (one.take.identity.uri, *one.take.identity.instead_of))
