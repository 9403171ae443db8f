import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.errors import Refused
from dispatches.actions.move import move, why_not
from dispatches.actions.settle import may_settle, settle
from dispatches.models import Event, Person, Problem, Story, StoryTake
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db

BODY = ("The lock was shut by five men.", "Nobody was hurt. It will open again on Friday.")
STORY = make.first("BSP-45", body=BODY, headline="Lock shut at Tarangdi")


def notice(words: str, head: str = "CORRECTION", number: str = "BSP-47") -> str:
    return f"{number}\n\n{head}\n\n{words}\n\nBSS/KM/ 1015 hrs\n"


CORRECTION = notice("In BSP-45, second para, please read Saturday instead of Friday.")
VAGUE = notice("In BSP-45 please correct the spelling of the lock keeper's name.")
HOLD = notice("Editors: please hold BSP-45 until further notice.", "HOLD")


def told(*texts: str, status: Status = Status.INCOMING) -> Story:
    """The story in this status, after these notices came."""
    story = make.story(STORY, status=status, at=make.minutes(0))
    for number, text in enumerate(texts, 1):
        make.ingest(text, at=make.minutes(number))
    return make.fresh(story)


def c10(story: Story) -> Problem:
    return make.fresh(story).current_problems().get(code="C10")


def go(problem: Problem, how: str, by: Person | None = None, **said: str) -> Story:
    saw = make.fresh(problem.story).touched
    return settle(problem, how, by=by or make.editor(), saw=saw, **said)


# Corrections --------------------------------------------------------------------------------------
def test_a_correction_becomes_a_proposed_edit_on_the_story_that_it_names() -> None:
    problem = c10(story := told(CORRECTION))
    (edit,) = problem.proposal
    assert (edit["before"], edit["after"]) == ("Friday", "Saturday")
    assert problem.paragraph_key == edit["key"] == story.head().paragraphs[1]["key"]
    assert problem.ways == ["accepted", "typed", "ignored"]
    assert problem.blocks
    assert story.urgency == 3
    assert story.placings.get(role=StoryTake.Role.CORRECTION).item == problem.notice
    assert "BSP-47" in story.events.get(kind="correction").reason


def test_it_does_not_matter_which_came_first() -> None:
    make.ingest(CORRECTION, at=make.minutes(0))
    make.ingest(STORY, at=make.minutes(9))
    assert c10(Story.objects.get()).proposal


def test_an_accepted_correction_is_a_version_by_that_person_from_that_notice() -> None:
    problem, by = c10(told(CORRECTION)), make.editor()
    story = go(problem, "accepted", by)
    row = story.head().paragraphs[1]
    assert row["text"] == "Nobody was hurt. It will open again on Saturday."
    assert (row["by"], row["notice"]) == (by.pk, problem.notice_id)
    assert story.head().made_by == by
    assert "BSP-47 was accepted" in story.head().reason
    event = Event.objects.get(kind="settled")
    assert event.after["notice"] == problem.notice_id
    assert event.after["how"] == "accepted"


def test_what_was_accepted_is_settled_on_the_new_version_too() -> None:
    story = go(c10(told(CORRECTION)), "accepted")
    assert story.version == 2
    assert {problem.how for problem in story.problems.filter(code="C10")} == {"accepted"}
    assert not story.blockers()
    assert story.urgency == make.fresh(story).urgency == 5
    make.ingest(STORY.replace("BSP-45\n", "BSP-60\n", 1), at=make.minutes(20))
    assert "Saturday" in make.fresh(story).head().paragraphs[1]["text"]
    assert make.fresh(story).head().paragraphs[1]["notice"]


def test_the_editor_may_type_the_correction_instead() -> None:
    story = go(c10(told(CORRECTION)), "typed", text="Nobody was hurt. It stays shut.")
    assert story.head().paragraphs[1]["text"] == "Nobody was hurt. It stays shut."
    assert c10(story).how == "typed"


def test_a_correction_is_ignored_for_a_reason() -> None:
    problem = c10(told(CORRECTION))
    with pytest.raises(Refused, match="Say why"):
        go(problem, "ignored")
    story = go(problem, "ignored", reason="Friday it is.")
    assert story.version == 1
    assert not story.blockers()


def test_a_correction_of_the_headline_is_accepted() -> None:
    text = notice("In BSP-45, in headline, please read Weir shut instead of Lock shut.")
    problem = c10(told(text))
    assert problem.ways == ["accepted", "ignored"]
    assert go(problem, "accepted").headline == "Weir shut at Tarangdi"


def test_where_no_words_can_be_told_the_notice_is_a_plain_problem() -> None:
    problem = c10(told(VAGUE))
    assert problem.ways == ["fixed", "ignored"]
    assert "BSP-47 names this story: In BSP-45 please correct" in problem.message
    with pytest.raises(Refused):
        go(problem, "accepted")
    assert not go(problem, "fixed").blockers()


def test_a_correction_whose_words_have_gone_is_not_accepted() -> None:
    problem = c10(told(CORRECTION))
    Problem.objects.filter(pk=problem.pk).update(proposal=[problem.proposal[0] | {"start": 3}])
    with pytest.raises(Refused, match="does not say any more"):
        go(c10(problem.story), "accepted")


def test_only_who_settles_problems_accepts() -> None:
    with pytest.raises(PermissionDenied):
        go(c10(told(CORRECTION)), "accepted", make.person(Role.REPORTER))


def test_a_correction_takes_back_an_approval() -> None:
    story = told(CORRECTION, status=Status.APPROVED)
    assert story.status == Status.RETURNED
    assert story.events.filter(kind="return")[0].reason == "BSP-47 arrived after approval."


def test_a_correction_of_what_is_published_is_not_lost() -> None:
    story = told(CORRECTION, status=Status.PUBLISHED)
    problem = c10(story)
    assert (story.status, problem.is_open) == (Status.PUBLISHED, True)
    assert story in Story.objects.recalled()
    assert [how for how in problem.ways if may_settle(problem, how)] == ["ignored"]
    with pytest.raises(Refused, match="cannot be changed"):
        go(problem, "accepted")
    story = go(problem, "ignored", reason="The paper ran it right.")
    assert story not in Story.objects.recalled()


def test_a_correction_reaches_only_its_own_source() -> None:
    story = told()
    make.ingest(CORRECTION, source=make.source("plain", convention="bss"), at=make.minutes(40))
    assert not story.current_problems()


def test_a_correction_by_headline_reaches_days_back() -> None:
    text = notice("In item “Lock shut at Tarangdi” please read six men instead of five men.")
    make.ingest(STORY, at=make.minutes(-5 * 24 * 60))
    make.ingest(text, at=make.minutes(0))
    assert c10(Story.objects.get()).proposal


# Holds --------------------------------------------------------------------------------------------
def test_a_hold_stops_a_story_and_says_so() -> None:
    story = told(HOLD, status=Status.IN_REVIEW)
    assert c10(story).message.startswith("HOLD: notice BSP-47")
    assert story.urgency == 0
    assert "HOLD" in why_not(story, "approve", make.chief())
    assert story.placings.filter(role=StoryTake.Role.HOLD).exists()
    assert story.events.filter(kind="hold").exists()


def test_a_hold_is_released_by_a_chief_for_a_reason() -> None:
    story = told(HOLD, status=Status.IN_REVIEW)
    with pytest.raises(PermissionDenied):
        go(c10(story), "released", reason="They rang.")
    with pytest.raises(Refused, match="Say why"):
        go(c10(story), "released", make.chief())
    story = go(c10(story), "released", make.chief(), reason="They rang.")
    assert not why_not(story, "approve", make.chief())
    assert story.urgency == 5


def test_a_hold_of_what_is_published_is_seen_on_the_desk() -> None:
    assert told(HOLD, status=Status.PUBLISHED) in Story.objects.recalled()


def test_an_advisory_is_about_no_story() -> None:
    story = told(notice("BSP-45 will move later than planned.", "ADVISORY"))
    assert not story.current_problems()
    assert move(story, "claim", by=make.editor(), saw=story.touched).status == Status.IN_REVIEW


def test_what_is_no_notice_is_settled_only_while_the_story_is_in_work() -> None:
    story = make.story(make.first(body=("It was read.", "A wo- rd broke.")), status=Status.SPIKED)
    with pytest.raises(Refused, match="cannot be changed"):
        go(make.problem(story), "ignored", reason="It is a name.")
