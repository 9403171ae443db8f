"""What is kept, and the questions that the desk asks of it."""

from .conventions import Convention
from .history import ChainHead, Event
from .intake import Arrival, Tie, Transmission, WireItem
from .people import Person
from .revisions import Problem, Publication, Revision
from .sources import Source
from .stories import Ruling, Story, StoryTake

__all__ = [
    "Arrival",
    "ChainHead",
    "Convention",
    "Event",
    "Person",
    "Problem",
    "Publication",
    "Revision",
    "Ruling",
    "Source",
    "Story",
    "StoryTake",
    "Tie",
    "Transmission",
    "WireItem",
]
