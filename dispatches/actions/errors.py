"""How an action says no. Who may not do a thing at all gets Django's PermissionDenied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from dispatches.models import Revision, Story


class Refused(Exception):
    """It cannot be done now, and nothing was changed; the text is a sentence for the desk."""


class Stale(Refused):
    """Somebody wrote the story after the form was made.

    `story` is the story as it stands, `mine` what was sent, `theirs` what stands in its place;
    both have the same keys, so that a page can show the two side by side. `said` tells the same of
    any version of the story.
    """

    def __init__(
        self,
        story: Story,
        *,
        mine: Mapping[str, Any] | None = None,
        said: Callable[[Story], Mapping[str, Any]] = lambda story: {},
    ) -> None:
        super().__init__(f"“{story}” was changed by somebody else while you worked on it.")
        self.story = story
        self.mine = dict(mine or {})
        self.theirs = dict(said(story))
        self.said = said


def as_of(story: Story, version: int, said: Callable[[Story], Mapping[str, Any]]) -> dict[str, Any]:
    """What `said` tells of an earlier version of a story; nothing where there is none such."""
    then = copy(story)
    then.version = version
    try:
        return dict(said(then))
    except Revision.DoesNotExist:
        return {}
