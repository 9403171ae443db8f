"""C01: which paragraphs lost their last line, by their words and the widths of their lines."""

from __future__ import annotations

import pytest

from dispatches.wire.lost import lost
from dispatches.wire.values import Origin, Paragraph

LEAD = Paragraph(
    "The weir at Marley was shut on Monday, for the third time since the spring floods, and no "
    "boat will pass it before the end of the week.",
    widths=(66, 64, 9),
)


def found(*parts: Paragraph) -> list[int]:
    return [place for place, _ in lost((LEAD, *parts))]


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        ("The keeper said that he had asked twice for a new chain, and had been", (69,)),
        (
            "The keeper said that he had asked twice for a new chain, and that he was told,",
            (66, 12),
        ),
        ("“I asked for a chain,” the keeper said, and went on to list the parish", (70,)),
        ("It is the seventh lock on the river that was shut for want of a chain in May", (65, 60)),
    ],
)
def test_a_paragraph_whose_last_full_line_has_no_end_lost_one(
    text: str, widths: tuple[int, ...]
) -> None:
    full = widths if widths[-1] > 40 else (*widths[:-1], 64)
    assert found(Paragraph(text, widths=full)) == [1]


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        ("The keeper said that he had asked twice for a new chain.", (57,)),
        ("A short line that its author left without a stop, as some do now and then", (65, 9)),
        ("- a chain of forty links, to be had from the smith at Tivey by the month's end", (66,)),
        ("The weir is shut (corrects day).", (33,)),
        ("The weir is shut. (Corrects the day of its shutting)", (53,)),
        ("LOCK AT MARLEY SHUT FOR THE THIRD TIME SINCE THE SPRING FLOODS, KEEPER SAYS", (75,)),
        ("Tolls 41,000 vs 39,500, boats 880 vs 902, days shut 12 vs 3", (60,)),
        ("Where boats may wait", (20,)),
    ],
)
def test_what_merely_has_no_full_stop_lost_nothing(text: str, widths: tuple[int, ...]) -> None:
    assert found(Paragraph(text, widths=widths)) == []


def test_a_list_lost_nothing() -> None:
    items = ["The lock at Marley, since Monday", "The lock at Tivey, since June", "Both weirs"]
    assert found(*(Paragraph(text, widths=(len(text),)) for text in items)) == []


def test_a_list_whose_items_are_wrapped_and_have_no_stop_lost_nothing() -> None:
    items = (
        "- a chain of forty links, to be had from the smith at Tivey before the month is out",
        "- a new sluice for the weir, which the parish of Marley has asked for since the spring",
    )
    assert found(*(Paragraph(text, widths=(62, 24)) for text in items)) == []


def test_one_item_without_a_stop_among_those_with_one_lost_its_end() -> None:
    whole = Paragraph("- a new sluice for the weir, for which the parish asked.", widths=(56,))
    torn = Paragraph("- a chain of forty links, to be had from the smith at", widths=(63, 60))
    assert found(whole, torn, whole) == [2]


def test_one_take_whose_lines_stand_apart_tells_nothing() -> None:
    apart = Origin("two", 1, 9)
    lines = ["The keeper of the weir said that he had asked the parish for", "a chain, and the",
             "smith of Tivey that he had none to give before the end of", "the month."]  # fmt: skip
    torn = [Paragraph(text, origins=(apart,), widths=(len(text),)) for text in lines]
    assert found(LEAD, LEAD, LEAD, LEAD, LEAD, *torn) == []
