"""Numbers over time as the lines of a picture, for whoever draws it; and what stands in the middle.

No colour, no text and no markup: a plot is paths within a frame, which a template draws as SVG.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, FOOT = 384, 76, 16
"""The frame in its own units; the foot has the words under the plot."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the time line, and what is written under it."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars for what is, a band for what is usual, and the number that the top of the frame has."""

    bars: str
    band: str
    top: int
    ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - FOOT


def plot(counts: Sequence[int], band: Sequence[tuple[int, int]], labels: Mapping[int, str]) -> Plot:
    """Draw counts, each beside the least and most that is usual; `labels` by their places.

    >>> plot([0, 2], [(0, 1), (1, 2)], {1: "18"}).bars
    'M193 60V0h190V60z'
    """
    top = max([1, *counts, *(high for _, high in band)])
    step = WIDTH / max(len(counts), 1)
    base = HEIGHT - FOOT

    def y(count: int) -> str:
        return _short(base - base * count / top)

    gap = min(1.0, step / 4)
    bars = "".join(
        f"M{_short(at * step + gap)} {base}V{y(count)}h{_short(step - 2 * gap)}V{base}z"
        for at, count in enumerate(counts)
        if count
    )
    over = [
        f"{_short(at * step)} {y(high)}H{_short((at + 1) * step)}"
        for at, (_, high) in enumerate(band)
    ]
    under = [
        f"{_short((at + 1) * step)} {y(low)}H{_short(at * step)}"
        for at, (low, _) in enumerate(band)
    ]
    shape = f"M{'L'.join([*over, *reversed(under)])}z" if band else ""
    ticks = tuple(Tick(at * step, label) for at, label in sorted(labels.items()))
    return Plot(bars, shape, top, ticks)


def _short(number: float) -> str:
    """A coordinate to a tenth, without what it does not need."""
    return f"{number:.1f}".removesuffix(".0")


def around(counts: Sequence[int], reach: int) -> list[tuple[int, int]]:
    """For each place that has so many neighbours on both sides, the least and most among them.

    >>> around([0, 5, 1, 2], 1)
    [(0, 5), (1, 5)]
    """
    spans = (counts[at - reach : at + reach + 1] for at in range(reach, len(counts) - reach))
    return [(min(span), max(span)) for span in spans]


def percentile(counts: Mapping[int, int], share: float) -> int | None:
    """The value that so large a share of what was counted does not exceed; None of nothing.

    >>> percentile({1: 8, 5: 1, 60: 1}, 0.5), percentile({1: 8, 5: 1, 60: 1}, 0.95)
    (1, 60)
    """
    wanted = share * sum(counts.values())
    seen = 0
    for value, count in sorted(counts.items()):
        seen += count
        if seen >= wanted:
            return value
    return None
