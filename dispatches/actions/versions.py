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

from . import lent as lending
from .hold import write
from .holds import held_by_rules
from .nearness import Neighbours, Told, keep, told
from .notices import edit_row, mark, problem_of
from .searchable import make_searchable

NEVER_MUTED = frozenset({"C07", CODE, "C16"})
"""Checks whose silence would let half a story go out, a killed one, or one that lost a line."""
Named = Sequence[tuple[WireItem, Story | None]]
"""Notices, with the story that each is about where that is another one, which lent paragraphs."""
_ON_STORY = ("headline", "slug", "city", "dateline_date")


def revise(
    story: Story, wording: Wording, *, by: Person | None, reason: str, **changes: Any
) -> Revision:
    """Make the next version of a held story's copy, and write the story with it."""
    revision, changed = next_version(story, wording, by=by, reason=reason)
    revision.save(force_insert=True)
    write(story, **changed, **changes)
    keep([told(story, wording)])
    lending.keep(story, wording)
    make_searchable([(story, wording)])
    return revision


def next_version(
    story: Story, wording: Wording, *, by: Person | None, reason: str
) -> tuple[Revision, dict[str, Any]]:
    """The next version of a held story's copy, and what it changes of the story; nothing is
    written."""
    revision = Revision(
        story=story,
        version=story.version + 1,
        paragraphs=plain(wording.paragraphs),
        made_by=by,
        made_at=timezone.now(),
        reason=fitting(Revision, "reason", reason),
        **wording.heading,
    )
    repeated = {name: wording.heading[name] for name in _ON_STORY}
    return revision, {"version": revision.version, **repeated}


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
    lent: lending.Named | None = None,
) -> list[Problem]:
    """Check the present version: what is new is added, what is gone is dropped.

    What was settled stays settled where the finding is the same one, by its mark. `lent` are the
    notices that newly name stories of which paragraphs stand in this one.
    """
    one = told(story, wording)
    near = Neighbours([one])
    settled = list(settled)
    named = [*whose(story, notices, settled), *(lent or ())]
    found = findings(story, wording, assembly, items, notices=named, near=near, one=one)
    standing = list(story.problems.filter(version=story.version))
    fresh, gone = compared(found, standing, settled)
    if gone:
        Problem.objects.filter(pk__in=gone).delete()
    Problem.objects.bulk_create(fresh)
    return fresh


def whose(story: Story, notices: Sequence[WireItem], settled: Iterable[Problem]) -> Named:
    """The notices about a story itself, and those about stories that lent it paragraphs, with these
    stories."""
    settled = list(settled)
    elsewhere = {problem.notice_id for problem in settled if problem.other_id}
    own = [(notice, None) for notice in notices if notice.pk not in elsewhere]
    return [*own, *lending.still_named(story, settled)]


def compared(
    found: Mapping[str, Problem], standing: Iterable[Problem], settled: Iterable[Problem]
) -> tuple[list[Problem], list[int]]:
    """What is new of what was found, with its settlement carried over, and the ids of what stands
    and is gone. Nothing is written."""
    here = {p.mark: p for p in standing}
    before = {p.mark: p for p in settled} | here
    fresh = [p for mark, p in found.items() if mark not in here]
    for problem in fresh:
        _carry(before.get(problem.mark), problem)
    return fresh, [p.pk for mark, p in here.items() if mark not in found]


def _carry(old: Problem | None, new: Problem) -> None:
    if old is None or not old.how:
        return
    new.how, new.reason = old.how, old.reason
    new.settled_by_id, new.settled_at = old.settled_by_id, old.settled_at


def findings(
    story: Story,
    wording: Wording,
    assembly: Assembly,
    items: Sequence[WireItem],
    *,
    notices: Named,
    near: Neighbours,
    one: Told,
) -> dict[str, Problem]:
    """What the checks find, by its mark; `near` is what `one`, the story, is compared with."""
    found: dict[str, Problem] = {}
    seen: Counter[str] = Counter()
    copy = copy_in(wording, {item.pk: key_of(item) for item in items})
    keys = [take.key for take in assembly.takes]
    for notice, lender in notices:
        problem = problem_of(story, notice, wording, copy, keys, lender)
        found[problem.mark] = problem
    found |= {problem.mark: problem for problem in held_by_rules(story)}
    if not assembly.takes:
        return found
    muted = set(story.source.muted_checks) - NEVER_MUTED
    nearest = near.nearest(one) if NEAR not in muted else None
    if nearest is not None:
        nearest.mark = mark(NEAR, str(nearest.other_id))
        found[nearest.mark] = nearest
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
