"""Reuters: ANPA 1312 as in 1987, and the later form with a story number and `SLUG/` line.

1987: dateline without agency, ` MORE` and ` REUTER` at the end, a later take opens with the first
words of the headline and `=2 CITY`. Later: `(MORE)`, `(TAKE 2)`, `(Reporting by ...)`. Sources:
Reuters-21578, handbook.reuters.com.
"""

from .model import Convention

REUTERS = Convention(
    name="reuters",
    agencies=("Reuters",),
    feeds=("reuters1987", "reut"),
    crossheads=(),
    ends_are_marked=True,
)
