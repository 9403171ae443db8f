"""Sign-offs: a closing line taken apart into its mark, the wire's name, initials and clock.

Wires put these in any order and dress: `MORE/FI/ 0832 hrs`, `### ab/cd`, `(SUN ab 1802)`,
`[to be continued] ab`, `SUN 051800`. A line is one only where nothing else stands on it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import chain

from dispatches.wire.values import Mark

from . import closing, dates
from .reader import Reader
from .words import AGENCIES, LITTLE

_CLOCK = re.compile(
    r"(?:[0-3]\d)?(?P<clock>[0-2]\d[:.]?[0-5]\d)(?:hrs?|h|gmt|utc|z)?", re.IGNORECASE
)
_INITIALS = re.compile(r"[A-Z]{2,3}|[a-z]{2,3}")
_NAME = re.compile(r"[A-Z][A-Z&]{2,11}")
_OWN = re.compile(r"(?:[(\[<]|(?<= )/)([A-Z][\w&]{2,15})(?:, [^()\[\]/]{3,20})?(?:[)\]>]|/(?!\w))")
_STROKED = re.compile(r"/(?P<name>[A-Z]\w{2,15})/")
_BRACKETS = "([{</)]}>"
_EDGES = "()[]{}<>/\\,;.-–—|=~*#+"
_STOPS = ".,;:!?’”'\""
_MOST_WORDS = 8


@dataclass(slots=True)
class Signature:
    """What a closing line says; `names` are those of wires, as they are printed.

    `dressed` says that its mark stands between signs, as no word of copy does.
    """

    mark: Mark = Mark.NONE
    dressed: bool = False
    names: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    clock: time | None = None


def read(text: str, reader: Reader, own_names: Collection[str]) -> Signature | None:
    """A line taken apart; None where something stands on it that signs nothing.

    `own_names` are the names that this page gives its wire elsewhere, in small letters.
    """
    if not may_sign(text):
        return None
    if found := _STROKED.fullmatch(text):
        return Signature(names=[found["name"]])
    words = text.split()
    if not words or len(words) > _MOST_WORDS or len(text) > 60:
        return None
    made = Signature()
    rest = _without_mark(words, reader, made)
    parts = chain.from_iterable(re.split(r"[/\s-]+", word.strip(_EDGES)) for word in rest)
    if not all(_sign(part, made, own_names) for part in parts if part):
        return None
    return made if _is_certain(text, rest, made, own_names) else None


def may_sign(text: str) -> bool:
    """Whether a line has any look of a sign-off: most lines of copy have none."""
    if text[-1] in _STOPS and not text.endswith("...") and text[0] not in _BRACKETS:
        return False
    return text.isupper() or not text.replace(" ", "").isalpha()


def _is_certain(
    text: str, rest: Sequence[str], made: Signature, own_names: Collection[str]
) -> bool:
    """Whether the line can be nothing but a sign-off."""
    dressed = text[0] in _BRACKETS and text[-1] in _BRACKETS
    dressed = dressed or (text[0] in "-–—=" and text.isupper())
    if made.mark is not Mark.NONE:
        said = text if not rest else " ".join(rest)
        signs = bool(made.clock) or any(sign in said for sign in "/([<")
        return dressed or made.dressed or text.isupper() or signs
    if text.endswith("."):
        return False
    if made.clock or "/" in text:
        return bool(made.names or made.initials) and (made.clock is not None or not made.names)
    known = any(name.casefold() in AGENCIES or name.casefold() in own_names for name in made.names)
    signed = bool(made.names and made.initials)
    return (signed and (known or dressed)) or (dressed and bool(made.names))


def _without_mark(words: list[str], reader: Reader, made: Signature) -> list[str]:
    """The words beside MORE or an end mark, which stands at either end of the line."""
    for many in range(len(words), 0, -1):
        for front in (True, False):
            said = words[:many] if front else words[-many:]
            if mark := closing.mark_of(" ".join(said), reader):
                made.mark = mark
                made.dressed = not (said[0][0].isalnum() and said[-1][-1].isalnum())
                return words[many:] if front else words[:-many]
    return words


def _sign(part: str, made: Signature, own_names: Collection[str]) -> bool:
    """Note one part of a sign-off; false for what is none."""
    if found := _CLOCK.fullmatch(part):
        made.clock = made.clock or dates.of_day(found["clock"])
        return made.clock is not None
    if part.casefold() in AGENCIES or part.casefold() in own_names:
        made.names.append(part)
    elif _INITIALS.fullmatch(part) and part not in LITTLE:
        made.initials.append(part.upper())
    elif _NAME.fullmatch(part) and not made.names:
        made.names.append(part)
    else:
        return part.casefold() in {"hrs", "hr", "gmt", "utc", "h"}
    return len(made.initials) < 5


def names_in(texts: Iterable[str]) -> set[str]:
    """What the first lines of a page call its wire, in small letters: "(SUN)", "/SUN/", "[SUN]".

    >>> sorted(names_in(["PORT TARRAN (SunWire, May 2) - Fares", "Fares rose."]))
    ['sunwire']
    """
    return {name.casefold() for text in texts for name in _OWN.findall(text[:150])}
