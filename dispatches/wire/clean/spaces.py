"""Spaces: runs of them become one, and those that were lost after a full stop come back."""

from __future__ import annotations

import re

from dispatches.wire.values import Fix

from .lexicon import frequency

CLOSED_UP = "spaces closed up"
PUT_BACK = "lost space put back"
_RUN = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]{2,}|[\t\xa0\u2000-\u200a\u202f\u3000]")
_LOST = re.compile(
    r"(?<=[A-Za-z0-9)\]%][a-z0-9)\]%])(?P<stop>[.!?]['\"”’]{0,2}|,['\"”’]{1,2})"
    r"(?=[\"'“‘]?[A-Z][a-z]*[\s,'’a-z-])(?P<head>[\"'“‘]?[A-Z][\w’'-]*)"
)
_SUSPECT = re.compile(
    r"[A-Z](?:(?<=[a-z.!?,;][A-Z])|(?<=[.!?,;][\"'”’“‘][A-Z])"
    r"|(?<=[.!?,;][\"'”’][\"'”’“‘][A-Z])|(?<=[.!?,;][\"'”’]{2}[\"'“‘][A-Z]))"
)  # it begins with what is rare
_COMMA = re.compile(r"(?<=[^\W\d_]{2})(?P<stop>[,;])(?=[A-Z](?:[\w.’']| ))")
_RUN_ON = re.compile(r"(?<![\w@./’'-])(?P<word>[a-z]{2,14})(?P<name>[A-Z][A-Za-z]{2,})\b")
_NAMES = frozenset(("com", "net", "org", "co", "uk", "gov", "edu", "info"))
_KNOWN = 2_000  # how often the word list must have seen what runs into a name
_SMALL = re.compile(
    r"the|of|and|to|in|for|said|on|that|with|by|from|at|was|as|is|are|has|its|his|her|an|or|"
    r"but|had|"
    r"have|be|not|it|he|she|they|will|would|were|this|which|who|after|than|their|been|about|into"
)


def may_be_wide(text: str) -> bool:
    """Whether any space in a text is more than one plain space."""
    return "  " in text or (not text.isprintable() and _RUN.search(text) is not None)


def may_lack_space(text: str) -> bool:
    """Whether a capital stands where a space may have been lost before it."""
    return _SUSPECT.search(text) is not None


def close_up_spaces(text: str, line: int) -> tuple[str, tuple[Fix, ...]]:
    """One space where several stood.

    >>> close_up_spaces("two   spaces", 1)[0]
    'two spaces'
    """
    if not may_be_wide(text):
        return text.strip(), ()
    closed = _RUN.sub(" ", text).strip()
    return closed, ((Fix(CLOSED_UP, line, text, closed),) if closed != text.strip() else ())


def put_back_spaces(text: str, line: int) -> tuple[str, tuple[Fix, ...]]:
    """A space after a full stop that the next sentence runs into.

    >>> put_back_spaces("The pier was shut.The ferry waited.", 1)[0]
    'The pier was shut. The ferry waited.'
    """
    fixes: list[Fix] = []

    def mend(match: re.Match[str]) -> str:
        opens = '"' in match["stop"] and text.count('"', 0, match.start()) % 2 == 0
        if match["head"].casefold() in _NAMES or opens:
            return match[0]
        return note(match[0], f"{match['stop']} {match['head']}")

    def note(before: str, after: str) -> str:
        fixes.append(Fix(PUT_BACK, line, before, after))
        return after

    def part(match: re.Match[str]) -> str:
        word = match["word"]
        if not _SMALL.fullmatch(word) and (len(word) < 4 or frequency(word) < _KNOWN):
            return match[0]
        return note(match[0], f"{match['word']} {match['name']}")

    text = _LOST.sub(mend, text)
    text = _COMMA.sub(lambda match: note(match[0], f"{match[0]} "), text)
    text = _RUN_ON.sub(part, text)
    return text, tuple(fixes)
