"""The fields of the notation: what may stand in braces, and what each stands for."""

from __future__ import annotations

from dataclasses import dataclass

FREE_REACH = 180  # characters that running words may have


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in braces.

    `letter` is what each of its characters is, `least` and `most` say how many there are; or else
    `whole` is all of it. `begins` and `goes_on` are what its first and its further characters may
    be: a neighbour that begins so would be swallowed. Running words have a `reach`, the most
    characters that they may have: they end where what follows them begins.
    """

    says: str
    example: str
    letter: str = ""
    least: int = 1
    most: int = 1
    whole: str = ""
    begins: str = ""
    goes_on: str = ""
    reach: int = 0


_CAPITALS, _SMALL, _DIGIT = "[A-Z]", "[a-z]", "[0-9]"
_FREE = rf"\S.{{0,{FREE_REACH}}}"

FIELDS: dict[str, Field] = {
    "PREFIX": Field("what stands before the number, in capitals", "BFF", _CAPITALS, 1, 6),
    "prefix": Field("the same in small letters", "xjw", _SMALL, 1, 6),
    "number": Field("the number", "0834", _DIGIT, 1, 6),
    "numbers": Field(
        "the number, or several with commas between them", "08, 09",
        whole="[0-9]{1,4}(?:, ?[0-9]{1,4}){0,20}", begins=_DIGIT, goes_on=_DIGIT,
    ),
    "title": Field(
        "the headline", "Pier fares to rise", whole=_FREE, begins=r"\S", reach=FREE_REACH
    ),
    "SLUG": Field(
        "a keyword without spaces", "PIER-FARES",
        whole=r"[A-Z0-9][A-Za-z0-9.&'’/-]{1,60}", begins="[A-Z0-9]", goes_on="[A-Za-z0-9.&'’/-]",
    ),
    "take": Field("the number of the take in its story", "2", _DIGIT, 1, 2),
    "last": Field(
        "a word that says that the take is the last", "LAST",
        whole="(?i:last|final|end)", begins="[LlFfEe]", goes_on="[A-Za-z]",
    ),
    "reference": Field(
        "a code that is the same on every take of a story", "XD25", "[A-Za-z0-9]", 2, 12
    ),
    "INITIALS": Field("who sends it, in capitals", "RK", _CAPITALS, 2, 4),
    "initials": Field("the same in small letters", "rk", _SMALL, 2, 4),
    "MARKS": Field(
        "capitals with strokes: MORE or the agencies, then initials", "BSS/AFP/RK",
        whole="[A-Z]{2,8}(?:/[A-Z]{1,10}){1,5}", begins=_CAPITALS, goes_on=_CAPITALS,
    ),
    "MARK": Field("MORE, an end word or an agency, in capitals", "MORE", _CAPITALS, 2, 12),
    "mark": Field("the same in small letters", "more", _SMALL, 2, 12),
    "agency": Field("the name of an agency", "AFP", "[A-Za-z]", 2, 20),
    "time": Field(
        "the clock", "0834 or 8:34",
        whole="(?:[0-9]{1,2}[:.][0-9]{2}|[0-9]{3,4})", begins=_DIGIT, goes_on="[0-9:.]",
    ),
    "place": Field(
        "where a story is from", "PORT TARRAN, Ostrand",
        whole=r"[^\W\d_][\w .,'’&-]{1,60}", begins=r"[^\W\d_]", reach=60,
    ),
    "date": Field(
        "a day, however it is printed", "April 25, 2019",
        whole=r"\w[\w .,/-]{2,30}", begins=r"\w", reach=30,
    ),
    "agencies": Field(
        "an agency, or several with strokes between them", "BSS/AFP", "[A-Za-z/]", 2, 40
    ),
    "yyyymmdd": Field(
        "a day in eight digits", "20190425", whole="(?:19|20)[0-9]{6}", begins="[12]"
    ),
    "LETTERS": Field("other capitals", "HKG", _CAPITALS, 1, 12),
    "letters": Field("other small letters", "hkg", _SMALL, 1, 12),
    "digits": Field("other digits", "0412", _DIGIT, 1, 12),
    "word": Field("anything without a space", "r-i/BC", r"\S", 1, 40),
    "words": Field("any words", "for Asia only", whole=_FREE, begins=r"\S", reach=FREE_REACH),
}  # fmt: skip
"""Everything that may stand in braces."""

ANYWHERE = frozenset({"yyyymmdd", "LETTERS", "letters", "digits", "word", "words"})
"""Fields that say nothing, and so may stand in every kind of line."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of line: what it is called, which fields say something in it, which it must have.

    `opens` is of a mark at the beginning of a line that goes on behind it.
    """

    called: str
    tells: frozenset[str]
    needs: frozenset[str]
    opens: bool = False


_NUMBERS = frozenset({"number", "numbers"})
_HEAD = frozenset({"SLUG", "take", "last"})
_SIGNS = frozenset({"MARKS", "MARK", "mark", "agency", "INITIALS", "initials", "time"})

KINDS: dict[str, Kind] = {
    "serial": Kind(
        "a serial line",
        _NUMBERS
        | _HEAD
        | {"PREFIX", "prefix", "title", "reference", "INITIALS", "initials", "time"},
        _NUMBERS,
    ),
    "slug": Kind("a keyword line", _HEAD, frozenset({"SLUG"})),
    "take_number": Kind("a take’s number", frozenset({"number", "last"}), frozenset({"number"})),
    "dateline": Kind(
        "a dateline",
        frozenset({"place", "date", "agency", "agencies"}),
        frozenset({"place"}),
        opens=True,
    ),
    "sign_off": Kind("a sign-off", _SIGNS, _SIGNS),
}
"""The kinds of line that a convention describes."""
