"""The names that two texts share: a hint to people that they are of one story, never a proof."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"(?<=[.!?:”\"])\s+")
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)*")
_MOST = 3  # names that are told
_SHORTEST = 3  # letters of a name


def shared_names(one: str, two: str) -> tuple[str, ...]:
    """The names that stand in both texts within a sentence, as they stand in the second.

    >>> shared_names("It said that Ana Moreno left.", "Later Ana Moreno said so to Ruiz.")
    ('Ana Moreno',)
    """
    known = set(_names(one))
    return tuple(dict.fromkeys(name for name in _names(two) if name in known))[:_MOST]


def _names(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        for found in _NAME.finditer(sentence):
            name = found[0] if found.start() else found[0].partition(" ")[2]
            if len(name) >= _SHORTEST:
                yield name
