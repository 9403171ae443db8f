"""What is kept, and the questions that the desk asks of it."""

from .channels import Answered, Channel, Rule, Token
from .conventions import Convention
from .desk import (
    Alert,
    Borrowing,
    Handover,
    Mailed,
    Mention,
    Note,
    Preference,
    SavedQuery,
    Viewed,
    Watched,
)
from .drafts import Draft
from .history import ChainHead, Event
from .intake import Arrival, Tie, Transmission, WireItem
from .nearness import SketchNumber
from .people import Person
from .presence import Presence
from .revisions import Problem, Publication, Revision
from .rulings import Proposal, Ruling
from .search import Searched
from .sources import Source
from .stories import Story, StoryTake

__all__ = [
    "Alert",
    "Answered",
    "Arrival",
    "Borrowing",
    "ChainHead",
    "Channel",
    "Convention",
    "Draft",
    "Event",
    "Handover",
    "Mailed",
    "Mention",
    "Note",
    "Person",
    "Preference",
    "Presence",
    "Problem",
    "Proposal",
    "Publication",
    "Revision",
    "Rule",
    "Ruling",
    "SavedQuery",
    "Searched",
    "SketchNumber",
    "Source",
    "Story",
    "StoryTake",
    "Tie",
    "Token",
    "Transmission",
    "Viewed",
    "Watched",
    "WireItem",
]
