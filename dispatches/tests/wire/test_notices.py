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
