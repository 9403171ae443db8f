"""Words with wildcards: * stands for any letters and spaces, ? for one."""

from __future__ import annotations

import unicodedata

_AROUND = {"part": ("* {} *", " {} "), "start": (" {} *", " {} "), "whole": (" {} ", " {} ")}


def fits(pattern: str, text: str, how: str = "part") -> bool:
    """Whether a text says what a pattern asks for, whatever the case and the signs between words.

    `how` is where the words of the pattern stand: "part" anywhere in the text, "start" at its
    beginning, "whole" they are all of it. A word is met by the whole of a word.

    >>> fits("ferry*", "BC-FERRY-SINKING"), fits("fer", "FERRY"), fits("f*king", "Ferry sinking")
    (True, False, True)
    >>> fits("york", "New York", "whole"), fits("en", "en-GB", "start")
    (False, True)
    """
    asks, says = _AROUND[how]
    words = _words(text)
    if not words:
        return False
    return _like(asks.format(_words(pattern, wild="*?")), says.format(words))


def _words(text: str, wild: str = "") -> str:
    """The words of a text, small, with a space between them."""
    small = unicodedata.normalize("NFC", text.casefold())
    kept = (one if _in_a_word(one) or one in wild else " " for one in small)
    return " ".join("".join(kept).split())


def _in_a_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


def _like(pattern: str, text: str) -> bool:
    """Whether the whole text is like the pattern. Each part goes to the first place that it fits:
    no part is ever tried again, so that no pattern takes long."""
    first, *rest = pattern.split("*")
    if not rest:
        return _same(first, text)
    if not _same(first, text[: len(first)]):
        return False
    at = len(first)
    for part in rest[:-1]:
        found = _find(part, text, at)
        if found < 0:
            return False
        at = found + len(part)
    last = rest[-1]
    return len(text) - at >= len(last) and _same(last, text[len(text) - len(last) :])


def _find(part: str, text: str, at: int) -> int:
    if "?" not in part:
        return text.find(part, at)
    places = range(at, len(text) - len(part) + 1)
    return next((place for place in places if _same(part, text[place : place + len(part)])), -1)


def _same(part: str, text: str) -> bool:
    return len(part) == len(text) and all(
        one in ("?", other) for one, other in zip(part, text, strict=True)
    )
