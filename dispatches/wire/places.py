"""Places that a correction names: which take, which paragraph, the lead, the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

BARRIER: Final = "¦"
"""What stands in a notice where a place was named: no quotation runs across it."""
_ORDINALS: Final = {
    1: ("first", "opening", "ersten", "premier", "première", "primer", "primero", "primo"),
    2: ("second", "zweiten", "deuxième", "second", "seconde", "segundo", "secondo"),
    3: ("third", "dritten", "troisième", "tercer", "tercero", "terzo"),
    4: ("fourth", "vierten", "quatrième", "cuarto", "quarto"),
    5: ("fifth", "fünften", "cinquième", "quinto"),
    6: ("sixth", "sechsten", "sixième", "sexto", "sesto"),
    7: ("seventh", "siebten", "septième", "séptimo", "settimo"),
    8: ("eighth", "achten", "huitième", "octavo", "ottavo"),
    9: ("ninth", "neunten", "neuvième", "noveno", "nono"),
    10: ("tenth", "zehnten", "dixième", "décimo", "decimo"),
    -1: ("last", "final", "closing", "letzten", "dernier", "último", "ultimo"),
}
_NUMBERS: Final = {word: number for number, words in _ORDINALS.items() for word in words}
_NTH = (
    rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
    r"|\d{1,2}(?:st|nd|rd|th|er|e|ème|º|°|\.)?)"
)
_PARAGRAPH = (
    r"(?:para(?:graph|grafo)?s?|pgh?|graphs?|grafs?|absatz(?:es)?|paragraphe|párrafo|capoverso)"
)
_TAKE = r"(?:take|add|page)"
_IN = (
    r"(?:\b(?:in|of|im|in der|dans|au|en|nel|nella|del)\b ?)?(?:\b(?:the|its|our|le|la|el|il)\b )?"
)
_FOUND = re.compile(
    rf"{_IN}(?:"
    rf"\b(?P<para>{_NTH}) {_PARAGRAPH}\b|\b{_PARAGRAPH} (?P<para2>\d{{1,2}})\b"
    rf"|\b(?P<take>{_NTH}) {_TAKE}\b|\b{_TAKE} (?P<take2>\d{{1,2}})\b"
    r"|\b(?P<lead>lead|intro|vorspann|leadsatz|chapô|entradilla)\b(?: para(?:graph)?| graf)?"
    r"|\b(?P<head>headline|heading|title|überschrift|titel|titre|titular|título|titolo)\b"
    r")\.?(?: (?:and |und |et |y |e )?only)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a notice says of where: each part None where it says nothing; -1 is the last."""

    paragraph: int | None = None
    take: int | None = None
    is_headline: bool = False

    def within(self, other: Place) -> Place:
        """This place and the other, which was named beside it."""
        return Place(
            self.paragraph if self.paragraph is not None else other.paragraph,
            self.take if self.take is not None else other.take,
            self.is_headline or other.is_headline,
        )


NOWHERE: Final = Place()


def masked(text: str) -> tuple[str, list[tuple[int, Place]]]:
    """The text with a barrier for each place that it names, and where each barrier stands.

    >>> masked("In second para please read two instead of three.")[0]
    '¦ please read two instead of three.'
    """
    parts: list[str] = []
    named: list[tuple[int, Place]] = []
    at = length = 0
    for found in _outside_quotes(text):
        parts += [text[at : found.start()], BARRIER]
        length += found.start() - at
        named.append((length, _place(found)))
        length += len(BARRIER)
        at = found.end()
    return "".join([*parts, text[at:]]), named


def _outside_quotes(text: str) -> Iterator[re.Match[str]]:
    """What names a place: never a word that the notice quotes."""
    quoted = [found.span() for found in re.finditer(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“", text)]
    for found in _FOUND.finditer(text):
        if not any(start <= found.start() < end for start, end in quoted):
            yield found


def _place(found: re.Match[str]) -> Place:
    paragraph, take = found["para"] or found["para2"], found["take"] or found["take2"]
    if found["lead"]:
        return Place(paragraph=1)
    if found["head"]:
        return Place(is_headline=True)
    return Place(_number(paragraph), _number(take))


def _number(word: str | None) -> int | None:
    if not word:
        return None
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _NUMBERS[word.casefold()]


def nearest(named: list[tuple[int, Place]], since: int, upto: int, until: int) -> Place:
    """The place of an instruction: named from `since`, where the one before it ended, `upto` its
    old words; else behind these, `until` the next one begins; else the last that was named."""
    own = [place for at, place in named if since <= at < upto]
    behind = [place for at, place in named if upto <= at < until]
    before = [place for at, place in named if at < since]
    return _together(own or list(reversed(behind[:2])) or before)


def _together(places: list[Place]) -> Place:
    """The last place, with the paragraph or the take that was named beside it."""
    if not places:
        return NOWHERE
    place = places[-1]
    for other in reversed(places[:-1]):
        if (place.paragraph is None) == (other.paragraph is None) or place.is_headline:
            break
        place = place.within(other)
    return place
