"""The hand-over: what stands, the note, and what was handed over before."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.watch import watch
from dispatches.models import Event, Handover, Mention, Note, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk
from dispatches.workflow import Role, Status

QUERIES = 11  # session, person, counts, waiting, embargoed, held, watched, sources, rejects, notes,
# what was handed over before


def test_it_says_what_is_open_and_since_when(editor: Desk) -> None:
    make.story()
    make.story(status=Status.APPROVED)
    page = editor.page("handover")
    assert "incoming" in page
    assert "approved" in page
    assert "the oldest since" in page


def test_it_names_what_waits_what_is_embargoed_and_what_was_killed(editor: Desk) -> None:
    waits = make.story(make.first("BFF-40", end="MORE"))
    killed = make.story(make.first("BFF-50"))
    make.ingest(make.kill("BFF-99", names="BFF-50"))
    until = timezone.now() + timedelta(hours=3)
    sealed = make.story(embargo="UNTIL NOON", embargo_until=until)
    page = editor.page("handover")
    for words in (waits.headline, killed.headline, sealed.headline, "Kill notice BFF-99"):
        assert words in page
    assert f"{until:%d %b %H:%M} UTC" in page


def test_a_published_story_that_was_killed_stands_first(editor: Desk) -> None:
    make.story(make.first("BFF-40"))
    out = make.story(make.first("BFF-50"), status=Status.PUBLISHED)
    for number, names in (("BFF-98", "BFF-40"), ("BFF-99", "BFF-50")):
        make.ingest(make.kill(number, names=names))
    editor.send("handover", text="")
    (first, _) = Handover.objects.get().facts["stopped"]["rows"]
    assert (first["story"], first["status"]) == (out.pk, "published")


def test_it_names_what_its_writer_watches_and_the_notes_that_wait(editor: Desk) -> None:
    story, now = make.story(), timezone.now()
    assert editor.person
    watch(story, by=editor.person, now=now)
    note = Note.objects.create(story=story, by=make.editor(), text="Who says so?", at=now)
    Mention.objects.create(note=note, person=editor.person)
    page = editor.page("handover")
    assert page.count(story.headline) == 2
    assert f"@{editor.person.username}" in page


def test_what_is_handed_over_is_kept_with_what_stood_then(editor: Desk) -> None:
    story = make.story(make.first("BFF-40", end="MORE"))
    answer = editor.send("handover", text="Ring the harbour at six.")
    kept = Handover.objects.get()
    make.ingest(make.then("BFF-41"))
    page = editor.client.get(answer["Location"]).content.decode()
    assert "Ring the harbour at six." in page
    assert story.headline in page
    assert story.headline not in editor.page("handover")
    assert Event.objects.filter(kind="handed over", about=f"hand-over {kept.pk}").exists()


def test_everybody_on_the_desk_reads_it_and_not_everybody_writes_it(at: At, editor: Desk) -> None:
    editor.send("handover", text="Ring the harbour at six.")
    corrector = at(Role.CORRECTOR)
    assert "Ring the harbour" in corrector.page("handover", at=Handover.objects.get().pk)
    assert corrector.send("handover", text="No.").status_code == 403


def test_a_note_that_is_too_long_is_refused_and_stays_in_the_form(editor: Desk) -> None:
    answer = editor.send("handover", text="x" * 8001)
    assert answer.status_code == 422
    assert "x" * 8001 in answer.content.decode()
    assert not Handover.objects.exists()


@pytest.mark.parametrize("at", ["0", "99999", "x", "9" * 40, "²"])
def test_one_that_is_not_there_shows_the_desk_as_it_stands(editor: Desk, at: str) -> None:
    assert "As the desk stands" in editor.page("handover", at=at)


def test_a_long_list_names_some_and_counts_the_rest(editor: Desk) -> None:
    make.story(make.first("BFF-40", end="MORE"))
    made = Story.objects.get()
    for _ in range(22):
        made.pk = None
        made.save(force_insert=True)
    assert "and 3 more" in editor.page("handover")


def test_the_number_of_queries_does_not_grow_with_the_desk(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (40, 50, 60):
        make.story(make.first(f"BFF-{number}", end="MORE"))
        make.ingest(make.kill(f"BFF-9{number}", names=f"BFF-{number}"))
        with django_assert_num_queries(QUERIES):
            editor.page("handover")
