"""PTI: `FES24`, marks before the keyword, `(MORE) PTI AB CD` behind the last words of the copy."""

from .model import Convention

PTI = Convention(
    name="pti",
    agencies=("PTI",),
    serial="{PREFIX:3}{number:1-4}",
    crossheads=(),
    ends_are_marked=True,
)
