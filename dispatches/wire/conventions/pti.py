"""PTI: `FES24`, marks before the keyword, `(MORE) PTI AB CD` behind the last words of the copy."""

from .model import Convention

PTI = Convention(
    name="pti",
    agencies=("PTI",),
    serial=r"(?P<prefix>[A-Z]{3})(?P<numbers>\d{1,4})",
    crossheads=(),
    ends_are_marked=True,
)
