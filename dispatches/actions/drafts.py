"""What was typed and not saved is kept, and let go in the transaction that saves it.

A draft is no copy: it makes no event and touches no story. What it says of itself (`Typed`) lets a
page that is late, or a second page of the same person, overwrite nothing.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
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
        there = _there(person, story, place)
        if there is not None and typed.tab and there.tab == typed.tab:
            if typed.turn <= there.turn:
                return there
        elif there is not None and there.stamp != typed.over and there.fields != fields:
            _set_aside(there)
            there = None
        if story is not None and _is_saved(story, place, fields):
            if there is not None:
                there.delete()
            return None
        return _write(there or Draft(person=person, story=story, place=place), fields, typed)


def _there(person: Person, story: Story | None, place: str) -> Draft | None:
    """The draft of this place; the pages of one person wait here for one another."""
    Person.objects.select_for_update(no_key=True).filter(pk=person.pk).first()
    return Draft.objects.at_place(person, story, place).first()


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


def _set_aside(draft: Draft) -> None:
    """Make room for another draft of the same form; both are on the person's page."""
    taken = Draft.objects.filter(
        person=draft.person, story=draft.story, place__startswith=f"{draft.form}{ASIDE}"
    ).count()
    number = taken + 1
    while Draft.objects.at_place(draft.person, draft.story, f"{draft.form}{ASIDE}{number}"):
        number += 1
    Draft.objects.filter(pk=draft.pk).update(place=f"{draft.form}{ASIDE}{number}")


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
    form = Q(place=place) | Q(place__startswith=f"{place}{ASIDE}")
    spent = [
        draft.pk
        for draft in Draft.objects.filter(form, person=person, story=story)
        if (typed.tab and draft.tab == typed.tab) or draft.stamp == typed.over
    ]
    return Draft.objects.filter(pk__in=spent).delete()[0] if spent else 0


def discard(draft: Draft, *, by: Person) -> None:
    """Throw a draft of one's own away."""
    if draft.person_id != by.pk:
        raise Refused("That draft is somebody else's.")
    draft.delete()
