"""How an action says no. Who may not do a thing at all gets Django's PermissionDenied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatches.models import Story


class Refused(Exception):
    """It cannot be done now, and nothing was changed; the text is a sentence for the desk."""


class Stale(Refused):
    """Somebody wrote the story after the form was made.

    `story` is the story as it stands, `mine` what was sent, `theirs` what stands in its place;
    both have the same keys, so that a page can show the two side by side.
    """

    def __init__(
        self,
        story: Story,
        *,
        mine: Mapping[str, Any] | None = None,
        theirs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"“{story}” was changed by somebody else while you worked on it.")
        self.story = story
        self.mine = dict(mine or {})
        self.theirs = dict(theirs or {})
