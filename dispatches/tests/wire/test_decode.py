"""Decoding: any bytes become text, or a sentence that says why not."""

from __future__ import annotations

import pytest

from dispatches.wire.decode import decode
from dispatches.wire.values import Unreadable

COPY = "Crème brûlée at the café, “said” Zoë – twenty-five times."


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
def test_copy_is_read_in_the_charset_it_came_in(charset: str) -> None:
    assert decode(COPY.encode(charset)).text == COPY


def test_a_charset_other_than_utf_8_is_named() -> None:
    assert decode(COPY.encode("utf-8")).notes == ()
    assert "not UTF-8" in decode(COPY.encode("cp1252")).notes[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_kind_of_line_end_is_one(end: str) -> None:
    assert decode(f"one{end}two".encode()).text == "one\ntwo"


def test_controls_are_shown_and_said() -> None:
    text = decode(b"one\x00two and three\x02 and four and five")
    assert text.text == "one␀two and three␂ and four and five"
    assert any("Control characters" in note for note in text.notes)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "empty"),
        (b" \r\n\x00\n", "empty"),
        (b"%PDF-1.7 and more", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (bytes(range(32)) * 20, "not text"),
        (b"---- ... ----", "no word"),
        (b"A\n" * 100_001, "more than 100,000 lines"),
    ],
)
def test_what_holds_no_copy_is_refused_with_a_sentence(raw: bytes, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        decode(raw)
