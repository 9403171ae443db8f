"""Every noun's page; importing this registers them all.

Not done by the package itself: the site is in it too, and must be there before its pages.
"""

from . import (
    channels,
    conventions,
    history,
    intake,
    people,
    rules,
    sources,
    stories,
    tokens,
)

__all__ = [
    "channels",
    "conventions",
    "history",
    "intake",
    "people",
    "rules",
    "sources",
    "stories",
    "tokens",
]
