"""A convention as an editor types it: every field a line of text, checked with sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from . import notation
from .fields import KINDS
from .model import Convention
from .words import bare

LISTS: Final = (
    "agencies", "feeds", "more", "ends", "kills", "corrections", "advisories", "leads",
)  # fmt: skip
"""Fields that hold words, with commas between them."""
LINES: Final = tuple(KINDS)
"""Fields that hold a line in the notation."""
FLAGS: Final = ("several_on_a_page", "ends_are_marked")
LEVELS: Final = ("flash", "bulletin", "urgent")
STYLES: Final = ("dashes", "capitals")
_MOST_WORDS, _LONGEST_WORD = 60, 40

Texts = dict[str, Any]


class Faults(ValueError):
    """What is wrong with a convention: a sentence for each field that cannot stand."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(" ".join(f"{name}: {said}" for name, said in by_field.items()))
        self.by_field = dict(by_field)


def read(name: str, texts: Mapping[str, Any]) -> Convention:
    """The convention that these texts describe. Raises Faults, with a sentence for each field.

    >>> read("ops", {"serial": "OPS{number:4}", "more": "weiter, noch mehr"}).more
    ('weiter', 'noch mehr')
    >>> read("ops", {"priorities": "EIL=soon"})
    Traceback (most recent call last):
    dispatches.wire.conventions.texts.Faults: priorities: “soon” is none of flash, bulletin, urgent.
    """
    said: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in (one.name for one in fields(Convention) if one.name != "name"):
        if field in texts:
            try:
                said[field] = _value(field, texts[field])
            except ValueError as fault:
                faults[field] = str(fault)
    if faults:
        raise Faults(faults)
    return Convention(name, **said)


def write(convention: Convention) -> Texts:
    """A convention as an editor would type it; `read` makes the same of it.

    >>> write(Convention("ops", agencies=("OPS", "Ostrand Press")))["agencies"]
    'OPS, Ostrand Press'
    """
    told: Texts = {name: ", ".join(getattr(convention, name)) for name in LISTS}
    told |= {name: getattr(convention, name) for name in (*LINES, *FLAGS)}
    told["crossheads"] = ", ".join(convention.crossheads)
    told["priorities"] = ", ".join(f"{word}={level}" for word, level in convention.priorities)
    return told


def _value(field: str, text: Any) -> Any:
    if field in FLAGS:
        return bool(text)
    text = str(text).strip()
    if field in LINES:
        if text:
            notation.compile(text, field)
        return text
    words = _words(text)
    if field == "priorities":
        return tuple(_priority(word) for word in words)
    if field == "crossheads":
        for word in words:
            _one_of(word, STYLES)
        return words
    return tuple(map(str.casefold, words)) if field == "feeds" else words


def _words(text: str) -> tuple[str, ...]:
    words = [" ".join(word.split()) for word in text.split(",")]
    words = list(dict.fromkeys(word for word in words if word))
    if len(words) > _MOST_WORDS:
        raise ValueError(f"There are {len(words)} words; {_MOST_WORDS} are the most.")
    for word in words:
        if len(word) > _LONGEST_WORD or not word.isprintable():
            raise ValueError(f"“{word[:_LONGEST_WORD]}” is too long, or cannot be printed.")
        if not bare(word):
            raise ValueError(f"“{word}” has no letter and no digit.")
    return tuple(words)


def _priority(text: str) -> tuple[str, str]:
    word, sign, level = (part.strip() for part in text.partition("="))
    if not sign or not word:
        raise ValueError(f"“{text}” is written EIL=urgent: the word, then what it means.")
    _one_of(level, LEVELS)
    return word, level


def _one_of(word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise ValueError(f"“{word}” is none of {', '.join(known)}.")
