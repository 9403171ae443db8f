"""Notices: a kill names its story, and reaches that story only."""

from __future__ import annotations

import pytest

from dispatches.tests.wire.reader import codes, joined, only, take_in
from dispatches.tests.wire.test_joining import first
from dispatches.wire import pipeline
from dispatches.wire.values import Kind, Level

STORY = first("BSP-45", "KM", "0955", slug="HARBOUR-FIRE", end="BSS")
KILLS = [
    "BSP-47\n\nKILL KILL KILL\n\nEditors: please kill BSP-45, sent in error.\n\nBSS/KM/ 1015 hrs\n",
    "ZCZC\nBSP-47\nHARBOUR-FIRE\n\nKILL NOTICE\n\nDo not use it.\n\nBSS/KM/1015 hrs\nNNNN\n",
    "BSP-47\n\nMANDATORY KILL\n\nDo not use “Gauge BSP-45 read twice”.\n\nBSS/KM/ 1015 hrs\n",
]


@pytest.mark.parametrize("notice", KILLS)
def test_a_kill_notice_is_named_and_kills_its_story(notice: str) -> None:
    made = joined(STORY, notice)
    assert [take.kind for take in made.notices] == [Kind.KILL]
    assert [str(kill.serial) for kill in made.assemblies[0].kills] == ["BSP-47"]
    assert "C10" in codes(STORY, notice)


def test_a_kill_that_comes_before_its_story_kills_it_too() -> None:
    assert only(KILLS[0], STORY).kills


def test_a_kill_of_one_story_leaves_the_others() -> None:
    other = first("BSP-46", "KM", "0957", slug="FISH-QUAY", end="BSS")
    made = joined(STORY, other, KILLS[0])
    assert [bool(story.kills) for story in made.assemblies] == [True, False]


def test_a_kill_from_another_wire_is_not_obeyed() -> None:
    takes = [*take_in(STORY), *take_in(KILLS[0], feed="forger", convention="bss")]
    (story,) = pipeline.join(takes).assemblies
    assert not story.kills


def test_a_killed_story_has_an_error_that_only_a_chief_overrules() -> None:
    story = only(STORY, KILLS[0])
    found = pipeline.check(pipeline.copy_of(story), story)
    (kill,) = [problem for problem in found if problem.code == "C10"]
    assert (kill.level, kill.choices) == (Level.ERROR, ("overruled",))
    assert "BSP-47" in kill.message


OF_A_STRANGE_WIRE = (
    "X-0412\nFERRY-TARRAN\n\nFerry aground off Tarran head\n\nTARRAN, May 2, 2019 (XWire) - A"
)
OF_A_STRANGE_WIRE += (
    " ferry ran aground on Thursday with forty aboard.\n\nNobody was hurt.\n\nENDS\n"
)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.KILL, "FERRY-TARRAN\n\nKILL KILL KILL\n\nEditors: Please kill X-0412."),
        (
            Kind.KILL,
            "STORY WITHDRAWN\n\nThe story headlined “Ferry aground off Tarran head” is withdrawn.",
        ),
        (Kind.KILL, "ADVISORY - KILL\n\nATTENTION EDITORS: A kill is mandatory for FERRY-TARRAN."),
        (Kind.KILL, "ACHTUNG: Meldung zurückgezogen\n\nBitte die Meldung X-0412 nicht verwenden."),
        (Kind.KILL, "Annulation\n\nVeuillez annuler la dépêche X-0412."),
        (Kind.KILL, "Elimination: FERRY-TARRAN\n\nPlease disregard our item slugged FERRY-TARRAN."),
        (Kind.KILL, "RETRACTION\n\nWe retract our story FERRY-TARRAN of earlier today."),
        (
            Kind.CORRECTION,
            "CORRECTION\n\nIn item X-0412 please read fourteen instead of forty.",
        ),
        (
            Kind.CORRECTION,
            "CORRECTION: In the first para of our X-0412, forty should read ten.",
        ),
        (Kind.CORRECTION, "Berichtigung: FERRY-TARRAN\n\nBitte lesen Sie vierzehn statt vierzig."),
    ],
)
def test_a_notice_in_any_words_finds_its_story(kind: Kind, words: str) -> None:
    pages = (OF_A_STRANGE_WIRE, f"X-0430\n{words}\n")
    (story,) = joined(*pages, feed="xwire").assemblies
    found = story.kills if kind is Kind.KILL else story.corrections
    assert [notice.page for notice in found] == ["p1"]


def test_a_headline_that_runs_over_two_lines_of_a_notice_is_found() -> None:
    notice = (
        "X-0430\nKILL\n\nAttention editors: the TARRAN story headlined “Ferry aground\n"
        "off Tarran head” is withdrawn. No substitute will be sent.\n"
    )
    (story,) = joined(OF_A_STRANGE_WIRE, notice, feed="xwire").assemblies
    assert [one.page for one in story.kills] == ["p1"]


@pytest.mark.parametrize("form", ["0412xw", "No. 412"])
def test_a_kill_names_a_story_by_a_number_that_has_no_letters_before_it(form: str) -> None:
    pages = (
        OF_A_STRANGE_WIRE.replace("X-0412", form),
        f"KILL NOTICE\n\nEditors: please kill our item {form}. It must not be used.\n",
    )
    (story,) = joined(*pages, feed="xwire").assemblies
    assert [one.page for one in story.kills] == ["p1"]


@pytest.mark.parametrize(
    "words",
    [
        "Editors: We expect a new lead on the ferry within the hour.",
        "TEST\n\nThis is a test. Please ignore.",
        "NEWS SCHEDULE\n\nHere are the stories that move today:\n\nFERRY-TARRAN - Ferry aground",
    ],
)
def test_a_message_to_desks_is_no_story(words: str) -> None:
    made = joined(OF_A_STRANGE_WIRE, f"X-0430\n{words}\n", feed="xwire")
    assert [notice.kind for notice in made.notices] == [Kind.ADVISORY]


@pytest.mark.parametrize("headline", ["KILLED TRADER HAD WARNED", "Bank withdraws offer for ferry"])
def test_a_story_with_the_words_of_a_notice_is_a_story(headline: str) -> None:
    page = OF_A_STRANGE_WIRE.replace("Ferry aground off Tarran head", headline)
    page = page.replace("Nobody was hurt", "The offer is withdrawn")
    assert [take.kind for take in take_in(page, feed="xwire")] == [Kind.TAKE]
