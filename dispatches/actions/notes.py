"""Notes that people write about a story, for the desk alone, and whom they call by @name."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils import timezone

from dispatches.models import Alert, Mention, Note, Person, Story
from dispatches.models.shapes import longest_in, storable
from dispatches.workflow import Power

from .alerts import tell
from .errors import Refused
from .hold import permit
from .record import record

_NAME = re.compile(r"(?<![\w@.+-])@([\w.+-]{1,150})")


def write_note(story: Story, text: str, *, by: Person) -> Note:
    """Add a note to a story, whatever its status, and call whoever it names; no copy changes."""
    permit(by, Power.WRITE_NOTES)
    said = storable(text.replace("\r\n", "\n").strip())
    longest = longest_in(Note, "text")
    if not said:
        raise Refused("The note is empty.")
    if len(said) > longest:
        raise Refused(f"The note is too long: {longest} characters at most.")
    called = named_in(said)
    with transaction.atomic():
        note = Note.objects.create(story=story, by=by, text=said, at=timezone.now())
        Mention.objects.bulk_create(Mention(note=note, person=person) for person in called)
        names = [person.username for person in called]
        record("noted", actor=by, origin="desk", story=story, about=f"note {note.pk}",
               after={"text": said, "calls": names})  # fmt: skip
        for person in called:
            says = f"{by} calls you in a note on “{story}”: {said}"
            mark = f"mention-{note.pk}-{person.pk}"
            tell(Alert.Kind.MENTION, says, mark=mark, story=story, person=person, now=note.at)
    return note


def named_in(text: str) -> list[Person]:
    """The people whom a text calls by @name, whatever the case of it, each once."""
    names = names_in(text)
    people = {person.username.casefold(): person for person in _called(names)}
    return [people[name] for name in names if name in people]


def names_in(text: str) -> list[str]:
    """The names that a text calls, in lower case; a full stop behind one ends the sentence.

    >>> names_in("Ask @Rina. Or @rina, or rahim@example.org?")
    ['rina']
    """
    return list(dict.fromkeys(name.rstrip(".").casefold() for name in _NAME.findall(text)))


def strangers_in(text: str) -> list[str]:
    """The names that a text calls and that nobody at the desk has."""
    known = {person.username.casefold() for person in named_in(text)}
    return [name for name in names_in(text) if name not in known]


def _called(names: list[str]) -> list[Person]:
    if not names:
        return []
    pattern = "|".join(re.escape(name) for name in names[:20])
    return list(Person.objects.filter(is_active=True, username__iregex=rf"^({pattern})$"))


def read_mentions(person: Person, *, upto: int = 0, note: int | None = None) -> int:
    """Mark a person's mentions as read: one note's, or all up to a mention's id; how many were."""
    unread = Mention.objects.filter(person=person, read_at__isnull=True)
    unread = unread.filter(pk__lte=upto) if note is None else unread.filter(note=note)
    return unread.update(read_at=timezone.now())
