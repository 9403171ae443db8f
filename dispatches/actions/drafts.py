"""What was typed and not saved is kept, and let go in the transaction that saves it.

A draft is no copy: it makes no event and touches no story. What it says of itself (`Typed`) lets a
page that is late, or a second page of the same person, overwrite nothing.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dispatches.models import Draft, Person, Story
from dispatches.models.drafts import ASIDE, shown
from dispatches.models.shapes import longest_in, plain
from dispatches.models.wording import HEADING, wording_of
from dispatches.workflow import Power

from .edit import text_at
from .errors import Refused
from .hold import permit

LONGEST = 2_500_000
"""How many characters a draft may have: more than the longest text that any form takes."""
MOST_FIELDS = 60
_PLACE = re.compile(r"[A-Za-z0-9_-]{1,70}")
_PARAGRAPH = "p-"
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form: its words, the state of the story that it saw, and which page it is.

    `over` is the stamp of the draft that the form shows; the page's own later ones need none.
    """

    fields: Mapping[str, Any]
    saw: int = 0
    version: int = 0
    tab: str = ""
    turn: int = 0
    over: str = ""


def keep(person: Person, story: Story | None, place: str, typed: Typed) -> Draft | None:
    """Keep what somebody typed; the draft, or None where it says what is saved already.

    Another draft of theirs at that place is set aside, unless this page typed it or shows it.
    """
    permit(person, Power.READ_DESK)
    fields = _fields(place, typed.fields)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # their pages take turns
        rows = list(_of_form(person, story, place))
        there = next((row for row in rows if typed.tab and row.tab == typed.tab), None)
        if there is not None and typed.turn <= there.turn:
            return there
        if there is None:
            there = _in_place(rows, fields, typed)
        if story is not None and _is_saved(story, place, fields):
            if there is not None:
                there.delete()
            return None
        return _write(there or Draft(person=person, story=story, place=place), fields, typed)


def _of_form(person: Person, story: Story | None, place: str) -> QuerySet[Draft]:
    """The draft of a form, and those that were set aside."""
    form = Q(place=place) | Q(place__startswith=f"{place}{ASIDE}")
    return Draft.objects.filter(form, person=person, story=story)


def _in_place(rows: list[Draft], fields: dict[str, Any], typed: Typed) -> Draft | None:
    """The draft that these words go on with; any other is set aside, and makes room."""
    there = next((row for row in rows if not row.is_aside), None)
    if there is None or there.stamp == typed.over or there.fields == fields:
        return there
    taken = {row.place for row in rows}
    number = next(n for n in count(1) if f"{there.form}{ASIDE}{n}" not in taken)
    Draft.objects.filter(pk=there.pk).update(place=f"{there.form}{ASIDE}{number}")
    return None


def _fields(place: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The words as they are kept; refused when they cannot be."""
    if not _PLACE.fullmatch(place):
        raise Refused("A draft belongs to no such form.")
    kept: dict[str, Any] = plain(dict(fields))
    longest = sum(len(name) + len(str(value)) for name, value in kept.items())
    if len(kept) > MOST_FIELDS or longest > LONGEST:
        raise Refused("That is too much to keep as a draft: it stays in your browser alone.")
    return kept


def _write(draft: Draft, fields: dict[str, Any], typed: Typed) -> Draft:
    draft.fields, draft.at = fields, timezone.now()
    draft.saw, draft.version = typed.saw, typed.version
    draft.tab = typed.tab[: longest_in(Draft, "tab")] or secrets.token_hex(8)
    draft.turn = typed.turn
    draft.save()
    return draft


def _is_saved(story: Story, place: str, fields: Mapping[str, Any]) -> bool:
    """Whether the story says already what was typed: a page that is late tells of nothing new."""
    if place == "heading":
        heading = wording_of(story.head()).heading
        named = {name: value for name, value in fields.items() if name in HEADING}
        same = all(_one(heading[name]) == _one(value) for name, value in named.items())
        return len(named) == len(fields) and same
    if place.startswith(_PARAGRAPH) and set(fields) == {"text"}:
        key = place.removeprefix(_PARAGRAPH)
        return _one(text_at(story, key)) == _one(fields["text"])
    return False


def _one(value: Any) -> str:
    return " ".join(shown(value).split())


def saving(act: Callable[[], Done], person: Person, story: Story, place: str, typed: Typed) -> Done:
    """Do a write, and let go of the draft that its form made or shows, in one transaction."""
    with transaction.atomic():
        done = act()
        if place:
            let_go(person, story, place, typed)
    return done


def let_go(person: Person, story: Story | None, place: str, typed: Typed) -> int:
    """Drop the drafts of a form that was saved; those that another page typed stay."""
    spent = [
        draft.pk
        for draft in _of_form(person, story, place)
        if (typed.tab and draft.tab == typed.tab) or draft.stamp == typed.over
    ]
    return Draft.objects.filter(pk__in=spent).delete()[0] if spent else 0


def discard(draft: Draft, *, by: Person) -> None:
    """Throw a draft of one's own away."""
    if draft.person_id != by.pk:
        raise Refused("That draft is somebody else's.")
    draft.delete()
