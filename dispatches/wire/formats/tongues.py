"""The language of copy, by its small words: no frame of a wire says it."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_REACH = 1000  # characters that are looked at
_ENOUGH = 4
_SMALL = {
    "en": "the of and to that with for was from has by is it said were which this have",
    "de": "der die und den das mit von für dem ist sich nicht ein eine auf im des wurde auch",
    "fr": "le les et des est une dans qui pour par sur pas du ont aux cette avec été ses",
    "es": "el los y del las que por con una para se su al como más sus fue este",
    "it": "il di che è della per una con del gli nel alla sono dei più anche delle",
    "pt": "o os e do da que em um uma para não com dos na no por mais foi são",
    "nl": "de het een van en dat niet op te zijn voor met aan werd naar bij ook",
    "sv": "och att det som en på är av för med den till inte har ett om från",
    "nb": "og det som en på er av for med den til ikke har et om fra at i",
}
_WORDS: dict[str, tuple[str, ...]] = {}
for _tag, _words in _SMALL.items():
    for _word in _words.split():
        _WORDS[_word] = (*_WORDS.get(_word, ()), _tag)


def language(text: str) -> str:
    """The language of a text as a BCP 47 tag; empty where its words do not tell.

    >>> language("The ferry was late, and the keeper of the lamp said that it was.")
    'en'
    >>> language("Le bac est en retard, et les gardiens des feux sont dans une salle.")
    'fr'
    >>> language("Hartwell 12 Marsh 9")
    ''
    """
    counts = dict.fromkeys(_SMALL, 0)
    for word, times in Counter(_WORD.findall(text[:_REACH].casefold())).items():
        for tag in _WORDS.get(word, ()):
            counts[tag] += times
    best, next_best = sorted(counts, key=lambda tag: -counts[tag])[:2]
    clear = counts[best] >= _ENOUGH and counts[best] * 2 >= counts[next_best] * 3
    return best if clear else ""
