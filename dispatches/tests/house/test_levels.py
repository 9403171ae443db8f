import json

from dispatches.tests.house import ground, levels

FIGURES = [
    {"name": "C01 precision", "value": 0.99},
    {"name": "C01 precision on wires that nobody described", "value": 0.5},
    {"name": "C02 precision", "value": 0.97},
]


def sources() -> list[str]:
    rooms = (ground.ROOT / "dispatches" / room for room in ("wire", "actions"))
    return [file.read_text("utf-8") for room in rooms for file in sorted(room.rglob("*.py"))]


def test_no_check_stops_approval_that_is_not_precise() -> None:
    told = json.loads(ground.read("docs/figures/checks.json"))
    assert levels.errors(sources()) >= {"C01", "C02", "C07", "C10", "C16"}
    assert not levels.too_loud(levels.errors(sources()), told)


def test_a_check_that_is_wrong_too_often_or_was_never_measured_is_named() -> None:
    assert levels.too_loud(["C01", "C16"], FIGURES) == []
    assert levels.too_loud(["C02", "C05"], FIGURES) == [
        "C02 raises errors and its precision is 0.97",
        "C05 raises errors and its precision is None",
    ]


def test_an_error_is_found_however_it_is_written() -> None:
    assert levels.errors(
        [
            'K = "C10"\nrow(code=K, level=Level.ERROR.value)',
            'Problem("C01", Level.ERROR, "It broke off.", 3)',
            'Problem("C04", Level.WARNING, "It may be broken.")',
        ]
    ) == {"C01", "C10"}
