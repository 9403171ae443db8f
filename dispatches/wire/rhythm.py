"""How long a feed is usually silent: learned, hour by hour, from when its copy came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import pairwise

HOURS = 24
FEWEST = 10
"""Gaps from which an hour is learned."""
DAYS = 7
"""Days over which arrivals must stretch before anything is learned."""
_RARE = 99  # of a hundred gaps are no longer
_SLACK = 20  # minutes, or a quarter: a gap a little longer than any before is no alarm


def learn(arrivals: Sequence[datetime], zone: tzinfo) -> list[int | None]:
    """For each hour of the day in this zone, how many minutes may be silent after an arrival in it.

    That is the longest but for one gap in a hundred, a quarter more, and twenty minutes at
    least; None for an hour that too few gaps began in. `arrivals` are in order, in UTC.
    """
    if not arrivals or (arrivals[-1] - arrivals[0]).days < DAYS:
        return [None] * HOURS
    gaps: list[list[float]] = [[] for _ in range(HOURS)]
    for one, next_ in pairwise(arrivals):
        minutes = (next_ - one).total_seconds() / 60
        gaps[one.astimezone(zone).hour].append(minutes)
    return [_longest(sorted(one)) for one in gaps]


def _longest(gaps: Sequence[float]) -> int | None:
    if len(gaps) < FEWEST:
        return None
    usual = gaps[-(-len(gaps) * _RARE // 100) - 1]
    return -int(-(usual + max(_SLACK, usual / 4)) // 1)


def allowed(learned: Sequence[int | None], last: datetime, zone: tzinfo) -> int | None:
    """How many minutes of silence may follow this last arrival; None where nothing was learned.

    An hour of which too little is known is allowed as much as the most patient of the others.

    >>> from datetime import UTC
    >>> allowed([30] * 23 + [None], datetime(2019, 4, 25, 23, 50, tzinfo=UTC), UTC)
    30
    """
    known = [minutes for minutes in learned if minutes is not None]
    if len(learned) != HOURS or not known:
        return None
    said = learned[last.astimezone(zone).hour]
    return max(known) if said is None else said


def spelt(minutes: int) -> str:
    """A span of minutes as a desk says it.

    >>> spelt(48), spelt(192), spelt(3000)
    ('48 min', '3 h 12 min', '2 d 2 h')
    """
    hours, rest = divmod(minutes, 60)
    days, hours_left = divmod(hours, 24)
    if days:
        return f"{days} d {hours_left} h"
    return f"{hours} h {rest} min" if hours else f"{rest} min"
