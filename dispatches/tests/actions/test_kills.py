import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.edit import edit_heading
from dispatches.actions.errors import Refused
from dispatches.actions.move import move, why_not
from dispatches.actions.settle import settle
from dispatches.models import Problem, Story, StoryTake
from dispatches.tests import make
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db

STORY, KILL = make.first("BSP-45"), make.kill("BSP-47", names="BSP-45")
DAY = 24 * 60


def come(text: str, at: float = 0) -> None:
    make.ingest(text, at=make.minutes(at))


def killed() -> Story:
    come(STORY)
    come(KILL, at=40)
    return Story.objects.get()


def c10(story: Story) -> Problem:
    return make.fresh(story).current_problems().get(code="C10")


def test_a_kill_notice_blocks_the_story_that_it_names_and_puts_it_on_top() -> None:
    story = killed()
    problem = c10(story)
    assert problem.blocks
    assert problem.notice is not None
    assert problem.notice.serial == "BSP-47"
    assert "BSP-47 names this story" in problem.message
    assert (story.urgency, story.version) == (0, 1)
    assert story.placings.get(role=StoryTake.Role.KILL).item == problem.notice
    assert "BSP-47" in story.events.get(kind="kill").reason


def test_the_story_is_blocked_when_it_comes_after_the_notice() -> None:
    come(KILL)
    assert not Story.objects.exists()
    come(STORY, at=40)
    assert c10(Story.objects.get()).blocks


def test_a_killed_story_is_not_approved_until_a_chief_overrules() -> None:
    story = move(killed(), "claim", by=make.editor(), saw=make.fresh(killed()).touched)
    assert "Kill notice" in why_not(story, "approve", make.chief())
    with pytest.raises(PermissionDenied):
        settle(c10(story), "overruled", by=make.editor(), saw=story.touched, reason="Not it.")
    with pytest.raises(Refused, match="Say why"):
        settle(c10(story), "overruled", by=make.chief(), saw=story.touched)
    story = settle(c10(story), "overruled", by=make.chief(), saw=story.touched, reason="Not it.")
    assert not why_not(story, "approve", make.chief())
    assert story.urgency == 5


def test_a_muted_check_does_not_mute_a_kill() -> None:
    make.source(muted_checks=["C10"])
    assert c10(killed()).blocks


def test_the_kill_stays_on_every_later_version() -> None:
    story = killed()
    story = edit_heading(story, {"slug": "FIRE"}, by=make.editor(), saw=story.touched)
    assert c10(story).version == 2
    assert c10(story).blocks


def test_an_overruled_kill_stays_overruled_on_later_versions() -> None:
    story = killed()
    story = settle(c10(story), "overruled", by=make.chief(), saw=story.touched, reason="Not it.")
    story = edit_heading(story, {"slug": "FIRE"}, by=make.editor(), saw=story.touched)
    come(STORY.replace("BSP-45\n", "BSP-60\n", 1), at=50)
    assert story.placings.filter(role=StoryTake.Role.DUPLICATE).exists()
    assert c10(story).how == "overruled"
    assert make.fresh(story).urgency == 5


def test_a_kill_takes_back_an_approval() -> None:
    story = make.story(STORY, status=Status.APPROVED, at=make.minutes(0))
    come(KILL, at=40)
    after = make.fresh(story)
    assert (after.status, after.approved_version) == (Status.RETURNED, None)
    assert after.events.filter(kind="return")[0].reason == "BSP-47 arrived after approval."


def test_a_kill_of_what_is_published_is_raised_and_may_be_overruled() -> None:
    story = make.story(STORY, status=Status.PUBLISHED, at=make.minutes(0))
    come(KILL, at=40)
    assert (make.fresh(story).status, make.fresh(story).urgency) == (Status.PUBLISHED, 0)
    saw = make.fresh(story).touched
    settle(c10(story), "overruled", by=make.chief(), saw=saw, reason="Not it.")
    assert c10(story).how == "overruled"


def test_a_kill_of_what_was_withdrawn_is_put_with_it() -> None:
    story = make.story(STORY, status=Status.WITHDRAWN, at=make.minutes(0))
    come(KILL, at=40)
    assert story.placings.get(role=StoryTake.Role.KILL).item.serial == "BSP-47"
    assert make.fresh(story).touched == story.touched


def test_a_kill_reaches_only_its_own_source() -> None:
    come(STORY)
    make.ingest(KILL, source=make.source("plain", convention="bss"), at=make.minutes(40))
    assert not Problem.objects.filter(code="C10").exists()


def test_a_kill_by_number_reaches_the_night_before_and_not_last_week() -> None:
    come(STORY, at=-1.2 * DAY)
    come(make.first("BSP-45", headline="Another number 45 that day"), at=-7 * DAY)
    come(KILL)
    assert Problem.objects.filter(code="C10").count() == 1
    assert Problem.objects.get(code="C10").story.arrived_at == make.minutes(-1.2 * DAY)


def test_a_kill_by_number_does_not_wait_for_the_number_of_another_day() -> None:
    come(KILL)
    come(STORY, at=2.5 * DAY)
    assert not Problem.objects.filter(code="C10").exists()


def test_a_kill_by_headline_reaches_weeks_back() -> None:
    come(make.first("BSP-45", headline="Fire in net store put out"), at=-20 * DAY)
    said = "Editors: please kill the story headed “Fire in net store put out”."
    come(f"BSP-47\n\nKILL KILL KILL\n\n{said}\n\nBSS/KM/ 1015 hrs\n")
    assert c10(Story.objects.get()).blocks


@pytest.mark.parametrize("backwards", [False, True])
def test_one_notice_blocks_every_story_with_the_number(backwards: bool) -> None:
    texts = [STORY, make.first("BSP-45", headline="Rain", body=("Quite other words fell.",)), KILL]
    for at, text in sorted(enumerate(texts), reverse=backwards):
        come(text, at=at)
    assert Problem.objects.filter(code="C10").count() == 2
    assert StoryTake.objects.filter(role=StoryTake.Role.KILL).count() == 1


def test_a_kill_goes_along_when_its_story_is_joined_to_another() -> None:
    come(make.first("BFF-08", end="MORE", clock="0832"))
    come(make.then("BFF-10", clock="1055"), at=2)
    come(make.kill("BFF-11", names="BFF-10"), at=3)
    come(make.then("BFF-09", end="MORE", clock="1000"), at=1)
    story = Story.objects.get(placings__item__serial="BFF-08")
    assert c10(story).blocks
    assert story.placings.filter(role=StoryTake.Role.KILL).exists()
