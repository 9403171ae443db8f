"""One story out of several agencies' copy: lines and credit stay, and notices find all of it."""

import time
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions import compose as composing
from dispatches.actions import versions
from dispatches.actions.compose import Pick, bring, compose
from dispatches.actions.edit import edit_paragraph
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.move import move
from dispatches.actions.retention import due
from dispatches.actions.settle import settle
from dispatches.models import Alert, Borrowing, Story
from dispatches.tests import make
from dispatches.tests.actions.test_races import at_once, crowd
from dispatches.workflow import Role, Status

__all__ = ["crowd"]
pytestmark = pytest.mark.django_db

PIER = "The pier at Sonapur was closed at noon on Thursday, the harbour master said in a note."
TIDE = "The tide office said that the water had risen by two metres since the early morning."
HULL = "The hull of the ferry was sound, its owner said, and nobody on board had been hurt."
FOG = "The fog would last until Friday, the weather office at Char Islands said in its report."


@pytest.fixture
def ours() -> Story:
    return make.story(make.first("BFF-40", body=(PIER, TIDE)))


@pytest.fixture
def theirs() -> Story:
    text = make.first("AFX-50", slug="FERRY", body=(HULL, FOG), end="AFX").replace("BSS", "AFX")
    source = make.source("afx", name="AFX Wire", agency="AFX")
    make.ingest(text, source=source)
    return Story.objects.get(source=source)


def keys(story: Story) -> list[str]:
    return [row["key"] for row in story.head().paragraphs]


def texts(story: Story) -> list[str]:
    return [row["text"] for row in make.fresh(story).head().paragraphs]


def brought(ours: Story, theirs: Story, *, at: int = 1, **more: Any) -> Story:
    said: dict[str, Any] = {"after": keys(ours)[0], "by": make.editor(), "saw": ours.touched} | more
    return bring(ours, theirs, [keys(theirs)[at]], **said)


def killed(number: str = "AFX-50", words: str = "") -> None:
    text = words or make.kill("AFX-99", names=number)
    make.ingest(text, source=make.source("afx"))


def test_a_paragraph_comes_in_with_its_lines_and_its_credit(ours: Story, theirs: Story) -> None:
    story = brought(ours, theirs)
    assert texts(story) == [PIER, FOG, TIDE]
    row, was = story.head().paragraphs[1], theirs.head().paragraphs[1]
    assert (row["origins"], row["fixes"]) == (was["origins"], was["fixes"])
    assert row["lent"] == {"story": theirs.pk, "credit": theirs.head().credit}
    assert set(story.head().credit) == {*ours.head().credit, *theirs.head().credit}


def test_what_was_brought_in_is_known_by_its_items(ours: Story, theirs: Story) -> None:
    story = brought(ours, theirs)
    item = theirs.placings.get().item
    assert [*Borrowing.objects.values_list("story", "item")] == [(story.pk, item.pk)]


def test_what_is_left_out_again_is_borrowed_no_more(ours: Story, theirs: Story) -> None:
    story = brought(ours, theirs)
    edit_paragraph(story, keys(story)[1], "", by=make.editor(), saw=story.touched)
    assert not Borrowing.objects.exists()


def test_an_edited_paragraph_is_borrowed_still(ours: Story, theirs: Story) -> None:
    story = brought(ours, theirs)
    edit_paragraph(story, keys(story)[1], "Fog till Friday.", by=make.editor(), saw=story.touched)
    assert Borrowing.objects.exists()


def test_new_takes_of_the_story_leave_in_place_what_was_brought_in(theirs: Story) -> None:
    ours = make.story(make.first("BFF-40", body=(PIER,), end="MORE"))
    story = brought(ours, theirs)
    make.ingest(make.then("BFF-41", body=(TIDE,)))
    assert texts(story) == [PIER, FOG, TIDE]
    assert Borrowing.objects.filter(story=story).exists()


# Notices ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["incoming", "in_review", "approved", "published", "spiked"])
def test_a_kill_of_one_source_finds_the_story(ours: Story, theirs: Story, status: str) -> None:
    story = brought(ours, theirs)
    ways = {"in_review": ["claim"], "approved": ["claim", "approve"], "spiked": ["spike"]}
    ways["published"] = ["claim", "approve", "publish"]
    for name in ways.get(status, []):
        story = move(story, name, by=make.chief(), saw=story.touched, reason="So.")
    killed()
    (problem,) = make.fresh(story).blockers()
    assert (problem.code, problem.other, problem.ways) == ("C10", theirs, ["overruled"])
    assert make.fresh(story).urgency == 0
    assert make.fresh(story).status == ("returned" if status == "approved" else status)


def test_a_published_borrower_is_recalled_as_the_killed_story_is(
    ours: Story, theirs: Story
) -> None:
    story = brought(ours, theirs)
    for name in ("claim", "approve", "publish"):
        story = move(story, name, by=make.chief(), saw=story.touched)
    killed()
    assert [*Story.objects.recalled()] == [story]


def test_everybody_is_told_of_the_kill_once_a_story(ours: Story, theirs: Story) -> None:
    story = brought(ours, theirs)
    killed()
    edit_paragraph(
        make.fresh(story), keys(story)[0], "New.", by=make.editor(), saw=make.fresh(story).touched
    )
    told = Alert.objects.filter(kind="kill").values_list("story", flat=True)
    assert sorted(filter(None, told)) == sorted([story.pk, theirs.pk])


def test_the_problem_stands_on_later_versions_until_the_words_are_gone(
    ours: Story, theirs: Story
) -> None:
    story = brought(ours, theirs)
    killed()
    by = make.editor()
    story = edit_paragraph(
        story, keys(story)[0], "It is closed.", by=by, saw=make.fresh(story).touched
    )
    assert [p.code for p in story.blockers()] == ["C10"]
    story = edit_paragraph(story, keys(story)[1], "", by=by, saw=story.touched)
    assert not story.blockers().exists()


def test_new_takes_do_not_drop_the_problem(theirs: Story) -> None:
    ours = make.story(make.first("BFF-40", body=(PIER,), end="MORE"))
    story = brought(ours, theirs)
    killed()
    make.ingest(make.then("BFF-41", body=(TIDE,)))
    story = make.fresh(story)
    assert ([p.code for p in story.blockers()], story.urgency) == (["C10"], 0)


def test_a_kill_that_was_overruled_stays_so(ours: Story, theirs: Story) -> None:
    story = brought(ours, theirs)
    killed()
    problem = make.problem(story)
    story = settle(
        problem, "overruled", by=make.chief(), saw=make.fresh(story).touched, reason="Another."
    )
    story = edit_paragraph(story, keys(story)[0], "So.", by=make.editor(), saw=story.touched)
    assert not story.blockers().exists()


def test_a_correction_of_the_source_reaches_the_words_that_were_brought_in(
    ours: Story, theirs: Story
) -> None:
    story = brought(ours, theirs)
    said = "In AFX-50 Gauge, please read “until Saturday” instead of “until Friday”."
    killed(words=f"AFX-98\n\nCORRECTION\n\n{said}\n\nAFP/KM/ 1015 hrs\n")
    problem = make.problem(story, "C10")
    assert problem.other == theirs
    assert [row["after"] for row in problem.proposal] == ["until Saturday"]


def test_nothing_is_had_from_a_story_that_a_notice_names(ours: Story, theirs: Story) -> None:
    killed()
    with pytest.raises(Refused, match="settle that first"):
        brought(ours, make.fresh(theirs))


def test_nothing_is_had_from_a_story_under_embargo(ours: Story, theirs: Story) -> None:
    Story.objects.filter(pk=theirs.pk).update(embargo="UNTIL NOON")
    with pytest.raises(Refused, match="Embargoed"):
        brought(ours, theirs)


def test_the_bytes_of_what_was_brought_in_stay(ours: Story, theirs: Story) -> None:
    brought(ours, theirs)
    theirs = move(theirs, "spike", by=make.editor(), saw=theirs.touched, reason="Old.")
    source = make.source("afx", retention_days=1)
    now = make.fresh(theirs).updated_at + 9 * (make.minutes(24 * 60) - make.minutes(0))
    assert not due(source, now)
    Borrowing.objects.all().delete()
    assert due(source, now)


# Who may, and when --------------------------------------------------------------------------------
def test_a_reporter_brings_nothing_in(ours: Story, theirs: Story) -> None:
    with pytest.raises(PermissionDenied):
        brought(ours, theirs, by=make.person(Role.REPORTER))


def test_a_stale_hand_brings_nothing_in(ours: Story, theirs: Story) -> None:
    saw = ours.touched
    brought(ours, theirs)
    with pytest.raises(Stale):
        brought(make.fresh(ours), theirs, at=0, saw=saw)


def test_the_same_paragraph_comes_in_once(ours: Story, theirs: Story) -> None:
    story = brought(ours, theirs)
    with pytest.raises(Refused, match="already"):
        brought(story, theirs)


@pytest.mark.parametrize("after", ["nowhere", "9-9"])
def test_a_place_that_is_gone_is_refused(ours: Story, theirs: Story, after: str) -> None:
    with pytest.raises(Refused):
        brought(ours, theirs, after=after)


def test_a_story_that_is_out_takes_nothing_in(theirs: Story) -> None:
    with pytest.raises(Refused):
        brought(make.story(status=Status.PUBLISHED), theirs)


# A new story out of several -----------------------------------------------------------------------
FIELDS = {"headline": "Ferries stand still", "slug": "FERRIES", "text": "Two ports are closed."}


def test_a_new_story_is_made_out_of_several(ours: Story, theirs: Story) -> None:
    picks = [Pick(ours, keys(ours)[:1]), Pick(theirs, keys(theirs))]
    story = compose(FIELDS, picks, by=make.editor())
    assert texts(story) == ["Two ports are closed.", PIER, HULL, FOG]
    assert story.head().credit == [*ours.head().credit, *theirs.head().credit]
    assert (story.source.slug, Borrowing.objects.filter(story=story).count()) == ("own", 2)


def test_it_needs_no_words_of_its_own(ours: Story, theirs: Story) -> None:
    picks = [Pick(ours, keys(ours)), Pick(theirs, keys(theirs))]
    story = compose(FIELDS | {"text": ""}, picks, by=make.editor())
    assert texts(story) == [PIER, TIDE, HULL, FOG]
    assert {p.code for p in story.current_problems()} <= {"C09"}


def test_it_is_found_by_a_kill_of_any_of_them(ours: Story, theirs: Story) -> None:
    story = compose(FIELDS, [Pick(ours, keys(ours)), Pick(theirs, keys(theirs))], by=make.editor())
    make.ingest(make.kill("BFF-99", names="BFF-40"))
    assert [p.other for p in make.fresh(story).blockers()] == [ours]
    killed()
    assert {p.other for p in make.fresh(story).blockers()} == {ours, theirs}


def test_what_a_lender_borrowed_itself_is_not_its_credit(ours: Story, theirs: Story) -> None:
    lender = brought(ours, theirs)
    story = make.story(make.first("BFF-60", body=("The quay was empty.",)))
    picked = keys(lender)[:2]
    story = bring(story, lender, picked, after="", by=make.editor(), saw=story.touched)
    assert [row.get("lent", {}).get("credit") for row in story.head().paragraphs] == [
        ["BSS"], ["AFX"], None,
    ]  # fmt: skip
    killed()
    assert [p.other for p in make.fresh(story).blockers()] == [theirs]


# At once ------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("crowd")
@pytest.mark.django_db(transaction=True)
def test_a_kill_that_comes_while_paragraphs_are_brought_in_is_not_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(composing, "rewrite", _slowly)
    ours = make.story(make.first("BFF-40", body=(PIER, TIDE)))
    make.ingest(make.first("AFX-50", body=(HULL,)), source=make.source("afx"))
    theirs = Story.objects.get(placings__item__serial="AFX-50")
    came = at_once(partial(brought, ours, theirs, at=0), _late_kill)
    assert [one for one in came if isinstance(one, Exception)] == []
    assert make.fresh(ours).blockers().filter(other=theirs).exists()


def _slowly(*said: Any, **more: Any) -> object:
    """The other story was looked at, and found in order; a second goes by."""
    time.sleep(1)
    return versions.rewrite(*said, **more)


def _late_kill() -> None:
    time.sleep(0.4)
    killed()
