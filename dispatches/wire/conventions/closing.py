"""What closes a take: MORE, an end mark, a sign-off, initials, an address."""

from __future__ import annotations

import re

from dispatches.wire.values import Mark

from . import envelope
from .labels import WORDS_ONLY
from .reader import Reader
from .words import AGENCIES, END, bare

_FOLLOWS = re.compile(
    r"[(\[]?(?:folgt|more|suite|sigue|segue|mehr|cont(?:inue[sd]?|['’]?d|\.)?|to follow|"
    r"forts(?:etzung)?|volgt|mer)"
    r"(?: in| on| auf)?(?: (?:page|seite|take|teil))? ?\d{1,2}[)\]]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r" \d{1,2}(?:/\d{1,2})?$")
_FRACTION = re.compile(r"[(\[]?(?P<n>[1-9]) ?/ ?(?P<of>[2-9])[)\]]?")
_JOINED = re.compile(r"(?P<word>[a-z]{3,9})[- /]{1,3}[A-Z][A-Z0-9-]{2,30}")
_RULED = re.compile(
    r"\+{3,9}|(?:#[ ]?){2,9}|-\d{1,2}-|/\d{2}/|x{3,5}|X{3,5}|(?:\* ?){3,9}|-+ ?0 ?-+|0{3,4}"
)
MARKED = re.compile(
    r"(?P<marks>[A-Za-z]{2,10}(?:/[A-Za-z]{1,12}){0,5})/? ?"
    r"(?P<time>\d{4}|\d{1,2}[:.]\d{2}) ?"
    r"(?:hrs?|h|uhr|gmt|utc|ist|est|edt|cet|bst|[A-Z]{3,4})? ?[.:]?",
    re.IGNORECASE,
)
STROKED = re.compile(r"(?:[A-Za-z]{2,4}/){1,6}[A-Za-z]{2,4}")
INITIALS = re.compile(r"[A-Z]{2,3}(?:[ /-][A-Z]{2,3}){0,3}|[a-z]{2,3}(?:[ /-][a-z]{2,3}){1,3}")
_LONG_RULE = re.compile(r"[=_*~#.·–—-]{4,100}|(?:[=_*~#-] ){3,40}[=_*~#-]")
_SERIAL_AGAIN = re.compile(
    r"(?:(?:No\. ?|#|\[|[A-Z]{2,6}[ /-]?)\d{1,6}(?:-\d{2,6})?\]?|\d{3,6}[a-z]{2,3}) "
    r"[0-2]\d[:.]?[0-5]\d"
)
ADDRESS = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,30}")
CREDITS = re.compile(
    r"[(\[]?(?:(?:additional |further )?(?:reporting|editing|writing|compiled|edited|written|"
    r"reported|translated|translation|redaktion|red\.|contributors?) (?:and \w+ )?(?:by|:)|"
    r"keywords?:|"
    r"tags?:|contacts?:|media contacts?:|for (?:more|further) information|source:|copyright|©|"
    r"\(c\) ?\d{4}|tel(?:ephone)?\.?:|phone:|e-?mail:|web(?:site)?:|https?://|www\.|"
    r"distributed by)",
    re.IGNORECASE,
)
MAIL = re.compile(
    r"(?:[\w ]{0,30}[:(<]{1,2} ?)?(?P<name>[\w.+-]{1,40})@"
    r"[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}[)>]{0,2}"
)


def closes(text: str, reader: Reader) -> str:
    """How a line in the middle of a page closes a take: "more", "end", or not at all.

    Only marks that cannot be a story's own words count here.
    """
    found = reader.sign_off.fullmatch(text) if reader.sign_off else None
    if found is None:
        found = MARKED.fullmatch(text) if "/" in text else None
        if found and not found["marks"].isupper():
            return ""
    if found:
        parts = found.groupdict()
        said = parts.get("marks") or parts.get("mark") or ""
        return "more" if reader.is_more(said.split("/")[0]) else "end"
    if text[0] == "^" or text[-1] == "=":
        return ""
    mark = mark_of(text, reader)
    dressed = text.isupper() or not text[0].isalnum() or bare(text).startswith("end")
    return str(mark) if mark and dressed else ""


def is_foot(text: str) -> bool:
    """Whether a line below a closing mark still belongs to the take above it."""
    if len(text) > 120:
        return False
    short = len(text) < 40 and (INITIALS.fullmatch(text) or STROKED.fullmatch(text))
    if CREDITS.match(text) or (len(text) < 80 and ADDRESS.search(text)):
        return True
    return bool(short or trailer(text) or envelope.is_foot(text) or MAIL.fullmatch(text[:120]))


def trailer(text: str) -> str:
    """What a line is that closes a page and says nothing: a rule, a count of words, the serial
    once more; empty where it is none of these."""
    if _LONG_RULE.fullmatch(text):
        return "rule"
    if WORDS_ONLY.fullmatch(text):
        return "word count"
    return "foot" if _SERIAL_AGAIN.fullmatch(text) else ""


def mark_of(text: str, reader: Reader) -> Mark | None:
    """What a line says that is nothing but a mark: more, the end, or None."""
    name = bare(text)
    more = name if not name[-1:].isdigit() else _NUMBERED.sub("", name)
    if reader.is_more(more) or _FOLLOWS.fullmatch(text):
        return Mark.MORE
    if found := _JOINED.fullmatch(text):  # "more-FERRY"
        joined = found["word"]
        return Mark.MORE if reader.is_more(joined) else Mark.END if joined in END else None
    own = reader.own
    ends = (
        more in END or name in END or name in own.ends or name in AGENCIES or name in own.agencies
    )
    if found := _FRACTION.fullmatch(text):
        return Mark.MORE if int(found["n"]) < int(found["of"]) else Mark.END
    if _RULED.fullmatch(text) or (ends and not (name.isdigit() and name == text)):
        return Mark.END
    return None
