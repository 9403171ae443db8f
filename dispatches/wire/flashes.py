"""A flash is a headline without text; the story that comes soon after it takes its place.

On the wire both are stories of their own. A desk must not wait for the text of a flash whose story
has come, so it ties the two: surely where their names say so, else as a proposal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from .cards import minutes_between
from .evidence import CERTAIN
from .nearness import folded
from .values import Assembly, Joined, Link, Take

SOON = timedelta(minutes=180)
"""How long after a flash its story may come."""
_FEW = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or")
).union(("over", "says", "said", "the", "to", "under", "with"))
_ALIKE, _MAYBE = 0.6, 0.3  # of the words of a flash that the headline of its story has
_MOST = 3  # proposals for one flash
_LEAST = 3  # words that two headlines share, to be said to be alike

Apart = Collection[tuple[str, str]]


def tied(joined: Joined, apart: Apart = ()) -> Joined:
    """The stories with each flash set aside in the one that carries it on; less sure ones come
    back among the proposals. `apart` are pairs of keys that a person ruled on.
    """
    parted = {frozenset(pair) for pair in apart}
    stories = [one for one in joined.assemblies if not _is_alone(one)]
    found: dict[int, list[Assembly]] = defaultdict(list)
    proposals: list[Link] = []
    gone: set[int] = set()
    for flash in filter(_is_alone, joined.assemblies):
        links = sorted(_links(flash, stories, parted), key=lambda pair: -pair[0].score)
        if links and links[0][0].score >= CERTAIN and _leads(links):
            found[id(stories[links[0][1]])].append(flash)
            gone.add(id(flash))
        else:
            proposals += [link for link, _ in links[:_MOST]]
    kept = [
        _with(one, found[id(one)]) if id(one) in found else _behind(one)
        for one in joined.assemblies
        if id(one) not in gone
    ]
    return replace(joined, assemblies=tuple(kept), proposals=(*joined.proposals, *proposals))


def _behind(one: Assembly) -> Assembly:
    """A story to which its flash was joined by hand: the flash stands behind it all the same."""
    first, *others = one.takes
    if first.paragraphs or not others or not others[0].heads_a_story or not others[0].paragraphs:
        return one
    return replace(one, takes=tuple(others), superseded=(*one.superseded, first))


def is_flash(take: Take) -> bool:
    """Whether all that there is of a take is a headline."""
    return bool(take.headline) and not take.paragraphs


def _is_alone(one: Assembly) -> bool:
    """Whether all that there is of a story is a headline."""
    return any(map(is_flash, one.takes)) and not any(take.paragraphs for take in one.takes)


def _leads(links: Sequence[tuple[Link, int]]) -> bool:
    return len(links) == 1 or links[0][0].score > links[1][0].score


def _links(
    flash: Assembly, stories: Sequence[Assembly], parted: Collection[frozenset[str]]
) -> list[tuple[Link, int]]:
    """The stories that may carry on a flash, by their places."""
    told = flash.takes[0]
    made = []
    for place, story in enumerate(stories):
        first = story.takes[0]
        if any(frozenset((told.key, take.key)) in parted for take in story.takes):
            continue
        if link := _link(told, first):
            made.append((link, place))
    return made


def _link(flash: Take, story: Take) -> Link | None:
    minutes = minutes_between(flash, story)
    if (
        flash.feed != story.feed
        or minutes is None
        or not 0 <= minutes <= SOON / timedelta(minutes=1)
    ):
        return None
    one, two = _telling(flash.headline), _telling(story.headline)
    shared = len(one & two)
    share = shared / len(one) if one and shared >= min(_LEAST, len(one)) else 0.0
    same_slug = bool(flash.slug) and folded(flash.slug) == folded(story.slug)
    if share < _MAYBE and not same_slug:
        return None
    sure = share >= _ALIKE or (same_slug and share >= _MAYBE)
    reasons = ["a headline without text", f"{minutes} minutes later"]
    reasons += ["the same slug"] if same_slug else []
    reasons += [f"{shared} words of the headline"] if shared else []
    return Link(
        flash.key, story.key, CERTAIN + share / 20 if sure else 0.7 + share / 5, tuple(reasons)
    )


def _telling(headline: str) -> frozenset[str]:
    return frozenset(folded(headline).split()) - _FEW


def _with(story: Assembly, flashes: Sequence[Assembly]) -> Assembly:
    """A story with its flashes among what it replaced."""
    aside = [take for one in flashes for take in (*one.takes, *one.superseded)]
    again = [take for one in flashes for take in one.duplicates]
    return replace(
        story,
        superseded=(*story.superseded, *aside),
        duplicates=(*story.duplicates, *again),
        kills=(*story.kills, *(kill for one in flashes for kill in one.kills)),
        corrections=(*story.corrections, *(note for one in flashes for note in one.corrections)),
    )
