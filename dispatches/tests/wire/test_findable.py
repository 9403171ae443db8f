import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatches.wire.findable import MOST, Phrase, hits, in_one, pieces, snippet, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("প্রধানমন্ত্রী শেখ", ["প্রধানমন্ত্রী", "শেখ"]),
        ("র‍্যাব ২০১৯", ["র্যাব", "2019"]),
        ("الحُكُومَة العربـية", ["الحكومة", "العربية"]),
        ("Erdoğan’s café", ["erdogan", "s", "cafe"]),
        ("BFF-08/AFP", ["bff", "08", "afp"]),
        ("日本語 text", ["日", "本", "語", "text"]),
        ("snake_case\x00end", ["snake", "case", "end"]),
        ("stand\u00adoff", ["standoff"]),
    ],
)
def test_words_are_found_in_every_script(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
def test_a_text_has_the_same_words_however_its_signs_are_composed(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(st.text())
def test_words_that_are_made_one_text_are_the_same_words_again(text: str) -> None:
    assert words(in_one([text])) == words(text)


def test_a_text_that_is_too_long_for_an_index_is_cut_between_words() -> None:
    told = in_one(["নদী " * MOST])
    assert len(told.encode()) <= MOST
    assert set(told.split()) == {"নদী"}


@given(st.text(), st.text(max_size=8))
def test_the_pieces_of_a_text_are_the_text(text: str, sought: str) -> None:
    phrases = [Phrase(tuple(words(sought)), begins=True)]
    assert "".join(piece.text for piece in pieces(text, phrases)) == text
    assert snippet(text, phrases) is not None


def test_words_side_by_side_are_marked_and_the_same_words_apart_are_not() -> None:
    phrase = [Phrase(("red", "flag"))]
    assert hits("A red-flag day, red as a flag.", phrase) == [(2, 10)]


def test_the_last_word_of_a_phrase_may_go_on_where_it_only_begins() -> None:
    assert hits("the harbour fires", [Phrase(("harbour", "fir"), begins=True)]) == [(4, 17)]
    assert not hits("the harbour fires", [Phrase(("harbour", "fir"))])


def test_a_snippet_shows_the_place_and_cuts_no_word() -> None:
    text = "ferry " * 100 + "বন্দরে আগুন " + "ferry " * 100
    shown = snippet(text, [Phrase(("আগুন",))])
    assert [piece.text for piece in shown if piece.hit] == ["আগুন"]
    whole = "".join(piece.text for piece in shown)
    assert whole.startswith("… ferry ")
    assert whole.endswith(" ferry …")
    assert len(whole) < 260
