"""AFP: an IPTC 7901 header with the story's own code, a keyword line, initials at the end.

`GLN0063 4 I 0266 GLN /AFP-XD25` is the same on every take but for number and words; a later take
has its number behind the keyword and `=2 WORD` above the copy. Sources: NewsML fixtures, IPTC 7901.
"""

from .model import Convention

AFP = Convention(
    name="afp",
    agencies=("AFP",),
    crossheads=("dashes",),
    ends_are_marked=True,
)
