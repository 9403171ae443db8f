"""How near two texts are, and how one is found again among many."""

from __future__ import annotations

from dispatches.wire import nearness
from dispatches.wire.values import Copy, Paragraph

TEXT = (
    "The weir at Marley was shut on Monday for the third time since the spring floods, and no boat "
    "will pass it before the keeper has found a chain, which he said may take until June."
)
OTHER = (
    "A clerk at Tivey counted nine hundred carts at the gate, more than in any spring of which the "
    "parish keeps a record, and asked for a second bridge over the river at Kelvik."
)


def words(text: str) -> tuple[str, ...]:
    return nearness.words_in([text])


def test_a_text_with_a_sentence_more_is_as_near_as_can_be() -> None:
    assert nearness.alike(words(TEXT), words(f"{TEXT} Nobody was hurt.")) == 1.0


def test_a_text_with_a_word_changed_is_near_and_another_text_is_not() -> None:
    changed = TEXT.replace("Monday", "Tuesday")
    assert nearness.ALIKE < nearness.alike(words(TEXT), words(changed)) < 1.0
    assert nearness.alike(words(TEXT), words(OTHER)) == 0.0


def test_a_flash_of_a_few_words_is_near_nothing() -> None:
    assert nearness.alike(words("The weir is shut."), words("The weir is shut.")) == 0.0


def test_near_texts_share_numbers_of_their_sketches_and_others_none() -> None:
    sketch = set(nearness.sketch(words(TEXT)))
    assert sketch & set(nearness.sketch(words(f"{TEXT} Nobody was hurt.")))
    assert not sketch & set(nearness.sketch(words(OTHER)))


def test_the_nearest_of_several_is_named_and_none_is_near_itself() -> None:
    copies = [Copy("", paragraphs=(Paragraph(text),)) for text in (TEXT, OTHER, TEXT + " Soon.")]
    shelf = nearness.Shelf(copies)
    assert [shelf.nearest(place) for place in range(3)] == [(2, 1.0), None, (0, 1.0)]
