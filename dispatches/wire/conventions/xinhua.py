"""Xinhua: `xjw0010 hkab` (number, who sends it), `Slug (2)`, `headline -- 2`, `Enditem`."""

from .model import Convention

XINHUA = Convention(
    name="xinhua",
    agencies=("Xinhua",),
    serial="{prefix:2-5}{number:3-6} {initials:3-8}",
    ends=("enditem",),
    crossheads=("capitals",),
    ends_are_marked=True,
)
