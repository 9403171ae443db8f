"""Bernama: `BNM0013`, a keyword line with `2 (LAST) CITY`, `-- BERNAMA` and initials under it."""

from .model import Convention

BERNAMA = Convention(
    name="bernama",
    agencies=("Bernama",),
    serial="{PREFIX:3}{number:3-6}",
    crossheads=(),
    ends_are_marked=True,
)
