"""Made-up days for the tests, with all that a sentence leaves out filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dispatches.management.commands.assemble_wire import predict
from dispatches.wire.simulator import KNOWN, UNKNOWN, Day, Rates, simulate

EVENING = datetime.fromisoformat("2024-03-05T21:00")
ALL = (*KNOWN, UNKNOWN, UNKNOWN)


def day(
    seed: int = 1,
    *,
    stories: int = 28,
    conventions: Sequence[str] = ALL,
    rates: Rates | None = None,
    start: datetime = EVENING,
) -> Day:
    """A day; clean, unless rates are given."""
    return simulate(
        seed, start=start, stories=stories, conventions=conventions, rates=rates or Rates()
    )


def read(made: Day) -> dict[str, Any]:
    """What the engine makes of a day."""
    return predict(
        "day",
        [
            {
                "id": sent.id,
                "feed": sent.feed,
                "received_at": sent.received_at.isoformat(),
                "raw": sent.raw,
            }
            for sent in made.sent
        ],
    )


def messages(story: dict[str, Any]) -> list[str]:
    """The transmissions that stand in a story's entry."""
    return [*story["takes"], *story.get("superseded", ()), *story.get("duplicates", ())]


def wrong_joins(made: Day) -> list[tuple[str, ...]]:
    """The stories of the engine that hold transmissions of more than one true story."""
    told = made.truth("day")
    owner = {one: story["id"] for story in told["stories"] for one in messages(story)}
    found = [tuple(messages(story)) for story in read(made)["stories"]]
    return [group for group in found if len({owner.get(one) for one in group}) > 1]
