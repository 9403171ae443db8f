import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions import bulk
from dispatches.actions.assign import assign, tag
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.move import move
from dispatches.models import Story
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db


def chosen(*stories: Story) -> list[tuple[int, int]]:
    """The stories as a form names them."""
    return [(story.pk, story.touched) for story in stories]


def test_each_story_is_moved_as_it_would_be_by_itself() -> None:
    one, other, by = make.story(), make.story(), make.editor()
    outcome = bulk.do("claim", chosen(one, other), by=by, said={})
    assert [story.pk for story in outcome.done] == [one.pk, other.pk]
    for story in (one, other):
        assert make.fresh(story).claimed_by == by
        last = story.events.all()[0]
        assert (last.kind, last.actor) == ("claim", by)


def test_what_one_story_refuses_holds_up_no_other() -> None:
    whole = make.story(status=Status.IN_REVIEW)
    broken = make.damaged(status=Status.IN_REVIEW)
    incoming = make.story()
    outcome = bulk.do("approve", chosen(broken, incoming, whole), by=make.chief(), said={})
    assert outcome.done == [whole]
    assert [name for name, _ in outcome.refused] == [str(broken), str(incoming)]
    assert outcome.refused[0][1].startswith("A problem is open")
    assert "is incoming" in outcome.refused[1][1]
    assert make.fresh(broken).status == Status.IN_REVIEW


def test_a_story_that_somebody_changed_meanwhile_is_left_alone() -> None:
    seen, by = make.story(), make.editor()
    move(seen, "claim", by=make.editor(), saw=seen.touched)
    outcome = bulk.do("spike", chosen(seen), by=by, said={"reason": "Old."})
    assert outcome.done == []
    assert "somebody else" in outcome.refused[0][1]
    assert make.fresh(seen).status == Status.IN_REVIEW


def test_a_story_that_is_not_there_is_told_of() -> None:
    outcome = bulk.do("claim", [(999, 0)], by=make.editor(), said={})
    assert outcome.refused == [("story 999", "There is no such story any more.")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("return", {"reason": " "}),
        ("spike", {}),
        ("assign", {}),
        ("assign", {"person": "nobody"}),
        ("tag", {"tag": ""}),
        ("publish", {}),
        ("", {}),
    ],
)
def test_what_is_asked_for_must_be_said_before_anything_is_done(
    name: str, said: dict[str, str]
) -> None:
    story = make.story()
    with pytest.raises(Refused):
        bulk.do(name, chosen(story), by=make.chief(), said=said)
    assert make.fresh(story).touched == story.touched


def test_nothing_chosen_and_too_much_chosen_are_refused() -> None:
    for many in ([], [(number, 0) for number in range(1, bulk.MOST + 2)]):
        with pytest.raises(Refused):
            bulk.do("claim", many, by=make.editor(), said={})


@pytest.mark.parametrize("name", bulk.DEEDS)
def test_a_reporter_does_none_of_it(name: str) -> None:
    story, said = make.story(), {"reason": "x", "person": "x", "tag": "x"}
    with pytest.raises(PermissionDenied):
        bulk.do(name, chosen(story), by=make.person(Role.REPORTER), said=said)
    assert make.fresh(story).touched == story.touched


def test_a_story_is_given_to_somebody_and_its_status_stays() -> None:
    story, to, by = make.story(), make.editor(), make.chief()
    bulk.do("assign", chosen(story), by=by, said={"person": to.username})
    now = make.fresh(story)
    assert (now.claimed_by, now.status) == (to, Status.INCOMING)
    event = now.events.all()[0]
    assert (event.kind, event.before, event.after) == (
        "assigned", {"with": ""}, {"with": to.username},
    )  # fmt: skip


def test_a_story_is_given_to_nobody_who_reviews_no_copy() -> None:
    story = make.story()
    for to in (make.person(Role.REPORTER), make.person(Role.EDITOR, is_active=False)):
        with pytest.raises(Refused, match="reviews no copy"):
            assign(story, to, by=make.chief(), saw=story.touched)


def test_a_tag_is_added_once_and_by_hand_it_stays() -> None:
    story, by = make.story(), make.editor()
    story = tag(story, "  river   flood ", by=by, saw=story.touched)
    assert make.fresh(story).tags == ["river flood"]
    with pytest.raises(Refused, match="already"):
        tag(story, "river flood", by=by, saw=story.touched)
    make.rule(do_tags=["sea"])
    make.ingest(make.first(story.placings.get().item.serial, headline=story.headline))
    assert "river flood" in make.fresh(story).tags


@pytest.mark.parametrize("word", ["x" * 41, " "])
def test_a_tag_that_is_none_is_refused(word: str) -> None:
    story = make.story()
    with pytest.raises(Refused):
        tag(story, word, by=make.editor(), saw=story.touched)


def test_a_tag_names_the_state_that_it_saw() -> None:
    story = make.story()
    with pytest.raises(Stale):
        tag(story, "sea", by=make.editor(), saw=story.touched - 1)


@pytest.mark.parametrize("status", [Status.SPIKED, Status.PUBLISHED, Status.WITHDRAWN])
def test_what_has_left_the_desk_is_neither_given_nor_tagged(status: Status) -> None:
    story = make.story(status=status)
    with pytest.raises(Refused, match="not on the desk"):
        tag(story, "sea", by=make.chief(), saw=story.touched)
