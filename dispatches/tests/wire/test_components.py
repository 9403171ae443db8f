from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dispatches.tests.simulator.days import day
from dispatches.wire import pipeline
from dispatches.wire.cards import Card, arrival, card
from dispatches.wire.components import component, components, tied
from dispatches.wire.ids import Serial
from dispatches.wire.index import MOST, How, Index
from dispatches.wire.simulator import KNOWN, PRESETS, UNKNOWN
from dispatches.wire.ties import partner, ties, ties_of
from dispatches.wire.values import Dateline, Mark, Paragraph, SignOff, Take

NOON = datetime.fromisoformat("2024-03-05T12:00")
HEAD = Take(
    key="head", slug="PIER", headline="Pier opens at Ostby", dateline=Dateline("OSTBY", "OSTBY"),
    paragraphs=(Paragraph("The pier was opened on Friday."),), mark=Mark.MORE, number=1,
    serial=Serial("BFF", 8), sign_off=SignOff(("BSS",), "RK"), received_at=NOON,
)  # fmt: skip
LATER = Take(
    key="later", slug="PIER", paragraphs=(Paragraph("It was shut on Sunday."),), mark=Mark.END,
    number=2, serial=Serial("BFF", 9), sign_off=SignOff(("BSS",), "RK"),
    received_at=NOON + timedelta(minutes=2),
)  # fmt: skip
WIRES = [*KNOWN, UNKNOWN]


def cards_of(seed: int, wire: str) -> list[Card]:
    """The cards of a rough day, in order of arrival."""
    sent = day(seed, stories=20, conventions=[wire], rates=PRESETS["rough"]).sent
    takes = [
        take
        for one in sent
        for take in pipeline.read(
            one.raw.encode(), feed=one.feed, received_at=one.received_at, page=one.id
        ).takes
        if take.kind == "take"
    ]
    return [card(take) for take in sorted(takes, key=arrival)]


def meet(one: Take, two: Take) -> bool:
    """Whether an index shows the one to the other, and they are tied."""
    index = Index()
    index.add(card(one))
    index.add(card(two))
    found = component(index, index.cards[one.key])
    back = component(index, index.cards[two.key])
    assert len(found) == len(back)
    return len(found) == 2


@pytest.mark.parametrize("wire", WIRES)
def test_a_component_is_the_same_from_each_of_its_takes(wire: str) -> None:
    cards = cards_of(3, wire)
    index = Index()
    for one in reversed(cards):
        index.add(one)
    for part in components(cards):
        keys = {one.key for one in part}
        assert all({two.key for two in component(index, one)} == keys for one in part)


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize("seed", range(6))
def test_no_link_that_is_certain_is_without_a_tie(seed: int, wire: str) -> None:
    cards = cards_of(seed, wire)
    index = Index()
    for one in cards:
        index.add(one)
    for younger in cards:
        near = {other.key for other, _ in index.near(younger)}
        linked = {one.key for one in cards if one is not younger and tied(one, younger, How.LINKED)}
        assert linked <= near


@pytest.mark.parametrize("wire", WIRES)
def test_a_component_is_no_larger_than_a_few_stories(wire: str) -> None:
    assert max(map(len, components(cards_of(4, wire)))) <= 20


@pytest.mark.parametrize(
    "change",
    [
        {"slug": ""},
        {"slug": "", "sign_off": None, "headline": "Pier opens at Ostby"},
        {"slug": "", "serial": Serial("BFF", 60), "number": 2},
        {"slug": "", "sign_off": None, "pick_up": "opened on Friday."},
        {"slug": "", "sign_off": None, "headline": "opens at"},
        {"slug": "", "sign_off": None, "headline": "PIER"},
    ],
)
def test_each_name_that_may_make_a_link_certain_ties(change: dict[str, object]) -> None:
    assert meet(HEAD, replace(LATER, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "", "sign_off": None},
        {"feed": "another"},
        {"received_at": NOON + timedelta(hours=30)},
        {"slug": "MOLE", "sign_off": SignOff(("BSS",), "TN")},
    ],
)
def test_a_number_and_a_time_alone_tie_nothing(change: dict[str, object]) -> None:
    assert not meet(HEAD, replace(LATER, **change))  # type: ignore[arg-type]


def test_what_decides_the_worth_of_a_slug_is_tied_though_it_cannot_be_linked() -> None:
    other = replace(
        HEAD, key="other", headline="Quite another pier", mark=Mark.END, serial=Serial("BCN", 90),
        paragraphs=(Paragraph("Nobody knows when it will be built."),),
    )  # fmt: skip
    named = replace(LATER, headline="Pier opens at Ostby")
    assert tied(card(other), card(named), How.LINKED)
    assert meet(other, named)


def test_two_whole_stories_under_one_slug_are_not_tied() -> None:
    other = replace(HEAD, key="other", headline="Quite another pier", serial=Serial("BFF", 90))
    assert not meet(HEAD, replace(other, paragraphs=(Paragraph("Nobody knows when."),)))


def test_an_index_forgets_what_is_old_and_what_is_most() -> None:
    index = Index()
    for number in range(30):
        at = NOON + timedelta(hours=number)
        index.add(card(replace(HEAD, key=str(number), page=str(number), received_at=at)))
    index.forget(NOON + timedelta(hours=10), 100)
    assert [*index.cards][:2] == ["10", "11"]
    index.forget(NOON, 5)
    assert [*index.cards] == ["25", "26", "27", "28", "29"]
    assert len(index.near(index.cards["29"])) <= MOST


def test_both_sides_of_a_tie_find_each_other() -> None:
    head, later = ties(card(HEAD)), ties(card(LATER))
    assert {partner(tie) for tie in head} & later
    assert {partner(tie) for tie in later} & head
    assert ties_of(HEAD) > head
