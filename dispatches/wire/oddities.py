"""What no text should hold: broken letters, mixed digits, odd addresses (C11, C13 to C15)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from .values import Assembly, Block, Copy, Level, Problem, Take

_SETTLE_TEXT = ("fixed", "ignored")
_BROKEN = re.compile(r"â€.?|[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|ï¿½|ï»¿|\ufffd")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_GARBLED = "ÃÂâï\ufffd"
_FOREIGN = re.compile(r"[\u0370-\u052f]")
_HIDDEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
_LOOKALIKE = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u052f])\w+")
_BENGALI = re.compile(r"[\u0980-\u09ff]")
_WIDE = 1.4  # bytes a character: Bengali takes three, and Latin one
_DIGITS = (re.compile(r"[0-9]"), re.compile(r"[\u09e6-\u09ef]"), re.compile(r"[\u0966-\u096f]"))
_ODD_ADDRESS = re.compile(
    r"\b(?:javascript|vbscript|data|file|blob):[^\s.,;]\S*|[?&](?:utm_\w+|fbclid|gclid|mc_eid)=\S*"
    r"|</?(?:a|b|i|p|br|div|span|script|img|font|strong|em)\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:'s|[.'-])$")
_NAME = re.compile(r"[A-Z](?<!\w[A-Z])[\w’'.-]{0,30}(?: [A-Z][\w’'-]{1,30}){1,3}")


def broken_letters(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C11: mojibake, control or hidden characters, or letters of two scripts in one word."""
    said = (
        (_BROKEN, "Letters were garbled on the way."),
        (_CONTROL, "A control character stands in the copy."),
        (_HIDDEN, "A character that cannot be seen stands in the copy."),
        (_LOOKALIKE, "A word mixes letters of two scripts that look alike."),
    )
    for place, text in _texts(copy):
        if not _may_be_broken(text):
            continue
        for pattern, message in said:
            if found := pattern.search(text):
                yield Problem(
                    "C11", Level.WARNING, message, place, _around(text, found), "", _SETTLE_TEXT
                )
                break


def _may_be_broken(text: str) -> bool:
    """Whether text holds any character that one of the patterns looks for; most text does not."""
    if text.isascii() and text.isprintable():
        return False
    garbled = not text.isprintable() or any(sign in text for sign in _GARBLED)
    return garbled or _FOREIGN.search(text) is not None


def _texts(copy: Copy) -> Iterator[tuple[int | None, str]]:
    yield None, copy.headline
    yield from enumerate(part.text for part in copy.paragraphs)


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 30) : found.end() + 30]


def names_differ(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C13: one name is written in two ways in the takes of a story."""
    if len(assembly.takes) < 2:
        return
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for take in assembly.takes:
        for name in _names(take):
            letters = re.sub(r"[\W_]+", "", name).casefold()
            forms[letters][name].add(take.key)
    for written in forms.values():
        takes = {key for keys in written.values() for key in keys}
        if len(written) > 1 and len(takes) > 1 and len(set(map(frozenset, written.values()))) > 1:
            message = f"The takes write a name in two ways: {', '.join(sorted(written))}."
            yield Problem("C13", Level.NOTE, message, choices=_SETTLE_TEXT)


def _names(take: Take) -> set[str]:
    """The names in a take: every two to four words in a row that begin with capitals, since a
    sentence's first word may stand before a name."""
    paragraphs = (part.text for part in take.paragraphs if part.kind is Block.PARAGRAPH)
    found = set(_NAME.findall("\n".join(paragraphs).replace("’", "'")))
    runs = (_ENDING.sub("", name).split() for name in found)
    return {
        " ".join(words[at : at + many])
        for words in runs
        for many in (2, 3, 4)
        for at in range(len(words) - many + 1)
    }


def danda(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C14: Bengali that ends in a full stop where a danda belongs, or digits of two systems."""
    for place, part in enumerate(copy.paragraphs):
        text = part.text
        if len(text.encode("utf-8", "replace")) < _WIDE * len(text):
            continue
        if 2 * len(_BENGALI.findall(text)) < len(re.findall(r"[^\W\d_]", text)) or not text:
            continue
        if text.rstrip("\"'”’ ").endswith(".") and _BENGALI.search(text[-12:]):
            message = "The Bengali ends in a full stop where a danda belongs."
            fixed = re.sub(r"\.([\"'”’ ]*)$", r"।\1", text)
            yield Problem("C14", Level.NOTE, message, place, text[-60:], fixed[-60:], _SETTLE_TEXT)
        if _systems(text) > 1:
            message = "Digits of two systems stand in one paragraph."
            yield Problem("C14", Level.NOTE, message, place, text[:60], "", _SETTLE_TEXT)


def _systems(text: str) -> int:
    return sum(1 for digits in _DIGITS if digits.search(text))


def odd_address(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C15: markup, an address with an odd scheme, or one that follows its readers."""
    for place, part in enumerate(copy.paragraphs):
        text = part.text
        suspect = ":" in text or "<" in text or "=" in text
        if suspect and (found := _ODD_ADDRESS.search(text)):
            message = "Markup or an odd web address stands in the copy."
            yield Problem("C15", Level.WARNING, message, place, found[0], "", _SETTLE_TEXT)
