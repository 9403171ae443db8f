"""Which power it takes to see, to add and to correct each noun: one table."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Model

from dispatches.models import (
    Arrival,
    Channel,
    Convention,
    Event,
    Person,
    Problem,
    Publication,
    Revision,
    Rule,
    Ruling,
    Source,
    Story,
    StoryTake,
    Token,
    Transmission,
    WireItem,
)
from dispatches.workflow import Power


class Keeper(NamedTuple):
    """The powers that one noun asks for; None: nobody does it here."""

    view: Power
    change: Power | None = None
    add: Power | None = None


_SEEN = Keeper(Power.CORRECT_DATA)
_CORRECTED = Keeper(Power.CORRECT_DATA, change=Power.CORRECT_DATA)

KEEPERS: dict[type[Model], Keeper] = {
    Person: Keeper(Power.MANAGE_PEOPLE, Power.MANAGE_PEOPLE, Power.MANAGE_PEOPLE),
    Source: Keeper(Power.MANAGE_SOURCES, Power.MANAGE_SOURCES, Power.MANAGE_SOURCES),
    Convention: Keeper(Power.MANAGE_SOURCES, Power.MANAGE_SOURCES, Power.MANAGE_SOURCES),
    Rule: Keeper(Power.MANAGE_SOURCES, Power.MANAGE_SOURCES, Power.MANAGE_SOURCES),
    Token: Keeper(Power.MANAGE_SOURCES, add=Power.MANAGE_SOURCES),
    Channel: Keeper(Power.MANAGE_SOURCES, Power.MANAGE_SOURCES, Power.MANAGE_SOURCES),
    Transmission: _SEEN,
    Arrival: _SEEN,
    WireItem: _CORRECTED,
    Story: _CORRECTED,
    StoryTake: _SEEN,
    Ruling: _SEEN,
    Revision: _SEEN,
    Problem: _SEEN,
    Publication: _SEEN,
    Event: Keeper(Power.READ_HISTORY),
}
"""Nothing is deleted by anybody, so there is no column for it."""
