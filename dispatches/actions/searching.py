"""Searches that people keep under a name, and the alerts about what comes to answer them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from dispatches.models import Alert, Person, SavedQuery, Story
from dispatches.models.finding import question
from dispatches.models.shapes import storable
from dispatches.wire.asking import LONGEST, parse
from dispatches.workflow import Power

from .alerts import tell
from .errors import Refused
from .hold import permit

MOST = 40
"""How many searches one person may keep."""
AT_ONCE = 50  # stories that one look tells a person of
_NAME = 60
# A story is written a while before others can see it: what was written just before the last look is
# looked at again. An alert comes once all the same.
_WRITING = timedelta(minutes=2)


def keep_search(
    name: str, query: str, *, alerts: bool, shared: bool = False, by: Person, now: datetime
) -> SavedQuery:
    """Keep a search under a name; one of that name that its owner had gives way to it."""
    permit(by, Power.READ_DESK)
    called, asked = storable(" ".join(name.split())), storable(query.strip())
    if not called or not asked:
        raise Refused("Give the search a name, and something to look for.")
    if len(called) > _NAME or len(asked) > LONGEST:
        raise Refused(f"A name has {_NAME} letters at most, and a search {LONGEST}.")
    mine = SavedQuery.objects.filter(owner=by, page=SavedQuery.Page.SEARCH)
    if mine.exclude(name=called).count() >= MOST:
        raise Refused(f"You keep {MOST} searches already; let one of them go first.")
    kept, _ = SavedQuery.objects.update_or_create(
        owner=by,
        page=SavedQuery.Page.SEARCH,
        name=called,
        defaults={"query": asked, "alerts": alerts, "shared": shared, "looked_at": now},
    )
    return kept


def set_alerts(number: int, *, on: bool, by: Person, now: datetime) -> SavedQuery:
    """Tell its owner of what comes to a search from now on, or no more."""
    kept = _mine(number, by)
    kept.alerts, kept.looked_at = on, now
    kept.save(update_fields=["alerts", "looked_at"])
    return kept


def forget_search(number: int, *, by: Person) -> None:
    """Let a search go."""
    _mine(number, by).delete()


def _mine(number: int, by: Person) -> SavedQuery:
    permit(by, Power.READ_DESK)
    found = SavedQuery.objects.filter(pk=number, owner=by, page=SavedQuery.Page.SEARCH).first()
    if found is None:
        raise Refused("You keep no such search any more.")
    return found


def look(now: datetime) -> int:
    """Tell the owners of searches of the stories that came to them since the last look; how many.

    A story is told of once a version: when it first answers to the search in that version.
    """
    waiting = SavedQuery.objects.filter(
        page=SavedQuery.Page.SEARCH, alerts=True, owner__is_active=True
    ).select_related("owner")
    return sum(_look(kept, now) for kept in waiting)


def _look(kept: SavedQuery, now: datetime) -> int:
    asked = parse(kept.query, now.astimezone(ZoneInfo(settings.DESK_ZONE)))
    told = 0
    if asked.terms:
        since = (kept.looked_at or now) - _WRITING
        stories = question(asked, kept.owner).stories.filter(
            updated_at__gt=since, updated_at__lte=now
        )
        fresh = stories.filter(~Exists(Alert.objects.filter(mark=_mark(kept))))
        found = list(fresh.order_by("updated_at", "pk")[:AT_ONCE])
        told = sum(_told(kept, story, now) for story in found)
        if len(found) == AT_ONCE:
            return told  # there may be more: the next look begins where this one began
    SavedQuery.objects.filter(pk=kept.pk).update(looked_at=now)
    return told


def _mark(kept: SavedQuery) -> Concat:
    """The mark of the alert about a story, as the database puts it together."""
    story, version = (Cast(OuterRef(name), CharField()) for name in ("pk", "version"))
    return Concat(Value(f"search-{kept.pk}-"), story, Value("-"), version)


def _told(kept: SavedQuery, story: Story, now: datetime) -> bool:
    mark = f"search-{kept.pk}-{story.pk}-{story.version}"
    with transaction.atomic():
        sentence = f"{kept.name}: {story}"
        return bool(
            tell(Alert.Kind.SEARCH, sentence, mark=mark, story=story, person=kept.owner, now=now)
        )
