"""Alerts: what cannot wait until somebody looks, told once, in the ways that each person chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from dispatches.models import Alert, ChainHead, Person, Preference, Source, Story
from dispatches.models.shapes import fitting

from .errors import Refused

WAYS: dict[str, str] = {
    "page": "On every page",
    "sound": "With a tone",
    "notification": "From the browser",
    "mail": "By mail",
}
"""The ways in which an alert can come, with their words."""

DEFAULTS: dict[str, list[str]] = {
    Alert.Kind.FLASH: ["page"],
    Alert.Kind.KILL: ["page"],
    Alert.Kind.HOLD: ["page"],
    Alert.Kind.SILENCE: [],
    Alert.Kind.MENTION: ["page"],
    Alert.Kind.SEARCH: ["page"],
    Alert.Kind.WATCHED: ["page"],
}
"""The ways for whoever chose nothing: what nobody may miss, and what somebody asked for."""


def tell(
    kind: str,
    sentence: str,
    *,
    mark: str,
    now: datetime,
    story: Story | None = None,
    source: Source | None = None,
    person: Person | None = None,
) -> Alert | None:
    """Make an alert under its mark, once; None: it was told before.

    `person` is whom alone it concerns. It waits for the chain of events, so that alerts are seen in
    the order of their numbers and a poll misses none: call it last in an action, as `record`.
    """
    with transaction.atomic(savepoint=False):
        _in_order()
        name = fitting(Alert, "mark", mark)
        if Alert.objects.filter(mark=name).exists():
            return None
        return Alert.objects.create(
            kind=kind,
            mark=name,
            story=story,
            source=source,
            person=person,
            sentence=fitting(Alert, "sentence", sentence),
            at=now,
        )


def _in_order() -> None:
    """Take the lock that gives events their order."""
    if ChainHead.objects.select_for_update().filter(pk=1).first() is None:
        ChainHead.objects.get_or_create(pk=1)
        ChainHead.objects.select_for_update().get(pk=1)


# Who is told, and how -----------------------------------------------------------------------------
def ways_of(preference: Preference | None) -> dict[str, list[str]]:
    """For each kind of alert, the ways in which it comes to a person who prefers this.

    >>> ways_of(None)["kill"], ways_of(Preference(alerts={"kill": ["mail"]}))["kill"]
    (['page'], ['mail'])
    """
    chosen = preference.alerts if preference else {}
    kinds = [kind.value for kind in Alert.Kind]
    return {kind: list(chosen.get(kind, DEFAULTS[kind])) for kind in kinds}


def choose(person: Person, ways: Mapping[str, Iterable[str]]) -> Preference:
    """Keep for each kind the ways in which a person wants it."""
    chosen = {kind: list(dict.fromkeys(asked)) for kind, asked in ways.items()}
    if not chosen.keys() <= set(Alert.Kind) or any(set(one) - set(WAYS) for one in chosen.values()):
        raise Refused("There is no such alert, or it does not come in that way.")
    kept, _ = Preference.objects.update_or_create(person=person, defaults={"alerts": chosen})
    return kept
