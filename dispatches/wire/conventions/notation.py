r"""The notation in which a convention describes a line, for editors to read and to write.

    text        stands for itself
    {field}     stands for what FIELDS says; {field:3} has 3 characters, {field:2-4} from 2 to 4
    [part]      may be there or not
    (one|two)   is one or the other
    \           before a bracket, a bar or a stroke of its own kind: that character itself

Every piece is bounded, and a field never gives back what it took, so that no line, however it was
made, takes long to match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import printable

from .fields import ANYWHERE, FIELDS, KINDS, Field

LONGEST = 200
_MOST_WAYS = 20_000  # in which one line may be tried
_DEEPEST = 4
_SPECIAL = "{}[]()|\\"
_SPELLED = re.compile(r"(?P<name>[A-Za-z]{1,20})(?::(?P<least>\d{1,2})(?:-(?P<most>\d{1,2}))?)?")
_SENTENCES = ("The ferry board met on Friday, and set out its plans.", "He said no.")
_COPY = {
    "serial": _SENTENCES,
    "slug": _SENTENCES,
    "take_number": (*_SENTENCES, "12"),
    "dateline": _SENTENCES,
    "sign_off": (*_SENTENCES, "said", "RAIN"),
}
"""Lines of copy, none of which a notation of this kind may take for a mark."""


class Mistake(ValueError):
    """What is wrong with a notation, and where: a sentence."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a notation: its expression, and in how many ways it can be tried."""

    spelled: str
    expression: str
    ways: int = 1
    begins: str = ""
    swallows: str = ""


def compile(text: str, kind: str = "") -> re.Pattern[str]:  # noqa: A001  # it is what re calls it
    r"""A notation as an expression for a whole line; `kind` is one of KINDS, or none of them.

    Its groups have the fields' names in small letters. Raises Mistake.

    >>> found = compile("{PREFIX}-{numbers}[ {title}]", "serial").fullmatch("BFF-08, 09 A ferry")
    >>> found["prefix"], found["numbers"], found["title"]
    ('BFF', '08, 09', 'A ferry')
    >>> bool(compile(r"\[{number}\]").fullmatch("[12]"))
    True
    >>> compile("-{numbr}")
    Traceback (most recent call last):
    dispatches.wire.conventions.notation.Mistake: At character 2: {numbr} is no field, {number} is.
    >>> compile("{PREFIX}[-{number}")
    Traceback (most recent call last):
    dispatches.wire.conventions.notation.Mistake: At character 9: [ is not closed.
    """
    return _compiled(text, kind)


@cache
def _compiled(text: str, kind: str) -> re.Pattern[str]:
    if len(text) > LONGEST:
        raise Mistake(f"It has {len(text)} characters; {LONGEST} are the most.")
    if not text.isprintable():
        raise Mistake("It has a character that cannot be printed.")
    reading = _Reading(text, kind)
    made = reading.sequence("", 0)
    if made.ways > _MOST_WAYS:
        raise Mistake("It leaves too many ways to read a line: use fewer brackets or {words}.")
    reading.check_needs()
    pattern = re.compile(made.expression)
    if pattern.fullmatch(""):
        raise Mistake("An empty line would match: something must stand outside the brackets.")
    matches = pattern.match if kind in KINDS and KINDS[kind].opens else pattern.fullmatch
    if any(map(matches, _COPY.get(kind, ()))):
        raise Mistake("A line of copy would match: give it some text of its own.")
    return pattern


def written(text: str) -> str:
    r"""Text as the notation writes it.

    >>> written("[HK]")
    '\\[HK\\]'
    """
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in text)


class _Reading:
    """One notation while it is being read, from left to right."""

    def __init__(self, text: str, kind: str) -> None:
        self._text, self._at, self._kind = text, 0, kind
        self._named: set[str] = set()

    def sequence(self, until: str, depth: int) -> _Piece:
        """Read pieces up to one of these characters, or to the end."""
        pieces: list[_Piece] = []
        while self._at < len(self._text) and self._text[self._at] not in (until or "\0"):
            start = self._at
            piece = self._piece(depth)
            if pieces:
                self._check_apart(pieces[-1], piece, start)
            pieces.append(piece)
        ways = 1
        for piece in pieces:
            ways *= piece.ways
        return _Piece("", "".join(piece.expression for piece in pieces), ways)

    def _piece(self, depth: int) -> _Piece:
        char = self._text[self._at]
        if char == "{":
            return self._field()
        if char in "[(":
            return self._bracket(char, depth)
        if char in "}])|":
            raise self._mistake(f"{char} has nothing before it that it closes or parts.")
        if char == "\\":
            self._at += 1
            if self._text[self._at : self._at + 1] not in tuple(_SPECIAL):
                raise self._mistake("a backslash stands before a bracket, a bar or a backslash.")
            char = self._text[self._at]
        self._at += 1
        return _Piece(char, re.escape(char), begins=re.escape(char))

    def _bracket(self, opened: str, depth: int) -> _Piece:
        """What may be there or not, and what is one or the other."""
        start = self._at
        closed, until = ("]", "]") if opened == "[" else (")", "|)")
        if depth >= _DEEPEST:
            raise self._mistake("the brackets stand too deep in one another.")
        parts: list[_Piece] = []
        while not parts or self._text[self._at - 1] == "|":
            self._at += 1 if not parts else 0
            parts.append(self.sequence(until, depth + 1))
            if self._at >= len(self._text):
                self._at = start
                raise self._mistake(f"{opened} is not closed.")
            if not parts[-1].expression:
                raise self._mistake("there is nothing here.")
            self._at += 1
        ways = sum(part.ways for part in parts) + (closed == "]")
        inner = "|".join(part.expression for part in parts)
        optional = "?" if closed == "]" else ""
        return _Piece(self._text[start : self._at], f"(?:{inner}){optional}", ways)

    def _field(self) -> _Piece:
        start = self._at
        end = self._text.find("}", start)
        if end < 0:
            raise self._mistake("{ is not closed.")
        spelled = self._text[start + 1 : end]
        found = _SPELLED.fullmatch(spelled)
        name = found["name"] if found else spelled.partition(":")[0]
        field = FIELDS.get(name)
        if field is None:
            raise self._mistake(f"{{{name}}} is no field{_nearest(name)}.")
        self._check_told(name)
        least, most = self._lengths(found, name, field)
        self._at = end + 1
        return _made(name, field, least, most)

    def _check_told(self, name: str) -> None:
        """A field says its thing once, and only in a line that has a use for it."""
        kind = KINDS.get(self._kind)
        if kind and name not in kind.tells | ANYWHERE:
            told = ", ".join(f"{{{one}}}" for one in sorted(kind.tells, key=str.casefold))
            raise self._mistake(f"{{{name}}} says nothing in {kind.called}; what does is {told}.")
        if name.casefold() in self._named and name not in ANYWHERE:
            raise self._mistake(f"{{{name}}} stands there already, and can be read once only.")
        self._named.add(name.casefold())

    def _lengths(self, found: re.Match[str] | None, name: str, field: Field) -> tuple[int, int]:
        if found is None:
            raise self._mistake(f"a length is written {{{name}:3}} or {{{name}:2-4}}.")
        if found["least"] is None:
            return field.least, field.most
        if field.whole:
            raise self._mistake(f"{{{name}}} takes no length.")
        least = int(found["least"])
        most = int(found["most"] or least)
        if not 1 <= least <= most <= 40:
            raise self._mistake("a length is between 1 and 40, the smaller number first.")
        return least, most

    def _check_apart(self, left: _Piece, right: _Piece, at: int) -> None:
        """Refuse a field that would swallow the beginning of what follows it."""
        if left.swallows and right.begins and _share(left.swallows, right.begins):
            self._at = at
            raise self._mistake(
                f"nothing tells where {left.spelled} ends and {right.spelled} begins; "
                "write text between them, or a length."
            )

    def check_needs(self) -> None:
        """A line of a kind has at least one of the fields that make it one."""
        kind = KINDS.get(self._kind)
        if kind and not any(name.casefold() in self._named for name in kind.needs):
            needs = " or ".join(f"{{{name}}}" for name in sorted(kind.needs, key=str.casefold))
            raise Mistake(f"It needs {needs} to be {kind.called}.")

    def _mistake(self, said: str) -> Mistake:
        return Mistake(f"At character {self._at + 1}: {said}")


def _made(name: str, field: Field, least: int, most: int) -> _Piece:
    """A field as an expression; only running words may be cut shorter to let the rest match."""
    inner = field.whole or f"{field.letter}{{{least},{most}}}"
    inner = inner if field.reach else f"(?>{inner})"
    told = inner if name in ANYWHERE else f"(?P<{name.casefold()}>{inner})"
    runs_on = bool(field.whole) or least != most
    return _Piece(
        f"{{{name}}}",
        told,
        field.reach or 1,
        field.begins or field.letter,
        (field.goes_on or field.letter) if runs_on and not field.reach else "",
    )


def _share(one: str, two: str) -> bool:
    """Whether two kinds of character have one in common."""
    return any(re.fullmatch(one, char) and re.fullmatch(two, char) for char in printable)


def _nearest(name: str) -> str:
    """The field that somebody may have meant: the same but for capitals, or for a letter or two."""
    for field in FIELDS:
        if field.casefold() == name.casefold() or _shares_letters(field, name):
            return f", {{{field}}} is"
    return ""


def _shares_letters(one: str, two: str) -> bool:
    both = sum(a == b for a, b in zip(one, two, strict=False))
    return len(two) > 2 and both >= 3 and abs(len(one) - len(two)) < 2
