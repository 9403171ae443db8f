"""Wrapped lines: rejoined into running text, with each line-end hyphen kept or closed up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dispatches.wire.breaks import CLOSED, GUESSED, KEPT
from dispatches.wire.values import Fix, Line

from .lexicon import frequency

_BROKEN = re.compile(r"(?P<head>[^\W\d_’]+(?:[-'’][^\W\d_’]+)*)-$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,3}")
_TAIL = re.compile(r"(?P<tail>[^\W\d_]+)")
_WORD = 10_000  # how often the word list must have seen a piece before it is a word by itself
_COMMON = 1_500  # and how often a joined word before it beats two words with a hyphen
_RARE = 100  # a joined word that is seen less often may be no more than a slip of the list
_ENDING = re.compile(
    r"\w{0,3}(?:[ts]ions?|[ai]bl[ey]|ously|ings?|ed|ness|ments?|ally|it(?:y|ies)|is[mt]s?|[ae]nces?)"
)  # no half of a compound
_BRITISH = (
    ("our", "or"), ("is", "iz"), ("ys", "yz"), ("tre", "ter"), ("mme", "m"), ("ogue", "og"),
    ("ll", "l"), ("ence", "ense"), ("ae", "e"),
)  # fmt: skip
_HYPHENED = frozenset(
    ("anti", "ex", "inter", "mid", "multi", "non", "post", "pre", "quasi", "self")
)
_HYPHENED |= frozenset(("agro", "half", "semi", "vice", "pan", "neo", "cross", "well"))
_CLOSED = frozenset(
    ("over", "out", "under", "up", "down", "fore", "with", "there", "where", "some")
)


def rejoin(block: Sequence[Line], around: str) -> tuple[str, tuple[Fix, ...]]:
    r"""The text of wrapped lines in one run, and what was done at each line-end hyphen.

    `around` is the copy near by: a form that it uses elsewhere decides before the word list does.

    >>> rejoin([Line(1, "his nuclear stand-"), Line(2, "off with")], "")[0]
    'his nuclear stand-off with'
    """
    pieces = [block[0].text.strip()]
    fixes: list[Fix] = []
    for line in block[1:]:
        following, last = line.text.strip(), pieces[-1]
        if not last.endswith("-") or last.endswith((" -", "--")):
            pieces += (" ", following)
            continue
        head, tail = _BROKEN.search(last[-40:]), _TAIL.match(following)
        before = f"{head[0]}|{tail[0]}" if head and tail else last[-12:]
        kept = not (head and tail) or keeps_hyphen(head["head"], tail["tail"], around)
        if not kept:
            pieces[-1] = last[:-1]
        after = before if not (head and tail) else f"{head[0] if kept else head['head']}{tail[0]}"
        name = KEPT if kept else _closed(head, tail, around)
        fixes.append(Fix(name, line.number - 1, before, after))
        pieces.append(following)
    return "".join(pieces), tuple(fixes)


def _closed(head: re.Match[str] | None, tail: re.Match[str] | None, around: str) -> str:
    """How a hyphen was closed up: on a guess where neither the copy nor the word list knows."""
    if head is None or tail is None:
        return CLOSED
    last = head["head"].rsplit("-", 1)[-1]
    joined = f"{last}{tail['tail']}"
    sure = joined in _words_of(around) or _is_word(joined.casefold())
    return CLOSED if sure or _ENDING.fullmatch(tail["tail"]) else GUESSED


def _is_word(text: str) -> bool:
    """Whether the word list, which spells as Americans do, has a word in either spelling."""
    forms = (text, *(text.replace(here, there) for here, there in _BRITISH if here in text))
    return any(map(frequency, forms))


def keeps_hyphen(head: str, tail: str, around: str) -> bool:
    """Whether a word broken at a line's end has a hyphen of its own.

    What the copy itself writes elsewhere decides first; then capitals; then the word list: pieces
    that are no words were parted by a printer, two words make a compound unless their joined form
    is far commoner.

    >>> keeps_hyphen("stand", "off", ""), keeps_hyphen("for", "eign", "")
    (True, False)
    """
    last = head.rsplit("-", 1)[-1]
    hyphened, joined = f"{last}-{tail}", f"{last}{tail}"
    written = _words_of(around)
    if hyphened in written:
        return True
    if joined in written:
        return False
    if tail[0].isupper() or (last.isupper() and len(last) > 1):
        return True
    return _by_word_list(last.casefold(), tail.casefold())


@lru_cache(maxsize=4)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text))


def _by_word_list(head: str, tail: str) -> bool:
    known = frequency(head + tail)
    if head in _HYPHENED and (frequency(tail) or not known):
        return known < _COMMON // 2
    if head in _CLOSED and known >= _RARE:
        return False
    if frequency(head) >= _WORD and frequency(tail) >= _WORD:
        return known < _COMMON
    if known:
        return False
    return frequency(head) > 0 and frequency(tail) > 0
