"""Paragraphs that one story lent to another: whose items stand where, and which notices follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dispatches.models import Borrowing, Problem, Story, WireItem
from dispatches.models.wording import Wording

LENT = "lent"
"""The key by which a paragraph's row says that it was brought in: of which story, whose credit."""
Named = list[tuple[WireItem, Story]]
"""Notices with the stories that they name, of which paragraphs stand in another one."""


def items_in(wording: Wording) -> set[int]:
    """The items whose words were brought in."""
    rows = (row for row in wording.paragraphs if LENT in row)
    return {origin["item"] for row in rows for origin in row["origins"]}


def keep(story: Story, wording: Wording) -> None:
    """Write whose items stand in the present version of a held story, and no others."""
    items = items_in(wording)
    if story.version > 1:
        Borrowing.objects.filter(story=story).exclude(item__in=items).delete()
    if not items:
        return
    Borrowing.objects.bulk_create(
        (Borrowing(story=story, item_id=item) for item in sorted(items)), ignore_conflicts=True
    )


def still_named(story: Story, problems: Iterable[Problem]) -> Named:
    """The notices about other stories that these problems tell of, as far as anything of those
    stories stands in this one."""
    told = [one for one in problems if one.notice and one.other_id]
    if not told:
        return []
    lenders = set(
        Borrowing.objects.filter(story=story).values_list("item__placing__story", flat=True)
    )
    return [(one.notice, one.other) for one in told if one.notice and one.other_id in lenders
            and one.other]  # fmt: skip


def borrowers(stories: Collection[int]) -> dict[int, set[int]]:
    """The stories in which items of these ones stand, each with those items, by their ids."""
    found: dict[int, set[int]] = {}
    rows = Borrowing.objects.filter(item__placing__story__in=stories)
    for story, item in rows.values_list("story_id", "item_id"):
        found.setdefault(story, set()).add(item)
    return found
