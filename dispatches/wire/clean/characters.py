"""Characters: mojibake undone, soft hyphens taken out, letter-spaced copy closed up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dispatches.wire.values import Fix, Line

from . import escapes
from .lexicon import frequency

ENCODING = "mojibake undone"
INVISIBLE = "invisible characters taken out"
SPACES = "odd spaces made plain"
LETTERS = "letter-spaced words closed up"

_MOJIBAKE = re.compile(
    r"[\x80-\x9f]|[ÂÃÐÑØÙ][\x80-\xff‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ€ ]|â€|â‚|à¦|à¤|ï¿½|ï»¿|â„¢|‚Ä|Ã"
    r"|ΓÇ|[├┬][^\s\w]|вЂ|в„ў|Г[©ЁёЎўЈѓ±јЅ]"
)
_UNDECODED = re.compile(r"[\x80-\x9f]")
_LONG_LINE = 2_000  # letters: such a line is mended run by run, since ftfy looks at each run anew
_FIRST_PCS = re.compile(r"(?:ΓÇ|[├┬])\S")
_GARBLED = "ÂÃÐÑØÙâàï‚Γ├┬вГ␀␇␈␎␏␚␛␡"  # of these one stands in all mojibake that can be printed
_INVISIBLE = re.compile(r"[\xad\u200b\u200c\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[\xa0\u2000-\u200a\u202f\u3000]")
_ODD = re.compile(
    r"[\xad\u200b\u200c\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    r"\xa0\u2000-\u200a\u202f\u3000␀␇␈␎␏␚␛␡]"
)
_CONTROL = re.compile(r"(?<!\S)[␀␇␈␎␏␚␛␡]+ ?|[␀␇␈␎␏␚␛␡]+")
_SPREAD = 3  # so many lines with their letters apart, and a word alone on its line is one too
_SPREAD_OUT = re.compile(r" [a-z] [a-z] [a-z](?![a-z])")
_SPACED_WORD = re.compile(r"(?<!\S)[A-Za-z](?: [a-z]){3,20}(?=[\s.,;:!?\"”’)-])")
_LONG = 6  # letters apart that can be nothing but a word, which the list may not know
_WORD_SPACED = re.compile(r"^\S(?: \S){2,30}$")
_SOFT_AT_END = re.compile(r"\xad\s*$")


def mend(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Fix, ...]]:
    """The lines with their characters mended, and what was done to each.

    A soft hyphen at a line's end becomes a hyphen, which rejoining then closes up.
    """
    texts = [line.text for line in lines]
    whole = "".join(texts)
    odd = not whole.isprintable() or any(sign in whole for sign in _GARBLED)
    garbled = odd and not whole.isascii() and (_MOJIBAKE.search(whole) or _ODD.search(whole))
    suspect = bool(garbled) or escapes.may_be_escaped(whole)
    wide = [text for text in texts if 5 * text.count(" ") >= 2 * len(text) > 26]
    spaced = bool(wide) or _SPREAD_OUT.search(whole) is not None
    if not suspect and not spaced:
        return tuple(lines), ()
    mended: list[Line] = []
    fixes: list[Fix] = []
    spread = sum(map(_may_be_spaced, texts)) >= _SPREAD
    for line in lines:
        text = line.text
        for name, fix in _FIXES:
            after = fix(text)
            if fix is close_up_letters and spread:
                after = _WORD_SPACED.sub(_closed, after)
            if after != text:
                fixes.append(Fix(name, line.number, text, after))
                text = after
        mended.append(Line(line.number, text))
    return tuple(mended), tuple(fixes)


def undo_mojibake(text: str) -> str:
    """UTF-8 that was read as something else, once or twice over.

    >>> undo_mojibake("the cityâ€™s cafÃ©")
    'the city’s café'
    """
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    text = _FIRST_PCS.sub(_from_first_pcs, text)
    if len(text) > _LONG_LINE:
        from ftfy.chardata import UTF8_DETECTOR_RE

        text = UTF8_DETECTOR_RE.sub(lambda run: _decoded(run[0]), text)
    else:
        text = _decoded(text)
    return _UNDECODED.sub("\ufffd", text)


@lru_cache(maxsize=1 << 12)
def _decoded(text: str) -> str:
    from ftfy import fix_encoding  # heavy, and clean copy never needs it

    return fix_encoding(text)


def _from_first_pcs(match: re.Match[str]) -> str:
    """Dashes and quotation marks that were read by the code page of the first PCs."""
    try:
        return match[0].encode("cp437").decode("utf-8")
    except UnicodeError:
        return match[0]


def take_out_invisible(text: str) -> str:
    """Soft hyphens, zero-width and direction marks, and controls inside a word.

    >>> take_out_invisible("har\\xadbour")
    'harbour'
    """
    if text.isascii():
        return text
    return _CONTROL.sub("", _INVISIBLE.sub("", _SOFT_AT_END.sub("-", text)))


def close_up_letters(text: str) -> str:
    """Words whose letters stand apart, where two spaces or more part the words.

    >>> close_up_letters("T h e   p i e r   w a s   s h u t .")
    'The pier was shut.'
    """
    words = re.split(r" {2,}", text.strip())
    spread = [word for word in words if len(word) < 2 or word[1::2].isspace()]
    if len(words) < 2 or 10 * len(spread) < 9 * len(words) or max(map(len, words)) < 3:
        return text
    indent = text[: len(text) - len(text.lstrip())]
    return indent + " ".join(word.replace(" ", "") for word in words)


def close_up_words(text: str) -> str:
    """Single words whose letters stand apart; short ones where the word list knows what they spell.

    >>> close_up_words("on the s e c o n d day")
    'on the second day'
    """

    def spelled(match: re.Match[str]) -> str:
        whole = match[0].replace(" ", "")
        if len(whole) > 3 and frequency(whole.casefold()):
            return whole
        if whole[0] in "aAI" and len(whole) > 4 and frequency(whole[1:].casefold()):
            return f"{whole[0]} {whole[1:]}"
        return whole if len(whole) >= _LONG else match[0]

    return _SPACED_WORD.sub(spelled, text)


def _closed(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def make_spaces_plain(text: str) -> str:
    """Spaces of odd widths, which a wire's own marks would hide behind.

    >>> make_spaces_plain("5\\xa0000 tonnes")
    '5 000 tonnes'
    """
    return text if text.isascii() else _SPACES.sub(" ", text)


def _may_be_spaced(text: str) -> bool:
    """Whether two characters in five are spaces, as where letters stand apart."""
    if 5 * text.count(" ") < 2 * len(text):
        return False
    bare = text.strip()
    return len(bare) > 13 and 5 * bare.count(" ") >= 2 * len(bare)


_FIXES = (
    *escapes.FIXES,
    (ENCODING, undo_mojibake),
    (INVISIBLE, take_out_invisible),
    (SPACES, make_spaces_plain),
    (LETTERS, close_up_letters),
    (LETTERS, close_up_words),
)
