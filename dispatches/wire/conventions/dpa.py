"""dpa: IPTC 7901, keywords with strokes, title block closed by ` =`, `(Folgt 2)`, `dpa ab cd ef`.

The number of a later take stands behind the title, `(2) =`. The dateline has no date. Desk notes
follow `# Notebook`. Sources: dpa files in the superdesk fixtures.
"""

from .model import Convention

DPA = Convention(
    name="dpa",
    agencies=("dpa",),
    crossheads=(),
    ends_are_marked=True,
)
