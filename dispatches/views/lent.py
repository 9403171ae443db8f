"""What a story borrowed: the items that stand behind it, and what has become of them since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dispatches.models import Revision, Story, StoryTake, WireItem
from dispatches.workflow import Status

BORROWED = "borrowed"
"""The role under which a page shows an item of which a story has paragraphs and that it does not
hold."""


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a story from which paragraphs were brought in: a sentence."""

    lender: Story
    sentence: str


def borrowed(story: Story, revision: Revision | None = None) -> list[StoryTake]:
    """The items behind paragraphs that were brought in, each as a place that no row keeps.

    `revision`, where it is at hand, spares asking for a story that borrowed nothing.
    """
    if revision is not None and not any("lent" in row for row in revision.paragraphs):
        return []
    items = WireItem.objects.filter(borrowings__story=story)
    whole = items.select_related("transmission__source", "placing__story", "younger")
    return [_shown(story, item) for item in whole.order_by("pk")]


def _shown(story: Story, item: WireItem) -> StoryTake:
    """A place for the page alone; the item goes on naming the one that it has."""
    home = getattr(item, "placing", None)
    shown = StoryTake(story=story, item=item, role=BORROWED)
    if home is not None:
        item.placing = home
    return shown


def since(placings: Sequence[StoryTake]) -> list[Since]:
    """What became of what was brought in: that a newer version came, or that its story is gone."""
    told = [one for placing in placings if placing.role == BORROWED for one in _since(placing.item)]
    return list(dict.fromkeys(told))


def _since(item: WireItem) -> Iterator[Since]:
    placing = getattr(item, "placing", None)
    if placing is None:
        return
    lender, name = placing.story, item.serial or item.slug or "what was brought in"
    replaced = placing.role == StoryTake.Role.SUPERSEDED or hasattr(item, "younger")
    if lender.status in (Status.WITHDRAWN, Status.SPIKED):
        yield Since(lender, f"It is {lender.status}, and paragraphs of it stand here.")
    elif replaced:
        yield Since(lender, f"A newer version of {name} came after its paragraphs were brought in.")
