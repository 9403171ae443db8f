from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dispatches.models import Proposal, Ruling, Story
from dispatches.tests import make
from dispatches.tests.actions.test_notices import CORRECTION, HOLD, VAGUE, told
from dispatches.tests.actions.test_proposals import ONE, THREE, TWO, home, proposed
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.workflow import Role, Status

TRAY_QUERIES = 10


def test_a_correction_is_shown_before_and_after_and_accepted_by_the_first_key(editor: Desk) -> None:
    story = told(CORRECTION)
    page = editor.page("story", story.pk)
    assert "<del" in page
    (first,) = parsed(page).xpath('//article//button[@data-way="1"]')
    assert first.text_content().strip().endswith("Accept the correction")
    said = {"saw": story.touched, "how": first.get("value")}
    assert editor.send("settle", story.pk, make.problem(story, "C10").pk, **said).status_code == 302
    page = editor.page("story", story.pk)
    assert "by BSP-47" in page
    assert "Saturday." in page


def test_the_words_of_a_notice_that_proposes_nothing_are_shown(editor: Desk) -> None:
    page = editor.page("story", told(VAGUE).pk)
    assert "please correct the spelling" in page
    assert "Accept the correction" not in page


def test_a_published_story_with_a_notice_is_on_the_desk(chief: Desk) -> None:
    story = told(CORRECTION, status=Status.PUBLISHED)
    assert story.headline in chief.page("queue")
    page = chief.page("story", story.pk)
    assert "BSP-47 asks to correct this story, which is published" in page
    assert 'value="accepted"' not in page
    said = {"saw": story.touched, "how": "ignored", "reason": "It was right."}
    chief.send("settle", story.pk, make.problem(story, "C10").pk, **said)
    assert story.headline not in chief.page("queue")


def test_a_hold_cannot_be_missed_until_a_chief_releases_it(chief: Desk, editor: Desk) -> None:
    story = told(HOLD)
    assert "BSP-47 asks to hold this story back" in editor.page("story", story.pk)
    assert "Hold is released" not in editor.page("story", story.pk)
    said = {"saw": story.touched, "how": "released", "reason": "They rang."}
    chief.send("settle", story.pk, make.problem(story, "C10").pk, **said)
    assert "asks to hold" not in chief.page("story", story.pk)


def embargoed(words: str, **source: str) -> Story:
    make.source(**source)
    return make.story(f"{words}\n\n{make.first('BSP-45')}", at=timezone.now())


def test_an_embargo_is_shown_in_every_zone_that_matters(editor: Desk) -> None:
    end = timezone.now() + timedelta(hours=3)
    story = embargoed(f"EMBARGOED UNTIL {end:%H%M GMT %d %B %Y}", zone="Asia/Dhaka")
    for page in (editor.page("queue"), editor.page("story", story.pk)):
        assert f"{end:%H:%M}" in page
        assert f"{end + timedelta(hours=6):%H:%M}" in page
        assert "UTC, desk" in page
        assert "source" in page


def test_an_hour_without_a_zone_is_offered_and_not_taken(editor: Desk) -> None:
    story = embargoed("EMBARGOED UNTIL 11:59 P.M. 3 MAY", zone="Asia/Dhaka")
    assert "embargo not certain" in editor.page("queue")
    page = editor.page("story", story.pk)
    assert "If that hour is one of Asia/Dhaka" in page
    assert "17:59" in page
    assert make.fresh(story).embargo_until is None


def test_a_proposal_is_shown_on_both_stories_and_on_the_tray(editor: Desk) -> None:
    proposal = proposed()
    for page in (
        editor.page("takes"),
        editor.page("story", home("BSP-44").pk),
        editor.page("story", home("BSP-48").pk),
    ):
        assert "may carry on from" in page
        assert f"{proposal.score:.2f}" in page
        assert "9 minutes later" in page


def test_a_proposal_is_joined_by_one_press(editor: Desk) -> None:
    proposal, story = proposed(), home("BSP-44")
    said = {"saw": story.touched, "item": proposal.younger_id}
    assert editor.send("join", story.pk, **said).status_code == 302
    assert home("BSP-48") == story


def test_a_take_in_company_is_joined_where_it_is_proposed(editor: Desk) -> None:
    wire = make.source("bernama", convention="bernama")
    for at, text in enumerate((ONE, TWO, THREE)):
        make.ingest(text, source=wire, at=make.minutes(at * 11))
    proposal = Proposal.objects.standing().get()
    story = proposal.elder.placing.story
    said = {"saw": story.touched, "item": proposal.younger_id}
    assert editor.send("join", story.pk, **said).status_code == 302
    assert story.placings.in_force().count() == 3


def test_a_proposal_is_turned_down_by_one_press(editor: Desk) -> None:
    proposal, story = proposed(), home("BSP-44")
    said = {"saw": story.touched, "proposal": proposal.pk}
    assert editor.send("apart", story.pk, **said).status_code == 302
    assert Ruling.objects.filter(together=False).exists()
    assert "may carry on from" not in editor.page("takes", group="offers")


@pytest.mark.parametrize("proposal", ["", "x", "0", "9" * 30, "\x00"])
def test_what_is_not_proposed_is_not_turned_down(editor: Desk, proposal: str) -> None:
    proposed()
    story = home("BSP-44")
    answer = editor.send("apart", story.pk, saw=story.touched, proposal=proposal)
    assert answer.status_code == 422
    assert not Ruling.objects.exists()


def test_a_stale_answer_to_a_proposal_is_refused(editor: Desk) -> None:
    proposal, story = proposed(), home("BSP-44")
    said = {"saw": story.touched + 1, "proposal": proposal.pk}
    assert editor.send("apart", story.pk, **said).status_code == 409
    assert Proposal.objects.exists()


def test_a_reporter_reads_proposals_and_settles_none(at: At) -> None:
    proposed()
    page = at(Role.REPORTER).page("takes", group="offers")
    assert "may carry on from" in page
    assert "Not this one" not in page


def test_the_tray_asks_no_more_for_more_proposals(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposed()
    with django_assert_num_queries(TRAY_QUERIES):
        editor.page("takes", group="offers")
    copies = [
        Proposal(elder=make.item(), younger=make.story().placings.get().item, score=0.8)
        for _ in range(3)
    ]
    for one in copies:
        make.ingest(one.elder.transmission.raw())
    Proposal.objects.bulk_create(copies)
    with django_assert_num_queries(TRAY_QUERIES):
        editor.page("takes", group="offers")
