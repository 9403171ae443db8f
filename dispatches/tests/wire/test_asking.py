from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatches.wire.asking import IS, OPERATORS, Asked, composed, parse
from dispatches.wire.findable import Phrase
from dispatches.wire.spans import Span
from dispatches.workflow import Status

NOW = datetime(2019, 4, 25, 12, 30, tzinfo=ZoneInfo("Asia/Dhaka"))
TYPED = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(['"', "-", ":", "*", "..", ",", "2d", "today", "BFF-08", "\0", " "]),
        st.sampled_from([f"{name}:" for name in OPERATORS]),
    ),
    max_size=12,
).map("".join)


def asked(text: str) -> Asked:
    return parse(text, NOW)


@given(TYPED)
def test_any_text_is_understood_as_far_as_it_can_be(text: str) -> None:
    found = asked(text)
    assert all(sentence.endswith(".") for sentence in found.doubts)
    assert asked(found.written).terms == found.terms


@given(st.dictionaries(st.sampled_from([*OPERATORS, "q", "exact", "not", "sort"]), st.text()))
def test_whatever_a_form_says_is_a_search(fields: dict[str, str]) -> None:
    assert asked(composed(fields)) is not None


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("harbour", "words", Phrase(("harbour",))),
        ("harb*", "words", Phrase(("harb",), begins=True)),
        ('"red flag"', "words", Phrase(("red", "flag"))),
        ("“red flag”", "words", Phrase(("red", "flag"))),
        ("BFF-08", "words", Phrase(("bff", "08"))),
        ("from:AFP", "from", "AFP"),
        ('tag:"a b"', "tag", "a b"),
        ("is:in-review", "is", "in_review"),
        ("is:killed", "is", "withdrawn"),
        ("has:Gap", "has", "gap"),
        ("take:BFF-08..12", "take", Span(8, 12, "BFF")),
        ("take:BFF-12..8", "take", Span(8, 12, "BFF")),
        ("take:7", "take", Span(7, 7)),
        ("urgency:1..3", "urgency", Span(1, 3)),
        ("slug:gauge", "slug", Phrase(("gauge",), begins=True)),
    ],
)
def test_an_operator_is_read(text: str, field: str, value: object) -> None:
    (term,) = asked(text).terms
    assert (term.field, term.values, term.left_out) == (field, (value,), False)
    (left_out,) = asked(f"-{text}").terms
    assert (left_out.values, left_out.left_out) == ((value,), True)


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("2019-04-20", datetime(2019, 4, 20, tzinfo=NOW.tzinfo)),
        ("today", datetime(2019, 4, 25, tzinfo=NOW.tzinfo)),
        ("yesterday", datetime(2019, 4, 24, tzinfo=NOW.tzinfo)),
        ("2d", NOW - timedelta(days=2)),
        ("3H", NOW - timedelta(hours=3)),
    ],
)
def test_days_are_those_of_the_zone(said: str, begins: datetime) -> None:
    (term,) = asked(f"after:{said}").terms
    assert term.values == (begins,)
    assert isinstance(term.values[0], datetime)
    assert term.values[0].astimezone(UTC).tzinfo is UTC


def test_several_values_with_commas_are_any_of_them() -> None:
    (term,) = asked("is:incoming,returned").terms
    assert term.values == ("incoming", "returned")
    assert term.says == "is incoming or returned"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("is:wet", "“is:wet” was left out: “is:” wants incoming"),
        ("after:soon", "“after:soon” was left out: “after:” wants a day"),
        ("after:2019-02-30", "“after:2019-02-30” was left out"),
        ("after:9999-01-01", "“after:9999-01-01” was left out"),
        ("urgency:77", "“urgency:77” was left out"),
        ("from:", "“from:” was left out"),
        ("colour:red", "“colour:” is no operator"),
        ('"open', "A quotation mark is not closed"),
        ("!?", "“!?” holds no word"),
        ("x" * 501, "Only the first 500 characters were read."),
        (" ".join(f"w{n}" for n in range(30)), "Only the first 24 terms were read."),
    ],
)
def test_what_was_not_understood_is_said_in_a_sentence(text: str, doubt: str) -> None:
    assert any(sentence.startswith(doubt) for sentence in asked(text).doubts)


def test_a_term_can_be_taken_away() -> None:
    found = asked("from:afp harbour sort:relevance")
    assert found.without(found.terms[0]) == "harbour sort:relevance"


def test_a_form_says_what_somebody_could_type() -> None:
    fields = {"q": "barge", "exact": 'red "flag', "not": "drill test", "from": "a b", "sort": "x"}
    assert composed(fields) == 'barge "red  flag" -drill -test from:"a b"'


def test_every_status_can_be_asked_for() -> None:
    assert set(Status) <= set(IS)
