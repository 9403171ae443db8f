from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dispatches.tests.wire.reader import codes, only, problems
from dispatches.tests.wire.test_joining import first
from dispatches.wire import embargo
from dispatches.wire.values import Level

SENT = datetime(2019, 4, 25, 9, tzinfo=UTC)  # a Thursday
DHAKA = ZoneInfo("Asia/Dhaka")


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("until 1130 GMT THURS", "2019-04-25 11:30"),
        ("until 1130 GMT FRI", "2019-04-26 11:30"),
        ("embargoed-for-1500est", "2019-04-25 20:00"),
        ("0700 EDT May 3", "2019-05-03 11:00"),
        ("0700 EDT (1100 GMT) May 3", "2019-05-03 11:00"),
        ("Wednesday 1 May at 00:01 BST", "2019-04-30 23:01"),
        ("Sperrfrist: 1. Mai 12 Uhr MESZ", "2019-05-01 10:00"),
        ("jusqu’au 3 mai à 12h00 GMT", "2019-05-03 12:00"),
        ("NOT FOR RELEASE BEFORE 1800 GMT", "2019-04-25 18:00"),
        ("UNTIL 2001 GMT 24 JANUARY", "2019-01-24 20:01"),
        ("3 May 2019 1130 GMT", "2019-05-03 11:30"),
        ("May 3, 2019, at 9 a.m. EDT", "2019-05-03 13:00"),
        ("noon GMT tomorrow", "2019-04-26 12:00"),
        ("2019-05-01T10:00+02:00", "2019-05-01 08:00"),
        ("until 10:00 GMT+2 on Friday", "2019-04-26 08:00"),
        ("0600 GMT", "2019-04-26 06:00"),
    ],
)
def test_words_that_leave_no_doubt_are_a_moment(words: str, ends: str) -> None:
    assert str(embargo.moment(words, SENT)) == f"{ends}:00+00:00"


@pytest.mark.parametrize(
    "words",
    [
        "Sperrfrist: 1. Mai 12 Uhr",  # no zone
        "until 6 p.m.",
        "3 May 2019",  # no hour
        "until Thursday",
        "midnight GMT",  # of which day?
        "until 0830 GMT THURS",  # passed: a week on, or sent late?
        "Thursday 1 May at 00:01 GMT",  # a Wednesday
        "0700 EDT (1200 GMT) May 3",  # two moments
        "1800 CST",  # Chicago or Shanghai
        "10:00am ET",
        "00:01 BST 1 December",
        "1130 GMT 05/03",  # March or May
        "1130 GMT 31 June",
        "until 2560 GMT",
        "until further notice",
        "",
    ],
)
def test_words_that_leave_a_doubt_are_none(words: str) -> None:
    assert embargo.moment(words, SENT) is None


def test_without_a_time_of_sending_there_is_no_moment() -> None:
    assert embargo.moment("1800 GMT", None) is None


def test_an_hour_without_a_zone_is_offered_in_the_zone_of_its_source() -> None:
    offered = embargo.offered("Sperrfrist: 1. Mai 12 Uhr", SENT, DHAKA)
    assert str(offered) == "2019-05-01 06:00:00+00:00"


@pytest.mark.parametrize("words", ["1800 GMT", "1800 CST", "6 p.m. local time", "3 May"])
def test_nothing_is_offered_where_a_zone_is_named_or_no_hour(words: str) -> None:
    assert embargo.offered(words, SENT, DHAKA) is None


STORY = first("BSP-45", "KM", "0955", slug="HARBOUR-FIRE", end="BSS")


def test_an_embargo_above_the_number_of_a_take_is_that_takes() -> None:
    story = only(f"EMBARGOED UNTIL 1800 GMT\n\n{STORY}")
    assert [take.embargo for take in story.takes] == ["UNTIL 1800 GMT"]
    assert story.takes[0].first == 1


def test_a_certain_embargo_is_a_note_and_an_uncertain_one_an_error() -> None:
    (sure,) = [p for p in problems(f"EMBARGOED UNTIL 1800 GMT\n\n{STORY}") if p.code == "C10"]
    (unsure,) = [p for p in problems(f"EMBARGOED UNTIL 6 P.M.\n\n{STORY}") if p.code == "C10"]
    assert (sure.level, unsure.level) == (Level.NOTE, Level.ERROR)
    assert "25 April 2019, 18:00 UTC" in sure.message
    assert "UNTIL 6 P.M" in unsure.message


def test_of_several_embargoes_on_one_story_the_last_one_counts() -> None:
    (take,) = only(f"EMBARGOED UNTIL 1800 GMT\n\n{STORY}").takes
    (other,) = only(f"EMBARGOED UNTIL 1900 GMT\n\n{STORY}").takes
    (vague,) = only(f"EMBARGOED UNTIL NOON\n\n{STORY}").takes
    assert str(getattr(embargo.of([take, other]), "until", None)) == "2019-04-25 19:00:00+00:00"
    assert getattr(embargo.of([take, vague]), "until", "") is None
    assert embargo.of(only(STORY).takes) is None


def test_a_story_without_an_embargo_has_no_such_problem() -> None:
    assert "C10" not in codes(STORY)
