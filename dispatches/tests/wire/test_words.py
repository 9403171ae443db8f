import random
import zlib

import pytest

from dispatches.wire import formats
from dispatches.wire.formats import words
from dispatches.wire.values import Unreadable

NOTE = b"GIF8 is how the note of the harbour office began, and nobody knew why.\r\nIt ended.\x00"


def test_words_are_read_whatever_they_look_like_when_a_person_asks() -> None:
    text = formats.read(NOTE, "words").text
    assert text.text.split("\n")[1] == "It ended.␀"
    assert text.notes == ("Read as utf-8, because a person said so.",)
    assert formats.recognise(NOTE).NAME != "words"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 90,
        b"12 34 56",
        random.Random(4).randbytes(5000),
        b"PK\x03\x04" + zlib.compress(NOTE * 50),
        b"\x89PNG\r\n\x1a\n" + zlib.compress(random.Random(5).randbytes(900)),
    ],
)
def test_what_makes_no_words_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="no words"):
        words.read(raw)
