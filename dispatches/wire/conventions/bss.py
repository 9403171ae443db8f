"""BSS, Dhaka: `BFF-08`, `MORE/FI/ 0832 hrs`, `BSS/AFP/FI/ 0834 hrs`.

The serial's prefix names the desk (BFF foreign, BCN commerce, BSP sport); the initials in the
sign-off and the serial are all that ties a second take to the first. Source: published BSS pages.
"""

from .model import Convention

BSS = Convention(
    name="bss",
    agencies=("BSS",),
    serial="{PREFIX:2-4}-{numbers}[ {title}]",
    slug="{SLUG}",
    sign_off="{MARKS}[/][ ]{time}[ ](hrs|hr|HRS|HR)[ ][(.|:)]",
    crossheads=("dashes",),
    several_on_a_page=True,
    ends_are_marked=True,
)
