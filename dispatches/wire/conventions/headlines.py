"""Headlines: which lines are one, and what they are without the marks on them."""

from __future__ import annotations

import re

from . import labels
from .labels import EMBARGOED
from .marks import Marked, ends_in_mark, take_mark, without_prefixes
from .notices import NOTICE_WORDS
from .own import NOTHING, Own
from .reader import Reader
from .sheet import CONTROLS, Sheet

_LONGEST_HEADLINE = 150
_SENTENCE = 9  # words of one that ends in a full stop
_LEADING = re.compile(
    r"(?P<mark>(?:take|page|add|part|pg|p)\.? ?\d{1,2}|"
    r"(?:page|take|add) (?:two|three|four|five|six)|"
    r"\d{1,2}(?:st|nd|rd|th) (?:add|take)|(?:first|second|third) (?:add|take)|\(\d{1,2}\)|"
    r"-\d{1,2}-|\d{1,2}-\d{1,2}-\d{1,2})(?: ?(?:--?|[–—:/=]) ?| +)(?P<rest>\S.{2,})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<words>\S.*\S) (?:[(\[](?P<n>[2-9])[)\]]|(?:=|--) ?(?P<m>[2-9]))")
_KEYWORD_NUMBER = re.compile(r"(?P<words>[A-Z][A-Z.'’ -]{2,30}[A-Z]) (?P<n>[2-9])")
_VERSION = re.compile(r"(?P<words>\S.*\S) [(\[](?P<mark>[^()\[\]]{2,16})[)\]]")
_STARRED = re.compile(r"\*{3,8} ?[^\W\d_<$]")


def is_keyword_above(sheet: Sheet, at: int) -> bool:
    """Whether what was taken for the headline is a keyword line, for the headline is below it."""
    text = sheet.lines[at].text.strip()
    short = len(text) <= _LONGEST_HEADLINE and not text.startswith("^")
    known = sheet.slug or not sheet.headline or sheet.title
    return not known and short and is_keyword(sheet.headline, text)


def is_keyword(first: str, second: str) -> bool:
    """Whether a few words in capitals above a headline that is not are a keyword line."""
    return first.isupper() and not second.isupper() and len(first) < 40 and len(first.split()) < 5


def is_keyword_over(sheet: Sheet, first: str, second: str) -> bool:
    """Whether the first of two lines is a keyword line and the second the headline, which may be in
    capitals as well where a number stands above both."""
    if is_keyword(first, second):
        return True
    short = first.isupper() and len(first.split()) < 4 and 5 * len(first) < 3 * len(second)
    return bool(sheet.serials) and short


def keyword_and_number(text: str) -> tuple[str, int] | None:
    """A keyword in capitals with the take's number behind nothing but a space.

    >>> keyword_and_number("PIER FARES 2"), keyword_and_number("PIER FARES")
    (('PIER FARES', 2), None)
    """
    found = _KEYWORD_NUMBER.fullmatch(text)
    return (found["words"], int(found["n"])) if found else None


def bare_headline(text: str) -> str:
    """A headline without what frames it: "^...<", " =", control characters.

    >>> bare_headline("^Pier fares to rise< "), bare_headline("Pier fares to rise =")
    ('Pier fares to rise', 'Pier fares to rise')
    """
    text = text.strip(CONTROLS + " ")
    text = text[1:].rstrip("< ") if text.startswith("^") else text
    return text[:-1].rstrip() if text.endswith("=") else text


def keep(sheet: Sheet, text: str) -> None:
    """Keep a headline without the marks on it, and what they say."""
    text = bare_headline(text)
    if _STARRED.match(text):
        text, sheet.priority = text.lstrip("* "), "flash"
    if found := EMBARGOED.search(text):
        sheet.embargo = sheet.embargo or found["words"].strip()
        text = f"{text[: found.start()]} {text[found.end() :]}".strip()
    text = _without_version(sheet, text)
    marked = without_prefixes(text, sheet.own)
    if marked.cut and folded(sheet.slug).startswith(folded(marked.cut) + " "):
        marked = Marked(text)  # what looks like a mark is the story's own first word
    sheet.priority = marked.priority or sheet.priority
    sheet.replaces = marked.replaces or sheet.replaces
    if numbered := sheet.own.numbered(marked.text):
        sheet.takes_number(numbered.number, numbered.is_last)
        marked.text = numbered.text
    sheet.headline = " ".join(marked.text.split())


def _without_version(sheet: Sheet, text: str) -> str:
    """A headline without "(Lead)" or "(Updated)" behind it, and what that says."""
    found = _VERSION.fullmatch(text)
    mark = take_mark(found["mark"]) if found else None
    if not found or not mark or not mark.replaces:
        return text
    sheet.replaces = sheet.replaces or mark.replaces
    return found["words"]


def keep_numbered(sheet: Sheet, text: str) -> None:
    """Keep the headline of a take that has a dateline: some wires repeat both on every take, with
    the number behind the headline, "(2)"."""
    if found := _NUMBERED.fullmatch(bare_headline(text)):
        sheet.takes_number(int(found["n"] or found["m"]), last=False)
        text = found["words"]
    keep(sheet, text)


def keep_marked(sheet: Sheet, text: str) -> None:
    text = bare_headline(text)
    leading = _LEADING.fullmatch(text)
    mark = take_mark(leading["mark"]) if leading else None
    if leading and mark:
        sheet.takes_number(mark.number, mark.is_last)
        text = leading["rest"]
    ended = ends_in_mark(text)
    if ended:
        sheet.takes_number(ended[1].number, ended[1].is_last)
        text = ended[0]
    keep(sheet, text)


def without_number(text: str) -> str:
    """A headline or keyword without the take's number behind it."""
    ended = ends_in_mark(text)
    return ended[0] if ended else text


def has_number(text: str, own: Own = NOTHING) -> bool:
    """Whether a headline carries a take's number, before it or behind it."""
    text = bare_headline(text)
    if own.numbered(text):
        return len(text) < _LONGEST_HEADLINE
    return len(text) < _LONGEST_HEADLINE and bool(ends_in_mark(text) or _LEADING.fullmatch(text))


def block_end(sheet: Sheet, at: int) -> int:
    """Where the block ends that may be a headline."""
    end = at + 1
    while (
        end < len(sheet.lines)
        and end < at + 4
        and (text := sheet.lines[end].text).strip()
        and not text.startswith(("   ", "\t"))
        and not sheet.lines[at].text.rstrip().endswith(("<", " ="))
        and not labels.is_byline(text.strip())
    ):
        end += 1
    return end


def may_head(sheet: Sheet, at: int, end: int, reader: Reader) -> bool:
    """Whether the first block of a take without dateline is a headline."""
    text = " ".join(sheet.lines[n].text.strip() for n in range(at, end)).strip("^< ")
    if _STARRED.match(text):
        return len(text) <= 2 * _LONGEST_HEADLINE
    if len(text) > _LONGEST_HEADLINE or end - at > 2 or sheet.lines[at].text.startswith("\t"):
        return False
    bare = text.removesuffix("=").strip()
    says = bare.endswith(".") and len(bare.split()) > _SENTENCE  # "CORRECTION: Please read ..."
    marked = sheet.own.head(bare)[0] or (without_prefixes(bare, sheet.own).cut and not says)
    if marked or has_number(bare, sheet.own) or bare.casefold() in NOTICE_WORDS:
        return True
    if (sheet.number or 0) > 1 or reader.continues(sheet):
        return False
    sentence = bare.endswith((".", "”", '"', ",", ";", "!")) or not bare[:1].isalnum()
    if sentence or bare[0].islower():
        return False
    return _is_presented(sheet, end) or _stands_apart(sheet, at, end, bare)


def _is_presented(sheet: Sheet, end: int) -> bool:
    """Whether what stands around a block says that it is a headline: a release line above it, or a
    byline under it."""
    released = any(one.role == "release line" for one in sheet.removals)
    below = next((line.text.strip() for line in sheet.lines[end:] if line.text.strip()), "")
    return released or labels.is_byline(below)


def _stands_apart(sheet: Sheet, at: int, end: int, text: str) -> bool:
    """Whether a block looks like a headline beside the copy below it."""
    if sheet.lines[at].text.startswith("  "):
        return False
    below = [line.text for line in sheet.lines[end:] if line.text.strip()]
    if sheet.slug or not below:
        return True
    width = max(len(line) for line in below)
    return end - at == 1 and len(text.split()) <= 12 and (len(text) < 0.85 * width or width > 100)


def folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def same(one: str, two: str) -> bool:
    """Whether two headlines are the same words."""
    return folded(one) == folded(two)
