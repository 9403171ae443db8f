"""Holds that routing rules put on a story: problems as a hold notice makes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dispatches.models import Problem, Story
from dispatches.models.shapes import fitting
from dispatches.wire.stops import CODE
from dispatches.wire.values import Level

from .notices import mark


def held_by_rules(story: Story) -> list[Problem]:
    """The problems that its rules make of a story's present version; not yet saved."""
    return [
        Problem(
            story=story,
            version=story.version,
            code=CODE,
            level=Level.ERROR.value,
            message=fitting(Problem, "message", f"HOLD by rule “{row['rule']}”: {words}"),
            ways=["released"],
            mark=_mark(row),
        )
        for row in story.routed
        if (words := row["did"].get("hold"))
    ]


def put_holds(story: Story, before: Sequence[Mapping[str, Any]]) -> None:
    """Make a held story's open holds those that its rules ask for now; `before` is what they said.

    What a chief released stays released while the same rule goes on holding it.
    """
    wanted = {problem.mark: problem for problem in held_by_rules(story)}
    over = {_mark(row) for row in before} - wanted.keys()
    standing = Problem.objects.filter(story=story, version=story.version)
    standing.filter(mark__in=over, how="").delete()
    there = set(standing.filter(mark__in=wanted).values_list("mark", flat=True))
    Problem.objects.bulk_create(one for name, one in wanted.items() if name not in there)


def _mark(row: Mapping[str, Any]) -> str:
    return mark(CODE, "rule", row["rule"])
