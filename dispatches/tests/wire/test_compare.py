import time

from dispatches.wire.compare import Part, aligned, runs, words


def parts(*texts: str, keys: str = "") -> list[Part]:
    """Paragraphs counted from 1; without keys nothing but their words tells which is which."""
    names = keys or " " * len(texts)
    return [
        Part(key.strip(), text, place=place)
        for place, (key, text) in enumerate(zip(names, texts, strict=True), 1)
    ]


def kinds(one: list[Part], two: list[Part]) -> list[str]:
    return [step.kind for step in aligned(one, two)]


A, B, C = "It rained at noon.", "The gauge was read twice.", "Nobody said why it rose so fast."


def test_a_paragraph_that_moved_is_known_by_its_words_alone() -> None:
    steps = aligned(parts(A, B, C), parts(C, A, B))
    assert [(s.kind, s.was, s.now) for s in steps] == [
        ("moved", 3, 1), ("same", 1, 2), ("same", 2, 3), ("left", 3, 1),
    ]  # fmt: skip
    assert not steps[0].down


def test_a_paragraph_that_moved_down_and_changed_says_both() -> None:
    steps = aligned(parts(A, B, C, keys="abc"), parts(B, C, "It hailed at noon.", keys="bca"))
    moved = next(step for step in steps if step.kind == "moved")
    assert moved.down
    assert [(c.kind, c.text) for c in moved.changes if c.kind != "same"] == [
        ("gone", "rained"), ("new", "hailed"),
    ]  # fmt: skip


def test_a_paragraph_is_known_by_most_of_its_words() -> None:
    assert kinds(parts(A, B), parts("It rained hard at noon.", B)) == ["changed", "same"]
    assert kinds(parts(A), parts(C)) == ["new", "gone"]


def test_what_went_is_told_where_it_stood() -> None:
    assert kinds(parts(A, B, C), parts(A, C)) == ["same", "gone", "same"]
    assert kinds(parts(A, C), parts(A, B, C)) == ["same", "new", "same"]
    assert kinds([], parts(A)) == ["new"]
    assert kinds(parts(A), []) == ["gone"]


def test_two_paragraphs_of_the_same_words_stay_where_they_are() -> None:
    assert kinds(parts(A, B, A), parts(A, B, A)) == ["same", "same", "same"]


def test_a_key_counts_before_the_words() -> None:
    steps = aligned(parts(A, B, keys="ab"), parts(B, A, keys="ab"))
    assert [step.kind for step in steps] == ["changed", "changed"]


def test_words_that_changed_side_by_side_are_one_run() -> None:
    told = [(c.kind, c.text) for c in words("the old man sat", "the young woman sat")]
    assert told == [
        ("same", "the "), ("gone", "old man"), ("new", "young woman"), ("same", " sat"),
    ]  # fmt: skip


def test_nothing_of_either_text_is_lost() -> None:
    for one, two in ((A, B), (A, ""), ("", C), (f"{A} {B}", f"{B} {C}"), ("a  b\n", "b a ")):
        told = runs(one, two)
        assert "".join(c.text for c in told if c.kind != "new") == one
        assert "".join(c.text for c in told if c.kind != "gone") == two


def test_a_thousand_paragraphs_that_have_nothing_in_common_take_no_second() -> None:
    one, two = ([f"{word} {n}." for n in range(1000)] for word in ("Rain", "Hail"))
    begun = time.process_time()
    assert len(aligned(parts(*one), parts(*two))) == 2000
    assert time.process_time() - begun < 1
