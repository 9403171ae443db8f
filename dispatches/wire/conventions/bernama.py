"""Bernama: `BNM0013`, a keyword line with `2 (LAST) CITY`, `-- BERNAMA` and initials under it."""

from .model import Convention

BERNAMA = Convention(
    name="bernama",
    agencies=("Bernama",),
    serial=r"(?P<prefix>[A-Z]{3})(?P<numbers>\d{3,6})",
    crossheads=(),
    ends_are_marked=True,
)
