"""Xinhua: `xjw0010 hkab` (number, who sends it), `Slug (2)`, `headline -- 2`, `Enditem`."""

from .model import Convention

XINHUA = Convention(
    name="xinhua",
    agencies=("Xinhua",),
    serial=r"(?P<prefix>[a-z]{2,5})(?P<numbers>\d{3,6}) (?P<initials>[a-z]{3,8})",
    ends=("enditem",),
    crossheads=("capitals",),
    ends_are_marked=True,
)
