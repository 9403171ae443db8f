"""From what the machine joined to the stories that the desk sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from dispatches.models import Problem, Revision, Story
from dispatches.wire import pipeline
from dispatches.wire.values import Assembly, Kind
from dispatches.workflow import Status

from .hold import write
from .places import differs, place
from .propose import propose
from .ranks import arrange
from .reach import Reach, reaches
from .record import record
from .retell import Past, make, retell
from .share import ByHand, Share, members, one_story, share_out
from .spread import spread
from .versions import current


def reconcile(reach: Reach, *, now: datetime, hand: ByHand) -> None:
    """Join what is in reach, and make the stories say so."""
    wait = timedelta(minutes=reach.source.wait_minutes)
    takes, ruled = reach.near_takes(), {"together": reach.together, "apart": reach.apart}
    joined = pipeline.join(takes, now=now, wait=wait, kept=reach.cards, **ruled)
    joined = pipeline.tie_flashes(joined, apart=reach.apart)
    shares = share_out(reach, joined.assemblies, hand, now)
    shares += _far_shares(reach, now)
    arrange(reach, shares, hand, now)
    _name(reach, shares, joined.assemblies)
    changed = [share for share in shares if differs(reach, share)]
    if changed:
        _tell(reach, changed)
    propose(reach, joined.proposals)


def _tell(reach: Reach, changed: Sequence[Share]) -> None:
    """Make the stories that change say so."""
    past = _past(changed)
    make(reach, changed)
    arrived = place(reach, changed)
    retell(reach, changed, past, arrived)
    for share in changed:
        for story in share.absorbed:
            _empty(story, share)
    if reach.lent:
        spread(reach, changed)


def _far_shares(reach: Reach, now: datetime) -> Iterator[Share]:
    """The stories that only a notice reaches, each by itself."""
    groups: dict[int, list[str]] = defaultdict(list)
    for key, take in reach.takes.items():
        home = reach.home(key)
        if home is not None and home.pk in reach.far and take.kind is Kind.TAKE:
            groups[home.pk].append(key)
    for pk, keys in groups.items():
        yield Share(reach.stories[pk], one_story(reach, keys, now))


def _name(reach: Reach, shares: Sequence[Share], assemblies: Sequence[Assembly]) -> None:
    """Tie to each story the notices that name it: those that did, and those that do now."""
    whole = {take.key: assembly for assembly in assemblies for take in members(assembly)}
    for share in shares:
        for story in filter(None, [share.story, *share.absorbed]):
            share.notices |= {notice.pk: notice for notice in reach.tied.get(story.pk, ())}
        named = {id(one): one for key in share.own_keys() if (one := whole.get(key))}
        for assembly in [share.assembly, *named.values()]:
            for told in (*assembly.kills, *assembly.corrections):
                if reaches(told, members(assembly)):
                    notice = reach.items[told.key]
                    share.notices[notice.pk] = notice


def _past(shares: Sequence[Share]) -> Past:
    """What was written in the stories that change, and in those that they take copy from."""
    told = [story for share in shares for story in (share.story, *share.others) if story]
    past = Past()
    for revision in Revision.objects.filter(story__in=told).order_by("story", "version"):
        past.revisions[revision.story_id].append(revision)
    problem: Problem
    for problem in current(told):
        past.problems[problem.story_id].append(problem)
    return past


def _empty(story: Story, share: Share) -> None:
    """Spike a story whose takes are all in another one now; it is kept for its history."""
    winner = share.story
    reason = f"Its takes are in story {winner.pk} now, “{winner}”." if winner else ""
    before = {"status": story.status}
    if story.status == Status.SPIKED:
        write(story)
    else:
        write(story, status=Status.SPIKED.value, spiked_from=story.status)
    record(
        "emptied",
        actor=None,
        origin="wire",
        story=story,
        reason=reason,
        before=before,
        after={"status": story.status, "story": winner.pk if winner else None},
    )
