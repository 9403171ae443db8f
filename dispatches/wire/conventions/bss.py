"""BSS, Dhaka: `BFF-08`, `MORE/FI/ 0832 hrs`, `BSS/AFP/FI/ 0834 hrs`.

The serial's prefix names the desk (BFF foreign, BCN commerce, BSP sport); the initials in the
sign-off and the serial are all that ties a second take to the first. Source: published BSS pages.
"""

from .model import Convention

BSS = Convention(
    name="bss",
    agencies=("BSS",),
    serial=r"(?P<prefix>[A-Z]{2,4})-(?P<numbers>\d{1,4}(?:, ?\d{1,4}){0,20})(?: (?P<title>\S.*))?",
    slug=r"[A-Z0-9][A-Za-z0-9.&'’/-]{1,60}",
    sign_off=r"(?P<marks>[A-Z]{2,8}(?:/[A-Z]{1,10}){1,5})/? ?(?P<time>\d{4}) ?(?:hrs?|HRS?) ?[.:]?",
    crossheads=("dashes",),
    several_on_a_page=True,
    ends_are_marked=True,
)
