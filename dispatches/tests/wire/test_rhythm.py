"""How silence is learned: simulated feeds, whose gaps are known."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from dispatches.wire import rhythm

START = datetime(2019, 3, 1, tzinfo=UTC)
DHAKA = ZoneInfo("Asia/Dhaka")


def every(minutes: float, *, days: int = 28, hours: range = range(24)) -> list[datetime]:
    """An arrival every so many minutes, in these hours of each day (UTC)."""
    count = int(days * 24 * 60 / minutes)
    times = (START + timedelta(minutes=n * minutes) for n in range(count))
    return [time for time in times if time.hour in hours]


def test_a_steady_feed_may_be_silent_for_a_gap_and_twenty_minutes() -> None:
    assert rhythm.learn(every(10), UTC) == [30] * 24
    assert rhythm.learn(every(100), UTC) == [125] * 24


def test_a_feed_that_sleeps_at_night_may_be_silent_after_its_last_copy() -> None:
    learned = rhythm.learn(every(10, hours=range(6, 22)), UTC)
    night = 8 * 60 + 10
    assert learned[20] == 30
    assert learned[21] == night + night // 4 + 1
    assert learned[3] is None


def test_the_hours_are_those_of_the_source() -> None:
    day = every(10, hours=range(6, 22))
    assert rhythm.learn(day, DHAKA)[(21 + 6) % 24] == rhythm.learn(day, UTC)[21]


def test_a_single_outage_in_a_hundred_gaps_is_not_learned() -> None:
    times = [time for time in every(10) if not (time.day == 9 and 10 <= time.hour < 14)]
    assert rhythm.learn(times, UTC)[9] == 30


@pytest.mark.parametrize("times", [[], [START], every(10, days=6), every(60 * 24, days=9)])
def test_of_too_little_nothing_is_learned(times: list[datetime]) -> None:
    assert rhythm.learn(times, UTC) == [None] * 24
    assert rhythm.allowed([None] * 24, START, UTC) is None


def test_the_hour_that_a_clock_skips_or_repeats_makes_no_gap_longer() -> None:
    assert rhythm.learn(every(10, days=40), ZoneInfo("Europe/Berlin")) == [30] * 24


@pytest.mark.parametrize("seed", range(5))
def test_a_feed_by_chance_is_seldom_told_of_though_nothing_is_wrong(seed: int) -> None:
    random = Random(seed)
    times = [START]
    while times[-1] < START + timedelta(days=35):
        times.append(times[-1] + timedelta(minutes=random.expovariate(1 / 4)))
    learned = rhythm.learn([one for one in times if one < START + timedelta(days=28)], UTC)
    alarms = [
        last
        for last, after in pairwise(times)
        if (after - last).total_seconds() / 60 > (rhythm.allowed(learned, last, UTC) or 0)
    ]
    assert len(alarms) <= 3


def test_an_hour_of_which_nothing_is_known_is_as_patient_as_the_most_patient_other() -> None:
    learned = [30] * 12 + [None] * 6 + [400] * 6
    assert rhythm.allowed(learned, START.replace(hour=14), UTC) == 400
    assert rhythm.allowed(learned, START.replace(hour=3), UTC) == 30
    assert rhythm.allowed([], START, UTC) is None
