"""Making a version of a story's copy, and finding what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from dispatches.models import Person, Problem, Revision, Story, StoryTake, WireItem
from dispatches.models.shapes import assembly_of, fitting, key_of, plain
from dispatches.models.wording import Wording, copy_in
from dispatches.wire import pipeline, values
from dispatches.wire.nearness import CODE as NEAR
from dispatches.wire.stops import CODE
from dispatches.wire.values import Assembly

from .hold import write
from .holds import held_by_rules
from .nearness import keep, near_duplicate
from .notices import edit_row, mark, problem_of

NEVER_MUTED = frozenset({"C07", CODE, "C16"})
"""Checks whose silence would let half a story go out, a killed one, or one that lost a line."""
_ON_STORY = ("headline", "slug", "city", "dateline_date")


def revise(
    story: Story, wording: Wording, *, by: Person | None, reason: str, **changes: Any
) -> Revision:
    """Make the next version of a held story's copy, and write the story with it."""
    version = story.version + 1
    revision = Revision.objects.create(
        story=story,
        version=version,
        paragraphs=plain(wording.paragraphs),
        made_by=by,
        made_at=timezone.now(),
        reason=fitting(Revision, "reason", reason),
        **wording.heading,
    )
    repeated = {name: wording.heading[name] for name in _ON_STORY}
    write(story, version=version, **repeated, **changes)
    keep(story, wording)
    return revision


def rewrite(
    story: Story, wording: Wording, *, by: Person, reason: str
) -> tuple[list[Problem], list[Problem]]:
    """Make a version that a person wrote; the problems of the version before it, and its own."""
    before = current([story])
    revise(story, wording, by=by, reason=reason)
    placings = placings_of(story)
    notices = [problem.notice for problem in before if problem.notice]
    items = [placing.item for placing in placings]
    assembly = assembly_of(story, placings)
    return before, find(story, wording, assembly, items, notices=notices, settled=before)


def placings_of(story: Story) -> list[StoryTake]:
    """A story's takes in reading order, with their pages and without the pages' bytes."""
    placings = story.placings.select_related("item__transmission__source")
    return list(placings.defer("item__transmission__content"))


def current(stories: Iterable[Story]) -> list[Problem]:
    """The problems of the stories' present versions: what carries over to the next."""
    found = Problem.objects.filter(story__in=[story.pk for story in stories]).current()
    return list(found.select_related("notice"))


def find(
    story: Story,
    wording: Wording,
    assembly: Assembly,
    items: Sequence[WireItem],
    *,
    notices: Sequence[WireItem],
    settled: Iterable[Problem],
) -> list[Problem]:
    """Check the present version: what is new is added, what is gone is dropped.

    What was settled stays settled where the finding is the same one, by its mark.
    """
    found = _findings(story, wording, assembly, items, notices)
    standing = {p.mark: p for p in story.problems.filter(version=story.version)}
    before = {p.mark: p for p in settled} | standing
    gone = [p.pk for mark, p in standing.items() if mark not in found]
    if gone:
        Problem.objects.filter(pk__in=gone).delete()
    fresh = [p for mark, p in found.items() if mark not in standing]
    for problem in fresh:
        _carry(before.get(problem.mark), problem)
    Problem.objects.bulk_create(fresh)
    return fresh


def _carry(old: Problem | None, new: Problem) -> None:
    if old is None or not old.how:
        return
    new.how, new.reason = old.how, old.reason
    new.settled_by_id, new.settled_at = old.settled_by_id, old.settled_at


def _findings(
    story: Story,
    wording: Wording,
    assembly: Assembly,
    items: Sequence[WireItem],
    notices: Sequence[WireItem],
) -> dict[str, Problem]:
    """What the checks find, by its mark."""
    found: dict[str, Problem] = {}
    seen: Counter[str] = Counter()
    copy = copy_in(wording, {item.pk: key_of(item) for item in items})
    keys = [take.key for take in assembly.takes]
    for notice in notices:
        problem = problem_of(story, notice, wording, copy, keys)
        found[problem.mark] = problem
    found |= {problem.mark: problem for problem in held_by_rules(story)}
    if not assembly.takes:
        return found
    muted = set(story.source.muted_checks) - NEVER_MUTED
    near = near_duplicate(story, wording) if NEAR not in muted else None
    if near is not None:
        near.mark = mark(NEAR, str(near.other_id))
        found[near.mark] = near
    unnamed = replace(assembly, kills=(), corrections=())
    for finding in pipeline.check(copy, unnamed, muted=muted):
        problem = _problem(story, wording, finding)
        seen[problem.mark] += 1
        if seen[problem.mark] > 1:
            problem.mark = mark(problem.mark, str(seen[problem.mark]))
        found[problem.mark] = problem
    return found


def _problem(story: Story, wording: Wording, finding: values.Problem) -> Problem:
    row: Mapping[str, Any] = {}
    if finding.paragraph is not None:
        row = wording.paragraphs[finding.paragraph]
        name = mark(finding.code, row["key"], finding.excerpt or row["text"])
    else:
        name = mark(finding.code, finding.message)
    return Problem(
        story=story,
        version=story.version,
        code=finding.code,
        level=finding.level.value,
        paragraph=finding.paragraph,
        paragraph_key=row.get("key", ""),
        message=fitting(Problem, "message", finding.message),
        excerpt=fitting(Problem, "excerpt", finding.excerpt),
        suggestion=fitting(Problem, "suggestion", finding.suggestion),
        proposal=plain([edit_row(edit, wording) for edit in finding.edits]),
        ways=list(finding.choices),
        mark=name,
    )
