"""Routing rules: what they ask, what they decide, and that the words for it are true."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatches.wire.globs import fits
from dispatches.wire.routing import Facts, ask, decide
from dispatches.wire.rules import CONDITIONS, DEEDS, Faults, Rule, parse

FERRY = Facts(
    slug=("BC-FERRY-SINKING", "ferry"),
    headline=("Ferry sinks off Char Baluka",),
    subject=("disaster", "medtop:03000000"),
    keyword=("river",),
    language=("en-GB",),
    place=("CHAR BALUKA, April 25",),
    city=("Char Baluka",),
    credit=("OPS",),
    kind=("text",),
    urgency=4,
    embargo=True,
)
HELD: dict[str, Any] = {
    "slug": ["boat*", "ferry*"],
    "headline": ["char baluka"],
    "subject": ["medtop:0300*"],
    "keyword": ["River"],
    "language": ["en"],
    "urgency_at_most": 4,
    "urgency_at_least": 4,
    "place": ["baluka"],
    "city": ["char baluka"],
    "credit": ["ops"],
    "kind": ["text"],
    "embargo": True,
}
NOT: dict[str, tuple[Any, str]] = {
    "slug": (["fer"], "slug “BC-FERRY-SINKING”, “ferry” matches none of fer"),
    "headline": (["sink"], "headline “Ferry sinks off Char Baluka” does not match sink"),
    "subject": (["sport"], "subject “disaster”, “medtop:03000000” matches none of sport"),
    "keyword": (["sea", "lake"], "keyword “river” matches none of sea, lake"),
    "language": (["gb"], "language “en-GB” does not match gb"),
    "urgency_at_most": (3, "urgency 4 is not at most 3"),
    "urgency_at_least": (5, "urgency 4 is not at least 5"),
    "place": (["dhaka"], "place “CHAR BALUKA, April 25” does not match dhaka"),
    "city": (["baluka"], "city “Char Baluka” does not match baluka"),
    "credit": (["afp"], "agency “OPS” does not match afp"),
    "kind": (["flash"], "kind “text” does not match flash"),
    "embargo": (False, "it is under embargo"),
}
DESK = {"desk": "home"}


def test_every_condition_is_tried_here() -> None:
    assert set(HELD) == set(NOT) == set(CONDITIONS)


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_holds_and_says_of_what(name: str) -> None:
    asked = ask(FERRY, parse("R", {name: HELD[name]}, DESK))
    assert asked.held
    assert asked.said()


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_does_not_hold_and_says_why(name: str) -> None:
    wanted, said = NOT[name]
    asked = ask(FERRY, parse("R", {name: wanted}, DESK))
    assert (asked.held, asked.said()) == (False, said)


def test_all_conditions_must_hold() -> None:
    whole = parse("R", HELD, DESK)
    assert ask(FERRY, whole).held
    assert not ask(replace(FERRY, urgency=5), whole).held
    assert not ask(replace(FERRY, keyword=()), whole).held


def test_what_a_story_has_not_is_said_so() -> None:
    assert ask(Facts(), parse("R", {"city": ["x"]}, DESK)).said() == "it has no city"


def test_later_rules_overwrite_and_tags_add_up() -> None:
    one = parse("One", {}, {"desk": "home", "urgency": 2, "tags": ["River", "sea"]})
    two = parse("Two", {}, {"desk": "foreign", "tags": ["sea", "night"], "approve": True})
    made = decide(FERRY, [one, two])
    assert (made.desk, made.urgency, made.tags) == ("foreign", 2, ("river", "sea", "night"))
    assert made.approve == "Two"
    assert decide(FERRY, [two, one]).desk == "home"


def test_a_rule_that_holds_a_story_keeps_another_from_approving_it() -> None:
    rules = [parse("Go", {}, {"approve": True}), parse("Stop", {}, {"hold": "Ask first."})]
    made = decide(FERRY, rules)
    assert (made.holds, made.approve) == ((("Stop", "Ask first."),), "")


WRONG: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({"slug": ["--"]}, DESK, "if_slug", "has no letter"),
    ({"slug": ["x" * 99]}, DESK, "if_slug", "too long"),
    ({"slug": ["a\x00"]}, DESK, "if_slug", "cannot be printed"),
    ({"slug": [f"w{n}" for n in range(50)]}, DESK, "if_slug", "40 are the most"),
    ({"urgency_at_most": 0}, DESK, "if_urgency_at_most", "from 1"),
    ({"urgency_at_most": "x"}, DESK, "if_urgency_at_most", "from 1"),
    ({"urgency_at_most": 2, "urgency_at_least": 3}, DESK, "if_urgency_at_most", "No urgency"),
    ({"embargo": "perhaps"}, DESK, "if_embargo", "yes or no"),
    ({"colour": ["red"]}, DESK, "if_colour", "There is no “colour”"),
    ({}, {}, "do_desk", "what is to be done"),
    ({}, {"approve": False}, "do_desk", "what is to be done"),
    ({}, {"desk": "x" * 41}, "do_desk", "too long"),
    ({}, {"tags": [f"t{n}" for n in range(30)]}, "do_tags", "20 are the most"),
    ({}, {"hold": "Ask.", "approve": True}, "do_approve", "choose one"),
]


@pytest.mark.parametrize(("conditions", "deeds", "field", "sentence"), WRONG)
def test_a_mistake_is_told_beside_its_field(
    conditions: dict[str, Any], deeds: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Faults) as faults:
        parse("R", conditions, deeds)
    assert sentence in faults.value.by_field[field]


def test_every_deed_is_known_to_a_decision() -> None:
    full = {"desk": "d", "urgency": 1, "tags": ["t"], "hold": "h"}
    made = decide(FERRY, [parse("A", {}, full), parse("B", {}, {"approve": True})])
    assert set(DEEDS) == set(full) | {"approve"}
    assert (made.desk, made.urgency, made.tags, made.holds) == ("d", 1, ("t",), (("A", "h"),))


# Laws --------------------------------------------------------------------------------------------
_WORDS = st.lists(st.sampled_from(["ferry*", "sport", "*", "b?t", "river"]), max_size=3)
_RULES = st.lists(
    st.builds(
        lambda slug, most, embargo, desk, tags: parse(
            "",
            {"slug": slug, "urgency_at_most": most, "embargo": embargo},
            {"desk": desk, "tags": tags, "urgency": most},
        ),
        _WORDS,
        st.none() | st.integers(1, 9),
        st.none() | st.booleans(),
        st.sampled_from(["home", "sport"]),
        st.lists(st.sampled_from(["a", "b", "c"]), max_size=2),
    ),
    max_size=6,
).map(lambda rules: [replace(rule, name=f"R{n}") for n, rule in enumerate(rules)])
_FACTS = st.builds(
    Facts,
    slug=st.lists(st.text("ferybtio -", max_size=12), max_size=2).map(tuple),
    urgency=st.integers(1, 9),
    embargo=st.booleans(),
)


@given(_FACTS, _RULES, st.randoms())
def test_what_a_rule_says_does_not_depend_on_the_order_of_the_rules(
    facts: Facts, rules: list[Rule], random: Any
) -> None:
    made = decide(facts, rules)
    mixed = rules.copy()
    random.shuffle(mixed)
    other = decide(facts, mixed)
    told = {one.rule.name: (one.held, one.said()) for one in made.asked}
    assert told == {one.rule.name: (one.held, one.said()) for one in other.asked}
    assert set(made.tags) == set(other.tags)


@given(_FACTS, _RULES)
def test_a_decision_is_what_its_explanation_says(facts: Facts, rules: list[Rule]) -> None:
    made = decide(facts, rules)
    held = [one.rule for one in made.asked if one.held]
    assert all(one.held == all(why.held for why in one.why) for one in made.asked)
    assert made.desk == (held[-1].deeds["desk"] if held else "")
    assert set(made.tags) == {tag for rule in held for tag in rule.deeds.get("tags", ())}
    assert decide(facts, held) == replace(made, asked=tuple(a for a in made.asked if a.held))


@given(st.text(max_size=20), st.text(max_size=30))
def test_no_pattern_and_no_text_break_the_comparison(pattern: str, text: str) -> None:
    assert fits(pattern, text) in (True, False)
    assert fits("*", text) == any(one.isalnum() for one in text) or not text.isascii()


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    assert not fits("a*" * 39 + "b", "a" * 5000)
