"""Marks on a line: take numbers, priorities, and the words for a text sent again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .own import NOTHING, Own
from .words import NUMBERS, ORDINALS

_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)})"
_ORDINAL = rf"(?:(?P<o>\d{{1,2}})(?:st|nd|rd|th)|(?P<ow>{'|'.join(ORDINALS)}))"
_LAST = r"(?P<last>last|final|lst|ends?|fin|ende|letzte|dernier|último|ultimo)"
_TAKE = r"(?:take|tk|page|pg|part|add|sheet|seite|teil|parte|pagina|página|suite|folo|p)"
_TAIL = re.compile(
    rf"(?:{_TAKE}\.? ?|(?P<and>y|e|et|and|und|"
    rf"&) )?{_NUMBER}(?:(?P<sep>[-.])(?P=n)(?:(?P=sep)(?P=n)){{0,2}}"
    r"|(?: ?/ ?| of )(?P<of>\d{1,2}))?"
    rf"(?:[ /,-]*\(?{_LAST}\)?)?(?P<more>[ /,-]+more)?",
    re.IGNORECASE,
)
_ADD = re.compile(rf"{_ORDINAL}[ -]?(?P<what>add|take|page|part)|add[ -]?{_NUMBER}", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)[ -]?|new[ -]?|first[ -]?|second[ -]?|third[ -]?)?"
    r"(?:(?:ld|lead|net)(?:[ -]?writethrus?)?|writethrus?|sub|rewrite|update)",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(
    r" (?:(?P<n>\d{1,2})(?:-(?P=n)){1,3}|(?:take|tk|add|page|pg|part) ?\d{1,2}|"
    r"\d{1,2}(?:st|nd|rd|th) ?(?:add|take)|(?:first|second|third) (?:add|take))$",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"(?P<words>\S.*\S) [(\[]?(?P<n>\d)/(?P<of>\d)[)\]]?")
_LAST_ALONE = re.compile(_LAST, re.IGNORECASE)

PRIORITIES = {
    "flash": "flash", "snap": "flash", "blitz": "flash", "bulletin": "bulletin", "alert": "flash",
    "newsalert": "flash", "apnewsalert": "flash", "urgent": "urgent", "eil": "urgent",
    "extra": "urgent", "urgente": "urgent", "breaking": "urgent", "dringend": "urgent",
    "acil": "urgent", "spoed": "urgent", "срочно": "urgent",
}  # fmt: skip
_REPLACING = {
    "corrected": "corrected", "correct": "corrected", "correction": "corrected",
    "corr": "corrected", "korr": "corrected", "corrective": "corrected",
    "berichtigung": "corrected",
    "berichtigt": "corrected", "correctif": "corrected", "corrección": "corrected",
    "correccion": "corrected", "correzione": "corrected", "rectificatif": "corrected",
    "errata": "corrected", "rettifica": "corrected", "korrektur": "corrected",
    "refile": "corrected", "resend": "repeat", "repeat": "repeat", "rpt": "repeat",
    "repetition": "repeat", "wiederholung": "repeat", "retransmission": "repeat", "lead": "lead",
    "ld": "lead", "net": "lead", "writethru": "lead", "writethrough": "lead", "wrapup": "lead",
    "rewrite": "lead", "recast": "lead", "recasts": "lead", "newlead": "lead", "sub": "lead",
    "update": "update", "updated": "update", "updates": "update", "actualiza": "update",
    "actualización": "update", "aggiornamento": "update", "aktualisiert": "update",
}  # fmt: skip
_OWN_WORDS = frozenset(("-correct", "-repeat"))  # ends of slugs that are words of the story
_WORDS = {**PRIORITIES, **_REPLACING}
_BARE = frozenset(("urgent", "corrected", "ld", "rpt", "refile", "bulletin", "corr", "flash"))
_BARE |= frozenset(("repeat", "lead", "update", "updated", "correction", "recast", "breaking"))
_NTH = re.compile(r"[(\[]?(?:\d{1,2}(?:st|nd|rd|th)|new)[ -]", re.IGNORECASE)
_BARE_IN_CAPITALS = frozenset(["urgent", "corrected", "ld", "rpt", "refile"])
_PREFIX = re.compile(
    r"[(\[*]*(?:(?:\d{1,2}(?:st|nd|rd|th)|new)[ -]?)?(?P<word>[^\W\d_]{2,14})"
    r"(?:[ -]?(?P<n>\d{1,2}))?(?:[ -]?writethru)?(?P<close>[)\]]+)?(?P<sep> ?(?:\*{1,6}|--?|"
    r"[:–—]){1,2} ?|\s+|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TakeMark:
    """What a take says about its own place in its story."""

    number: int | None = None
    is_last: bool = False
    replaces: str = ""


def take_mark(text: str) -> TakeMark | None:
    """What a whole run of mark words says; None where they are no such mark.

    >>> take_mark("2 LAST"), take_mark("(TAKE 2)"), take_mark("1st Add")
    (TakeMark(number=2, is_last=True, replaces=''), TakeMark(number=2, is_last=False, replaces=''),
     TakeMark(number=2, is_last=False, replaces=''))
    """
    text = text.strip(" ()[]=,.:;-–—/*<")
    if not text or len(text) > 40:
        return None
    if found := _ADD.fullmatch(text):
        return TakeMark(_added(found))
    if found := _TAIL.fullmatch(text):
        number = _number(found["n"])
        named = text[0] != found["n"][0] and not found["and"]
        if not (found["n"].isdigit() or found["last"] or named):
            return None
        last = bool(found["last"] or found["and"]) or found["of"] == str(number)
        return TakeMark(number, last)
    if _LEAD.fullmatch(text) or text.casefold() in _REPLACING:
        return TakeMark(replaces=_REPLACING.get(text.casefold(), "lead"))
    return TakeMark(is_last=True) if _LAST_ALONE.fullmatch(text) else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text.casefold()]


def _added(found: re.Match[str]) -> int:
    """The take that an add is: the first add is the second take, the second take is itself."""
    if found["n"]:
        return _number(found["n"]) + 1
    number = int(found["o"]) if found["o"] else ORDINALS[found["ow"].casefold()]
    return number + 1 if (found["what"] or "").casefold() == "add" else number


def ends_in_mark(text: str) -> tuple[str, TakeMark, str] | None:
    """A headline or slug without the take mark at its end, the mark, and its words.

    >>> ends_in_mark("Pier fares to rise -- 2")
    ('Pier fares to rise', TakeMark(number=2, is_last=False, replaces=''), ' -- 2')
    """
    if told := _FRACTION.fullmatch(text):
        number, of = int(told["n"]), int(told["of"])
        if 0 < number <= of:
            return told["words"], TakeMark(number, number == of), text[len(told["words"]) :]
    start, found = len(text), None
    for _ in range(4):
        start = max(text.rfind(sign, 0, start) for sign in "-–—=/([,")
        if start <= 0 or len(text) - start > 24:
            break
        while start > 1 and text[start - 1] in " -–—=,/":
            start -= 1
        mark = take_mark(text[start:])
        if mark and text[start:].casefold() in _OWN_WORDS:
            break
        if mark and (mark.number or mark.replaces) and not _single_letter(text[:start]):
            found = text[:start].rstrip(" ,-–—=/("), mark, text[start:]
    return found or _ends_in_words(text)


def _ends_in_words(text: str) -> tuple[str, TakeMark, str] | None:
    """A mark behind nothing but a space: "FERRY AGROUND TAKE 2", "FERRY AGROUND 2-2-2"."""
    found = _LAST_WORDS.search(text[-24:]) if text[-1:].isalnum() else None
    mark = take_mark(found[0]) if found else None
    if not found or not mark or not mark.number:
        return None
    return text[: len(text) - len(found[0])].rstrip(" ,-–—=/("), mark, found[0]


def _single_letter(text: str) -> bool:
    """Whether a number after this is part of a name, as in G-7."""
    return len(re.split(r"[\s-]", text)[-1]) == 1


@dataclass(slots=True)
class Marked:
    """A headline or slug freed of the marks before it."""

    text: str
    priority: str = ""
    replaces: str = ""
    cut: str = ""


def without_prefixes(text: str, own: Own = NOTHING) -> Marked:
    """A headline without URGENT, (LEAD), UPDATE 1-, CORRECTED - and their like before it.

    `own` has the words that one convention uses beside them.

    >>> without_prefixes("(2nd LD) Ferry aground").replaces, without_prefixes("MORE KILLED").text
    ('lead', 'MORE KILLED')
    """
    made = Marked(text)
    for _ in range(4):
        said = own.mark_before(made.text) or _mark_before(made.text)
        if said is None:
            break
        priority, replaces, end = said
        made.priority = made.priority or priority
        made.replaces = made.replaces or replaces
        made.cut += made.text[:end]
        made.text = made.text[end:].strip()
    return made


def _mark_before(text: str) -> tuple[str, str, int] | None:
    """The priority and the word for a replacement that a text opens with, and where they end."""
    found = _PREFIX.match(text)
    if not found or not _is_mark(found, text):
        return None
    word = found["word"].casefold()
    return PRIORITIES.get(word, ""), _REPLACING.get(word, ""), found.end()


def _is_mark(found: re.Match[str], text: str) -> bool:
    word = found["word"].casefold()
    if word not in _WORDS or (
        word in {"sub", "net", "extra", "eil", "alert"} and not found["close"]
    ):
        return word in {"net", "extra", "eil"} and not text[found.end() :].strip()
    if not found["sep"].strip() and not found["close"]:
        return _is_bare_mark(found, text)
    return not found["close"] or text[:1] in "(["


def _is_bare_mark(found: re.Match[str], text: str) -> bool:
    """A mark with nothing but a space after it: "URGENT Ferry aground", "1ST LEAD" alone."""
    word, rest = found["word"], text[found.end() :]
    counted = _NTH.match(text) is not None
    if not rest:
        return counted or word.isupper() or word.casefold() in {"urgent", "bulletin", "flash"}
    ordinal = text[0].isdigit() and word.casefold() in {"lead", "ld", "net"}
    if ordinal:
        return word.isupper() or word.casefold() == "ld"
    if not word.isupper() or (found["n"] and word.casefold() != "ld"):
        return False
    allowed = _BARE_IN_CAPITALS if rest.isupper() else _BARE
    return word.casefold() in allowed and rest[0].isalnum() | (rest[0] in "“\"‘'`$£€")
