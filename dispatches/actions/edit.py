"""Editing copy: each edit is a new version, checked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from dispatches.models import Person, Problem, Revision, Story
from dispatches.models.shapes import longest_in, storable
from dispatches.models.wording import HEADING, Wording, wording_of
from dispatches.workflow import Power

from .errors import Refused
from .hold import hold, in_work, permit
from .record import record
from .versions import rewrite

_LONGEST_TEXT = 20_000


def edit_paragraph(story: Story, key: str, text: str, *, by: Person, saw: int) -> Story:
    """Replace a paragraph's text by what a person typed; an empty text leaves the paragraph out."""
    permit(by, Power.EDIT_COPY)
    typed = one_paragraph(text)
    with transaction.atomic():
        held = hold(story, saw, mine={"text": text}, theirs=lambda now: {"text": text_at(now, key)})
        in_work(held)
        wording = wording_of(held.head())
        row = paragraph_at(wording, key)
        if typed == row["text"]:
            return held
        how = "typed" if typed else "omitted"
        solved = retype(held, wording, key, typed, how=how, by=by)
        after = {"text": typed, "version": held.version, "settled": solved}
        record(
            "edited",
            actor=by,
            origin="desk",
            story=held,
            about=f"paragraph {key}",
            before={"text": row["text"]},
            after=after,
        )
    return held


def retype(
    story: Story, wording: Wording, key: str, text: str, *, how: str, by: Person
) -> list[str]:
    """Make the version in which this paragraph says something else, or (no text) is left out.

    What the edit solved is settled on the version before, in the way `how`; its names come back.
    """
    rows = [dict(row) for row in wording.paragraphs]
    at = wording.find(key) or 0
    if text:
        rows[at] |= {"text": text, "by": by.pk}
    else:
        del rows[at]
    if not rows:
        raise Refused("It is the story's only paragraph; spike the story instead.")
    words = {"typed": "typed in", "cut": "cut in", "omitted": "left out of"}[how]
    reason = f"A paragraph was {words} version {story.version}."
    before, after = rewrite(story, Wording(wording.heading, rows), by=by, reason=reason)
    return solve(before, after, key, how=how, by=by)


def solve(
    before: Iterable[Problem], after: Iterable[Problem], key: str, *, how: str, by: Person
) -> list[str]:
    """Settle those problems of a paragraph that its new text has no more."""
    left = {problem.code for problem in after if problem.paragraph_key == key}
    solved = [p for p in before if p.paragraph_key == key and p.is_open and p.code not in left]
    Problem.objects.filter(pk__in=[p.pk for p in solved]).update(
        how=how, settled_by=by, settled_at=timezone.now()
    )
    return [str(problem) for problem in solved]


def one_paragraph(text: str) -> str:
    """Typed text as one paragraph: line ends and runs of white space are single spaces."""
    typed = storable(" ".join(text.split()))
    if len(typed) > _LONGEST_TEXT:
        raise Refused(f"The text is too long: a paragraph has {_LONGEST_TEXT} characters at most.")
    return typed


def paragraph_at(wording: Wording, key: str) -> dict[str, Any]:
    """The paragraph of this key, which must stand in the version."""
    at = wording.find(key)
    if at is None:
        raise Refused("That paragraph is not in the story any more.")
    return wording.paragraphs[at]


def text_at(story: Story, key: str) -> str:
    """What the paragraph of this key says now; empty when it is gone."""
    wording = wording_of(story.head())
    at = wording.find(key)
    return "" if at is None else str(wording.paragraphs[at]["text"])


def edit_heading(
    story: Story, fields: Mapping[str, Any], *, by: Person, saw: int, origin: str = "desk"
) -> Story:
    """Change headline, slug, byline, place, city, dateline_date or credit (a list of agencies)."""
    permit(by, Power.EDIT_COPY)
    return rehead(story, fields, by=by, saw=saw, origin=origin)


def rehead(
    story: Story,
    fields: Mapping[str, Any],
    *,
    by: Person,
    saw: int,
    origin: str,
    kind: str = "edited",
    why: str = "",
) -> Story:
    """Change the heading, for whoever was found to have the power."""
    said = {name: fit(name, value) for name, value in fields.items()}
    with transaction.atomic():
        held = hold(story, saw, mine=fields, theirs=lambda now: _heading(now, fields))
        in_work(held)
        wording = wording_of(held.head())
        before = {name: wording.heading[name] for name in said}
        changed = {name: value for name, value in said.items() if value != before[name]}
        if not changed:
            return held
        reason = f"Changed: {', '.join(sorted(changed)).replace('_', ' ')}."
        heading = wording.heading | changed
        rewrite(held, Wording(heading, wording.paragraphs), by=by, reason=reason)
        record(
            kind,
            actor=by,
            origin=origin,
            story=held,
            about="heading",
            reason=why,
            before={name: before[name] for name in changed},
            after=changed | {"version": held.version},
        )
    return held


def _heading(story: Story, names: Iterable[str]) -> dict[str, Any]:
    now = wording_of(story.head()).heading
    return {name: now.get(name, "") for name in names}


def fit(name: str, value: Any) -> Any:
    """A heading's field as it is kept; refused when it cannot be."""
    if name not in HEADING:
        raise Refused(f"A heading has no {name}.")
    if name == "dateline_date":
        if value is not None and not isinstance(value, date):
            raise Refused("The date of the dateline is not a date.")
        return value
    if name == "credit":
        return [storable(str(agency).strip(), 40) for agency in value if str(agency).strip()]
    text = storable(" ".join(str(value).split()))
    longest = longest_in(Revision, name)
    if len(text) > longest:
        raise Refused(f"The {name} is too long: {longest} characters at most.")
    if name == "headline" and not text:
        raise Refused("A story needs a headline.")
    return text
