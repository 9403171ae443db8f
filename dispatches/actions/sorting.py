"""Where in the paper a story stands, and its tags: of the story, and of no version of its copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from dispatches.models import Person, Story
from dispatches.models.shapes import longest_in, storable
from dispatches.workflow import Power

from .edit import rehead
from .errors import Refused
from .hold import hold, in_work, permit, write
from .record import record

_LONGEST_TAG, _MOST_TAGS = 40, 20
SORTED = ("section", "tags")


def edit_heading(story: Story, fields: Mapping[str, Any], *, by: Person, saw: int) -> Story:
    """Change the heading of the copy and, where they are given, the story's section and tags.

    All of it in one transaction; what did not change makes no version and no event.
    """
    permit(by, Power.EDIT_COPY)
    copy = {name: value for name, value in fields.items() if name not in SORTED}
    sorting = {name: fields[name] for name in SORTED if name in fields}
    with transaction.atomic():
        held = rehead(story, copy, by=by, saw=saw, origin="desk")
        if sorting:
            held = sort(held, sorting, by=by, saw=held.touched)
    return held


def sort(story: Story, fields: Mapping[str, Any], *, by: Person, saw: int) -> Story:
    """Give a story its section and its tags (a list of words).

    A person's choice stands: no rule sorts a story again that somebody has had in hand.
    """
    permit(by, Power.EDIT_COPY)
    said = {name: _fit(name, value) for name, value in fields.items()}
    with transaction.atomic():
        held = hold(
            story,
            saw,
            mine=fields,
            theirs=lambda now: {name: getattr(now, name) for name in fields},
        )
        in_work(held)
        before = {name: getattr(held, name) for name in said}
        changed = {name: value for name, value in said.items() if value != before[name]}
        if not changed:
            return held
        write(held, **changed)
        record(
            "sorted",
            actor=by,
            origin="desk",
            story=held,
            about="section and tags",
            before={name: before[name] for name in changed},
            after=changed,
        )
    return held


def _fit(name: str, value: Any) -> Any:
    if name == "section":
        return _word(str(value), longest_in(Story, "section"), "section")
    if name == "tags":
        return _tags(value)
    raise Refused(f"A story has no {name} of its own.")


def _tags(words: Iterable[str]) -> list[str]:
    """The tags, each once, whatever its case; in the order in which they were given."""
    tags: dict[str, str] = {}
    for word in words:
        tag = _word(str(word), _LONGEST_TAG, "tag")
        if tag:
            tags.setdefault(tag.casefold(), tag)
    if len(tags) > _MOST_TAGS:
        raise Refused(f"A story has {_MOST_TAGS} tags at most.")
    return list(tags.values())


def _word(text: str, longest: int, what: str) -> str:
    said = storable(" ".join(text.split()))
    if len(said) > longest:
        raise Refused(f"A {what} has {longest} characters at most.")
    return said
