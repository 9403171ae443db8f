"""What the tests of joining by hand have in common: a short night, and how it is told."""

from __future__ import annotations

from dispatches.actions.join import rejoin
from dispatches.models import Person, Story, WireItem
from dispatches.tests import make

ONE = make.first("BFF-08", end="MORE", clock="0832", body=("The gauge was read.", "It was high."))
TWO = make.then("BFF-09", clock="0834", body=("It would be read again.", "So said the office."))
STRANGER = make.then("BFF-12", initials="TN", clock="0840", body=("The ferry stayed in port.",))
NAMELESS = STRANGER.replace("BSS/TN/", "BSS/")
OTHER = make.first(
    "BFF-11", slug="FERRY", headline="Ferry stays in port", initials="TN", end="MORE", clock="0838",
    body=("The ferry board met.",),
)  # fmt: skip


def come(*texts: str, at: float = 0) -> Story:
    """The story of the last of these takes, which came a minute apart."""
    receipts = [make.ingest(text, at=make.minutes(at + n)) for n, text in enumerate(texts)]
    (story,) = receipts[-1].stories
    return story


def serials(story: Story) -> list[str]:
    """The serials of a story's takes in force."""
    return [placing.item.serial for placing in story.placings.in_force().select_related("item")]


def ids(story: Story) -> list[int]:
    """The items of a story's takes in force."""
    return [placing.item_id for placing in story.placings.in_force()]


def take(serial: str) -> WireItem:
    """The take of this serial."""
    return WireItem.objects.in_force().get(serial=serial)


def home(serial: str) -> Story:
    """The story that holds it."""
    return Story.objects.get(placings__item=take(serial))


def copy(story: Story) -> list[str]:
    """What a story says."""
    return [row["text"] for row in make.fresh(story).head().paragraphs]


def rejoin_all() -> None:
    """Let the machine join everything once more."""
    rejoin(WireItem.objects.select_related("transmission"), now=make.minutes(60))


def somebody() -> Person:
    """An editor."""
    return make.editor()
