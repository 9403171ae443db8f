from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatches.actions.edit import edit_heading
from dispatches.actions.errors import Refused
from dispatches.actions.move import move, why_not
from dispatches.actions.settle import settle
from dispatches.models import Problem, Story
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db

STORY = make.first("BSP-45")
AGAIN = STORY.replace("had been read", "had twice been read")
SURE, VAGUE = "EMBARGOED UNTIL 1800 GMT\n\n", "EMBARGOED UNTIL 6 P.M.\n\n"


def told(words: str, status: Status = Status.INCOMING, hours: float = 0) -> Story:
    """A story that came so many hours ago, with these words of an embargo."""
    return make.story(words + STORY, status=status, at=timezone.now() - timedelta(hours=hours))


def soon() -> str:
    """An embargo that ends in about three hours."""
    return f"EMBARGOED UNTIL {timezone.now() + timedelta(hours=3):%H%M GMT %d %B %Y}\n\n"


def c10(story: Story) -> Problem:
    return make.fresh(story).current_problems().get(code="C10")


def over(story: Story, by: Role = Role.CHIEF, reason: str = "They rang.") -> Story:
    saw = make.fresh(story).touched
    return settle(c10(story), "embargo_over", by=make.person(by), saw=saw, reason=reason)


def publish(story: Story) -> Story:
    story = make.fresh(story)
    return move(story, "publish", by=make.chief(), saw=story.touched)


def test_the_story_keeps_the_words_and_the_moment() -> None:
    story = make.story(SURE + STORY, at=make.minutes(0))
    assert story.embargo == "UNTIL 1800 GMT"
    assert story.embargo_until == make.minutes(6 * 60)


def test_a_certain_embargo_lets_a_story_be_approved_and_not_published() -> None:
    story = told(soon(), Status.APPROVED)
    said = why_not(story, "publish", make.chief())
    assert said.startswith("Embargoed until ")
    assert said.endswith((" UTC, in 2 h 59 min.", " UTC, in 2 h 60 min.", " UTC, in 3 h 0 min."))
    with pytest.raises(Refused, match="Embargoed until"):
        publish(story)
    assert make.fresh(story).status == Status.APPROVED


def test_what_is_over_is_published() -> None:
    story = make.story(SURE + STORY, status=Status.APPROVED, at=make.minutes(0))
    assert publish(story).status == Status.PUBLISHED


def test_an_uncertain_embargo_stops_approval_and_publication() -> None:
    story = told(VAGUE, Status.IN_REVIEW)
    assert (story.embargo, story.embargo_until) == ("UNTIL 6 P.M", None)
    assert c10(story).blocks
    assert "not certain" in why_not(story, "approve", make.chief())


def test_only_a_chief_says_with_a_reason_that_it_is_over() -> None:
    story = told(VAGUE, Status.IN_REVIEW)
    for role in (Role.EDITOR, Role.REPORTER):
        with pytest.raises(PermissionDenied):
            over(story, role)
    with pytest.raises(Refused, match="Say why"):
        over(story, reason="")
    story = over(story)
    story = move(story, "approve", by=make.chief(), saw=story.touched)
    assert publish(story).status == Status.PUBLISHED


def test_a_chief_may_lift_a_certain_one_too() -> None:
    story = over(told(soon(), Status.APPROVED))
    assert publish(story).status == Status.PUBLISHED


def test_what_was_published_after_its_embargo_is_past_saying_so() -> None:
    story = make.story(SURE + STORY, status=Status.APPROVED, at=make.minutes(0))
    with pytest.raises(Refused, match="is published"):
        over(publish(story))


def test_what_a_chief_said_holds_when_copy_changes_or_comes_again() -> None:
    story = over(told(VAGUE, Status.IN_REVIEW))
    story = edit_heading(story, {"slug": "LOCK"}, by=make.editor(), saw=story.touched)
    make.ingest(STORY.replace("BSP-45\n", "BSP-60\n", 1))
    story = make.fresh(story)
    assert story.embargo_until is not None
    assert not story.blockers()


def test_another_embargo_on_the_same_story_is_not_over() -> None:
    story = over(told(VAGUE, Status.IN_REVIEW))
    make.ingest("EMBARGOED UNTIL 7 P.M.\n\n" + AGAIN)
    story = make.fresh(story)
    assert (story.embargo, story.embargo_until) == ("UNTIL 7 P.M", None)
    assert c10(story).blocks


def test_an_embargo_is_lifted_by_a_version_without_one() -> None:
    story = told(VAGUE)
    make.ingest(AGAIN)
    assert make.fresh(story).embargo == ""


@pytest.mark.parametrize("words", [VAGUE, "EMBARGOED UNTIL 1800 GMT 1 JANUARY 2100\n\n"])
def test_no_hand_can_publish_it_in_the_database_either(words: str) -> None:
    story = told(words)
    changes = {"status": Status.PUBLISHED, "published_at": timezone.now(), "approved_version": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(**changes)
