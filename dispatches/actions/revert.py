"""Going back: a paragraph to the machine's words, a story to an earlier version of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from dispatches.models import Person, Story
from dispatches.models.wording import HEADING, Wording, wording_of
from dispatches.workflow import Power

from .edit import solve, text_at
from .errors import Refused
from .hold import a_reason, hold, in_work, permit
from .record import record
from .versions import rewrite


def revert_paragraph(story: Story, key: str, *, by: Person, saw: int) -> Story:
    """Give a paragraph the words again that the machine read, or put it back where it was left out;
    a new version, in which it traces to its lines alone."""
    permit(by, Power.EDIT_COPY)
    with transaction.atomic():
        held = hold(story, saw, mine={"text": ""}, theirs=lambda now: {"text": text_at(now, key)})
        in_work(held)
        wording = wording_of(held.head())
        at = wording.find(key)
        was = wording.paragraphs[at]["text"] if at is not None else ""
        row, around = _as_read(held, key)
        if at is not None and wording.paragraphs[at] == row:
            return held
        rows = [one for one in wording.paragraphs if one["key"] != key]
        rows.insert(at if at is not None else _place(rows, key, around), row)
        reason = f"A paragraph of version {held.version} has the machine’s words again."
        before, after = rewrite(held, Wording(wording.heading, rows), by=by, reason=reason)
        solved = solve(before, after, key, how="fixed", by=by)
        record(
            "edited",
            actor=by,
            origin="desk",
            story=held,
            about=f"paragraph {key}"[:60],
            reason="Back to the machine’s words.",
            before={"text": was},
            after={"text": row["text"], "version": held.version, "settled": solved},
        )
    return held


def _as_read(story: Story, key: str) -> tuple[dict[str, Any], list[str]]:
    """The paragraph as the machine read it last, and the keys of the version where it stands so."""
    for revision in story.revisions.order_by("-version").iterator(chunk_size=20):
        for row in revision.paragraphs:
            if row["key"] == key and not row.get("by"):
                return dict(row), [one["key"] for one in revision.paragraphs]
    raise Refused("The machine never read that paragraph: somebody typed it.")


def _place(rows: Sequence[dict[str, Any]], key: str, around: Sequence[str]) -> int:
    """Where a paragraph goes that stood among these keys: behind the nearest still there."""
    stands = {row["key"]: n for n, row in enumerate(rows)}
    before = around[: around.index(key)]
    return next((stands[one] + 1 for one in reversed(before) if one in stands), 0)


def revert_story(story: Story, to: int, *, by: Person, saw: int, reason: str) -> Story:
    """Make a new version that says what an earlier one said."""
    permit(by, Power.EDIT_COPY)
    why = a_reason(reason, needed=True)
    with transaction.atomic():
        held = hold(story, saw, mine={"to": to}, theirs=_version_now)
        in_work(held)
        old = held.revisions.filter(version=to).first()
        if old is None:
            raise Refused(f"The story has no version {to}.")
        was, wording = wording_of(held.head()), wording_of(old)
        if was == wording:
            raise Refused(f"It says what version {to} said already.")
        rewrite(held, wording, by=by, reason=f"Back to version {to}: {why}")
        before = {name: was.heading[name] for name in HEADING}
        after = {name: wording.heading[name] for name in HEADING}
        record(
            "reverted",
            actor=by,
            origin="desk",
            story=held,
            about=f"version {to}",
            reason=why,
            before=before | {"version": held.version - 1},
            after=after | {"version": held.version, "as": to, "words": old.words()},
        )
    return held


def _version_now(story: Story) -> dict[str, Any]:
    return {"to": story.version}
