from hypothesis import given
from hypothesis import strategies as st

from dispatches.wire.merge import Hand, is_marked, merge, pieces, said

words = st.lists(st.sampled_from(["the", "old", "man", "sat", "by", "sea", "\n\n"]), max_size=12)
texts = words.map(said).map(str.strip)
anything = st.text(max_size=60)
mine_alone, theirs_alone = ["rain", "hail", "mist"], ["wind", "snow", "frost"]


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text, and what two hands made of it, each with words of its own."""
    base = draw(words)

    def edited(own: list[str]) -> str:
        text = list(base)
        for word in draw(st.lists(st.sampled_from(own), max_size=4)):
            at = draw(st.integers(0, len(text)))
            text[at : at + draw(st.integers(0, 2))] = [word]
        return said(text).strip()

    return said(base).strip(), edited(mine_alone), edited(theirs_alone)


@given(anything, anything)
def test_what_one_hand_did_alone_is_taken_as_it_stands(base: str, changed: str) -> None:
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, base).text == changed
    assert merge(base, changed, changed).text == changed


@given(edits())
def test_no_word_that_either_hand_added_is_lost(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    whole = merge(base, mine, theirs).text.replace("⟦", " ").replace("⟧", " ").split()
    for own, text in ((mine_alone, mine), (theirs_alone, theirs)):
        for word in own:
            assert whole.count(word) == text.split().count(word)


@given(edits())
def test_a_word_that_nobody_touched_stays(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    whole = merge(base, mine, theirs).text.split()
    for word in set(base.split()):
        least = min(text.split().count(word) for text in texts)
        twice_gone = base.split().count(word) - (
            sum(base.split().count(word) - text.split().count(word) for text in (mine, theirs))
        )
        assert whole.count(word) >= min(least, twice_gone)


@given(edits())
def test_whose_hand_is_first_changes_no_part_but_its_name(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    swapped = {Hand.MINE: Hand.THEIRS, Hand.THEIRS: Hand.MINE}
    there = merge(base, mine, theirs).parts
    back = merge(base, theirs, mine).parts
    assert [swapped.get(part.hand, part.hand) for part in there] == [part.hand for part in back]


@given(edits())
def test_a_clash_holds_both_and_is_found_again_in_the_text(texts: tuple[str, str, str]) -> None:
    merged = merge(*texts)
    assert is_marked(merged.text) == (merged.clashes > 0)
    assert all(str(part) in merged.text for part in merged.parts if part.hand is Hand.CLASH)


@given(anything)
def test_pieces_are_a_text_again(text: str) -> None:
    assert pieces(said(pieces(text))) == pieces(text)


def test_changes_in_two_places_are_both_kept() -> None:
    base = "The board met on Friday and set out its plans."
    mine = "The ferry board met on Friday and set out its plans."
    theirs = "The board met on Friday and set out its plans for four piers."
    merged = merge(base, mine, theirs)
    assert merged.text == "The ferry board met on Friday and set out its plans for four piers."
    assert merged.clashes == 0


def test_both_ends_of_an_empty_text_clash() -> None:
    assert merge("", "It rained.", "It hailed.").text == "⟦It rained. ¦ It hailed.⟧"


def test_what_one_left_out_and_the_other_changed_clashes() -> None:
    assert merge("It rained hard.", "It rained very hard.", "").text == "⟦It rained very hard. ¦ ⟧"


def test_texts_that_are_too_long_clash_as_a_whole() -> None:
    long = "word " * 20_001
    assert merge(long, f"{long}mine", f"{long}theirs").clashes == 1
