"""How people like the desk: kept with the person, so that it is the same in every browser.

What somebody likes is no history and nobody else's affair: nothing of it is recorded.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError

from dispatches.models import Alert, Person, Preference
from dispatches.models.liking import ALWAYS, COLUMNS, WAYS

from .errors import Refused
from .people import end_sessions

FIELDS = ("theme", "density", "keys_on", "zone", "language", "columns", "alerts", "toured_at")
"""What somebody may prefer."""


def prefer(person: Person, **fields: Any) -> Preference:
    """Keep what a person prefers of FIELDS, and leave the rest as it was; refuses what is not."""
    if strange := sorted(set(fields) - set(FIELDS)):
        raise Refused(f"Nobody can prefer this: {', '.join(strange)}.")
    row = Preference(person=person, **fields)
    try:
        row.clean_fields(exclude=["person", *(set(FIELDS) - set(fields))])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    _check(row)
    kept, _ = Preference.objects.update_or_create(person=person, defaults=fields)
    person.preference = kept
    return kept


def _check(row: Preference) -> None:
    """Refuse what no column of the database refuses."""
    if row.zone and row.zone not in available_timezones():
        raise Refused(f"“{row.zone}” is no time zone; write one such as Asia/Dhaka.")
    if not set(row.columns) <= {ALWAYS, *COLUMNS}:
        raise Refused("The queue has no such column.")
    ways = {way for chosen in row.alerts.values() for way in chosen}
    if not (set(row.alerts) <= set(Alert.Kind.values) and ways <= set(WAYS)):
        raise Refused("There is no such alert, or it does not come in that way.")


def leave_elsewhere(person: Person, *, here: str | None) -> int:
    """Log a person out of every browser but the one whose session is `here`; how many that were."""
    return end_sessions(person, but=here)
