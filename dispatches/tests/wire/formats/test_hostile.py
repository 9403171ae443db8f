"""Bytes that mean harm: each is refused or read within a second, in little memory."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest

from dispatches.tests.wire.formats.imitations import RSS, WXR, docx_of, mail, zipped
from dispatches.wire import formats
from dispatches.wire.values import Unreadable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = "From: a@orrin.example\nSubject: x\nMIME-Version: 1.0\nMessage-ID: <1@orrin.example>\n"
MIXED = "Content-Type: multipart/mixed; boundary="
HALF = b'{"headline":"a\\ud800b","body_text":"\\u0000x"}'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@cache
def members(count: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    return held.getvalue()


def lying(raw: bytes) -> bytes:
    """An archive whose directory says that it has three members."""
    end = raw.rfind(b"PK\x05\x06")
    return raw[: end + 8] + b"\x03\x00\x03\x00" + raw[end + 12 :]


def nested(depth: int) -> bytes:
    raw = zipped({"a.txt": b"Copy."})
    for _ in range(depth):
        raw = zipped({"a.zip": raw})
    return raw


REFUSED: dict[str, Callable[[], bytes | str]] = {
    "JSON 100,000 deep": lambda: b'{"headline":' + b"[" * 100_000,
    "JSON 100,000 deep, and sound": lambda: (
        b'{"headline":"a","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    ),
    "40,000 items": lambda: b'{"items":[' + b'{"headline":"a"},' * 40_000 + b"{}]}",
    "30,000 entries": lambda: b"<rss><channel>" + b"<item><title>x</title></item>" * 30_000,
    "entities upon entities": lambda: f'<!DOCTYPE a [<!ENTITY a0 "a">{LAUGHS}]>{RSS}',
    "a zip bomb": lambda: zipped({"a.txt": b"A" * 19_000_000}),
    "100 zip bombs": lambda: zipped({f"{n}.txt": b"A" * 190_000 for n in range(100)}),
    "100,000 members": lambda: members(100_000),
    "100,000 members, said to be 3": lambda: lying(members(100_000)),
    "an archive in nine": lambda: nested(9),
    "a document of entities upon entities": lambda: docx_of(
        f'<!DOCTYPE a [<!ENTITY a0 "a">{LAUGHS}]><w:document {W}>&a9;</w:document>'
    ),
    "a document 100,000 deep": lambda: docx_of(
        f"<w:document {W}><w:body>" + "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000
    ),
    "a mail of 10,000 parts": lambda: f"{HEAD}{MIXED}b\n\n{'--b{}x{}' * 10_000}".format(
        *["\n\n"] * 20_000
    ),
    "a mail 20,000 deep": lambda: HEAD + "".join(f"{MIXED}b{n}\n\n--b{n}\n" for n in range(20_000)),
    "a mail 150 deep": lambda: HEAD + "".join(f"{MIXED}b{n}\n\n--b{n}\n" for n in range(150)),
    "forwarded 20,000 times": lambda: HEAD + "Content-Type: message/rfc822\n\n" * 20_000,
    "rich text 200,000 deep": lambda: b"{\\rtf1 " + b"{" * 200_000,
}
READ: dict[str, Callable[[], bytes | str]] = {
    "a number of 500,000 digits": lambda: b'{"headline":"a","version":' + b"9" * 500_000 + b"}",
    "no number, and too large a one": lambda: b'{"headline":"a","urgency":NaN,"priority":1e999}',
    "half a character": lambda: HALF,
    "an item of 900,000 brackets": lambda: RSS.replace("Sea<", "<" * 900_000),
    "900,000 posts within posts": lambda: WXR.replace("</title>", "<item>" * 150_000),
    "a header of a million signs": lambda: HEAD + "X-A: " + "a " * 500_000 + "\n\nb\n",
    "a sender of 400,000 brackets": lambda: mail("b").as_bytes().replace(b"Ana", b"(" * 400_000),
    "50,000 headers": lambda: HEAD + "X-A: b\n" * 50_000 + "\nbody\n",
    "forwarded 190 times": lambda: HEAD + "Content-Type: message/rfc822\n\n" * 190,
    "100,000 lines of fields": lambda: HEAD + "\n" + "Headline: x\n" * 90_000,
    "rich text of a million digits": lambda: b"{\\rtf1 \\a" + b"9" * 1_000_000 + b" x}",
    "a picture in rich text": lambda: b"{\\rtf1 {\\pict " + b"89ab" * 2_000_000 + b"} hello}",
}


def read(made: bytes | str) -> None:
    formats.read(made if isinstance(made, bytes) else made.encode())


def read_in_time(made: bytes | str) -> None:
    began = time.process_time()
    try:
        read(made)
    finally:
        took = time.process_time() - began
        assert took < 1.5  # a second on a machine with nothing else to do


def read_in_little_memory(made: bytes | str) -> None:
    tracemalloc.start()
    try:
        read(made)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 200 * 1024 * 1024


@pytest.mark.parametrize("name", REFUSED)
def test_what_means_harm_is_refused_at_once(name: str) -> None:
    with pytest.raises(Unreadable):
        read_in_time(REFUSED[name]())


@pytest.mark.parametrize("name", sorted(REFUSED | READ))
def test_what_means_harm_takes_little_memory(name: str) -> None:
    with suppress(Unreadable):
        read_in_little_memory((REFUSED | READ)[name]())


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read_at_once(name: str) -> None:
    with suppress(Unreadable):
        read_in_time(READ[name]())


def test_what_a_surrogate_or_a_nought_stood_for_can_be_stored() -> None:
    (item,) = formats.read(HALF).items
    assert (item.headline, item.body) == ("a\ufffdb", "␀x")
    item.headline.encode()
