"""What no text should hold: broken letters, mixed digits, odd addresses (C11, C13 to C15)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from .mends import LIKELY, MENDED, OTHERWISE, SURE, edit, instead, ways
from .values import Assembly, Block, Copy, Edit, Level, Problem, Take

_SETTLE_TEXT = ("fixed", "ignored")
_BROKEN = re.compile(r"â€.?|[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|ï¿½|ï»¿|\ufffd")
_BROKEN_RUN = re.compile(r"[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}")
_LATIN = str.maketrans("АВЕКМНОРСТХаеорсухіјοανΑΒΕΗΙΚΜΝΟΡΤΧ", "ABEKMHOPCTXaeopcyxijoavABEHIKMNOPTX")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2400-\u2426]")
_GARBLED = "ÃÂâï\ufffd"
_FOREIGN = re.compile(r"[\u0370-\u052f\u2400-\u2426]")
_HIDDEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
_LOOKALIKE = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u052f])\w+")
_BENGALI = re.compile(r"[\u0980-\u09ff]")
_WIDE = 1.4  # bytes a character: Bengali takes three, and Latin one
_DIGITS = (re.compile(r"[0-9]"), re.compile(r"[\u09e6-\u09ef]"), re.compile(r"[\u0966-\u096f]"))
_BENGALI_DIGITS = str.maketrans("0123456789०१२३४५६७८९", "০১২৩৪৫৬৭৮৯" * 2)
_SENTENCE = re.compile(r"[^।?!]+[।?!]?")
_ODD_ADDRESS = re.compile(
    r"\b(?:javascript|vbscript|data|file|blob):[^\s.,;]\S*|[?&](?:utm_\w+|fbclid|gclid|mc_eid)=\S*"
    r"|</?(?:a|b|i|p|br|div|span|script|img|font|strong|em)\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:a|b|i|p|br|div|span|script|img|font|strong|em)\b[^<>]{0,200}>", re.IGNORECASE
)
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_eid)=", re.IGNORECASE)
_LONGEST = 200
_ENDING = re.compile(r"(?:'s|[.'-])$")
_NAME = re.compile(r"[A-Z](?<!\w[A-Z])[\w’'.-]{0,30}(?: [A-Z][\w’'-]{1,30}){1,3}")


def broken_letters(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C11: mojibake, control or hidden characters, or letters of two scripts in one word."""
    for place, text in _texts(copy):
        if not _may_be_broken(text):
            continue
        for pattern, message, mend in _GARBLING:
            if found := pattern.search(text):
                around, whole = _around(text, found), _mended(text, mend)
                sure = LIKELY if pattern is _LOOKALIKE else SURE
                edits = (edit(place, text, whole, sure),) if whole else ()
                yield Problem(
                    "C11", Level.WARNING, message, place, around, _mended(around, mend),
                    ways(edits, *_SETTLE_TEXT), edits,
                )  # fmt: skip
                break


def _mended(text: str, mend: Callable[[str], str]) -> str:
    """The text as it may have been; empty where nobody can tell."""
    mended = mend(text)
    return "" if mended == text or "\ufffd" in mended else mended


def _decoded(text: str) -> str:
    """UTF-8 that was read as Latin letters, read as UTF-8."""
    try:
        return _BROKEN_RUN.sub(lambda run: run[0].encode("cp1252").decode("utf-8"), text)
    except UnicodeError:
        return text


def _in_latin(text: str) -> str:
    """Letters that look Latin, made Latin in the words that mix both."""
    return _LOOKALIKE.sub(lambda word: word[0].translate(_LATIN), text)


_GARBLING: tuple[tuple[re.Pattern[str], str, Callable[[str], str]], ...] = (
    (_BROKEN, "Letters were garbled on the way.", _decoded),
    (_CONTROL, "A control character stands in the copy.", partial(_CONTROL.sub, "")),
    (_HIDDEN, "A character that cannot be seen stands in the copy.", partial(_HIDDEN.sub, "")),
    (_LOOKALIKE, "A word mixes letters of two scripts that look alike.", _in_latin),
)


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
        for name in filter(_is_mixed, _names(take)):
            letters = re.sub(r"[\W_]+", "", name).casefold()
            forms[letters][name].add(take.key)
    differ = {letters: written for letters, written in forms.items() if _differ(written)}
    for letters, written in differ.items():
        if not any(letters in other for other in differ if other != letters):
            message = f"The takes write a name in two ways: {', '.join(sorted(written))}."
            counted = _counted(written, copy)
            edits = _picked(copy, [form for many, form in counted if many])
            yield Problem(
                "C13", Level.NOTE, message, None, "", _commonest(counted),
                ways(edits, *_SETTLE_TEXT), edits,
            )  # fmt: skip


def _differ(written: Mapping[str, set[str]]) -> bool:
    """Whether takes, by their keys, differ in how they write a name."""
    takes = {key for keys in written.values() for key in keys}
    return len(written) > 1 and len(takes) > 1 and len(set(map(frozenset, written.values()))) > 1


def _counted(written: Mapping[str, object], copy: Copy) -> list[tuple[int, str]]:
    """How often each form stands in the copy, the commonest first."""
    text = "\n".join(part.text for part in copy.paragraphs).replace("’", "'")
    return sorted(((text.count(form), form) for form in written), key=lambda c: (-c[0], c[1]))


def _picked(copy: Copy, forms: Sequence[str]) -> tuple[Edit, ...]:
    """The edits of two ways out: the commonest form everywhere, or the next one everywhere."""
    offered = zip(forms[:2], (MENDED, OTHERWISE), strict=False)
    return tuple(one for form, way in offered for one in instead(copy, forms, form, way))


def _commonest(counted: Sequence[tuple[int, str]]) -> str:
    return "One of them everywhere: " + ", ".join(f"{form} ({many} ×)" for many, form in counted)


def _is_mixed(name: str) -> bool:
    """Whether it is no line of capitals, in which names are written alike."""
    return not name.isupper()


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
            yield _mendable(
                "C14", Level.NOTE, message, text[-60:], fixed[-60:], edit(place, text, fixed, SURE)
            )
        mixed = next((one for one in _SENTENCE.findall(text) if _mixes_digits(one)), "")
        if mixed:
            message = "Digits of two systems stand in one sentence."
            fixed = mixed.translate(_BENGALI_DIGITS)
            change = edit(place, text, text.replace(mixed, fixed), LIKELY)
            yield _mendable("C14", Level.NOTE, message, mixed[:160], fixed[:160], change)


def _mendable(
    code: str, level: Level, message: str, excerpt: str, suggestion: str, change: Edit
) -> Problem:
    edits, place = (change,), change.paragraph
    choices = ways(edits, *_SETTLE_TEXT)
    return Problem(code, level, message, place, excerpt, suggestion, choices, edits)


def _mixes_digits(sentence: str) -> bool:
    """Whether a Bengali sentence holds digits of two systems; one of another tongue may."""
    systems = sum(1 for digits in _DIGITS if digits.search(sentence))
    letters = len(re.findall(r"[^\W\d_]", sentence))
    return systems > 1 and 2 * len(_BENGALI.findall(sentence)) >= letters


def odd_address(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C15: markup, an address with an odd scheme, or one that follows its readers."""
    for place, part in enumerate(copy.paragraphs):
        text = part.text
        suspect = ":" in text or "<" in text or "=" in text
        if suspect and (found := _ODD_ADDRESS.search(text)):
            message = "Markup or an odd web address stands in the copy."
            stripped, edits = _stripped(place, text, found)
            yield Problem(
                "C15", Level.WARNING, message, place, found[0], stripped,
                ways(edits, *_SETTLE_TEXT), edits,
            )  # fmt: skip


def _stripped(place: int, text: str, found: re.Match[str]) -> tuple[str, tuple[Edit, ...]]:
    """What may stand instead, words without markup or an address without its tail, and its edit."""
    if found[0].startswith("<"):
        bare = _TAG.sub("", text)
        return bare[:_LONGEST], (edit(place, text, bare, LIKELY),)
    if not found[0].startswith(("?", "&")):
        return "Leave the address out.", ()
    address = next((a for a in re.findall(r"\S{3,300}", text) if found[0] in a), found[0])
    base, _, query = address.partition("?")
    kept = [one for one in query.split("&") if one and not _TRACKING.match(one)]
    whole = f"{base}?{'&'.join(kept)}" if kept else base
    return whole, (edit(place, text, text.replace(address, whole, 1), SURE),)
