import pytest

from dispatches.actions.errors import Refused
from dispatches.actions.join import merge, part
from dispatches.actions.move import move
from dispatches.actions.regroup import own_story, put_in_order, unite
from dispatches.actions.split import split
from dispatches.actions.unjoin import last_of, undo_join
from dispatches.models import Person, Ruling, Story
from dispatches.tests import make
from dispatches.tests.actions.hands import (
    NAMELESS,
    ONE,
    OTHER,
    STRANGER,
    TWO,
    come,
    copy,
    home,
    ids,
    rejoin_all,
    serials,
    take,
)
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


def undo(story: Story, by: Person) -> Story:
    return undo_join(story, by=by, saw=make.fresh(story).touched)


def everything() -> list[tuple[int, str, list[str]]]:
    stories = Story.objects.filter(placings__isnull=False).distinct().order_by("pk")
    return [(one.pk, one.status, copy(one)) for one in stories]


def test_joining_two_stories_is_taken_back_whole() -> None:
    by, story, tail = make.editor(), come(ONE), come(STRANGER, at=2)
    before = everything()
    unite(story, tail, by=by, saw=story.touched, other_saw=tail.touched)
    assert undo(story, by) == story
    assert everything() == before
    assert make.fresh(tail).status == Status.INCOMING
    rejoin_all()
    assert everything() == before


def test_a_kill_goes_back_with_the_story_that_it_names() -> None:
    by, story, tail = make.editor(), come(ONE), come(OTHER, at=2)
    make.ingest(make.kill("BFF-20", names="BFF-11"), at=make.minutes(5))
    unite(story, tail, by=by, saw=make.fresh(story).touched, other_saw=make.fresh(tail).touched)
    assert make.fresh(story).blockers().filter(code="C10").exists()
    undo(story, by)
    rejoin_all()
    stopped = [make.fresh(one).blockers().filter(code="C10").exists() for one in (story, tail)]
    assert stopped == [False, True]
    assert tail.placings.get(role="kill").item.serial == "BFF-20"


def test_what_was_taken_back_is_the_machines_again() -> None:
    by, story = make.editor(), come(ONE)
    come(STRANGER, at=2)
    merge(story, take("BFF-12"), by=by, saw=make.fresh(story).touched)
    undo(story, by)
    assert [ruling.together for ruling in Ruling.objects.all()] == [True, None]
    assert serials(make.fresh(story)) == ["BFF-08"]


def test_parting_is_taken_back() -> None:
    by, story = make.editor(), come(ONE, TWO)
    part(story, take("BFF-09"), by=by, saw=story.touched, reason="Not ours.")
    assert undo(home("BFF-09"), by) == story
    assert serials(story) == ["BFF-08", "BFF-09"]


def test_an_order_is_taken_back() -> None:
    by, story = make.editor(), come(ONE, TWO)
    put_in_order(story, ids(story)[::-1], by=by, saw=story.touched)
    undo(story, by)
    rejoin_all()
    assert serials(story) == ["BFF-08", "BFF-09"]
    assert not story.placings.filter(rank__isnull=False).exists()


def test_an_order_that_stood_before_a_parting_comes_back_with_it() -> None:
    by, story = make.editor(), come(ONE, TWO)
    story = put_in_order(story, ids(story)[::-1], by=by, saw=story.touched)
    part(story, take("BFF-09"), by=by, saw=story.touched, reason="Not ours.")
    undo(story, by)
    assert serials(story) == ["BFF-09", "BFF-08"]


@pytest.mark.parametrize("paragraph", [1, 2])
def test_splitting_is_taken_back(paragraph: int) -> None:
    by, story = make.editor(), come(ONE, TWO)
    before, key = copy(story), story.head().paragraphs[paragraph]["key"]
    split(story, key, by=by, saw=story.touched, reason="Two.", headline="High water")
    undo(story, by)
    assert copy(story) == before
    rejoin_all()
    assert copy(story) == before
    assert not make.fresh(story).blockers().filter(code="C07").exists()


def test_a_story_of_its_own_is_taken_back() -> None:
    come(OTHER)
    by, tail = make.editor(), come(NAMELESS, at=2)
    own_story(tail, by=by, saw=tail.touched)
    undo(tail, by)
    assert make.fresh(tail).blockers().filter(code="C07").exists()
    assert Ruling.objects.order_by("-pk")[0].together is None


def test_undoing_is_an_event_and_is_not_undone() -> None:
    by, story = make.editor(), come(ONE, TWO)
    put_in_order(story, ids(story)[::-1], by=by, saw=story.touched)
    undo(story, by)
    assert [event.kind for event in story.events.all()[:2]] == ["undone", "revised"]
    with pytest.raises(Refused, match="nothing of yours"):
        undo(story, by)


def test_only_the_one_who_did_it_takes_it_back() -> None:
    by, story = make.editor(), come(ONE, TWO)
    put_in_order(story, ids(story)[::-1], by=by, saw=story.touched)
    with pytest.raises(Refused, match="nothing of yours"):
        undo(story, make.editor())


def test_nothing_is_taken_back_once_something_happened_since() -> None:
    by, story = make.editor(), come(ONE, TWO)
    story = put_in_order(story, ids(story)[::-1], by=by, saw=story.touched)
    move(story, "claim", by=make.editor(), saw=story.touched)
    assert last_of(by) is None
    with pytest.raises(Refused, match="something happened since"):
        undo(story, by)


def test_nothing_is_taken_back_once_something_happened_to_the_other_story() -> None:
    by, story, new = make.editor(), come(ONE, TWO), None
    part(story, take("BFF-09"), by=by, saw=story.touched, reason="Not ours.")
    new = home("BFF-09")
    move(new, "claim", by=make.editor(), saw=new.touched)
    with pytest.raises(Refused, match="Something happened to"):
        undo(story, by)
