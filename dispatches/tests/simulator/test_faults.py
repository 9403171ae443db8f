import re
from collections.abc import Callable
from typing import Any

import pytest

from dispatches.tests.simulator.days import day
from dispatches.wire.simulator import KNOWN, Day, Rates

Story = dict[str, Any]

# What the truth of a story says when the fault struck it.
TOLD: dict[str, Callable[[Story], bool]] = {
    "missing_first": lambda s: s["missing"] == [1] and s["state"] == "incomplete",
    "missing_middle": lambda s: bool(s["missing"]) and 1 < s["missing"][0] < s["n_takes"],
    "missing_last": lambda s: s["missing"] == [s["n_takes"]],
    "never_ends": lambda s: s["missing"] == [s["n_takes"] + 1],
    "resent": lambda s: bool(s["duplicates"]),
    "resent_anew": lambda s: bool(s["duplicates"]),
    "resent_near": lambda s: bool(s["duplicates"]),
    "corrected": lambda s: s["event"] == "corrected" and len(s["superseded"]) == 1,
    "lead": lambda s: s["event"] == "writethru" and len(s["superseded"]) == s["n_takes"],
    "broken_off": lambda s: len(s["superseded"]) == 1 and s["event"] is None,
    "cut_paragraph": lambda s: "cut_paragraph" in s["faults"],
    "one_page": lambda s: len(s["takes"]) == s["n_takes"] - 1,
    "late": lambda s: s["takes"] != sorted(s["takes"]),
    "same_slug": lambda s: bool(s["collides_with"]),
    "flash": lambda s: s["priority"] == "flash" and not s["paragraphs"],
    "urgent": lambda s: s["priority"] == "urgent",
    "killed": lambda s: s["killed"],
    "embargo": lambda s: bool(re.search("GMT|EST|UTC", s["embargo"] or "")),
    "lost_line": lambda s: any(d["detectable"] for d in s["dropped_lines"]),
}
HARMS = (
    "mojibake", "mojibake_twice", "quotes_lost", "lines_apart", "blank_lines", "controls",
    "frames_lost", "returns", "desk_note", "contact", "word_count", "rule",
)  # fmt: skip
PLANTS = {
    "lost_line": "C01", "open_quote": "C02", "undecided": "C04", "missing_last": "C07",
    "disagree": "C08", "bad_date": "C09", "killed": "C10", "embargo": "C10", "garbled": "C11",
    "twin": "C12", "two_names": "C13", "bengali": "C14", "odd_link": "C15",
    "bare_crosshead": "C06",
}  # fmt: skip


def rough(name: str, **more: float) -> Day:
    return day(2, stories=48, conventions=list(KNOWN), rates=Rates(**{name: 1.0}, **more))


def stories(made: Day) -> list[Story]:
    told: list[Story] = made.truth("day")["stories"]
    return told


@pytest.mark.parametrize("name", sorted(TOLD))
def test_a_fault_appears_and_is_told(name: str) -> None:
    assert any(TOLD[name](story) for story in stories(rough(name)))
    assert not any(TOLD[name](story) for story in stories(rough("interleaved")))


@pytest.mark.parametrize("name", HARMS)
def test_what_harms_a_page_is_named(name: str) -> None:
    clean, harmed = rough("interleaved"), rough(name)
    assert any(name in story["faults"] for story in stories(harmed))
    assert {sent.raw for sent in harmed.sent} - {sent.raw for sent in clean.sent}


@pytest.mark.parametrize("name", sorted(PLANTS))
def test_what_a_check_should_find_is_planted(name: str) -> None:
    codes = {plant["code"] for story in stories(rough(name)) for plant in story["planted"]}
    assert PLANTS[name] in codes


def test_nothing_is_planted_on_a_clean_day() -> None:
    for story in stories(day(3, stories=60)):
        assert story["planted"] + story["faults"] + story["dropped_lines"] == []


@pytest.mark.parametrize(("name", "kind"), [("killed", "kill"), ("correction", "correction"),
                                            ("advisory", "advisory")])  # fmt: skip
def test_a_message_about_copy_is_a_notice(name: str, kind: str) -> None:
    told = rough(name).truth("day")
    targets = [notice["target"] for notice in told["notices"] if notice["kind"] == kind]
    ids = {story["id"] for story in told["stories"]}
    assert targets
    assert all(target in ids for target in targets) or kind == "advisory"


def test_a_kill_names_its_story_in_three_ways() -> None:
    raws = " ".join(" ".join(sent.raw.split()) for sent in rough("killed").sent)
    assert all(way in raws for way in ("our item ", " story slugged ", " story headlined "))


def test_interleaved_stories_stand_among_one_another() -> None:
    assert any(_is_parted(story) for story in stories(rough("interleaved")))
    assert not any(_is_parted(story) for story in stories(day(2, stories=48)))


def _is_parted(story: Story) -> bool:
    places = [int(take[1:]) for take in story["takes"]]
    return places[-1] - places[0] >= len(places)


def test_a_soft_hyphen_stands_in_the_raw_text_and_not_in_the_truth() -> None:
    made = day(3, stories=140, conventions=list(KNOWN), rates=Rates(soft_hyphen=1.0))
    broken = re.findall(r"\b([a-z]+)-\n([a-z]+)", "\n".join(sent.raw for sent in made.sent))
    text = " ".join(text for story in stories(made) for text in story["paragraphs"])
    closed = [head + tail for head, tail in broken if f"{head}-{tail}" not in text]
    assert closed
    assert all(word in text for word in closed)


@pytest.mark.parametrize(("name", "pattern"), [("lost_space", r"[a-z]{3}\.[A-Z]"),
                                               ("letter_spaced", r"\b(?:[a-z] ){5}")])  # fmt: skip
def test_harmed_words_stand_in_the_raw_text_and_not_in_the_truth(name: str, pattern: str) -> None:
    made = rough(name)
    assert any(re.search(pattern, sent.raw) for sent in made.sent)
    texts = [text for story in stories(made) for text in story["paragraphs"]]
    assert not any(re.search(pattern, text) for text in texts)
