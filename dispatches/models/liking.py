"""What may be liked: columns of the queue, ways of alerts; and what somebody does like."""

from __future__ import annotations

from .desk import Alert, Preference
from .people import Person

COLUMNS: dict[str, str] = {
    "serials": "Take numbers",
    "source": "Source, desk, section, tags",
    "takes": "Takes and what is missing",
    "problems": "Problems",
    "words": "Words",
    "received": "Received",
    "who": "Who has it",
    "status": "Status",
}
"""What a row of the queue may leave out; urgency, headline and marks always stand."""

ALWAYS = "title"
"""What `columns` begins with where something is chosen: an empty list is all of them."""

WAYS: dict[str, str] = {
    "page": "On every page",
    "sound": "With a tone",
    "notification": "From the browser",
    "mail": "By mail",
}
"""The ways in which an alert can come."""

DEFAULTS: dict[str, list[str]] = {
    Alert.Kind.FLASH: ["page"],
    Alert.Kind.KILL: ["page"],
    Alert.Kind.HOLD: ["page"],
    Alert.Kind.SILENCE: [],
    Alert.Kind.MENTION: ["page"],
    Alert.Kind.SEARCH: ["page"],
    Alert.Kind.WATCHED: ["page"],
}
"""The ways for whoever chose nothing."""


def liked(person: Person) -> Preference:
    """What a person prefers; the defaults, not kept, for whoever chose nothing."""
    try:
        return person.preference
    except Preference.DoesNotExist:
        return Preference(person=person)


def ways_of(preference: Preference) -> dict[str, list[str]]:
    """For each kind of alert, the ways in which it comes.

    >>> ways_of(Preference())["kill"], ways_of(Preference(alerts={"kill": ["mail"]}))["kill"]
    (['page'], ['mail'])
    """
    return {kind: list(preference.alerts.get(kind, DEFAULTS[kind])) for kind in Alert.Kind.values}
