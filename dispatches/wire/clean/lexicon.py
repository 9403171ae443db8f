"""The word list, loaded when the first broken word asks for it."""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker


@cache
def _words() -> dict[str, int]:
    words: dict[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return words


def frequency(word: str) -> int:
    """How often the list has seen this word (lower case); 0 for what is no word."""
    return _words().get(word, 0)
