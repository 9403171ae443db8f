"""What is kept, and the questions that the desk asks of it."""

from .channels import Answered, Channel, Rule, Token
from .conventions import Convention
from .history import ChainHead, Event
from .intake import Arrival, Tie, Transmission, WireItem
from .nearness import SketchNumber
from .people import Person
from .revisions import Problem, Publication, Revision
from .sources import Source
from .stories import Proposal, Ruling, Story, StoryTake

__all__ = [
    "Answered",
    "Arrival",
    "ChainHead",
    "Channel",
    "Convention",
    "Event",
    "Person",
    "Problem",
    "Proposal",
    "Publication",
    "Revision",
    "Rule",
    "Ruling",
    "SketchNumber",
    "Source",
    "Story",
    "StoryTake",
    "Tie",
    "Token",
    "Transmission",
    "WireItem",
]
