import pytest

from dispatches.tests.simulator.days import day, messages, read, wrong_joins
from dispatches.wire.simulator import KNOWN, PRESETS, UNKNOWN

WIRES = tuple(KNOWN)


@pytest.mark.parametrize("wire", WIRES)
def test_the_engine_joins_every_take_of_a_clean_day(wire: str) -> None:
    made = day(4, conventions=[wire], stories=12)
    told = sorted(tuple(messages(story)) for story in read(made)["stories"])
    assert told == sorted(tuple(story["takes"]) for story in made.truth("day")["stories"])


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_engine_joins_nothing_wrongly_on_usual_days(seed: int) -> None:
    assert not wrong_joins(day(seed, conventions=WIRES, stories=60, rates=PRESETS["usual"]))


@pytest.mark.parametrize("seed", range(1, 15))
def test_the_engine_joins_nothing_wrongly_on_wires_that_nobody_described(seed: int) -> None:
    made = day(seed, conventions=[UNKNOWN, UNKNOWN], stories=20, rates=PRESETS["usual"])
    assert not wrong_joins(made)


def test_the_name_of_a_wire_above_each_take_joins_nothing() -> None:
    assert not wrong_joins(day(15, conventions=[UNKNOWN], stories=6))
