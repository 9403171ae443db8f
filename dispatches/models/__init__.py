"""What is kept, and the questions that the desk asks of it."""

from .conventions import Convention
from .history import ChainHead, Event
from .intake import Arrival, Tie, Transmission, WireItem
from .nearness import SketchNumber
from .people import Person
from .revisions import Problem, Publication, Revision
from .sources import Source
from .stories import Proposal, Ruling, Story, StoryTake

__all__ = [
    "Arrival",
    "ChainHead",
    "Convention",
    "Event",
    "Person",
    "Problem",
    "Proposal",
    "Publication",
    "Revision",
    "Ruling",
    "SketchNumber",
    "Source",
    "Story",
    "StoryTake",
    "Tie",
    "Transmission",
    "WireItem",
]
