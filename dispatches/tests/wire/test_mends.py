from hypothesis import given
from hypothesis import strategies as st

from dispatches.wire.mends import edit, instead
from dispatches.wire.values import Copy, Paragraph

TEXTS = st.text(alphabet="ab ’\u200b.", max_size=24)


@given(TEXTS, TEXTS)
def test_an_edit_makes_the_one_text_of_the_other(one: str, two: str) -> None:
    made = edit(0, one, two, 1.0)
    before, behind = one[: made.start], one[made.start + len(made.before) :]
    assert one[made.start :].startswith(made.before)
    assert before + made.after + behind == two


def test_an_edit_shows_whole_words() -> None:
    made = edit(0, "The ga\u200buge rose.", "The gauge rose.", 1.0)
    assert (made.before, made.after) == ("ga\u200buge", "gauge")


def test_a_name_is_written_one_way_and_no_other_word_is_touched() -> None:
    copy = Copy("", paragraphs=(Paragraph("Al O’Hara met Al O'Hara-Smith and Al O'Hara."),))
    made = instead(copy, ["Al OHara", "Al O'Hara"], "Al OHara", "mended")
    assert [(one.start, one.before) for one in made] == [
        (0, "Al O’Hara"), (34, "Al O'Hara"),
    ]  # fmt: skip
