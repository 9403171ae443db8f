import pytest

from dispatches.wire.corrections import mended, proposed
from dispatches.wire.values import Block, Copy, Origin, Paragraph

TEXTS = (
    "The harbour board closed the north quay on Thursday after a crane fell, Mr. Alwin Rooke said.",
    "Nobody was hurt, he added. The crane weighed 40 tonnes.",
    "Wheat fell 3.5 pct to 120 taka, and barley rose 3.5 pct.",
    "“We shall look into it,” said Ms Tarn of the U.S. board.",
    "It will reopen on Friday.",
)
PARTS = [Paragraph(text, origins=(Origin("ab"[n > 2], n, n),)) for n, text in enumerate(TEXTS)]
CROSSHEAD = Paragraph("Wheat", kind=Block.CROSSHEAD)
STORY = Copy("Crane falls on north quay", paragraphs=(PARTS[0], CROSSHEAD, *PARTS[1:]))


def told(notice: str) -> list[tuple[int | None, str, str]]:
    """What a notice proposes; the crosshead is the second piece of the copy."""
    return [(e.paragraph, e.before, e.after) for e in proposed(notice, STORY, ("a", "b"))]


@pytest.mark.parametrize(
    ("notice", "before", "after"),
    [
        ("In BSP-45, second para, please read Two were hurt instead of Nobody was hurt.",
         "Nobody was hurt", "Two were hurt"),
        ("Please read “Two were hurt,” instead of “Nobody was hurt,”.",
         "Nobody was hurt", "Two were hurt"),
        ("Instead of 40 tonnes please read 45 tonnes.", "40 tonnes", "45 tonnes"),
        ("In para 2 please read 45 tonnes not 40 tonnes (correcting the weight).",
         "40 tonnes", "45 tonnes"),
        ("Please change 40 tonnes to 45 tonnes in second para.", "40 tonnes", "45 tonnes"),
        ("Substitute 45 tonnes for 40 tonnes.", "40 tonnes", "45 tonnes"),
        ("In first graf Rooke should read Brooke.", "Rooke", "Brooke"),
        ("please read U.N. board instead of U.S. board", "U.S. board", "U.N. board"),
        ("Please delete “, he added” in second para.", ", he added", ""),
        ("In second take, first para, please insert “again” after “into it”.",
         "into it", "into it again"),
        ("In 2nd para of second take read Saturday instead of Friday", "Friday", "Saturday"),
        ("In last para please read Saturday instead of Friday.", "Friday", "Saturday"),
        ("In the lead please read south quay instead of north quay", "north quay", "south quay"),
        ("In “Crane falls” item please read ... crane weighed 45 tonnes ... correcting figure.",
         "crane weighed 40 tonnes.", "crane weighed 45 tonnes."),
        ("Im zweiten Absatz bitte lesen „45 Tonnen“ statt „40 tonnes“.", "40 tonnes", "45 Tonnen"),
        ("Au deuxième paragraphe, lire 45 tonnes au lieu de 40 tonnes.", "40 tonnes", "45 tonnes"),
        ("En el segundo párrafo, léase 45 tonnes en lugar de 40 tonnes", "40 tonnes", "45 tonnes"),
        ("Nel secondo paragrafo leggere 45 tonnes invece di 40 tonnes.", "40 tonnes", "45 tonnes"),
    ],
)  # fmt: skip
def test_a_notice_proposes_its_own_words_for_those_of_the_story(
    notice: str, before: str, after: str
) -> None:
    ((place, was, now),) = told(notice)
    assert (was, now) == (before, after)
    assert place is not None
    assert before in STORY.paragraphs[place].text


@pytest.mark.parametrize(
    "notice",
    [
        "Headline should read: Crane topples on north quay",
        "In the headline please read Crane topples instead of Crane falls",
    ],
)
def test_a_headline_is_corrected_too(notice: str) -> None:
    (edit,) = proposed(notice, STORY)
    assert edit.paragraph is None
    assert mended(STORY.headline, [edit]) == "Crane topples on north quay"


def test_a_whole_paragraph_is_replaced_where_the_notice_names_it() -> None:
    said = "please read fifth paragraph as follows “It will reopen on Saturday, at noon.”"
    assert told(said) == [(5, TEXTS[4], "It will reopen on Saturday, at noon.")]
    assert told("Please delete fifth para.") == [(5, TEXTS[4], "")]


def test_a_notice_may_ask_for_two_things() -> None:
    said = "In para 3 please read 130 taka instead of 120 taka; in para 4 read Ms Tarne not Ms Tarn"
    assert told(said) == [(3, "120 taka", "130 taka"), (4, "Ms Tarn", "Ms Tarne")]


@pytest.mark.parametrize(
    "notice",
    [
        "Please read 3.6 pct instead of 3.5 pct in third para.",  # it stands there twice
        "Please read 45 tonnes instead of 41 tonnes.",  # it stands nowhere
        "In third graf, the number should be 130 taka.",  # which number?
        "Please correct the spelling of Mr Rooke.",
        "Please read 45 tonnes instead of 40 tonnes, and insert a new paragraph.",
        "In “Crane falls” item please read ... The crane weighed 40 tonnes. ... as sent.",
        "Please read Nobody was hurt instead of Nobody was hurt.",
        "",
    ],
)
def test_where_any_of_it_cannot_be_told_nothing_is_proposed(notice: str) -> None:
    assert not told(notice)


def test_words_outside_the_place_that_is_named_are_less_sure() -> None:
    (named,) = proposed("In last para read Saturday instead of Friday", STORY)
    (alone,) = proposed("Read Saturday instead of Friday", STORY)
    (wrong,) = proposed("In first para read Saturday instead of Friday", STORY)
    assert named.sure > alone.sure > wrong.sure
    assert wrong.why == "not in the place that it names, but once in the story"


def test_the_copy_around_an_edit_stands_and_no_gap_is_left() -> None:
    (edit,) = proposed("Please delete he added", STORY)
    assert mended(TEXTS[1], [edit]) == "Nobody was hurt. The crane weighed 40 tonnes."
    (two, one) = proposed(
        "In para 3 read 9 pct instead of 3.5 pct to; in para 3 read rice instead of barley", STORY
    )
    assert mended(TEXTS[2], [one, two]) == "Wheat fell 9 pct 120 taka, and rice rose 3.5 pct."
