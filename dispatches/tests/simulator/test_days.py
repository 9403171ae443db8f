import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations, pairwise

import pytest

from dispatches.tests.simulator.days import day, messages
from dispatches.wire.simulator import KNOWN, PRESETS, UNKNOWN, Day, Rates

KEYS = {
    "id", "convention", "source", "headline", "slug", "dateline", "credit", "byline", "priority",
    "embargo", "n_takes", "takes", "superseded", "duplicates", "missing", "state", "event",
    "collides_with", "killed", "paragraphs", "crossheads", "dropped_lines", "planted", "faults",
}  # fmt: skip


def digest(made: Day) -> str:
    told = repr(made.sent) + json.dumps(made.truth("day"), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def elsewhere(salt: str) -> str:
    """The digest of a rough day as another process makes it, where words hash otherwise."""
    source = (
        "from dispatches.tests.simulator.test_days import digest, day\n"
        "from dispatches.wire.simulator import PRESETS\n"
        "print(digest(day(7, rates=PRESETS['rough'])))"
    )
    told = subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONHASHSEED": salt},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def test_the_same_arguments_give_the_same_bytes_in_every_process() -> None:
    told = [elsewhere(salt) for salt in ("1", "2")]
    assert told == [digest(day(7, rates=PRESETS["rough"]))] * 2


def test_another_seed_gives_another_day() -> None:
    assert digest(day(1)) != digest(day(2))


@pytest.mark.parametrize("faults", sorted(PRESETS))
def test_each_transmission_stands_in_one_place_of_the_truth(faults: str) -> None:
    made = day(3, stories=90, rates=PRESETS[faults])
    told = made.truth("day")
    places = Counter(one for story in told["stories"] for one in messages(story))
    places.update(notice["message"] for notice in told["notices"])
    assert places == Counter(sent.id for sent in made.sent)


def test_transmissions_come_in_order_of_arrival() -> None:
    sent = day(4, stories=60, rates=PRESETS["rough"]).sent
    assert sorted(sent, key=lambda one: (one.received_at, one.id)) == list(sent)


@pytest.mark.parametrize("faults", sorted(PRESETS))
def test_the_truth_has_the_form_of_a_truth_file(faults: str) -> None:
    told = day(5, stories=60, rates=PRESETS[faults]).truth("day")
    assert json.loads(json.dumps(told)) == told
    assert all(set(story) == KEYS for story in told["stories"])
    assert all(set(notice) == {"message", "kind", "target"} for notice in told["notices"])
    assert all(story["takes"] for story in told["stories"])


def test_every_plant_points_at_a_paragraph_that_is_there() -> None:
    for story in day(6, stories=90, rates=PRESETS["rough"]).truth("day")["stories"]:
        for plant in story["planted"] + story["dropped_lines"]:
            assert plant["paragraph"] is None or plant["paragraph"] < len(story["paragraphs"])


def test_the_words_of_a_clean_story_stand_in_its_takes() -> None:
    made = day(8, conventions=["bss", "xinhua"], stories=20)
    raws = {sent.id: sent.raw for sent in made.sent}
    for story in made.truth("day")["stories"]:
        whole = re.sub(r"\W", "", " ".join(raws[take] for take in story["takes"]))
        assert all(re.sub(r"\W", "", text) in whole for text in story["paragraphs"])


def test_no_two_stories_share_a_run_of_twelve_words() -> None:
    runs = []
    for story in day(9, stories=120).truth("day")["stories"]:
        words = re.findall(r"\w+", " ".join(story["paragraphs"]).casefold())
        runs.append({tuple(words[n : n + 12]) for n in range(len(words) - 11)})
    assert not any(one & other for one, other in combinations(runs, 2))


def test_true_headlines_hold_the_words_of_marks() -> None:
    told = day(10, stories=300).truth("day")
    heads = " ".join(story["headline"].upper() for story in told["stories"])
    assert all(word in heads for word in ("KILLED", "MORE", "WITHDRAWS", "REPEATS", "CORRECT"))


def test_stories_are_of_one_take_to_five_and_of_many_lengths() -> None:
    stories = day(11, stories=120).truth("day")["stories"]
    lengths = [len(" ".join(story["paragraphs"]).split()) for story in stories]
    assert {story["n_takes"] for story in stories} == {1, 2, 3, 4, 5}
    assert min(lengths) < 40
    assert max(lengths) > 400


def numbers(made: Day) -> list[int]:
    found = [re.search(r"BNM(\d+)", sent.raw) for sent in made.sent]
    return [int(one[1]) for one in found if one]


def test_serials_run_on_over_midnight_or_restart() -> None:
    late = datetime.fromisoformat("2024-03-05T23:40")
    runs_on = numbers(day(1, conventions=["bernama"], stories=9, start=late))
    restart = Rates(serials_restart=1.0)
    anew = numbers(day(1, conventions=["bernama"], stories=9, start=late, rates=restart))
    assert runs_on == sorted(runs_on)
    assert any(after < before for before, after in pairwise(anew))


def test_serials_wrap() -> None:
    found = numbers(day(1, conventions=["bernama"], stories=9, rates=Rates(serials_wrap=1.0)))
    assert max(found) > 900
    assert min(found) < 20


def test_a_story_over_midnight_keeps_the_day_on_which_it_began() -> None:
    late = datetime.fromisoformat("2024-03-05T23:58")
    made = day(2, conventions=["afp"], stories=4, start=late)
    told = made.truth("day")["stories"]
    assert made.sent[-1].received_at.date() > late.date()
    assert {story["dateline"]["date"] for story in told} == {"2024-03-05", "2024-03-06"}


def test_each_wire_that_nobody_described_is_another() -> None:
    made = day(3, conventions=[UNKNOWN] * 6, stories=12)
    assert len({sent.feed for sent in made.sent}) == 6
    assert not {sent.feed for sent in made.sent} & set(KNOWN)


def test_the_day_begins_when_it_is_told_to() -> None:
    start = datetime.fromisoformat("1999-12-31T08:00")
    first = day(1, start=start).sent[0]
    assert start <= first.received_at < start + timedelta(minutes=1)
