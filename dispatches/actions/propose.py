"""Links that are not certain, kept where the desk can see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dispatches.models import Proposal
from dispatches.wire.values import Kind, Link

from .reach import Reach

_MOST = 3  # proposals for one take


def propose(reach: Reach, links: Sequence[Link]) -> None:
    """Keep the proposals between what was joined now, in the place of those that stood there."""
    near = {
        reach.items[key].pk
        for key, take in reach.takes.items()
        if take.kind is Kind.TAKE and not reach.is_far(key)
    }
    wanted = _wanted(reach, links)
    standing = {
        (one.elder_id, one.younger_id): one
        for one in Proposal.objects.filter(elder__in=near, younger__in=near)
    }
    gone = [one.pk for pair, one in standing.items() if not _is_same(one, wanted.get(pair))]
    Proposal.objects.filter(pk__in=gone).delete()
    kept = {pair for pair, one in standing.items() if one.pk not in gone}
    Proposal.objects.bulk_create(one for pair, one in wanted.items() if pair not in kept)


def _wanted(reach: Reach, links: Sequence[Link]) -> dict[tuple[int, int], Proposal]:
    """The best proposals for each take, between two stories; by the ids of their items."""
    found: dict[tuple[int, int], Proposal] = {}
    many: dict[str, int] = defaultdict(int)
    for link in sorted(links, key=lambda one: (-one.score, one.elder, one.younger)):
        elder, younger = reach.items[link.elder], reach.items[link.younger]
        placings = [reach.placings.get(one.pk) for one in (elder, younger)]
        homes = {placing.story_id for placing in placings if placing}
        if len(homes) == 2 and many[link.younger] < _MOST:
            many[link.younger] += 1
            found[elder.pk, younger.pk] = Proposal(
                elder=elder, younger=younger, score=round(link.score, 3), reasons=list(link.reasons)
            )
    return found


def _is_same(standing: Proposal, wanted: Proposal | None) -> bool:
    return wanted is not None and (standing.score, standing.reasons) == (
        wanted.score,
        wanted.reasons,
    )
