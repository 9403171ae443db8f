"""Bytes to text: the charset ladder, line ends, and control marks made visible."""

from __future__ import annotations

import codecs
import quopri
import re

from .values import Text, Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_BINARIES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WIRES_OWN = frozenset("\x01\x02\x03\x04\x05\x0c\x11\x12\x13\x14\x16\x1f\x7f")  # ANPA, IPTC
_RETURNS = re.compile(r"\r+\n?")
_NEXT_LINE = re.compile(r"(?<![\xc2-\xf4\x80-\xbf])\x85")
_QUOTED = re.compile(rb"=[C-F][0-9A-F]=[89AB][0-9A-F]|=(?:9[1-7]|A0)(?![0-9A-F])")
_FEW = 2  # signs of quoted-printable, for a page to be taken for it
_BINARY_SHARE = 0.1
_SAMPLE = 65536
_MOST_LINES = 100_000


def visible(text: str) -> str:
    r"""The text with each control character shown as its picture, so that no mark hides.

    >>> visible("one\x00two")
    'one␀two'
    """
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2421) if code == 0x7F else chr(0x2400 + code)


def decode(raw: bytes) -> Text:
    """Read bytes as text, whatever bytes they are.

    The ladder: byte order mark, UTF-16 without one, UTF-8, what chardet is sure of, Windows-1252,
    Latin-1 (which takes everything). Raises Unreadable for nothing at all and for what is not text.
    """
    if not raw.strip(b"\x00\t\r\n\x0b\x0c "):
        raise Unreadable("The file is empty: there is no copy in it.")
    for magic, what in _KNOWN_BINARIES:
        if raw.startswith(magic):
            raise Unreadable(f"This is {what}, not wire copy; newsdesk does not read it.")
    quoted = raw.isascii() and len(_QUOTED.findall(raw[:_SAMPLE])) >= _FEW
    text, charset = _ladder(quopri.decodestring(raw) if quoted else raw)
    notes: tuple[str, ...] = ("Its quoted-printable was undone.",) if quoted else ()
    if charset != "utf-8":
        notes += (f"Read as {charset}, for it is not UTF-8.",)
    if not text.replace("\n", "").isprintable():
        text, more = _without_controls(text)
        notes += more
    _refuse_what_has_no_word(text[:_SAMPLE])
    if text.count("\n") > _MOST_LINES:
        raise Unreadable(f"This file has more than {_MOST_LINES:,} lines: it is no wire copy.")
    return Text(text, charset, notes)


def _without_controls(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with plain line ends and its other controls shown, and what is noted of that."""
    _refuse_what_is_no_text(text[:_SAMPLE])
    shown = _CONTROL.search(text) is not None
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    if text.count("\x0b") > text.count("\n"):
        text = text.replace("\x0b", "\n")
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        text = _RETURNS.sub(_line_end, text)
    if "\x85" in text:
        text = _NEXT_LINE.sub("\n", text)
    return visible(text), ("Control characters are shown as signs such as ␀.",) if shown else ()


def _line_end(found: re.Match[str]) -> str:
    """One line end for returns before a line feed, else one for each return."""
    return "\n" if found[0].endswith("\n") else "\n" * len(found[0])


def _refuse_what_is_no_text(sample: str) -> None:
    foreign = [char for char in _CONTROL.findall(sample) if char not in _WIRES_OWN]
    if len(foreign) > _BINARY_SHARE * len(sample):
        raise Unreadable("This is not text: too many of its bytes are control characters.")


def _refuse_what_has_no_word(sample: str) -> None:
    if not any(char.isalnum() for char in sample):
        raise Unreadable("There is no word in this file: it holds no copy.")


def _ladder(raw: bytes) -> tuple[str, str]:
    for mark, charset in _BOMS:
        if raw.startswith(mark):
            return raw.decode(charset, "replace"), charset.removesuffix("-sig")
    for charset in _likely_wide(raw):
        return raw.decode(charset, "replace"), charset
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _guessed(raw)


def _likely_wide(raw: bytes) -> list[str]:
    """UTF-16 without a mark shows itself: every other byte of Latin copy is nought."""
    head = raw[:4096]
    if len(head) < 8:
        return []
    half = len(head) // 2
    little, big = head[1::2].count(0), head[0::2].count(0)
    wide = [("utf-16-le", little, big), ("utf-16-be", big, little)]
    return [name for name, noughts, others in wide if noughts > half * 0.6 and others < half * 0.1]


def _guessed(raw: bytes) -> tuple[str, str]:
    import chardet  # heavy, and clean copy never needs it

    guess = chardet.detect(raw[:_SAMPLE])
    ladder = ["cp1252", "latin-1"]
    if guess["encoding"] and (guess["confidence"] or 0) > 0.6:
        ladder.insert(0, guess["encoding"].lower())
    for charset in ladder:
        try:
            return raw.decode(charset), charset
        except (UnicodeDecodeError, LookupError):
            continue
    raise AssertionError("Latin-1 takes every byte.")
