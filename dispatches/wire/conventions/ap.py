"""AP: ANPA 1312 headers, `^...<` lines, adds with a pick-up line, no mark but the foot at the end.

`BC-Korea-Summit, 1st Add,345`, `CITY: last words.`, `AP-WF-11-13-13 1509GMT`. The dateline has no
date: the foot tells it. Sources: AP files in the superdesk fixtures, AP wire guides.
"""

from .model import Convention

AP = Convention(
    name="ap",
    agencies=("AP",),
    crossheads=(),
    ends_are_marked=True,
)
