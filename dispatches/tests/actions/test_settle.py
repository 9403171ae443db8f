import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.errors import Refused, Stale
from dispatches.actions.settle import settle
from dispatches.models import Event, Person, Problem, Story
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db

CUT = "It rained. Kim will be looking for support in easing the sanctions beyond a December"
QUOTED = "“On the other hand, all efforts deserve support if they resolve the problems of the two"


def go(
    problem: Problem, how: str, by: Person | None = None, text: str = "", reason: str = ""
) -> Story:
    saw = make.fresh(problem.story).touched
    return settle(problem, how, by=by or make.editor(), saw=saw, text=text, reason=reason)


def story_with(paragraph: str) -> Story:
    return make.story(make.first(body=("It was read.", paragraph)), status=Status.IN_REVIEW)


def codes(story: Story) -> list[str]:
    return [problem.code for problem in story.current_problems().open()]


def test_verified_as_is_closes_the_problem_and_leaves_the_copy() -> None:
    story, by = make.damaged(), make.editor()
    after = go(make.problem(story), "verified", by)
    settled = after.current_problems().get()
    assert (settled.how, settled.settled_by, after.version) == ("verified", by, story.version)
    assert not after.blockers()
    assert after.touched == story.touched + 1


def test_typed_text_is_a_new_version_that_names_who_typed_it() -> None:
    story, by = make.damaged(), make.editor()
    after = go(make.problem(story), "typed", by, text=" beyond\n a  December deadline. ")
    row = after.head().paragraphs[1]
    assert (row["text"], row["by"]) == ("beyond a December deadline.", by.pk)
    assert row["key"] == story.head().paragraphs[1]["key"]
    assert (after.version, after.head().made_by) == (2, by)
    assert not after.current_problems()


def test_what_the_edit_solved_is_settled_on_the_version_before() -> None:
    story, by = make.damaged(), make.editor()
    go(make.problem(story), "typed", by, text="A December deadline.")
    solved = story.problems.get(version=1)
    assert (solved.how, solved.settled_by) == ("typed", by)
    event = Event.objects.filter(kind="settled").get()
    assert event.after["settled"] == [str(solved)]
    assert event.before["excerpt"] == make.DAMAGED


def test_one_edit_settles_both_problems_of_a_paragraph() -> None:
    story = story_with(QUOTED)
    assert codes(story) == ["C01", "C02"]
    after = go(make.problem(story, "C01"), "typed", text=QUOTED + " Koreas.”")
    assert codes(after) == []
    assert {problem.how for problem in story.problems.filter(version=1)} == {"typed"}


def test_an_edit_that_solves_only_one_leaves_the_other_open() -> None:
    story = story_with(QUOTED)
    after = go(make.problem(story, "C01"), "typed", text=QUOTED + " Koreas.")
    assert codes(after) == ["C02"]
    assert story.problems.get(version=1, code="C02").how == ""


def test_an_edit_settles_nothing_in_another_paragraph() -> None:
    story = make.damaged(make.DAMAGED + " of war")
    first, other = story.current_problems()
    after = go(first, "typed", text="A December deadline.")
    assert codes(after) == ["C01"]
    other.refresh_from_db()
    assert (other.version, other.how) == (1, "")


def test_typed_text_that_is_as_broken_solves_nothing() -> None:
    after = go(make.problem(make.damaged()), "typed", text="beyond a December of")
    assert codes(after) == ["C01"]
    assert after.problems.get(version=1).how == ""


def test_cut_goes_back_to_the_last_full_sentence() -> None:
    story = story_with(CUT)
    after = go(make.problem(story), "cut")
    assert after.head().paragraphs[1]["text"] == "It rained."
    assert codes(after) == []


def test_nothing_is_cut_where_there_is_no_full_sentence() -> None:
    problem = make.problem(make.damaged())
    assert "cut" not in problem.ways
    Problem.objects.filter(pk=problem.pk).update(ways=["cut"])
    problem.refresh_from_db()
    with pytest.raises(Refused, match="no full sentence"):
        go(problem, "cut")


def test_a_paragraph_that_is_left_out_is_left_out() -> None:
    story = make.damaged("It stopped.")
    after = go(make.problem(story), "omitted")
    assert [row["text"] for row in after.head().paragraphs] == ["It rained.", "It stopped."]
    assert story.problems.get(version=1).how == "omitted"


@pytest.mark.parametrize(("how", "open_after"), [("wait", 1), ("join", 1), ("as_it_stands", 0)])
def test_a_missing_take_is_waited_for_joined_or_done_without(how: str, open_after: int) -> None:
    story = make.story(make.first(end="MORE"))
    after = go(make.problem(story, "C07"), how, reason="The wire is down.")
    assert after.current_problems().get().how == how
    assert len(codes(after)) == open_after


@pytest.mark.parametrize("how", ["ignored", "fixed"])
def test_a_warning_is_fixed_or_ignored(how: str) -> None:
    story = story_with("A wo- rd broke.")
    assert codes(go(make.problem(story), how, reason="It is a name.")) == []


@pytest.mark.parametrize("reason", ["", " "])
def test_what_is_ignored_is_ignored_for_a_reason(reason: str) -> None:
    with pytest.raises(Refused, match="Say why"):
        go(make.problem(story_with("A wo- rd broke.")), "ignored", reason=reason)


@pytest.mark.parametrize("how", ["ignored", "overruled", "embellished", ""])
def test_only_the_ways_that_the_problem_offers_are_ways(how: str) -> None:
    with pytest.raises(Refused, match="cannot be settled in that way"):
        go(make.problem(make.damaged()), how, reason="It must be.")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_typing_nothing_settles_nothing(text: str) -> None:
    with pytest.raises(Refused, match="Type the text"):
        go(make.problem(make.damaged()), "typed", text=text)


def test_typing_what_stands_there_is_no_edit() -> None:
    with pytest.raises(Refused, match="verified as is"):
        go(make.problem(make.damaged()), "typed", text=make.DAMAGED)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.CORRECTOR, Role.ADMINISTRATOR])
def test_only_who_has_the_power_settles(role: Role) -> None:
    problem = make.problem(make.damaged())
    with pytest.raises(PermissionDenied):
        go(problem, "verified", make.person(role))
    problem.refresh_from_db()
    assert problem.is_open


@pytest.mark.parametrize("status", [Status.SPIKED, Status.WITHDRAWN])
def test_the_copy_of_a_story_that_is_not_in_work_is_left_alone(status: Status) -> None:
    with pytest.raises(Refused, match="cannot be changed"):
        go(make.problem(make.damaged(status=status)), "verified")


def test_a_stale_settlement_is_refused_and_shows_both_texts() -> None:
    story = make.damaged()
    problem = make.problem(story)
    go(problem, "typed", text="A December deadline.")
    with pytest.raises(Stale) as stale:
        settle(problem, "typed", by=make.editor(), saw=story.touched, text="A December day.")
    assert stale.value.mine["text"] == "A December day."
    assert stale.value.theirs["text"] == "A December deadline."
    assert stale.value.mine.keys() == stale.value.theirs.keys()


def test_a_problem_of_an_older_version_is_settled_no_more() -> None:
    story = make.damaged()
    problem = make.problem(story)
    go(problem, "typed", text="beyond a December of")
    with pytest.raises(Refused, match="older version"):
        go(problem, "verified")


def test_a_settlement_carries_over_to_the_next_version_of_the_copy() -> None:
    story, by = make.damaged("“It stopped."), make.editor()
    after = go(make.problem(story, "C01"), "verified", by)
    after = go(make.problem(after, "C02"), "typed", text="It stopped.")
    carried = after.current_problems().get()
    assert (carried.code, carried.how, carried.settled_by) == ("C01", "verified", by)
    assert carried.version == after.version == 2


def test_a_mind_may_be_changed() -> None:
    story = make.story(make.first(end="MORE"))
    go(make.problem(story, "C07"), "wait")
    after = go(make.problem(story, "C07"), "as_it_stands", reason="It will not come.")
    assert codes(after) == []
    assert [e.before["how"] for e in Event.objects.filter(kind="settled")] == ["wait", ""]
