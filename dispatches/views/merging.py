"""Two people wrote at once: both texts, what joining them gives, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse

from dispatches.actions.errors import Stale, as_of
from dispatches.models import Draft, Story
from dispatches.models.drafts import shown
from dispatches.requests import NO_WORDS, EditorRequest
from dispatches.wire.compare import Change
from dispatches.wire.merge import Merged, merge

from .changes import changes
from .shell import page
from .typed import typed_in

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that two people wrote, or may have written: where it has a `shape` it is an input.

    `merged` is None where nobody knows from what the two set out.
    """

    name: str
    mine: str
    theirs: str
    base: str
    merged: Merged | None
    runs: list[list[Change]] | None
    shape: str = ""

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self.name.replace("_", " ").capitalize()

    @property
    def value(self) -> str:
        """What its input says: both changes, the clashes marked where there is room for marks."""
        if self.merged is None or (self.merged.clashes and self.shape == "date"):
            return self.mine
        return self.merged.text

    @property
    def is_news(self) -> bool:
        """Whether the two say different things."""
        return self.mine != self.theirs

    @property
    def is_theirs(self) -> bool:
        """Whether they alone changed it, so that it stands as they wrote it."""
        return self.merged is not None and self.mine == self.base


def conflict(request: EditorRequest, stale: Stale, draft: Draft | None) -> HttpResponse:
    """A write that came too late: the page on which both are joined and sent again."""
    sent = dict(typed_in(request.POST).fields)
    version = typed_in(request.POST).version
    base = as_of(stale.story, version, stale.said) if version else {}
    mine = stale.mine | {name: sent[name] for name in stale.mine if name in sent}
    fields = [
        field for field in _fields(mine, stale.theirs, base, sent) if field.mine or field.shape
    ]
    place = request.POST.get("draft-place", "")
    context = _context(stale.story, fields, sent, draft) | {"says": str(stale), "place": place}
    return page(request, "dispatches/stale.html", context | {"action": request.path}, status=409)


def moved_on(
    request: EditorRequest, draft: Draft, story: Story, stands: Words, then: Words, action: str
) -> HttpResponse:
    """What somebody typed before the story became another, joined with what it became."""
    sent = {name: value for name, value in draft.fields.items() if name not in NO_WORDS}
    mine = {name: sent[name] for name in stands if name in sent}
    says = f"“{story}” was changed since you typed this."
    fields = list(_fields(mine, stands, then, sent))
    context = _context(story, fields, sent, draft) | {"says": says, "action": action}
    return page(request, "dispatches/stale.html", context)


def _fields(mine: Words, theirs: Words, base: Words, sent: Words) -> Iterable[Field]:
    for name, value in mine.items():
        one, other = shown(value), shown(theirs.get(name))
        was = shown(base.get(name))
        merged = merge(was, one, other) if name in base else None
        shape = _shape(name, theirs.get(name), base.get(name)) if name in sent else ""
        yield Field(name, one, other, was, merged, changes(other, one), shape)


def _shape(name: str, *values: Any) -> str:
    """Which input a field wants: a date's, a text's, or a line."""
    if any(isinstance(value, date) for value in values) or name.endswith("_date"):
        return "date"
    return "text" if name in ("text", "note") else "line"


def _context(story: Story, fields: list[Field], sent: Words, draft: Draft | None) -> dict[str, Any]:
    shaped = {field.name for field in fields if field.shape}
    rest = [(name, value) for name, value in sent.items() if name not in shaped]
    return {
        "story": story,
        "fields": fields,
        "hidden": [
            (name, one)
            for name, value in rest
            for one in (value if isinstance(value, list) else [value])
        ],
        "place": draft.form if draft else "",
        "draft": draft,
        "clashes": sum(field.merged.clashes for field in fields if field.merged),
    }
