from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from dispatches.models import Note, Person, Story, Viewed, finding
from dispatches.tests import make
from dispatches.tests.wire.test_asking import TYPED
from dispatches.wire.asking import HAS, IS, OPERATORS, parse
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


def found(text: str, person: Person | None = None) -> set[int]:
    asked = parse(text, timezone.localtime())
    stories = finding.question(asked, person or make.editor()).stories
    return {pk for _, pk in finding.newest(stories, None, 100)}


@pytest.mark.parametrize(
    "text",
    [
        "harbour",
        "FIRE harbour",
        '"fire at the mole"',
        "harb*",
        "mole -zeppelin",
        "from:bss slug:harbour",
        "from:BSS",
        "slug:harb",
        "take:BFF-40",
        "take:bff-38..41",
        "is:complete",
        "is:incoming",
        "is:unseen",
        "desk:sea",
        "tag:নদী",
        "section:World",
        "urgency:1..3",
        "has:note",
        "-has:gap harbour",
        "after:2019-04-25 before:2019-04-26",
        "harbour -is:published,spiked",
    ],
)
def test_a_story_is_found_by_what_is_true_of_it_and_another_is_not(text: str) -> None:
    story = make.story(
        make.first("BFF-40", headline="Fire at the mole", slug="HARBOUR"), at=make.minutes(0)
    )
    Story.objects.filter(pk=story.pk).update(desk="Sea", section="world", urgency=2, tags=["নদী"])
    Note.objects.create(story=story, by=make.editor(), text="Ask.", at=timezone.now())
    agency = make.source("other", agency="OTHER")
    other = make.story(
        make.first(end="MORE"),
        status=Status.SPIKED,
        source=agency,
        assembly="incomplete",
        missing=["2"],
    )
    me = make.editor()
    Viewed.objects.create(story=other, person=me, version=9, at=timezone.now())
    assert found(text, me) == {story.pk}


@pytest.mark.parametrize(
    ("text", "status"),
    [(f"is:{status.replace('_', '-')}", status) for status in Status]
    + [("is:killed", "withdrawn")],
)
def test_every_status_is_found(text: str, status: Status) -> None:
    stories = {str(one): make.story(status=one) for one in Status}
    assert found(text) == {stories[str(status)].pk}


def test_what_is_wrong_with_a_story_is_found() -> None:
    number = make.serial()
    damaged, killed = make.damaged(), make.story(make.first(number))
    make.ingest(make.kill(make.serial(), names=number))
    held = make.story(embargo="UNTIL NOON")
    waits = make.story(make.first(make.serial(), end="MORE"))
    assert damaged.pk in found("has:error") & found("has:problem")
    assert found("has:kill") == {killed.pk}
    assert found("has:embargo") == {held.pk}
    assert found("is:waiting") == {waits.pk}


def test_what_i_have_is_mine() -> None:
    me = make.chief()
    story = make.story(status=Status.IN_REVIEW, by=me)
    assert found("is:mine", me) == {story.pk}
    assert found("is:mine", make.chief()) == set()


def test_a_source_that_nobody_knows_is_told_of() -> None:
    make.story()
    asked = parse("from:zeppelin", timezone.localtime())
    question = finding.question(asked, make.editor())
    assert not question.stories.exists()
    assert question.doubts == ("No source and no agency is called “zeppelin”.",)


@pytest.mark.parametrize("most", [2, 3000])
def test_the_newest_come_first_page_after_page(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "NEWEST", most)
    one = timedelta(minutes=1)
    made = [make.story(at=make.minutes(0) + one * (n // 2)) for n in range(7)]
    places, before = [], None
    while some := finding.newest(Story.objects.all(), before, 3):
        places += some
        before = some[-1]
    assert [pk for _, pk in places] == [story.pk for story in reversed(made)]


@given(TYPED)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize("name", [*(f"has:{one}" for one in HAS), *(f"is:{one}" for one in IS)])
def test_every_word_that_is_offered_is_a_question(name: str) -> None:
    assert found(name) == set()
    assert found(f"-{name}") == set()


def test_every_operator_has_a_question() -> None:
    assert set(OPERATORS) == set(finding._ASKS) | {"from"}
