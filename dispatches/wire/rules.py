"""A routing rule as an editor types it: what it may ask and do, checked with sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LOWEST, HIGHEST = 1, 9
_MOST, _LONGEST = 40, 80
_LONGEST_DESK, _MOST_TAGS, _LONGEST_TAG, _LONGEST_HOLD = 40, 20, 30, 200


class Sort(StrEnum):
    """What an editor types for a condition or a deed."""

    WORDS = "words, with commas between them"
    NUMBER = "a number"
    TRUTH = "yes or no"
    TEXT = "words"


@dataclass(frozen=True, slots=True)
class Term:
    """A condition or a deed: its name in a rule, its label, what it means, an example.

    `fit` says how the words of a condition are compared: see globs.fits.
    """

    name: str
    label: str
    says: str
    example: str
    sort: Sort = Sort.WORDS
    fit: str = "part"


_S = Sort
CONDITIONS: dict[str, Term] = {
    one.name: one
    for one in (
        Term("slug", "Slug", "a slug of the story or of a take says it", "ferry*, harbour fire"),
        Term("headline", "Headline", "the headline says it", "cyclone, flood*"),
        Term("subject", "Subject", "a subject has this name or code", "sport, medtop:1500*"),
        Term("keyword", "Keyword", "a keyword says it", "jute, tea auction"),
        Term("language", "Language", "the language, or that of the source", "en, bn", fit="start"),
        Term("urgency_at_most", "Urgency at most", "as urgent as this, or more", "3", _S.NUMBER),
        Term(
            "urgency_at_least", "Urgency at least", "as urgent as this, or less", "6", Sort.NUMBER
        ),
        Term("place", "Place", "the dateline or a place that it is about", "dhaka, chatt*"),
        Term("city", "City", "the city of the dateline, all of it", "cox's bazar", fit="whole"),
        Term("credit", "Agency", "an agency that it credits, or the source’s own", "afp, reuters"),
        Term(
            "kind", "Kind", "text, flash, its genre, or a notice that names it", "flash, analysis"
        ),
        Term("embargo", "Embargo", "it is under embargo now, or it is not", "yes", _S.TRUTH),
    )
}
"""What a rule may ask. All that it asks must hold; of several words, one is enough."""

DEEDS: dict[str, Term] = {
    one.name: one
    for one in (
        Term("desk", "Desk", "whose it is; a later rule may say otherwise", "foreign", _S.TEXT),
        Term("urgency", "Urgency", "its place in the queue, 1 to 9, as for desk", "2", _S.NUMBER),
        Term("tags", "Tags", "are added; those of all rules count", "weather, flood"),
        Term("hold", "Hold", "stops approval, with these words, until a chief releases it",
             "Ask the lawyers first.", _S.TEXT),
        Term("approve", "Approve", "approves it if nobody worked on it, all takes are here, no"
             " problem is open, and nothing holds or embargoes it", "yes", _S.TRUTH),
    )
}  # fmt: skip
"""What a rule may do."""


class Faults(ValueError):
    """What is wrong with a rule: a sentence for each condition ("if_...") or deed ("do_...")."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(" ".join(by_field.values()))
        self.by_field = dict(by_field)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can stand; what it does not ask or do is left out."""

    name: str
    conditions: Mapping[str, Any]
    deeds: Mapping[str, Any]


def parse(name: str, conditions: Mapping[str, Any], deeds: Mapping[str, Any]) -> Rule:
    """The rule that this makes; what is empty is left out. Raises Faults, a sentence a field.

    >>> parse("Ferries", {"slug": ["Ferry*"], "city": []}, {"tags": ["River"], "approve": False})
    Rule(name='Ferries', conditions={'slug': ['Ferry*']}, deeds={'tags': ['river']})
    """
    faults: dict[str, str] = {}
    asks = _read("if_", CONDITIONS, conditions, faults)
    does = _read("do_", DEEDS, deeds, faults)
    least, most = asks.get("urgency_at_least", LOWEST), asks.get("urgency_at_most", HIGHEST)
    if least > most:
        faults["if_urgency_at_most"] = f"No urgency is at least {least} and at most {most}."
    if does.get("approve") and "hold" in does:
        faults["do_approve"] = "A story that is held is not approved: choose one of them."
    if not does and not faults:
        faults["do_desk"] = (
            "Say what is to be done: a desk, an urgency, tags, a hold or an approval."
        )
    if faults:
        raise Faults(faults)
    return Rule(name, asks, does)


def _read(
    prefix: str, terms: Mapping[str, Term], typed: Mapping[str, Any], faults: dict[str, str]
) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name in typed.keys() - terms.keys():
        faults[prefix + name] = f"There is no “{name}” in a rule."
    for name in (one for one in terms if typed.get(one) not in (None, "", [], ())):
        try:
            said[name] = _value(name, terms[name].sort, typed[name])
        except ValueError as fault:
            faults[prefix + name] = str(fault)
    if said.get("approve") is False:
        del said["approve"]
    return said


def _value(name: str, sort: Sort, typed: Any) -> Any:
    match sort:
        case Sort.NUMBER:
            if type(typed) is not int or not LOWEST <= typed <= HIGHEST:
                raise ValueError(f"Urgency runs from {LOWEST}, most urgent, to {HIGHEST}.")
            return typed
        case Sort.TRUTH:
            if type(typed) is not bool:
                raise ValueError("Say yes or no.")
            return typed
        case Sort.TEXT:
            return _text(typed, _LONGEST_HOLD if name == "hold" else _LONGEST_DESK)
    return _tags(typed) if name == "tags" else _patterns(typed)


def _text(typed: Any, longest: int) -> str:
    text = " ".join(str(typed).split())
    if len(text) > longest or not text.isprintable():
        raise ValueError(f"“{text[:20]}…” is too long, or cannot be printed: {longest} characters.")
    return text


def _tags(typed: Any) -> list[str]:
    tags = list(dict.fromkeys(_text(tag, _LONGEST_TAG).casefold() for tag in typed))
    if len(tags) > _MOST_TAGS:
        raise ValueError(f"There are {len(tags)} tags; {_MOST_TAGS} are the most.")
    return tags


def _patterns(typed: Any) -> list[str]:
    words = list(dict.fromkeys(_text(word, _LONGEST) for word in typed))
    if len(words) > _MOST:
        raise ValueError(f"There are {len(words)} words; {_MOST} are the most.")
    for word in words:
        if not any(letter.isalnum() for letter in word) and word != "*":
            raise ValueError(f"“{word}” has no letter and no digit.")
    return words
