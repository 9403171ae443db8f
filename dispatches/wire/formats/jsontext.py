"""JSON as wires send it: any bytes, any depth, any number; read or refused, never a traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any, TypeVar

from dispatches.wire.decode import decode, visible
from dispatches.wire.values import Unreadable

Row = dict[str, Any]
_One = TypeVar("_One")

_SURROGATE = re.compile("[\ud800-\udfff]")
_LEADING = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_LONGEST_NUMBER = 18
_MOST = 1000


def opens(raw: bytes) -> bool:
    """Whether bytes begin as a JSON object or array does, in any of JSON's encodings."""
    return raw[:256].lstrip(_LEADING)[:1] in (b"{", b"[")


def narrow(raw: bytes) -> bytes:
    """The bytes with the noughts of UTF-16 out, so that ASCII words are found in them."""
    return raw.replace(b"\x00", b"") if b"\x00" in raw[:64] else raw


def load(raw: bytes) -> tuple[Any, str]:
    """What a JSON text says, and its charset; raises Unreadable where it says nothing."""
    try:
        text, charset = raw.decode("utf-8-sig"), "utf-8"
        if "\x00" in text[:64]:
            raise UnicodeError
    except UnicodeError:
        decoded = decode(raw)
        text, charset = decoded.text, decoded.charset
    return parse(text), charset


def parse(text: str) -> Any:
    """What a JSON text says. A number too long for one stays a string, NaN is nothing.

    >>> parse('{"version": NaN, "size": 12345678901234567890}')
    {'version': None, 'size': '12345678901234567890'}
    """
    try:
        return json.loads(text, strict=False, parse_int=_whole, parse_constant=lambda _: None)
    except RecursionError:
        raise Unreadable("Its JSON is nested too deep to be read.") from None
    except ValueError as fault:
        raise Unreadable(f"Its JSON breaks off or is not sound: {fault}.") from None


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def said(value: Any) -> str:
    r"""A value as text: a list's values parted by commas, of an object its name.

    >>> said([{"name": "Ana Flint"}, "B\u0000"])
    'Ana Flint, B␀'
    """
    match value:
        case str():
            text = _SURROGATE.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
            return (text if text.isprintable() else visible(text)).strip()
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case list():
            return ", ".join(one for one in map(_plain, value) if one)
        case dict():
            return _plain(value)
    return ""


def _plain(value: Any) -> str:
    """A value in a list: no further lists, so that no depth of them is followed."""
    if isinstance(value, dict):
        names = (value.get(key) for key in ("name", "value", "by", "text", "title", "code"))
        return next((said(one) for one in names if isinstance(one, str) and one.strip()), "")
    return "" if isinstance(value, list) else said(value)


def first(row: Row, *names: str) -> str:
    """The first of these fields that holds text."""
    return next((text for name in names if (text := said(row.get(name)))), "")


def words(value: Any) -> tuple[str, ...]:
    """A list of words, or words in a string parted by commas."""
    if isinstance(value, str):
        value = value.split(",")
    found = [_plain(one) for one in value] if isinstance(value, list) else []
    return tuple(dict.fromkeys(one for one in found if one))


def rows(value: Any) -> list[Row]:
    """The objects that a value holds: itself, a list's, or those that its names lead to."""
    match value:
        case list():
            return [lowered(one) for one in value if isinstance(one, dict)]
        case dict() if value and all(isinstance(one, dict) for one in value.values()):
            return [{"name": name, **lowered(one)} for name, one in value.items()]
        case dict():
            return [lowered(value)]
    return []


def bounded(found: Iterable[_One]) -> list[_One]:
    """The items found, no more than 1,000; raises Unreadable where there are more."""
    kept = list(islice(found, _MOST + 1))
    if len(kept) > _MOST:
        raise Unreadable(f"There are more than {_MOST:,} items in it.")
    return kept


def lowered(row: Row) -> Row:
    """An object with its names in small letters, as ninjs 1 and 2 write them and ninjs 3 not."""
    return {str(name).lower(): value for name, value in row.items()}


def whole(value: Any, least: int, most: int) -> int | None:
    """A whole number between two others, from a number or its digits; None for all else."""
    text = said(value)
    digits = text.removesuffix(".0")
    if digits.isascii() and digits.isdigit() and len(digits) < 9:
        number = int(digits)
        return number if least <= number <= most else None
    return None
