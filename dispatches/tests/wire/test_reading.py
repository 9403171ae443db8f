"""Reading: what marks, headers and notices say, whoever writes them."""

from __future__ import annotations

from datetime import date

import pytest

from dispatches.tests.wire.reader import NOON, take_in
from dispatches.wire import pipeline
from dispatches.wire.conventions import choose
from dispatches.wire.conventions.datelines import find
from dispatches.wire.conventions.marks import ends_in_mark, without_prefixes
from dispatches.wire.values import Kind, Mark, Take

COPY = "The harbour board said that fares for the ferry will rise in July, and fall in May.\n"


def read(page: str, feed: str = "sunlandia") -> Take:
    (take,) = take_in(page, feed=feed)
    return take


@pytest.mark.parametrize(
    ("line", "place", "day", "credit"),
    [
        ("PORT TARRAN, Ostrand, May 2, 2019 (BSS/AFP) – A", "PORT TARRAN, Ostrand", 2, "BSS/AFP"),
        ("TARRAN (AP) _ A", "TARRAN", None, "AP"),
        ("TARRAN, May 2 - A", "TARRAN", 2, ""),
        ("Tarran (dpa) - A", "Tarran", None, "dpa"),
        ("Port Tarran, May 2 (PTI) A", "Port Tarran", 2, "PTI"),
        ("TARRAN, May. 2, 2019 /PRNewswire/ -- A", "TARRAN", 2, "PRNewswire"),
        ("TARRAN, May 2. /TASS/. A", "TARRAN", 2, "TASS"),
        ("(ANSA) - TARRAN, 2 MAG - A", "TARRAN", 2, "ANSA"),
        ("Tarran, 2 mai 2019 (AFP) - A", "Tarran", 2, "AFP"),
        ("TARRAN, May 2, Kyodo - A", "TARRAN", 2, "Kyodo"),
        ("New Tarran [Ostrand], May 2 (ANI): A", "New Tarran [Ostrand]", 2, "ANI"),
        ("2 May 2019 – TARRAN – A", "TARRAN", 2, ""),
        ("TARRAN -- A", "TARRAN", None, ""),
    ],
)
def test_a_dateline_is_read_in_every_dress(
    line: str, place: str, day: int | None, credit: str
) -> None:
    found = find(line, NOON.date(), opening=True)
    assert found is not None
    assert (found.dateline.place, "/".join(found.credit)) == (place, credit)
    assert found.dateline.date == (date(2019, 5, day) if day else None)
    assert line[found.end :].strip() == "A"


@pytest.mark.parametrize(
    "line",
    [
        "He said on May 5 - his birthday - that fares would rise",
        "The Mill Owners Board (MOB) said fares would rise",
        "The Mill Owners Board (MOB) - the elder one - said so",
        "FARES RISE ON TARRAN - CLERK",
    ],
)
def test_a_sentence_is_no_dateline(line: str) -> None:
    assert find(line, NOON.date()) is None


@pytest.mark.parametrize(
    ("head", "number", "last"),
    [
        ("PIER-FARES 2 LAST", 2, True),
        ("PIER-FARES-2-LAST", 2, True),
        ("PIER-FARES-TWO-LAST", 2, True),
        ("PIER-FARES 3 (LAST) PORT TARRAN", 3, True),
        ("PIER-FARES/ (TAKE 2)", 2, False),
        ("Pier-fares (2)", 2, False),
        ("BC-Pier-Fares, 2nd Add,120", 3, False),
        ("PIER FARES TO RISE/2-2-2", 2, False),
        ("Page 2 - Pier fares to rise", 2, False),
        ("Pier fares to rise -- 2", 2, False),
        ("Pier fares to rise (2) =", 2, False),
        ("PIER-FARES 2 OF 2", 2, True),
        ("A0412\n- 2 -", 2, False),
        ("A0412\n=2 TARRAN", 2, False),
    ],
)
def test_a_take_number_is_read_in_every_place(head: str, number: int, last: bool) -> None:
    take = read(f"{head}\n\n{COPY}\n(END)\n")
    assert (take.number, take.is_last, take.heads_a_story) == (number, last, False)
    assert [part.text for part in take.paragraphs] == [COPY.strip()]


def test_a_number_that_is_a_name_is_no_take_number() -> None:
    assert ends_in_mark("What next for G-7") is None
    assert ends_in_mark("ASKS-TARRAN-END") is None


@pytest.mark.parametrize(
    ("headline", "replaces", "priority"),
    [
        ("(2nd LD) Pier fares to rise", "lead", ""),
        ("1st LD: Pier fares to rise", "lead", ""),
        ("UPDATE 1-Pier fares to rise", "update", ""),
        ("CORRECTED - Pier fares to rise", "corrected", ""),
        ("2NDLD***URGENT Pier fares to rise", "lead", "urgent"),
        ("BULLETIN -- Pier fares to rise", "", "bulletin"),
        ("RPT-Pier fares to rise", "repeat", ""),
    ],
)
def test_marks_before_a_headline_are_read_off(headline: str, replaces: str, priority: str) -> None:
    marked = without_prefixes(headline)
    assert (marked.text, marked.replaces, marked.priority) == (
        "Pier fares to rise",
        replaces,
        priority,
    )


@pytest.mark.parametrize(
    "headline",
    ["MORE ELMS KILLED", "LEAD PRICES RISE", "FLASH FLOOD TAKES PIER", "Correct answers given"],
)
def test_a_headline_of_such_words_stays(headline: str) -> None:
    assert without_prefixes(headline).text == headline


@pytest.mark.parametrize(
    ("mark", "meaning"),
    [
        ("(MORE)", Mark.MORE),
        ("-more-", Mark.MORE),
        ("(Folgt 2)", Mark.MORE),
        ("(à suivre)", Mark.MORE),
        ("SIGUE", Mark.MORE),
        ("==to be continued==", Mark.MORE),
        ("продолжение следует", Mark.MORE),
        ("MORE/FI/ 0832 hrs", Mark.MORE),
        ("# # #", Mark.END),
        ("-30-", Mark.END),
        ("Enditem", Mark.END),
        ("-- BERNAMA", Mark.END),
        (" Reuter", Mark.END),
        ("(Reporting by Ann Bell)", Mark.END),
        ("dpa ab cd", Mark.END),
        ("asl/tib/pid", Mark.END),
    ],
)
def test_more_and_end_are_told_apart(mark: str, meaning: Mark) -> None:
    take = read(f"A0412\nPIER-FARES\n\nPier fares to rise\n\nTARRAN, May 2 - {COPY}\n{mark}\n")
    assert take.mark is meaning
    assert [part.text for part in take.paragraphs] == [COPY.strip()]


@pytest.mark.parametrize(
    ("page", "kind", "target"),
    [
        ("KILL NOTICE\n\nPlease kill A0412, sent earlier.\n", Kind.KILL, "A-0412"),
        (
            "STORY WITHDRAWN - Fares rise\n\nThe story headlined “Fares rise” is withdrawn.\n",
            Kind.KILL,
            "Fares rise",
        ),
        (
            "CORRECTION\n\nIn TARRAN item “Fares rise” please read 4 instead of 5.\n",
            Kind.CORRECTION,
            "Fares rise",
        ),
        ("NOTE TO EDITORS\n\nEditors: This ends the service for today.\n", Kind.ADVISORY, ""),
    ],
)
def test_a_notice_says_what_it_is_about(page: str, kind: Kind, target: str) -> None:
    take = read(page)
    assert take.kind is kind
    assert take.target is not None
    assert target in (take.target.headline, *map(str, take.target.serials))


def test_a_corrected_story_is_no_notice() -> None:
    take = read(f"A0413\nPIER-FARES\n\nCORRECTION: Fares rise\n\nTARRAN, May 2 - {COPY}\nENDS\n")
    assert (take.kind, take.replaces, take.headline) == (Kind.TAKE, "corrected", "Fares rise")


@pytest.mark.parametrize(
    ("foot", "stated"),
    [
        ("AP-WF-05-02-19 0612GMT<", "2019-05-02 06:12"),
        ("AFP 020612 GMT MAY 19", "2019-05-02 06:12"),
        ("02-MAY-19 06:12", "2019-05-02 06:12"),
    ],
)
def test_the_time_of_sending_dates_a_story_without_a_date(foot: str, stated: str) -> None:
    take = read(f"^Fares rise<\n\tTARRAN (AP) _ {COPY}\n\x03{foot}\n\x04")
    assert f"{take.stated_at:%Y-%m-%d %H:%M}" == stated
    assert take.dateline is not None
    assert str(take.dateline.date) == "2019-05-02"


def test_a_year_that_is_not_printed_is_the_nearest() -> None:
    found = find("TARRAN, December 31 - A", date(2020, 1, 1))
    assert found is not None
    assert str(found.dateline.date) == "2019-12-31"


def test_labelled_lines_are_read() -> None:
    head = "Slug: PIER-FARES\nTake: 2/2\nDate: 2019-05-02 06:12 GMT\n"
    take = read(f"{head}\n{COPY}\n[ends]\n")
    assert (take.slug, take.number, take.is_last) == ("PIER-FARES", 2, True)
    assert f"{take.stated_at:%H:%M}" == "06:12"


@pytest.mark.parametrize(("said", "number", "is_last"), [("LAST", None, True), ("2", 2, False)])
def test_a_mark_behind_the_number_is_no_headline(
    said: str, number: int | None, is_last: bool
) -> None:
    take = read(f"BFF-31 {said}\n\n{COPY}\n\nBSS/AB/ 0612 hrs\n")
    assert (take.headline, take.number, take.is_last) == ("", number, is_last)


def test_a_feed_that_is_an_agency_is_credited_without_a_convention() -> None:
    assert choose([], "ansa").agencies == ("ANSA",)
    assert choose([], "sunlandia").name == "plain"


def test_a_page_of_a_million_marks_is_read_in_good_time() -> None:
    reading = pipeline.read(b"(MORE)\ntext\n" * 20_000, received_at=NOON)
    assert len(reading.takes) <= 40
