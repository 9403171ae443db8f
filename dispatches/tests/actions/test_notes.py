import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.errors import Refused
from dispatches.actions.notes import named_in, read_mentions, strangers_in, write_note
from dispatches.models import Alert, Event, Mention, Note
from dispatches.tests import make
from dispatches.workflow import POWERS, Power, Role

pytestmark = pytest.mark.django_db


def test_a_note_calls_whom_it_names_each_once() -> None:
    rina, story = make.person(Role.REPORTER, username="rina"), make.story()
    note = write_note(story, "Ask @Rina. @rina knows, rina@example.org too.", by=make.editor())
    assert [mention.person for mention in note.mentions.all()] == [rina]
    event = Event.objects.get(kind="noted")
    assert (event.story, event.after["calls"]) == (story, ["rina"])


def test_whoever_a_note_calls_is_alerted_and_nobody_else() -> None:
    rina, rahim = make.person(username="rina"), make.person(username="rahim")
    write_note(make.story(), "Ask @rina.", by=make.editor())
    (told,) = Alert.objects.to(rina)
    assert (told.kind, told.person) == ("mention", rina)
    assert "Ask @rina." in told.sentence
    assert not Alert.objects.to(rahim)


def test_names_that_nobody_has_call_nobody() -> None:
    make.person(username="off", is_active=False)
    assert named_in("@off @nobody") == []
    assert strangers_in("@off and @nobody!") == ["off", "nobody"]


def test_a_note_changes_nothing_that_rules_or_writers_look_at() -> None:
    story = make.story()
    write_note(story, "Look here.", by=make.editor())
    after = make.fresh(story)
    assert (after.touched, after.in_hands()) == (story.touched, False)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_a_note_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        write_note(make.story(), text, by=make.editor())
    assert not Note.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_notes_are_written_by_whom_the_table_names(role: Role) -> None:
    story, by = make.story(), make.person(role)
    if Power.WRITE_NOTES in POWERS[role]:
        assert write_note(story, "Noted.", by=by).by == by
    else:
        with pytest.raises(PermissionDenied):
            write_note(story, "Noted.", by=by)


def test_mentions_are_read_one_by_one_or_up_to_the_last_that_was_seen() -> None:
    rina, story, by = make.person(username="rina"), make.story(), make.editor()
    notes = [write_note(story, f"@rina {number}", by=by) for number in range(3)]
    marks = [note.mentions.get().pk for note in notes]
    assert read_mentions(rina, note=notes[2].pk) == 1
    assert read_mentions(rina, upto=marks[0]) == 1
    assert read_mentions(by, upto=marks[2]) == 0
    assert Mention.objects.get(read_at__isnull=True).note == notes[1]
