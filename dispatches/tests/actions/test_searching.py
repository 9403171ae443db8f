from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from dispatches.actions import searching
from dispatches.actions.edit import edit_paragraph
from dispatches.actions.errors import Refused
from dispatches.actions.move import move
from dispatches.models import Alert, Person, SavedQuery
from dispatches.tests import make

pytestmark = pytest.mark.django_db


def keep(query: str = "rained", *, by: Person | None = None, name: str = "Rain") -> SavedQuery:
    by = by or make.editor()
    return searching.keep_search(name, query, alerts=True, by=by, now=timezone.now())


def test_whoever_keeps_a_search_is_told_of_what_comes_to_it_and_nobody_else() -> None:
    one = keep()
    story = make.damaged()
    make.story()
    assert searching.look(timezone.now()) == 1
    alert = Alert.objects.get()
    assert (alert.kind, alert.story, alert.person) == (Alert.Kind.SEARCH, story, one.owner)
    assert alert.sentence == f"Rain: {story}"


def test_a_story_is_told_of_once_a_version() -> None:
    keep()
    story = make.damaged()
    assert searching.look(timezone.now()) == 1
    assert searching.look(timezone.now()) == 0
    key = story.head().paragraphs[1]["key"]
    edit_paragraph(story, key, "It is dry.", by=make.editor(), saw=story.touched)
    assert searching.look(timezone.now()) == 1


def test_a_story_that_comes_to_answer_without_new_copy_is_told_of() -> None:
    keep("is:in-review")
    story = make.damaged()
    assert searching.look(timezone.now()) == 0
    move(story, "claim", by=make.editor(), saw=story.touched)
    assert searching.look(timezone.now()) == 1


def test_what_was_there_long_before_a_search_was_kept_is_no_news() -> None:
    make.damaged()
    later = timezone.now() + timedelta(hours=1)
    searching.keep_search("Rain", "rained", alerts=True, by=make.editor(), now=later)
    assert searching.look(later) == 0


def test_a_search_without_alerts_or_of_somebody_who_left_is_not_looked_at() -> None:
    quiet, gone = keep(), keep(by=make.editor())
    searching.set_alerts(quiet.pk, on=False, by=quiet.owner, now=timezone.now())
    Person.objects.filter(pk=gone.owner_id).update(is_active=False)
    make.damaged()
    assert searching.look(timezone.now()) == 0


def test_many_stories_are_told_of_look_after_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "AT_ONCE", 2)
    keep()
    for number in range(5):
        make.story(
            make.first(
                body=(f"It rained on {number} of the {['mole', 'pier', 'dike'][number % 3]}s.",)
            )
        )
    for _ in range(6):
        searching.look(timezone.now())
    assert Alert.objects.count() == 5


def test_a_search_of_the_same_name_takes_the_place_of_the_one_before() -> None:
    me = make.editor()
    keep("rained", by=me)
    keep("harbour", by=me)
    assert SavedQuery.objects.get().query == "harbour"


def test_nobody_keeps_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST", 1)
    me = make.editor()
    keep(by=me)
    with pytest.raises(Refused):
        keep(by=me, name="Another")


def test_a_search_that_asks_nothing_finds_nothing_to_tell() -> None:
    keep("is:wet")
    make.damaged()
    assert searching.look(timezone.now()) == 0


def test_the_receiver_looks_for_what_came_to_saved_searches() -> None:
    keep()
    make.damaged()
    call_command("receive", once=True, stdout=StringIO())
    assert Alert.objects.count() == 1
