"""The notation in which conventions are written: what it matches, what it refuses, how fast."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatches.wire.conventions import CONVENTIONS, notation, texts
from dispatches.wire.conventions.fields import ANYWHERE, FIELDS, KINDS

WRITTEN = sorted(
    (line, kind)
    for convention in CONVENTIONS.values()
    for kind in KINDS
    if (line := getattr(convention, kind))
)
HOSTILE = ("A" * 200, "A-" * 100, "1, " * 70, "/" * 200, "A/B" * 60, "a " * 100, "BFF-" + "1," * 90)


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_matches_its_own_example(field: str) -> None:
    for example in FIELDS[field].example.split(" or "):
        assert notation.compile(f"< {{{field}}} >").fullmatch(f"< {example} >")


@pytest.mark.parametrize(
    ("text", "lines", "others"),
    [
        ("{PREFIX}-{number}", ["BFF-08"], ["bff-08", "BFF 08", "BFF-", "BFF-08 "]),
        ("{PREFIX:3}{number:4-5}", ["BNM0013"], ["BN0013", "BNMA0013", "BNM001"]),
        ("{prefix}{number} {initials:3}", ["xjw001 hka"], ["xjw001 hkab", "xjw001hka"]),
        ("{PREFIX}{yyyymmdd}{number}", ["AEN20190425000100"], ["AEN21190425000100"]),
        ("{number}[ of {digits}]", ["2", "2 of 3"], ["2 of", "of 3"]),
        ("(Teil|Seite) {number}", ["Teil 2", "Seite 2"], ["Blatt 2", "Teil"]),
        (r"\[{number}\] \(a\|b\) \\", ["[12] (a|b) \\"], ["12 (a|b) \\"]),
        ("a.c*", ["a.c*"], ["abc*", "a.cc"]),
        ("{number} {title} ({digits}|end)", ["7 A ferry 3", "7 A ferry 3 end"], ["7 3 ende"]),
    ],
)
def test_a_notation_matches_its_lines_and_no_others(
    text: str, lines: list[str], others: list[str]
) -> None:
    pattern = notation.compile(text)
    assert [line for line in lines if not pattern.fullmatch(line)] == []
    assert [line for line in others if pattern.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("{PREFIX}-{numbre}", "serial", "At character 10: {numbre} is no field, {number} is."),
        ("{PREFIX}-{xyz}{number}", "serial", "At character 10: {xyz} is no field."),
        ("{prefiX}{number}", "serial", "At character 1: {prefiX} is no field, {PREFIX} is."),
        ("{number", "serial", "At character 1: { is not closed."),
        ("A[-{number}", "serial", "At character 2: [ is not closed."),
        ("A(b|{number}", "serial", "At character 2: ( is not closed."),
        ("{number}]", "serial", "At character 9: ] has nothing before it"),
        ("a|{number}", "serial", "At character 2: | has nothing before it"),
        ("{number}[]", "serial", "At character 10: there is nothing here."),
        ("{number}(a|)", "serial", "At character 12: there is nothing here."),
        ("{number}\\d", "serial", "At character 10: a backslash stands before"),
        ("{number:0}", "serial", "a length is between 1 and 40"),
        ("{number:x}", "serial", "a length is written {number:3} or {number:2-4}"),
        ("{title:3} {number}", "serial", "{title} takes no length"),
        ("{number} {number}", "serial", "At character 10: {number} stands there already"),
        ("{PREFIX}{INITIALS}{number}", "serial", "nothing tells where {PREFIX} ends"),
        ("{PREFIX}T{number}", "serial", "nothing tells where {PREFIX} ends and T begins"),
        ("{PREFIX}", "serial", "It needs {number} or {numbers} to be a serial line."),
        ("{place}, {date}", "dateline", "A line of copy would match"),
        ("{date} -", "dateline", "It needs {place} to be a dateline."),
        ("{MARKS} {number}", "sign_off", "{number} says nothing in a sign-off"),
        ("[{number}]", "serial", "An empty line would match"),
        ("{words}[ {number}]", "serial", "A line of copy would match"),
        ("{mark}", "sign_off", "A line of copy would match"),
        ("((((({number})))))", "serial", "too deep"),
        ("{number} {words} {words} {words}", "serial", "too many ways"),
        ("{number}" + "x" * 200, "serial", "It has 208 characters; 200 are the most."),
        ("{number}\u202e", "serial", "cannot be printed"),
    ],
)
def test_a_mistake_is_a_sentence_that_says_where(text: str, kind: str, said: str) -> None:
    with pytest.raises(notation.Mistake, match=re.escape(said)):
        notation.compile(text, kind)


@pytest.mark.parametrize(("text", "kind"), WRITTEN)
def test_no_line_takes_a_convention_of_the_house_long(text: str, kind: str) -> None:
    pattern = notation.compile(text, kind)
    began = perf_counter()
    for line in HOSTILE:
        pattern.fullmatch(line)
    assert perf_counter() - began < 0.2


def test_a_field_gives_nothing_back_so_that_no_line_is_tried_over_and_over() -> None:
    pattern = notation.compile("[-]".join(["{LETTERS:1-40}"] * 6) + "!")
    began = perf_counter()
    assert pattern.fullmatch("A" * 200) is None
    assert perf_counter() - began < 0.2


_PIECES = st.lists(
    st.sampled_from(
        [f"{{{name}}}" for name in sorted(ANYWHERE)]
        + ["[{word} ]", "( |-)", "[-]", "A", " ", "[A]"]
    ),
    max_size=24,
)


@given(_PIECES, st.sampled_from(HOSTILE) | st.text("Aa1 -/", max_size=200))
def test_what_is_not_refused_is_fast_on_any_line(pieces: list[str], line: str) -> None:
    try:
        pattern = notation.compile("".join(pieces))
    except notation.Mistake:
        return
    began = perf_counter()
    pattern.fullmatch(line)
    assert perf_counter() - began < 0.2


@given(st.text(max_size=60), st.sampled_from(["", *KINDS]))
def test_any_text_is_a_notation_or_a_mistake(text: str, kind: str) -> None:
    said = "."
    try:
        notation.compile(text, kind)
    except notation.Mistake as mistake:
        said = str(mistake)
    assert said.endswith(".")


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30))
def test_text_that_is_written_stands_for_itself(text: str) -> None:
    assert notation.compile(notation.written(text)).fullmatch(text)


def test_a_field_says_what_it_is_and_how_long() -> None:
    assert [name for name, field in FIELDS.items() if not (field.says and field.example)] == []
    assert [name for name, field in FIELDS.items() if field.most < field.least] == []


@pytest.mark.parametrize("name", sorted(CONVENTIONS))
def test_a_convention_that_is_written_out_reads_back_the_same(name: str) -> None:
    assert texts.read(name, texts.write(CONVENTIONS[name])) == CONVENTIONS[name]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("serial", "{numbr}", "At character 1"),
        ("more", "a" * 41, "too long"),
        ("ends", "---", "no letter and no digit"),
        ("leads", ",".join(f"w{n}" for n in range(61)), "60 are the most"),
        ("priorities", "EIL", "is written EIL=urgent"),
        ("priorities", "EIL=soon", "“soon” is none of flash, bulletin, urgent."),
        ("crossheads", "stars", "“stars” is none of dashes, capitals."),
    ],
)
def test_a_field_that_cannot_stand_is_named_with_a_sentence(
    field: str, text: str, said: str
) -> None:
    with pytest.raises(texts.Faults) as raised:
        texts.read("ops", {"slug": "{SLUG}", field: text})
    assert list(raised.value.by_field) == [field]
    assert said in raised.value.by_field[field]
