"""Letters that were read in the wrong code page are put right, on lines of any length."""

import pytest

from dispatches.wire.clean.characters import undo_mojibake


def wrong(text: str, times: int) -> str:
    for _ in range(times):
        text = text.encode().decode("cp1252", "replace")
    return text


@pytest.mark.parametrize("sentences", [1, 60])
@pytest.mark.parametrize("garbled", ["It’s the café’s. ", "Nothing is wrong with “this” one. "])
@pytest.mark.parametrize("times", [1, 2])
def test_a_line_is_mended_whatever_its_length(sentences: int, garbled: str, times: int) -> None:
    garbled = garbled.replace("”", "")  # its last byte has no sign in that code page
    assert undo_mojibake(sentences * wrong(garbled, times)) == sentences * garbled


def test_a_long_line_of_two_code_pages_is_mended_where_it_is_garbled() -> None:
    clean = 40 * "“It’s the café’s,” she said – twice – in 1 of 5 cafés. "
    assert undo_mojibake(clean + wrong("the café’s", 1)) == clean + "the café’s"
